package script

import (
	"fmt"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/ui/phrase"
)

// printText writes a report for a person: its result on standard output, and what
// else there is to say on standard error.
func (p Printer) printText(r Report) error {
	if result := p.resultLines(r); len(result) > 0 {
		if err := p.printSentences(result); err != nil {
			return err
		}
	}
	p.PrintNotes(append(p.outcomeNotes(r), p.otherNotes(r)...)...)
	return nil
}

// resultLines is what a run has to show for itself. A created instance's id stands
// alone on the first line.
func (p Printer) resultLines(r Report) []string {
	w := p.Words
	switch r.Result {
	case submit.Created:
		lines := []string{r.Created.EPNInstanceID}
		if r.Created.RequestID != "" {
			lines = append(lines, w.Wizard.RequestID+" "+r.Created.RequestID)
		}
		lines = append(lines, p.sandboxLines(r)...)
		if r.Next.Title == "" {
			return lines
		}
		lines = append(lines, "", r.Next.Title, r.Next.Intro)
		for _, s := range r.Next.Steps {
			lines = append(lines, s.Text)
			for _, line := range s.CommandLines(p.commandWidth()) {
				lines = append(lines, "  "+line) // so that it is not wrapped
			}
		}
		if r.Next.Hint != "" {
			lines = append(lines, r.Next.Hint)
		}
		return lines
	case submit.DryRun:
		lines := []string{fmt.Sprintf(w.Script.DryRun, r.Target)}
		for _, parameter := range r.Order.Parameters() {
			lines = append(lines, "  "+parameter.Name+": "+parameter.Value)
		}
		command := phrase.DescribeCommand(w, r.Target == client.TargetSandbox, r.Command, p.commandWidth())
		// The command, which ends the result, is not wrapped: its first line is short, and the others are indented.
		return append(append(lines, command.Hint, command.Caption), command.Lines...)
	}
	return nil
}

// sandboxLines says of an order to the sandbox that nothing is billed.
func (p Printer) sandboxLines(r Report) []string {
	if r.Target != client.TargetSandbox {
		return nil
	}
	return []string{fmt.Sprintf(p.Words.Line.Target, p.Words.Header.Sandbox, p.Words.Header.SandboxNote)}
}

// commandWidth is how wide an indented command may be: 0 where nothing is wrapped.
func (p Printer) commandWidth() int { return max(p.Columns(p.Out)-2, 0) }

// outcomeNotes says why there is no result.
func (p Printer) outcomeNotes(r Report) (lines []string) {
	w := p.Words.Script
	switch r.Result {
	case submit.Created, submit.DryRun, submit.Ready, submit.Internal:
	case submit.Invalid:
		for _, problem := range r.Problems {
			lines = append(lines, p.problemText(problem))
		}
	case submit.Cancelled:
		lines = append(lines, w.NothingSent)
		if r.Unsettled > 0 {
			lines = append(lines, fmt.Sprintf(w.Unsettled, r.Unsettled))
		}
	default:
		lines = p.failureLines(r)
	}
	return lines
}

// otherNotes is what a person has to know beside a result, or beside why there is none.
func (p Printer) otherNotes(r Report) (lines []string) {
	w := p.Words.Script
	if r.Reason != "" {
		lines = append(lines, r.Reason)
	}
	switch {
	case r.Kept:
		lines = append(lines, w.Kept)
	case r.NotKept && r.Result == submit.Cancelled:
		lines = append(lines, w.NotKept)
	}
	for _, warning := range p.listWarnings(r) {
		lines = append(lines, fmt.Sprintf(w.Warning, warning.Message))
	}
	return lines
}

// problemText says what is wrong with a line of a file; or names the value that is wrong, what
// is allowed, and who gave it.
func (p Printer) problemText(x Problem) string {
	w := p.Words.Script
	if x.Line > 0 {
		file := x.Value
		if file == "-" {
			file = p.Words.Compare.Input
		}
		return fmt.Sprintf(p.Words.Compare.Row, file, x.Problem)
	}
	s, ok := w.Fields[x.Field]
	if !ok {
		s = fmt.Sprintf(w.Flag, x.Field)
	}
	if x.Value != "" {
		s = fmt.Sprintf(w.Value, s, x.Value)
	}
	s = fmt.Sprintf(p.Words.Joins.Subject, s, x.Problem)
	if x.Origin != "" && x.Origin != "--"+x.Field { // a variable
		s = fmt.Sprintf(p.Words.Joins.Bracket, s, x.Origin)
	}
	return s
}

// failureLines says what happened, why and what to do, then the service's own words.
func (p Printer) failureLines(r Report) []string {
	x, w := phrase.DescribeFailure(p.Words, r.Failure), p.Words
	lines := []string{fmt.Sprintf(w.Script.Sentence, x.Title)}
	if x.Kind != "" {
		lines = append(lines, x.Kind)
	}
	lines = append(append(lines, x.ListLines()...), p.sandboxLines(r)...)
	for _, i := range r.Candidates {
		lines = append(lines, "  "+phrase.CandidateText(p.Words, i))
	}
	if r.JournalID != "" {
		lines = append(lines, fmt.Sprintf(w.Wizard.Detail, w.Wizard.Journal, client.Visible(r.JournalID)))
	}
	return append(lines, x.Details...)
}
