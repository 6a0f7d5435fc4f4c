package wizard

import (
	"fmt"
	"maps"
	"math"
	"sync"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/theme"
)

// start shows what has to be seen to before the questions: requests of earlier
// runs whose fate is not known, then a draft, then the first open question.
func (m *Model) start() tea.Cmd {
	switch {
	case m.Practising:
		m.offerPractice()
		return nil
	case len(m.pending) > 0:
		r := m.pending[0]
		m.pending = m.pending[1:]
		return m.showUnsettled(r, true)
	case len(m.saved) > 0:
		m.showSheet(offeringDraft)
		return nil
	}
	return m.ask(-1)
}

// resume takes the draft up: its answers stand where no flag or variable gave
// one, and the first question without an answer is next.
func (m *Model) resume() tea.Cmd {
	maps.Copy(m.answers, m.saved)
	m.saved = nil
	for i, q := range m.questions {
		if _, answered := m.answers[q.Field]; !answered {
			m.open(i, false)
			return m.look()
		}
	}
	return m.toReview()
}

// keeper writes drafts in the order in which they were made, though each is
// written by a command of its own.
type keeper struct {
	draft *journal.Draft // nil keeps nothing
	made  int            // the latest version, known to the model alone

	mu      sync.Mutex
	written int // guarded by mu
}

// write has a version written, unless a later one was.
func (k *keeper) write(version int, do func() error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if version > k.written {
		k.written = version
		_ = do() // it is tried again at the next answer, and on leaving
	}
}

// stop has no version written from here on: who comes next has the draft.
func (k *keeper) stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.written = math.MaxInt
}

// save keeps the answers so far.
func (k *keeper) save(values map[client.Field]string) tea.Cmd {
	if k.draft == nil {
		return nil
	}
	k.made++
	version := k.made
	return func() tea.Msg {
		k.write(version, func() error { return k.draft.Save(values) })
		return nil
	}
}

// forget gives what deletes the draft: its order was sent and is done with.
func (k *keeper) forget() func() {
	if k.draft == nil {
		return func() {}
	}
	k.made++
	version := k.made
	return func() { k.write(version, k.draft.Delete) }
}

// draftText says what was kept.
func (m *Model) draftText(width int) []string {
	w := m.Words.Draft
	lines := []string{}
	for _, q := range m.questions {
		if a, ok := m.saved[q.Field]; ok {
			lines = append(lines, theme.Wrap(fmt.Sprintf(m.Words.Wizard.Detail, q.Step, q.Show(a.Value)), width)...)
		}
	}
	title := m.titled(fmt.Sprintf(w.Title, m.saved.Kept()), width)
	return append(append(title, ""), styled(m.Theme.Value, lines)...)
}
