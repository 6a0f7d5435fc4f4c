package wizard

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"epn-wizard/ui/phrase"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/theme"
)

// failure is the sheet of a refusal and its like.
type failure struct {
	phrase.FailureText
	choices []remedy
	wait    time.Duration // how long the service asked to be left alone
}

// showFailure explains what happened and puts the cursor on what to do.
func (m *Model) showFailure(f *client.Failure) tea.Cmd {
	x := phrase.DescribeFailure(m.Words, f)
	m.failure = failure{FailureText: x, wait: f.RetryAfter.Round(time.Second)}
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
	lines := m.problem(f.Title, width)
	lines = append(lines, theme.Wrap(f.FailureText.Kind, width)...)
	lines = append(lines, "")
	lines = append(lines, theme.Wrap(f.Explanation.Explanation, width)...)
	for _, place := range f.Places {
		lines = append(lines, theme.WrapItem(place, width)...)
	}
	if f.Clock != "" {
		lines = append(lines, theme.Wrap(f.Clock, width)...)
	}
	lines = append(lines, "")
	return append(lines, m.titled(f.Remedy, width)...)
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
