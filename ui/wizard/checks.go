package wizard

import (
	"context"
	"slices"

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
}

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
		return checksFinished{checked{submit.Look(context.Background(), conn, name), name}}
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
	return m.goOnReviewing()
}

// obstaclesSeen says what stands in an order's way, or why that is not known.
type obstaclesSeen struct {
	order     client.Order
	obstacles submit.Obstacles
	err       error
}

// seeObstacles looks in the journal for what stands in the order's way.
func (m *Model) seeObstacles() tea.Cmd {
	if m.screen != reviewing || m.conn == nil {
		return nil
	}
	book, conn, order, since := m.Submitter, *m.conn, m.order(), m.since
	return func() tea.Msg {
		o, err := book.Obstacles(conn, order, since)
		return obstaclesSeen{order, o, err}
	}
}

func (m *Model) heedObstacles(s obstaclesSeen) tea.Cmd {
	if m.screen != reviewing || s.order != m.order() {
		return nil
	}
	if s.err != nil {
		m.notice, m.review.waiting = phrase.ErrorText(m.Words, s.err), false
		return nil
	}
	m.obstacles = &s.obstacles
	m.layout()
	return m.goOnReviewing()
}

// goOnReviewing sends the order that waited for what has come to be known, if
// nothing speaks against it, or has the review read again.
func (m *Model) goOnReviewing() tea.Cmd {
	waiting := m.review.waiting
	if waiting && (m.obstacles == nil || !m.looked()) {
		return nil
	}
	m.review.waiting = false
	warned := slices.ContainsFunc(m.checkTexts(), func(s phrase.CheckText) bool { return s.Mark == phrase.Warned })
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

// checkTexts are what the review says of the look and of what stands in the
// order's way.
func (m *Model) checkTexts() []phrase.CheckText {
	var checks *submit.Checks
	if m.looked() {
		checks = &m.checks.Checks
	}
	var stands submit.Obstacles
	if m.obstacles != nil {
		stands = *m.obstacles
	}
	return phrase.DescribeChecks(m.Words, checks, m.order(), stands)
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
	var lines []string
	for _, s := range m.checkTexts() {
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
