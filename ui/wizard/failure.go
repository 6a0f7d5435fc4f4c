package wizard

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/forms"
	"epn-wizard/theme"
)

// failure is the sheet of a refusal and its like.
type failure struct {
	*client.Failure
	explain.Explanation
	choices []remedy
	wait    time.Duration // how long the service asked to be left alone
}

func (m *Model) explain(f *client.Failure) explain.Explanation {
	return explain.Failure(m.Words.Lang, f)
}

// showFailure explains what happened and puts the cursor on what to do.
func (m *Model) showFailure(f *client.Failure) tea.Cmd {
	x := m.explain(f)
	m.failure = failure{Failure: f, Explanation: x, wait: f.RetryAfter.Round(time.Second)}
	c := &m.failure.choices
	switch {
	case f.Kind == client.Unauthenticated:
		*c = []remedy{lookForKeys, leaveNow}
	case x.Retry == explain.Never && m.flagsNamed() != "":
		*c = []remedy{leaveNow, toTheReview}
	default:
		*c = []remedy{toTheReview, leaveNow}
	}
	if x.Field != "" && f.Kind == client.Refused {
		at := 0
		if x.Retry != explain.Change {
			at = 1
		}
		*c = slices.Insert(*c, at, editField)
	}
	m.showSheet(showingFailure)
	return m.countDown()
}

// flagsNamed gives the flags that the remedy speaks of.
func (m *Model) flagsNamed() string {
	var named []string
	for _, flag := range []string{"--profile", "--endpoint", "--state-dir"} {
		if strings.Contains(m.failure.Remedy, flag) {
			named = append(named, flag)
		}
	}
	return m.Words.List(named)
}

// editRefused opens the question that a refusal points to, with its reason.
func (m *Model) editRefused() tea.Cmd {
	title := m.failure.Title
	m.open(slices.Index(client.Fields(), m.failure.Field), true)
	m.question.reason = title
	return nil
}

// failureText is what happened, why, and what to do.
func (m *Model) failureText(width int) []string {
	f := m.failure
	lines := styled(m.Theme.Problem, theme.Wrap(m.Theme.Wrong+" "+f.Title, width))
	lines = append(lines, theme.Wrap(m.Words.Kinds[string(f.Kind)], width)...)
	lines = append(lines, "")
	lines = append(lines, theme.Wrap(f.Explanation.Explanation, width)...)
	for _, place := range f.Looked {
		lines = append(lines, theme.WrapItem(forms.SayFinding(m.Words, place), width)...)
	}
	if skew := f.ClockSkew.Abs(); skew > time.Minute && f.Kind == client.Unauthenticated {
		format := m.Words.Wizard.ClockBehind
		if f.ClockSkew > 0 {
			format = m.Words.Wizard.ClockAhead
		}
		lines = append(lines, theme.Wrap(fmt.Sprintf(format, m.span(skew)), width)...)
	}
	lines = append(lines, "")
	return append(lines, styled(m.Theme.Title, theme.Wrap(f.Remedy, width))...)
}

// span says a duration in hours and minutes.
func (m *Model) span(d time.Duration) string {
	w := m.Words.Wizard
	all := int(d.Round(time.Minute) / time.Minute)
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{{all / 60, w.Hour, w.Hours}, {all % 60, w.Minute, w.Minutes}} {
		switch part.n {
		case 0:
		case 1:
			parts = append(parts, fmt.Sprintf(part.one, part.n))
		default:
			parts = append(parts, fmt.Sprintf(part.many, part.n))
		}
	}
	return strings.Join(parts, " ")
}

// failureDetails are the service's own words, for whoever has to be told.
func (m *Model) failureDetails(f *client.Failure) []string {
	w := m.Words.Wizard
	status := ""
	if f.HTTPStatus != 0 {
		status = fmt.Sprint(f.HTTPStatus)
	}
	var lines []string
	for _, d := range [][2]string{
		{w.Code, f.Code}, {w.Message, f.Message}, {w.HTTPStatus, status},
		{w.RequestID, f.RequestID}, {w.Endpoint, f.Host}, {w.HelpLink, f.HelpLink()},
	} {
		if d[1] != "" {
			lines = append(lines, fmt.Sprintf(w.Detail, d[0], d[1]))
		}
	}
	return lines
}

// label is how a choice reads.
func (m *Model) label(r remedy, i int) string {
	w := m.Words.Wizard
	switch r {
	case editField:
		return fmt.Sprintf(w.DoEdit, m.questions[slices.Index(client.Fields(), m.failure.Field)].Step)
	case toTheReview:
		if m.failure.wait > 0 {
			return fmt.Sprintf(w.DoWait, int(m.failure.wait/time.Second))
		}
		return w.DoReview
	case lookForKeys:
		return w.DoLookForKeys
	case lookAgain:
		return m.Words.Unsettled.DoLook
	case thatIsIt:
		found := m.unsettled.found[i-1]
		return fmt.Sprintf(m.Words.Unsettled.DoPick, client.Visible(found.EPNInstanceID), client.Visible(found.CreationTime))
	case nothingThere:
		return m.Words.Unsettled.DoClose
	case newOrder:
		if m.unsettled.instance != "" {
			return m.Words.Unsettled.DoGoOn
		}
		return m.Words.Unsettled.DoNewOrder
	case resumeDraft:
		return m.Words.Draft.DoResume
	case freshStart:
		return m.Words.Draft.DoFresh
	case rehearse:
		return m.rehearsalLabel(i)
	case leaveNow:
		if m.Rehearsal != nil {
			return m.Words.Practice.DoList
		}
		if flags := m.flagsNamed(); flags != "" && m.screen == showingFailure {
			return fmt.Sprintf(w.DoLeaveFlags, flags)
		}
		return w.DoLeave
	}
	return ""
}
