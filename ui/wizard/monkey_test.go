package wizard

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"

	"epn-wizard/ui/terminal"
)

// A monkey presses keys, pastes, resizes, and lets what runs in the background
// end whenever it likes.
type monkey struct {
	*Model
	t         *testing.T
	rand      *rand.Rand
	dir       string
	running   []tea.Cmd      // in the background
	confirmed []client.Order // y was pressed below them, on the review that is still waited for
	draft     *journal.Draft
	pressed   int // keys, pastes and resizes
	sent      int
	luck      [2]int   // of the looks that are under way, which run beside each other
	done      []string // the last things it did
}

// TestMonkey: whatever is pressed, pasted and resized, 100,000 times, nothing
// panics, nothing is sent that was not on a review when y was pressed, and no
// screen is wider or taller than the terminal. Every screen is met.
func TestMonkey(t *testing.T) {
	t.Parallel()
	const monkeys, presses = 8, 12_500
	var seen [offeringPractice + 1]atomic.Int64
	var sent atomic.Int64
	t.Run("all", func(t *testing.T) {
		for seed := range uint64(monkeys) {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				m := &monkey{t: t, rand: rand.New(rand.NewPCG(seed, 1)), dir: t.TempDir()}
				defer func() {
					if p := recover(); p != nil {
						t.Fatalf("%v after %q\n%s", p, m.done, debug.Stack())
					}
				}()
				draft, err := journal.OpenDraft(m.dir)
				if err != nil {
					t.Fatal(err)
				}
				defer draft.Close()
				m.draft = draft
				m.start()
				for m.pressed < presses {
					seen[m.step()].Add(1)
				}
				sent.Add(int64(m.sent))
			})
		}
	})
	for s := range seen {
		if seen[s].Load() == 0 {
			t.Errorf("screen %d was never met", s)
		}
	}
	t.Logf("%d orders were sent", sent.Load())
}

// start begins another run of the wizard, as a user would find it. What was
// confirmed in the one before is not.
func (m *monkey) start() {
	m.confirmed = nil
	c := Config{
		Session: forms.Session{Draft: m.draft, Resume: m.once(4), Words: words.English(), Target: submit.Target{Sandbox: m.once(2), Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}}, Connect: func(context.Context) (submit.Connection, *client.Failure) {
			if m.once(4) {
				return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials}
			}
			return submit.Connection{ENS: m, Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}}, nil
		}},
		Theme: theme.New(m.once(4)),
	}
	if m.once(2) {
		c.Words = words.Chinese()
	}
	if m.once(2) {
		c.Answers = answered("edge lab")
		if m.once(2) {
			delete(c.Answers, client.Fields()[m.rand.IntN(4)])
		}
	}
	if m.once(3) {
		c.Saved = forms.Answers{client.Name: {Value: "边缘 lab", Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}}
	}
	if m.once(4) {
		c = withTraffic(c)
	}
	if m.once(4) {
		c.Words.Restrict()
	}
	c.Submitter = submit.Submitter{Dir: m.dir, Target: c.Target}
	if m.once(3) {
		c.Pending = []journal.Record{{Entry: journal.Entry{ID: "20261122-140200-ABCDEFGH", Target: c.Target.Name(), Order: anOrder("edge lab")}}}
	}
	if c.Target.Sandbox {
		c.Practising = m.once(4)
		c.Practice = &forms.Practice{Submitter: c.Submitter, Stage: func(context.Context, forms.Rehearsal) (submit.Connection, *client.Failure) {
			return submit.Connection{ENS: m, Endpoint: client.Endpoint{Scheme: "http", Host: "127.0.0.1:41893"}}, nil
		}}
	}
	m.Model = New(c)
	m.after = func(_ time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		return func() tea.Msg { return f(time.Time{}) }
	}
	m.running = []tea.Cmd{m.Init()}
}

func anOrder(name string) client.Order {
	o, problems := client.NewOrder(answered(name).Values())
	if len(problems) > 0 {
		panic(problems)
	}
	return o
}

// once is true once in n times.
func (m *monkey) once(n int) bool { return m.rand.IntN(n) == 0 }

// step does one thing, looks at the screen, and tells which it is.
func (m *monkey) step() screen {
	before := [3]int{int(m.screen), m.width, m.height}
	if len(m.running) > 0 && !m.once(3) {
		i := m.rand.IntN(len(m.running))
		cmd := m.running[i]
		m.running = slices.Delete(m.running, i, i+1)
		m.luck = [2]int{m.rand.IntN(3), m.rand.IntN(2)}
		if cmd != nil {
			m.heedMonkey(cmd())
		}
	} else {
		m.pressed++
		m.heedMonkey(m.act())
	}
	if on := m.shown(); on.screen != reviewing && on.screen != submitting {
		m.confirmed = nil // the review has been left
	}
	if before == [3]int{int(m.screen), m.width, m.height} && !m.once(8) { // drawing is what takes time
		return m.screen
	}
	lines := strings.Split(m.View().Content, "\n")
	if len(lines) > max(m.height, 1) {
		m.t.Fatalf("%d lines at %dx%d after %q", len(lines), m.width, m.height, m.done)
	}
	for _, line := range lines {
		if w := lipgloss.Width(line); w > max(m.width-1, 0) {
			m.t.Fatalf("a line of %d columns at %dx%d after %q: %q", w, m.width, m.height, m.done, line)
		}
	}
	return m.screen
}

// heedMonkey hands a message on, as the library would.
func (m *monkey) heedMonkey(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.BatchMsg:
		m.running = append(m.running, msg...)
		return
	case tea.QuitMsg:
		m.Ending()
		m.start()
		return
	case tea.KeyPressMsg:
		on := m.shown()
		key := "y"
		if on.standsOpen() {
			key = "a"
		}
		if strings.ToLower(msg.String()) == key && on.screen == reviewing && on.review.read() && !on.helping && !on.tooSmall() && on.conn != nil {
			m.confirmed = append(m.confirmed, on.order())
		}
	}
	if m.done = append(m.done, fmt.Sprintf("%T %v", msg, msg)); len(m.done) > 30 {
		m.done = m.done[1:]
	}
	_, cmd := m.Update(msg)
	m.running = append(m.running, cmd)
}

// shown is the wizard on the screen: the rehearsal, where one is played.
func (m *monkey) shown() *Model {
	if m.practice.play != nil {
		return m.practice.play
	}
	return m.Model
}

// act presses, pastes or resizes.
func (m *monkey) act() tea.Msg {
	keys := []tea.KeyPressMsg{
		{Code: tea.KeyEnter}, {Code: tea.KeyEnter}, {Code: tea.KeyEnter}, {Code: tea.KeyEscape}, {Code: tea.KeyUp}, {Code: tea.KeyDown}, {Code: tea.KeyDown},
		{Code: tea.KeyPgDown}, {Code: tea.KeyHome}, {Code: tea.KeyEnd}, {Code: tea.KeyF1}, {Code: tea.KeyBackspace}, {Code: tea.KeyDelete}, {Code: tea.KeyLeft},
		{Code: tea.KeyTab, Mod: tea.ModShift}, {Code: tea.KeyTab}, {Code: 'v', Mod: tea.ModCtrl}, {Code: 'w', Mod: tea.ModCtrl}, {Code: 'u', Mod: tea.ModCtrl},
		{Code: 'z', Mod: tea.ModCtrl}, {Code: 'e', Mod: tea.ModCtrl}, {Code: 'a', Mod: tea.ModAlt, Text: "a"}, {Code: tea.KeySpace, Text: " "}, {Code: 'a', Text: "a"},
	}
	switch n := m.rand.IntN(100); {
	case n < 45:
		return keys[m.rand.IntN(len(keys))]
	case n < 80:
		text := []rune("yyyYpp1234?crqxb0edge边缘é\u0301\u202e\x1b\U0001F469")
		r := text[m.rand.IntN(len(text))]
		return tea.KeyPressMsg{Code: r, Text: string(r)}
	case n < 88:
		pastes := []string{"edge lab", "10", "y\ny\n", "\x1b[31mred\x1b[2J", strings.Repeat("长", 300), "\u200d\u200d\u0301\ufeff", "a\x00b\x7f", "y", "-1"}
		if m.once(4) {
			return terminal.NotUTF8{}
		}
		return terminal.Paste{Text: pastes[m.rand.IntN(len(pastes))]}
	case n < 97:
		sizes := [][2]int{{100, 30}, {80, 24}, {80, 24}, {60, 20}, {40, 12}, {30, 8}, {1, 1}, {200, 60}, {41, 13}, {79, 18}, {0, 0}}
		if m.once(2) {
			return tea.WindowSizeMsg{Width: 20 + m.rand.IntN(120), Height: 5 + m.rand.IntN(40)}
		}
		s := sizes[m.rand.IntN(len(sizes))]
		return tea.WindowSizeMsg{Width: s[0], Height: s[1]}
	case n == 97 && m.once(4):
		return tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
	}
	return tea.WindowSizeMsg{Width: 80, Height: 24} // most screens can be used only where they can be seen
}

// Create implements client.ENS: it answers anything, to confirmed orders alone.
func (m *monkey) Create(_ context.Context, o client.Order) (client.Created, *client.Failure) {
	i := slices.Index(m.confirmed, o)
	if i < 0 {
		m.t.Fatalf("sent without a y: %+v after %q", o, m.done)
	}
	m.confirmed = slices.Delete(m.confirmed, i, i+1)
	m.sent++
	failures := []*client.Failure{
		{Kind: client.Refused, Code: "StockNotEnough", Message: "\x1b[2J"}, {Kind: client.Refused, Code: "InvalidParameter.Bandwidth", Message: strings.Repeat("x", 400)},
		{Kind: client.Refused, Code: "Throttling.User", RetryAfter: 3 * time.Second}, {Kind: client.Unauthenticated, Code: "SignatureDoesNotMatch"},
		{Kind: client.Unknown, Cause: client.ConnectionLost}, {Kind: client.Unknown, Cause: client.ConnectionLost}, {Kind: client.Unreachable, Cause: client.NameNotFound},
	}
	if m.once(3) {
		return client.Created{EPNInstanceID: "epn-20200825134537VyK81T", RequestID: "R"}, nil
	}
	return client.Created{}, failures[m.rand.IntN(len(failures))]
}

// Instances implements client.ENS.
func (m *monkey) Instances(context.Context, string) (client.Listing, *client.Failure) {
	switch m.luck[0] {
	case 0:
		return client.Listing{}, &client.Failure{Kind: client.Unreachable, Cause: client.NameNotFound}
	case 1:
		return client.Listing{Instances: []client.Instance{made("epn-20200825134537VyK81T"), made("epn-20200825134539Ab3d5F")}}, nil
	}
	return client.Listing{}, nil
}

// BillingMethodInForce implements client.ENS.
func (m *monkey) BillingMethodInForce(context.Context) (string, *client.Failure) {
	if m.luck[1] == 0 {
		return "PayByBandwidth", nil
	}
	return "", &client.Failure{Kind: client.Refused, Code: errors.ErrUnsupported.Error()}
}
