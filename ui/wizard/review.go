package wizard

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
)

// quiet is how long no key may have come before a y on the review counts: text
// pasted into a terminal without bracketed paste must not create anything.
const quiet = 50 * time.Millisecond

// reviewSettled says that the review has stood for a while without a key.
type reviewSettled struct{ beat int }

// toReview shows the review.
func (m *Model) toReview() tea.Cmd {
	m.review.shown = false
	m.show(reviewing)
	return m.settleReview()
}

// settleReview waits until a y can be meant.
func (m *Model) settleReview() tea.Cmd {
	m.review.ready = false
	m.review.beat++
	beat := m.review.beat
	return m.after(quiet, func(time.Time) tea.Msg { return reviewSettled{beat} })
}

// canCreate reports whether there is anyone to send the order to.
func (m *Model) canCreate() bool { return m.conn != nil }

func (m *Model) pressReview(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case matches(msg, m.keys.create):
		if m.review.ready {
			return m.submit()
		}
	case matches(msg, m.keys.edit):
		m.open(int(msg.Code-'1'), true)
		return nil
	case matches(msg, m.keys.back):
		m.openLast()
		return nil
	case matches(msg, m.keys.retryKeys):
		m.trouble = nil
		m.layout()
		return tea.Batch(m.connect(), m.settleReview())
	case matches(msg, m.keys.copy):
		m.notice = m.Words.Wizard.Copied
		return tea.Batch(tea.SetClipboard(m.command()), m.settleReview())
	}
	return m.settleReview()
}

// openLast goes back from the review: to the last question that was asked, or,
// where none was, to the last there is, which leads back here.
func (m *Model) openLast() {
	for i := range slices.Backward(m.questions) {
		if _, skip := m.question.skipped[i]; !skip {
			m.open(i, false)
			return
		}
	}
	m.open(len(m.questions)-1, true)
}

// order makes the order of the answers. On the review all are valid.
func (m *Model) order() client.Order {
	o, problems := client.NewOrder(m.answers.Values())
	if len(problems) > 0 {
		panic("wizard: the review was reached with an invalid " + string(problems[0].Field))
	}
	return o
}

// command is what the aliyun CLI would be told instead.
func (m *Model) command() string {
	if m.conn == nil {
		return m.Target.Command(client.Endpoint{}, m.order())
	}
	return m.Target.Command(m.conn.Endpoint, m.order())
}
