package wizard

import (
	"context"
	"slices"
	"time"

	"epn-wizard/ui/phrase"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
)

// checked is what a look before the create found, and when.
type checked struct {
	submit.Checks
	name string
	at   time.Time
}

// fresh is how old a look may be and still tell what was there before the create.
const fresh = 10 * time.Second

// checksFinished says what a look found.
type checksFinished struct{ checked }

// look looks for instances of the name and for the billing method in force, in
// the background, as soon as there is a name and somebody to ask.
func (m *Model) look() tea.Cmd {
	name := m.answers[client.Name].Value
	if name == "" || m.conn == nil || m.checks != nil && m.checks.name == name {
		return nil
	}
	conn := *m.conn
	return func() tea.Msg {
		return checksFinished{checked{submit.Look(context.Background(), conn, name), name, time.Now()}}
	}
}

func (m *Model) heedChecks(c checksFinished) tea.Cmd {
	if c.name != m.answers[client.Name].Value { // it is about a name that was changed meanwhile
		return nil
	}
	m.checks = &c.checked
	m.layout()
	if m.screen != reviewing {
		return nil
	}
	waiting := m.review.waiting
	m.review.waiting = false
	said := phrase.DescribeChecks(m.Words, &c.Checks, m.order(), m.Pending)
	warned := slices.ContainsFunc(said, func(s phrase.CheckText) bool { return s.Mark == phrase.Warned })
	switch {
	case waiting && !warned && !m.helping && !m.tooSmall() && m.review.read():
		return m.submit()
	case waiting:
		m.notice = m.Words.Wizard.ReadAgain
	case !warned:
		return nil
	}
	m.rereadReview()
	return nil
}

// looked reports whether a look about the name has come back. It takes three
// seconds at most, whatever the service does.
func (m *Model) looked() bool {
	return m.checks != nil && m.checks.name == m.answers[client.Name].Value
}

// recentChecks gives the checks if they are of this name and fresh enough to be
// recorded with the order.
func (m *Model) recentChecks() *submit.Checks {
	if m.checks == nil || m.checks.name != m.answers[client.Name].Value || time.Since(m.checks.at) > fresh {
		return nil
	}
	return &m.checks.Checks
}

// inForce warns of a billing method that is in force on the account.
func (m *Model) inForce() string {
	if m.checks == nil || m.checks.InForce == "" {
		return ""
	}
	return phrase.WarningText(m.Words, submit.BillingForced, []string{m.checks.InForce})
}

// checkLines are the review's lines about what was found.
func (m *Model) checkLines(width int) []string {
	if m.conn == nil {
		return nil
	}
	var checks *submit.Checks
	if m.looked() {
		checks = &m.checks.Checks
	}
	var lines []string
	for _, s := range phrase.DescribeChecks(m.Words, checks, m.order(), m.Pending) {
		switch s.Mark {
		case phrase.Fine:
			lines = append(lines, theme.Wrap(m.Theme.Success.Render(m.Theme.Done)+" "+s.Text, width)...)
		case phrase.Warned:
			lines = append(lines, m.warning(s.Text, width)...)
		case phrase.NotKnown:
			lines = append(lines, m.muted("? "+s.Text, width)...)
		}
	}
	return lines
}
