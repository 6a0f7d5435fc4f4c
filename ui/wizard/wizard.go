// Package wizard asks full screen: one question a screen, a review, and what
// became of the order. It is a face of the journey in flow.
package wizard

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

// Config is what a wizard needs to start.
type Config struct {
	flow.Session
	Words       *words.Words
	Theme       theme.Theme
	Target      submit.Target
	Traffic     *forms.Traffic // the user's own, or nil
	FirstRun    bool           // nothing was ever created from here
	NoClipboard bool           // the terminal has none that it can be told to fill
	InTmux      bool           // tmux stands between, and keeps the clipboard to itself by default
}

// Run shows the wizard until it is left. Its error is an internal one.
func Run(ctx context.Context, c Config, t terminal.Terminal) (flow.Ending, error) {
	c.NoClipboard, c.InTmux = !t.KeepsClipboard(), t.InTmux()
	m := New(ctx, c)
	err := t.Show(ctx, m)
	m.flow.Stop()
	ending, _ := m.flow.Ending()
	return ending, err
}

// screen is what is shown of a step of the journey. Each has its own state, which
// no other reads.
type screen interface {
	listBindings() []binding     // what keys do now, in the footer's order
	takeMessage(tea.Msg) tea.Cmd // takes what no binding does
	drawBody(height int) body    // what stands between header and footer, in so many lines at most
	explainScreen() []string     // how it is used
}

// body is what a screen shows, and where on it the terminal's cursor stands.
type body struct {
	lines []string
	caret *tea.Position
}

// Model is the root model: it holds the journey and hands what comes to the screen
// of the step that it stands at.
type Model struct {
	*page
	perform func(flow.Effect) flow.Event // runs an effect
	first   tea.Cmd                      // of the first screen
	step    flow.Step                    // that the screen is of
	screen  screen
	helping *menu // the help that covers the screen, or nil
	ticking bool  // a second is being waited for
	after   func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// flowEvent is what an effect came to.
type flowEvent struct{ flow.Event }

// secondPassed has what counts seconds drawn anew.
type secondPassed struct{}

// New makes a wizard that stands at what comes first. Effects end with the context.
func New(ctx context.Context, c Config) *Model {
	m := &Model{page: &page{Config: c, questions: forms.Questions(c.Words), width: 80, height: 24}, after: tea.Tick}
	m.perform = func(e flow.Effect) flow.Event { return e(ctx) }
	m.handle = func(e flow.Event) tea.Cmd { return m.runEffects(m.flow.Handle(e)) }
	var effects []flow.Effect
	m.flow, effects = flow.New(c.Session)
	m.first = m.runEffects(effects)
	m.showStep()
	return m
}

// Init implements tea.Model.
func (m *Model) Init() tea.Cmd { return tea.Batch(m.first, m.countSeconds()) }

// runEffects makes commands of effects.
func (m *Model) runEffects(effects []flow.Effect) tea.Cmd {
	cmds := make([]tea.Cmd, len(effects))
	for i, effect := range effects {
		cmds[i] = func() tea.Msg {
			if e := m.perform(effect); e != nil {
				return flowEvent{e}
			}
			return nil
		}
	}
	return tea.Batch(cmds...)
}

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.routeMessage(msg)
	if _, over := m.flow.Ending(); over {
		return m, tea.Quit
	}
	m.showStep()
	return m, tea.Batch(cmd, m.screen.takeMessage(drawn{}), m.countSeconds())
}

// drawn tells a screen that it is drawn as it stands.
type drawn struct{}

// routeMessage handles what came.
func (m *Model) routeMessage(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return m.screen.takeMessage(msg)
	case tea.KeyPressMsg:
		return m.pressKey(msg)
	case flowEvent:
		before := m.flow.Revision
		cmd := m.handle(msg.Event)
		if m.flow.Revision != before { // the notice was of what stood there
			m.notice = ""
		}
		return cmd
	case terminal.Signalled:
		return m.handle(flow.Signalled{Signal: msg.Signal})
	case secondPassed:
		m.ticking = false
	case terminal.TooSoon:
		m.notice = m.Words.Wizard.TooSoon
	case terminal.Lost:
		m.notice = m.Words.Wizard.Lost
	case terminal.StillBusy:
		m.notice = m.Words.Wizard.StillBusy
	case terminal.Text, terminal.Paste, terminal.NotUTF8:
		if m.notice = ""; !m.isTooSmall() && m.helping == nil { // nothing is done that cannot be seen
			return m.screen.takeMessage(msg)
		}
	default:
		return m.screen.takeMessage(msg)
	}
	return nil
}

// pressKey handles a key: by what is bound to it, or as the screen does.
func (m *Model) pressKey(msg tea.KeyPressMsg) tea.Cmd {
	m.notice = ""
	if b, ok := matchBinding(m.listBindings(), msg.String()); ok {
		return b.act()
	}
	if m.isTooSmall() || m.helping != nil {
		return nil
	}
	return m.screen.takeMessage(msg)
}

// listBindings gives the keys that do something now. Where nothing can be seen, that is
// leaving alone.
func (m *Model) listBindings() []binding {
	leave := m.bindActions(flow.Leave)
	switch {
	case len(leave) == 0: // the journey is over
		return nil
	case m.isTooSmall():
		return leave
	case m.helping != nil:
		keys := []string{"f1", "?", "？", "esc"}
		closing := binding{keys: keys, shown: "esc", does: m.Words.Keys.CloseHelp, act: m.toggleHelp}
		return slices.Concat(m.helping.listBindings(), []binding{closing}, leave)
	}
	return m.listScreenBindings()
}

// listScreenBindings gives the keys that do something where no help covers the screen.
func (m *Model) listScreenBindings() []binding {
	helping := binding{keys: []string{"f1", "?", "？"}, shown: "?", does: m.Words.Keys.Help, act: m.toggleHelp}
	if m.takesText() { // a ? is typed there
		helping.keys, helping.shown = helping.keys[:1], "F1"
	}
	return slices.Concat(m.screen.listBindings(), []binding{helping}, m.bindActions(flow.Leave))
}

// takesText reports whether what is typed goes into a field.
func (m *Model) takesText() bool {
	q, ok := m.screen.(*question)
	return ok && q.takesText()
}

// toggleHelp opens or closes the help.
func (m *Model) toggleHelp() tea.Cmd {
	if m.helping != nil {
		m.helping = nil
	} else {
		m.helping = m.newMenu(m.composeHelp)
	}
	return nil
}

// composeHelp explains the screen, and names the keys that its footer has no room for.
func (m *Model) composeHelp() sheet {
	text := m.screen.explainScreen()
	_, left := m.fitKeys(m.listScreenBindings())
	for _, key := range left {
		if key.means == "" { // it is explained
			text = append(text, m.joinKeys([]binding{key}))
		}
	}
	return sheet{text: text}
}

// Irrevocable implements terminal.Model.
func (m *Model) Irrevocable(msg tea.KeyPressMsg) bool {
	b, ok := matchBinding(m.listBindings(), msg.String())
	return ok && b.irrevocable
}

// Busy implements terminal.Model: a request is under way, or the user's word is
// being recorded.
func (m *Model) Busy() bool { return m.flow.IsWaiting(flow.ForReply, flow.ForRecord) }

// showStep makes the screen of the step that the journey stands at, where it is
// another one.
func (m *Model) showStep() {
	step := m.flow.Step
	if step == m.step {
		return
	}
	m.step, m.helping = step, nil
	switch s := step.(type) {
	case *flow.Damaged:
		m.screen = m.newMenu(func() sheet { return m.composeDamage(s) })
	case *flow.Unsettled:
		m.screen = m.newMenu(func() sheet { return m.composeUnsettled(s) })
	case *flow.DraftOffer:
		m.screen = m.newMenu(func() sheet { return m.composeDraft(s) })
	case *flow.Asking:
		m.screen = newQuestion(m.page, s, m.after)
	case *flow.Reviewing:
		m.screen = m.newMenu(func() sheet { return m.composeReview(s) })
	case *flow.Sending:
		start := time.Now()
		m.screen = m.newMenu(func() sheet { return m.composeSending(s, start) })
	case *flow.Refused:
		m.screen = m.newMenu(func() sheet { return m.composeRefusal(s) })
	case *flow.Created:
		m.screen = m.newMenu(func() sheet { return m.composeCreated(s) })
	case *flow.Rehearsals:
		list := m.newMenu(func() sheet { return m.composePractice(s) })
		if list.cursor = (flow.Action{Kind: flow.Rehearse, Index: s.Next}); s.Next < 0 {
			list.cursor = flow.Action{Kind: flow.Finish}
		}
		m.screen = list
	}
}

// newMenu makes the screen of a sheet.
func (m *Model) newMenu(compose func() sheet) *menu { return &menu{page: m.page, compose: compose} }

// countSeconds has the next second noticed where the screen counts them.
func (m *Model) countSeconds() tea.Cmd {
	if m.ticking || !m.flow.IsWaiting(flow.ForReply, flow.ForPause) && !time.Now().Before(m.flow.WaitUntil) {
		return nil
	}
	m.ticking = true
	return m.after(time.Second, func(time.Time) tea.Msg { return secondPassed{} })
}

// secondsUntil gives how many seconds are left, rounded up, of a wait that is not over.
func secondsUntil(end time.Time) int {
	return max(int((time.Until(end)+time.Second-1)/time.Second), 1)
}
