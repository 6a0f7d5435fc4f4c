package wizard

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/terminal"
)

// review is the screen before the create.
type review struct {
	waiting bool // for the look: y was pressed, and counts where nothing speaks against the order
	length  int  // lines of its values, warnings and payer
	seen    int  // how many of them have been on the screen
}

// toReview shows the review, and looks for what speaks against the order.
func (m *Model) toReview() tea.Cmd {
	if m.AskOnly {
		m.ending.Answered = true
		return m.leave()
	}
	m.review.seen, m.review.waiting = 0, false
	m.obstacles = nil
	m.show(reviewing)
	if m.since.IsZero() {
		m.since = time.Now()
	}
	return tea.Batch(m.look(), m.seeObstacles())
}

// canCreate reports whether there is anyone to send the order to.
func (m *Model) canCreate() bool { return m.conn != nil }

// standsOpen reports whether requests of the same order stand in its way.
func (m *Model) standsOpen() bool { return m.obstacles != nil && len(m.obstacles.Records) > 0 }

// rereadReview begins the review anew where what it says has changed: a y is not
// meant for what has just come.
func (m *Model) rereadReview() {
	m.review.seen = 0
	if m.screen == reviewing && !m.helping {
		m.body.GotoTop()
		m.heedReading()
	}
}

func (m *Model) pressReview(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case matches(msg, m.keys.create), matches(msg, m.keys.again):
		switch {
		case !m.review.read(): // nobody pays for what was below the screen
			m.body.PageDown()
			m.heedReading()
			m.notice = m.Words.Wizard.ReadFirst
		case !m.looked() || m.obstacles == nil:
			m.review.waiting = true
			m.notice = m.Words.Wizard.LooksFirst
			if m.obstacles == nil {
				return m.seeObstacles()
			}
			return nil
		default:
			return m.submit()
		}
	case matches(msg, m.keys.edit):
		m.open(int(msg.Code-'1'), true)
		return nil
	case matches(msg, m.keys.back):
		if m.Rehearsal != nil {
			return leaveRehearsal
		}
		m.openLast()
		return nil
	case matches(msg, m.keys.retryKeys):
		m.trouble = nil
		m.layout()
		return m.connect()
	case matches(msg, m.keys.copy):
		if m.notice = m.Words.Wizard.Copied; len(m.command().Words) == 0 {
			m.notice = phrase.DescribeCommand(m.Words, m.Target, m.command(), 0).Hint
			return nil
		}
		return terminal.CopyText(m.command().String())
	}
	return nil
}

// openLast goes back from the review: to the last question that was asked, or,
// where none was, to the last there is, which leads back here.
func (m *Model) openLast() {
	if i := m.asked(len(m.questions), -1); i >= 0 {
		m.open(i, false)
		return
	}
	m.open(len(m.questions)-1, true)
}

// order is what the answers ask for. On the review all are there.
func (m *Model) order() client.Order { return m.answers.Order() }

// connected is the connection as far as there is one.
func (m *Model) connected() submit.Connection {
	if m.conn == nil {
		return submit.Connection{}
	}
	return *m.conn
}

// command is what the aliyun CLI would be told instead.
func (m *Model) command() client.Command { return m.Target.CLI(m.connected()).Create(m.order()) }

// read reports whether all that an order depends on has been on the screen,
// also where that takes scrolling.
func (r review) read() bool { return r.seen >= r.length }

// heedReading notes how far down the review has been shown.
func (m *Model) heedReading() {
	if m.screen == reviewing && !m.helping {
		m.review.seen = max(m.review.seen, m.body.YOffset()+m.body.Height())
	}
}
