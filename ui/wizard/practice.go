package wizard

import (
	"context"
	"fmt"
	"slices"
	"time"

	"epn-wizard/ui/phrase"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/terminal"
)

// practice is the list of rehearsals. The one that is played is a wizard of
// its own, so that the user's answers, draft and outcome are out of its reach.
type practice struct {
	rehearsals []forms.Rehearsal
	done       []bool
	at         int             // the one that was chosen last
	play       *Model          // what is played, or nil
	staging    bool            // the sandbox is being set up for it
	trouble    *client.Failure // why it could not be
}

// staged says that a rehearsal can begin, or why it cannot.
type staged struct {
	conn    submit.Connection
	failure *client.Failure
}

// rehearsalLeft says that a rehearsal leads back to the list.
type rehearsalLeft struct{}

func leaveRehearsal() tea.Msg { return rehearsalLeft{} }

// offerPractice shows the list. Whatever is rehearsed, the ending is the one
// there was before.
func (m *Model) offerPractice() {
	_ = m.leave()
	p := &m.practice
	if p.rehearsals == nil {
		p.rehearsals = forms.Rehearsals(m.Words)
		p.done = make([]bool, len(p.rehearsals))
	}
	m.showSheet(offeringPractice)
}

// stage has the sandbox set up for the rehearsal under the cursor.
func (m *Model) stage() tea.Cmd {
	p := &m.practice
	if p.staging {
		return nil
	}
	p.at, p.staging, p.trouble = m.cursor, true, nil
	stage, rehearsal := m.Practice.Stage, p.rehearsals[p.at]
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		conn, f := stage(ctx, rehearsal)
		return staged{conn, f}
	}
}

// begin begins the rehearsal that was chosen, at its review.
func (m *Model) begin(s staged) tea.Cmd {
	p := &m.practice
	p.staging, p.trouble = false, s.failure
	if s.failure != nil || m.screen != offeringPractice {
		m.layout()
		return nil
	}
	rehearsal := p.rehearsals[p.at]
	p.play = New(Config{
		Session: forms.Session{
			Words: m.Words, Answers: rehearsal.Answers, Submitter: m.Practice.Submitter, Target: m.Practice.Submitter.Target,
			Connect: func(context.Context) (submit.Connection, *client.Failure) { return s.conn, nil },
		},
		Theme: m.Theme, Rehearsal: &rehearsal, NoClipboard: m.NoClipboard,
	})
	p.play.after = m.after
	p.play.resize(m.width, m.height)
	return tea.Batch(p.play.connect(), p.play.toReview())
}

// passOn has the rehearsal handle what came in, but for what ends it.
func (m *Model) passOn(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case rehearsalLeft:
		if m.practice.play.screen != submitting { // a y came before it
			m.endRehearsal()
		}
		return nil
	case terminal.Signalled:
		m.ending.Signal = msg.Signal
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	}
	_, cmd := m.practice.play.Update(msg)
	return cmd
}

// endRehearsal goes back to the list, with the cursor on what comes next.
func (m *Model) endRehearsal() {
	p := &m.practice
	o := p.play.outcome
	p.play = nil
	m.showSheet(offeringPractice)
	m.cursor = p.at
	if o == nil || o.Result != submit.Created {
		return
	}
	p.done[p.at] = true
	m.cursor = len(p.done) // leave
	if next := slices.Index(p.done, false); next >= 0 {
		m.cursor = next
	}
	m.layout()
}

// practiceChoices are the rehearsals, and the way out.
func (m *Model) practiceChoices() []remedy {
	var choices []remedy
	for range m.practice.rehearsals {
		choices = append(choices, rehearse)
	}
	return append(choices, leaveNow)
}

// rehearsalLabel is how a rehearsal reads on the list.
func (m *Model) rehearsalLabel(i int) string {
	title := m.practice.rehearsals[i].Title
	if m.practice.done[i] {
		return m.Theme.Done + " " + title
	}
	return title
}

// practiceText says what the list is, and then what was learned so far.
func (m *Model) practiceText(width int) []string {
	w, p := m.Words.Practice, m.practice
	var lines []string
	if p.trouble != nil {
		lines = m.problem(fmt.Sprintf(w.Failed, phrase.ExplainFailure(m.Words, p.trouble).Title), width)
		lines = append(lines, theme.Wrap(p.trouble.Message, width)...)
	}
	for i, r := range p.rehearsals {
		if p.done[i] {
			lines = append(lines, m.success(r.Learned, width)...)
		}
	}
	if len(lines) == 0 {
		return theme.Wrap(w.Intro, width)
	}
	return lines
}

// showed is what stands on the result of a rehearsal: what it showed.
func (m *Model) showed(width int) []string {
	lines := []string{"", m.Theme.Title.Render(m.Words.Practice.Showed)}
	return append(lines, theme.Wrap(m.Rehearsal.SayShowed(m.Words, *m.outcome), width)...)
}
