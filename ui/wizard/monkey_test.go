package wizard

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

// playedStage sets a rehearsal up that is always ready.
func playedStage(context.Context, flow.Rehearsal) (submit.Connection, *client.Failure) {
	return submit.Connection{Endpoint: client.Endpoint{Scheme: "http", Host: "127.0.0.1:41893"}}, nil
}

// TestMonkey presses a few thousand keys: nothing panics, no screen is larger than its
// terminal, each says where the order goes, and the footer names no key that does
// nothing. What the journey makes of keys is tested with it. Every screen is met.
func TestMonkey(t *testing.T) {
	t.Parallel()
	met := map[string]int{}
	for seed := range uint64(8) {
		m := &monkey{t: t, rand: rand.New(rand.NewPCG(seed, 7)), met: met}
		func() {
			defer func() {
				if p := recover(); p != nil {
					t.Fatalf("%v after %q\n%s", p, m.done, debug.Stack())
				}
			}()
			for range 8 {
				m.start()
				for range 60 {
					m.step()
				}
			}
		}()
	}
	if len(met) < 9 {
		t.Errorf("only these screens were met: %v", met)
	}
}

type monkey struct {
	*driver
	t    *testing.T
	rand *rand.Rand
	met  map[string]int
	done []string // the last things it did
}

// once is true once in n times.
func (m *monkey) once(n int) bool { return m.rand.IntN(n) == 0 }

// start begins a wizard as some user could find it.
func (m *monkey) start() {
	c := Config{Target: submit.Target{Sandbox: m.once(2)}, FirstRun: m.once(2), Theme: theme.New(theme.Unicode)}
	var tb testing.TB = m.t
	if m.once(3) {
		tb, c.Theme = inChinese{m.t}, theme.New(theme.Narrow)
	}
	if m.once(4) {
		c.Theme = theme.New(theme.ASCII)
	}
	if m.once(2) {
		c.Given = answered("edge lab")
	}
	if m.once(3) {
		draft := forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}
		c.Saved = forms.Answers{client.Name: {Value: "边缘 lab", Origin: draft}}
	}
	if m.once(4) {
		c = withTraffic(c)
	}
	if m.once(4) {
		c.Unsettled = []journal.Record{record(journalID, answered("edge lab").MakeOrder())}
	}
	if m.once(6) {
		c.Damaged = []journal.Damage{{Line: 3}}
	}
	s := &service{}
	if c.Target.Sandbox {
		c.Practising, c.Practice, c.Stage = m.once(4), s, playedStage
	}
	failures := []*client.Failure{
		nil, nil, {Kind: client.Refused, Code: "StockNotEnough", Message: `\x1b[2J`},
		{Kind: client.Refused, Code: "InvalidParameter.Bandwidth", Message: strings.Repeat("x", 400)},
		{Kind: client.Refused, Code: "Throttling.User", RetryAfter: 3 * time.Second},
		{Kind: client.Unauthenticated, Code: "SignatureDoesNotMatch"},
		{Kind: client.Unknown, Cause: client.ConnectionLost}, {Kind: client.Unreachable, Cause: client.NameNotFound},
	}
	s.answer = func(client.Order) (client.Created, *client.Failure) {
		f := failures[m.rand.IntN(len(failures))]
		return client.Created{EPNInstanceID: instanceID, RequestID: "R"}, f
	}
	s.settle = func(int) (submit.Settlement, error) {
		if m.once(2) {
			return submit.Settlement{Candidates: []client.Instance{{EPNInstanceID: "epn-1"}, {EPNInstanceID: "epn-2"}}}, nil
		}
		return submit.Settlement{}, nil
	}
	if m.once(2) {
		s.checks = submit.Checks{InForce: "PayByBandwidth", NamesFailed: failures[2]}
	}
	if m.once(3) {
		s.obstacles = submit.Obstacles{Records: []journal.Record{record(journalID, answered("edge lab").MakeOrder())}}
	}
	m.driver = drive(tb, c, s)
}

// step does one thing and looks at the screen.
func (m *monkey) step() {
	if m.left {
		m.start()
	}
	msg := m.act()
	if m.done = append(m.done, fmt.Sprintf("%T %v", msg, msg)); len(m.done) > 20 {
		m.done = m.done[1:]
	}
	m.results = 100
	if m.once(20) {
		m.results = 0 // what an effect would come to does not come
	}
	m.send(msg)
	if _, over := m.flow.Ending(); over {
		m.left = true
		return
	}
	m.met[fmt.Sprintf("%T", m.driver.step)]++
	v := m.View()
	checkScreen(m.t, v.Content, m.width, m.height, false) // what is typed may be of any width
	text := ansi.Strip(v.Content)
	if m.width >= 20 && m.height >= 3 && !strings.Contains(text, m.targetWord()) {
		m.t.Fatalf("the target is not shown at %dx%d:\n%s", m.width, m.height, text)
	}
	if v.Cursor != nil && (v.Cursor.X >= m.width || v.Cursor.Y >= m.height) {
		m.t.Fatalf("the cursor stands outside of %dx%d: %+v", m.width, m.height, v.Cursor.Position)
	}
	for _, b := range m.listBindings() {
		for _, a := range m.flow.Actions() {
			if k, ok := actionKeys[a.Kind]; ok && a.Blocked != flow.Possible && b.irrevocable && slices.Equal(k.keys, b.keys) {
				m.t.Fatalf("%s is bound though it is blocked", b.shown)
			}
		}
	}
}

// act presses, pastes or resizes.
func (m *monkey) act() tea.Msg {
	keys := []string{
		"enter", "enter", "enter", "esc", "up", "down", "down", "pgdown", "pgup", "end", "f1", "backspace", "shift+tab",
		"ctrl+v", "ctrl+u", "ctrl+e",
	}
	switch n := m.rand.IntN(100); {
	case n < 45:
		return namedKeys[keys[m.rand.IntN(len(keys))]]
	case n < 80:
		text := []rune("yyyYaadlp1234?crqxb0edge边缘é\u0301\u202e\x1b\U0001F469")
		r := text[m.rand.IntN(len(text))]
		return tea.KeyPressMsg{Code: r, Text: string(r)}
	case n < 88:
		texts := []string{
			"edge lab", "10", "y\ny\n", "\x1b[31mred\x1b[2J", strings.Repeat("长", 300), "\u200d\u200d\u0301\ufeff",
			"a\x00b\x7f", "y", "-1",
		}
		text := texts[m.rand.IntN(len(texts))]
		if m.once(2) {
			return terminal.Text(text)
		}
		return terminal.Paste{Text: text, Length: len([]rune(text))}
	case n < 97:
		some := [][2]int{
			{100, 30}, {80, 24}, {80, 24}, {60, 20}, {40, 12}, {30, 8}, {1, 1}, {200, 60}, {41, 13}, {79, 18}, {0, 0},
		}
		s := some[m.rand.IntN(len(some))]
		return tea.WindowSizeMsg{Width: s[0], Height: s[1]}
	case n == 97 && m.once(4):
		return namedKeys["ctrl+c"]
	}
	return tea.WindowSizeMsg{Width: 80, Height: 24} // most screens can be used only where they can be seen
}
