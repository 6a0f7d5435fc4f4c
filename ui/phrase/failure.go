package phrase

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/theme/words"
)

// FailureText is what is said of a failure: what happened, why, and what to do.
type FailureText struct {
	explain.Explanation
	Kind    string   // whether an instance may exist
	Wait    string   // how long the service asked to be left alone, or ""
	Places  []string // where credentials were looked for
	Clock   string   // how far this machine's clock is off, where that is why; or ""
	Details []string // the service's own words, for whoever has to be told
}

// DescribeFailure says all there is to say of a failure. Where the session does not allow what
// the catalogue advises, the advice is the session's.
func DescribeFailure(w *words.Words, f *client.Failure) FailureText {
	x := explain.ExplainFailure(w.Lang, f)
	if len(f.Looked) == 1 && f.Looked[0].Source == client.FromConfigFile { // which --profile asked for
		x.Remedy = cmp.Or(w.Credentials.ProfileRemedy, x.Remedy)
	}
	if own := w.Remedies[string(f.Kind)]; own != "" && !f.IsOfLook() {
		x.Remedy = own
	}
	x.Remedy = w.NameCommands(x.Remedy)
	said := FailureText{Explanation: x, Kind: w.Kinds[string(f.Kind)], Clock: clockProblem(w, f)}
	if f.IsOfLook() || f.Cause == client.WaitRequested {
		said.Kind = "" // the service was sent no order
	}
	if f.RetryAfter > 0 {
		said.Wait = fmt.Sprintf(w.Script.Sentence, WaitText(w, f.RetryAfter))
	}
	for _, place := range f.Looked {
		said.Places = append(said.Places, FindingText(w, place))
	}
	status := ""
	if f.HTTPStatus != 0 {
		status = strconv.Itoa(f.HTTPStatus)
	}
	for _, d := range [][2]string{
		{w.Wizard.Code, f.Code}, {w.Wizard.Message, MessageText(w, f)}, {w.Wizard.HTTPStatus, status},
		{w.Wizard.RequestID, f.RequestID}, {w.Wizard.Endpoint, f.Host}, {w.Wizard.HelpLink, f.HelpLink()},
	} {
		if d[1] != "" {
			said.Details = append(said.Details, fmt.Sprintf(w.Wizard.Detail, d[0], d[1]))
		}
	}
	return said
}

// MessageText gives the service's own message, or says what is wrong with the journal.
func MessageText(w *words.Words, f *client.Failure) string {
	if f.Err != nil {
		return ErrorText(w, f.Err)
	}
	return f.Message
}

// WaitText says how long something has to wait yet, in whole seconds that are enough.
func WaitText(w *words.Words, left time.Duration) string {
	return fmt.Sprintf(w.Wizard.DoWait, int(math.Ceil(max(left, time.Second).Seconds())))
}

// ListLines gives why it happened and what to do in lines.
func (t FailureText) ListLines() []string {
	lines := []string{t.Reason}
	for _, place := range t.Places {
		lines = append(lines, "  "+place)
	}
	for _, more := range []string{t.Clock, t.Remedy, t.Wait} {
		if more != "" {
			lines = append(lines, more)
		}
	}
	return lines
}

// FailureTitle says what happened, in few words.
func FailureTitle(w *words.Words, f *client.Failure) string {
	return explain.ExplainFailure(w.Lang, f).Title
}

// clockProblem says how far this machine's clock is off, where a request was turned
// away and it is more than a minute.
func clockProblem(w *words.Words, f *client.Failure) string {
	if f.ClockSkew.Abs() <= time.Minute || f.Kind != client.Unauthenticated {
		return ""
	}
	return ClockText(w, f.ClockSkew)
}

// ClockText says how far this machine's clock is ahead of the service's.
func ClockText(w *words.Words, ahead time.Duration) string {
	how := durationText(w, ahead.Abs())
	if ahead.Abs() < time.Minute {
		how = fmt.Sprintf(w.Wizard.Elapsed, int(ahead.Abs()/time.Second))
	}
	switch {
	case ahead > 0:
		return fmt.Sprintf(w.Wizard.ClockAhead, how)
	case ahead < 0:
		return fmt.Sprintf(w.Wizard.ClockBehind, how)
	}
	return w.Check.ClockRight
}

// durationText says a duration in hours and minutes.
func durationText(w *words.Words, d time.Duration) string {
	all := int(d.Round(time.Minute) / time.Minute)
	count := func(n int, one, many string) string {
		switch n {
		case 0:
			return ""
		case 1:
			many = one
		}
		return fmt.Sprintf(many, n)
	}
	hours, minutes := count(all/60, w.Wizard.Hour, w.Wizard.Hours), count(all%60, w.Wizard.Minute, w.Wizard.Minutes)
	return strings.TrimSpace(hours + " " + minutes)
}
