package wizard

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// secondPassed counts a wait down.
type secondPassed struct{}

// waiting gives the wait that the screen counts down, or nil.
func (m *Model) waiting() *time.Duration {
	switch {
	case m.screen == showingFailure && m.failure.wait > 0:
		return &m.failure.wait
	case m.screen == showingUnsettled && m.unsettled.wait > 0:
		return &m.unsettled.wait
	}
	return nil
}

// countDown has the next second counted, where anything waits.
func (m *Model) countDown() tea.Cmd {
	if m.waiting() == nil || m.counting {
		return nil
	}
	m.counting = true
	return m.after(time.Second, func(time.Time) tea.Msg { return secondPassed{} })
}

// tickDown counts a second, and looks again where that was waited for.
func (m *Model) tickDown() tea.Cmd {
	m.counting = false
	wait := m.waiting()
	if wait == nil {
		return nil
	}
	*wait -= time.Second
	m.layout()
	if *wait <= 0 && m.screen == showingUnsettled {
		return m.lookUp()
	}
	return m.countDown()
}
