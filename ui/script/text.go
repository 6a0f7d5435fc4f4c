package script

import (
	"fmt"
	"strings"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
)

// text writes a report for a person. A created instance's id stands alone on
// the first line.
func (p Printer) text(r Report) error {
	var out, err []string
	w := p.Words
	switch r.Result {
	case submit.Created:
		out = append(out, r.Created.EPNInstanceID)
		if r.Created.RequestID != "" {
			out = append(out, w.Wizard.RequestID+" "+r.Created.RequestID)
		}
		out = append(out, "", r.Next.Title)
		for _, step := range r.Next.Steps {
			out = append(out, "  "+step.Text, "    "+step.Command)
		}
		out = append(out, r.Next.UndoTitle, "  "+r.Next.Undo.Text, "    "+r.Next.Undo.Command)
	case submit.DryRun:
		out = append(out, fmt.Sprintf(w.Script.DryRun, r.Target))
		o := r.Order
		for _, kv := range [][2]string{
			{"EPNInstanceType", o.EPNInstanceType}, {"EPNInstanceName", o.EPNInstanceName},
			{"InternetChargeType", o.InternetChargeType}, {"NetworkingModel", o.NetworkingModel},
			{"InternetMaxBandwidthOut", fmt.Sprint(o.InternetMaxBandwidthOut)},
		} {
			out = append(out, "  "+kv[0]+": "+kv[1])
		}
		same := w.Wizard.SameAs
		if r.Target == "sandbox" {
			same = w.Wizard.SameAsSandbox
		}
		out = append(out, same, r.Command)
	case submit.Invalid:
		for _, problem := range r.Problems {
			err = append(err, p.sentence(problem))
		}
	case submit.Cancelled:
		say := w.Script.NothingSent
		err = append(err, say)
		switch {
		case r.Kept:
			err = append(err, w.Script.Kept)
		case r.NotKept:
			err = append(err, w.Script.NotKept)
		}
		if r.StillOpen > 0 {
			err = append(err, fmt.Sprintf(w.Script.StillOpen, r.StillOpen))
		}
	case submit.Internal:
		err = append(err, w.Script.Internal)
		if r.Reason != "" {
			err = []string{r.Reason}
		}
	default:
		err = append(err, p.failure(r)...)
	}
	for _, warning := range r.Warnings {
		err = append(err, fmt.Sprintf(w.Script.Warning, forms.SayWarning(w, warning.Kind, warning.Values)))
	}
	for i, line := range out {
		if line != r.Command {
			out[i] = theme.Fit(line, p.Columns(p.Out))
		}
	}
	if len(out) > 0 {
		if err := p.lines(out); err != nil {
			return err
		}
	}
	for i, line := range err {
		if i == 0 {
			line = "epn-wizard: " + line
		}
		_, _ = fmt.Fprintln(p.Err, theme.Fit(line, p.Columns(p.Err))) // nothing is left to say it on
	}
	return nil
}

// sentence names what is wrong, its value and what is allowed, and who gave it.
func (p Printer) sentence(x Problem) string {
	w, origin := p.Words.Script, x.Origin
	s, ok := w.Fields[x.Field]
	if !ok {
		s = fmt.Sprintf(w.Flag, x.Field)
	}
	if strings.TrimSpace(s) == origin { // it is said already
		origin = ""
	}
	if x.Value != "" {
		s = fmt.Sprintf(w.Value, s, x.Value)
	}
	s = fmt.Sprintf(p.Words.Joins.Subject, s, x.Problem)
	if origin != "" {
		s = fmt.Sprintf(p.Words.Joins.Bracket, s, origin)
	}
	return s
}

// failure says what happened, why and what to do, then the service's own words.
func (p Printer) failure(r Report) []string {
	f, e, w := r.Failure, p.explained(r.Failure), p.Words.Wizard
	lines := []string{fmt.Sprintf(p.Words.Script.Sentence, e.Title), p.Words.Kinds[string(f.Kind)], e.Explanation}
	for _, place := range f.Looked {
		lines = append(lines, "  "+forms.SayFinding(p.Words, place))
	}
	lines = append(lines, e.Remedy)
	var details []string
	for _, i := range r.Several {
		lines = append(lines, "  "+client.Visible(i.EPNInstanceID)+" "+client.Visible(i.CreationTime))
	}
	if r.Kept {
		lines = append(lines, p.Words.Script.Kept)
	}
	for _, d := range [][2]string{{w.Journal, r.JournalID}, {w.Code, f.Code}, {w.Message, f.Message}, {w.RequestID, f.RequestID}, {w.Endpoint, f.Host}} {
		if d[1] != "" {
			details = append(details, d[0]+" "+d[1])
		}
	}
	if f.HTTPStatus != 0 {
		details = append(details, fmt.Sprintf("%s %d", w.HTTPStatus, f.HTTPStatus))
	}
	if len(details) > 0 {
		lines = append(lines, strings.Join(details, p.Words.Script.Between))
	}
	return lines
}
