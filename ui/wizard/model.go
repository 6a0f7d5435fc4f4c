// Package wizard asks full screen: one question a screen, a review, and what
// became of the order.
package wizard

import (
	"context"
	"time"

	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/terminal"
)

// Config is what a wizard needs to start.
type Config struct {
	forms.Session
	Theme     theme.Theme
	Rehearsal *forms.Rehearsal // what this wizard rehearses, or nil

	NoClipboard bool // the terminal has none that it can be told to fill
}

// screen is one of the closed set of screens.
type screen int

const (
	asking screen = iota
	reviewing
	submitting
	showingResult
	showingFailure
	showingUnsettled
	offeringDraft
	offeringPractice
)

// Model is the root model. Its screens are plain structs with methods.
type Model struct {
	Config
	questions []forms.Question
	answers   forms.Answers
	screen    screen
	width     int
	height    int
	helping   bool // the help covers the body
	notice    string

	question  question
	review    review
	flight    flight
	outcome   *submit.Outcome // the last create's
	failure   failure
	unsettled unsettled
	practice  practice
	cursor    int              // the choice on a sheet
	pending   []journal.Record // still to be shown
	saved     forms.Answers    // still to be offered

	since     time.Time         // when the review was first shown
	obstacles *submit.Obstacles // what stands in the order's way, or nil before that is known

	checks *checked // what a look before the create found
	drafts keeper

	conn    *submit.Connection
	trouble *client.Failure // why there is no connection

	body   viewport.Model // what scrolls: review, result, failure, help
	keys   keyMap
	ending forms.Ending

	first    tea.Cmd                                              // of the screen that is shown first
	counting bool                                                 // a second is being counted
	after    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // tea.Tick, but in tests
}

// New makes a wizard that stands at what comes first: an unsettled order of
// an earlier run, a draft, an open question, the review, or the list of rehearsals.
func New(c Config) *Model {
	m := &Model{
		Config:    c,
		questions: forms.Questions(c.Words),
		answers:   forms.Answers{},
		body:      viewport.New(),
		keys:      newKeyMap(c.Words, c.Theme),
		width:     80,
		height:    24,
		after:     tea.Tick,
	}
	m.question.raw = map[int]string{}
	m.question.skipped = map[int]struct{}{}
	for i, q := range m.questions {
		if a, ok := c.Answers[q.Field]; ok {
			m.answers[q.Field] = a
			m.question.skipped[i] = struct{}{}
		}
	}
	m.pending, m.saved = c.Pending, c.Saved
	m.drafts.draft = c.Draft
	m.first = m.start()
	if c.Resume && m.screen == offeringDraft {
		m.first = m.resume()
	}
	return m
}

// Init implements tea.Model: the connection is prepared while questions are answered.
func (m *Model) Init() tea.Cmd {
	if m.Practising {
		return nil
	}
	if m.AskOnly {
		return m.first
	}
	return tea.Batch(m.connect(), m.first)
}

// Ending tells how the wizard was left.
func (m *Model) Ending() forms.Ending { return m.ending }

// connected says that the service can be asked, or why not.
type connected struct {
	conn    submit.Connection
	failure *client.Failure
}

func (m *Model) connect() tea.Cmd {
	prepare := m.Connect
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		conn, f := prepare(ctx)
		return connected{conn, f}
	}
}

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.practice.play != nil {
		return m, m.passOn(msg)
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
		m.review.waiting = false // a y that was typed before this cannot have been meant for it
	case tea.KeyPressMsg:
		return m, m.press(msg)
	case terminal.Text, terminal.Paste, terminal.NotUTF8, terminal.Lost, terminal.TooSoon, terminal.StillBusy:
		m.heedInput(msg)
	case connected:
		m.conn, m.trouble = nil, msg.failure
		if msg.failure == nil {
			m.conn = &msg.conn
		}
		m.layout()
		if m.screen == showingUnsettled {
			return m, m.lookUp()
		}
		m.rereadReview()
		return m, tea.Batch(m.look(), m.seeObstacles())
	case checksFinished:
		return m, m.heedChecks(msg)
	case obstaclesSeen:
		return m, m.heedObstacles(msg)
	case lookedUp:
		return m, m.heed(msg)
	case recordClosed:
		return m, m.closed(msg)
	case flightSecond:
		return m, m.countFlight()
	case lessonDue:
		m.teachNow(msg)
	case orderFinished:
		return m, m.finish(msg)
	case secondPassed:
		return m, m.tickDown()
	case staged:
		return m, m.begin(msg)
	case terminal.Signalled:
		m.ending.Signal = msg.Signal
		return m, m.leave()
	}
	return m, nil
}

// press handles a key: those that work everywhere here, the rest where they belong.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	m.notice, m.review.waiting = "", false
	if narrow := client.NarrowDigits(msg.Text); narrow != msg.Text && !m.typing() { // as Chinese input methods type them
		msg = tea.KeyPressMsg{Code: rune(narrow[0]), Text: narrow}
	}
	m.enableKeys()
	if m.tooSmall() && !matches(msg, m.keys.leave) {
		return nil // nothing is done that cannot be seen
	}
	switch {
	case matches(msg, m.keys.leave):
		return m.askToLeave()
	case matches(msg, m.keys.help):
		return m.toggleHelp()
	case m.helping && matches(msg, m.keys.back):
		return m.toggleHelp()
	case matches(msg, m.keys.scroll):
		m.body, _ = m.body.Update(msg)
		m.heedReading()
		return nil
	case m.helping:
		return nil
	}
	switch m.screen {
	case asking:
		return m.pressQuestion(msg)
	case reviewing:
		return m.pressReview(msg)
	case submitting:
		return nil
	case showingResult:
		return m.pressResult(msg)
	case showingFailure, showingUnsettled, offeringDraft, offeringPractice:
		return m.pressSheet(msg)
	}
	return nil
}

// toggleHelp opens or closes the help.
func (m *Model) toggleHelp() tea.Cmd {
	m.helping = !m.helping
	m.body.GotoTop()
	m.layout()
	return nil
}

// show changes the screen.
func (m *Model) show(s screen) {
	m.screen, m.helping = s, false
	m.body.GotoTop()
	m.layout()
}

// askToLeave leaves, or first says what leaving means.
func (m *Model) askToLeave() tea.Cmd {
	if m.screen == submitting && !m.flight.leaving {
		m.flight.leaving = true
		return nil
	}
	return m.leave()
}

func (m *Model) leave() tea.Cmd {
	m.keepTyped()
	if m.answers.ByHand() {
		m.ending.Answers = m.answers
	}
	if m.screen == submitting {
		m.flight.cancel()
		if id := m.flight.began.Load(); id != nil { // else nothing has been sent, and nothing will be
			m.ending.InFlight, m.ending.Order, m.ending.JournalID = true, m.order(), *id
		}
	}
	return tea.Quit
}
