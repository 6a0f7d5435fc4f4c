package wizard

import (
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
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

// TestMonkey presses keys at random from every screen onwards: nothing panics, no screen is
// larger than its terminal, each says where the order goes, and no key that cannot be undone is
// bound while the journey blocks it. What the journey makes of keys is tested with it.
func TestMonkey(t *testing.T) {
	t.Parallel()
	for name, c := range shots {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var done []string // the last things it did
			defer func() {
				if p := recover(); p != nil {
					t.Fatalf("%v after %q\n%s", p, done, debug.Stack())
				}
			}()
			var seed [32]byte
			copy(seed[:], name)
			rng := rand.New(rand.NewChaCha8(seed))
			for _, in := range []testing.TB{t, inChinese{t}} {
				d := c.play(in)
				for range 40 {
					if d.left {
						d = c.play(in)
					}
					if d.service.answer == nil {
						d.service.answer = func(client.Order) (client.Created, *client.Failure) {
							return client.Created{EPNInstanceID: instanceID}, someFailures[rng.IntN(len(someFailures))]
						}
					}
					msg := someInput(rng)
					done = append(done[max(len(done)-20, 0):], fmt.Sprintf("%T %v", msg, msg))
					if d.results = 100; rng.IntN(20) == 0 {
						d.results = 0 // what an effect would come to does not come
					}
					d.send(msg)
					d.check()
				}
			}
		})
	}
}

// check looks for what must never be on a screen.
func (d *driver) check() {
	v := d.View()
	checkScreen(d.t, v.Content, d.width, d.height, false) // what is typed may be of any width
	text := ansi.Strip(v.Content)
	if _, over := d.flow.Ending(); !over && d.width >= 20 && d.height >= 3 && !strings.Contains(text, d.targetWord()) {
		d.t.Fatalf("the target is not shown at %d×%d:\n%s", d.width, d.height, text)
	}
	if v.Cursor != nil && (v.Cursor.X >= d.width || v.Cursor.Y >= d.height) {
		d.t.Fatalf("the cursor stands outside of %d×%d: %+v", d.width, d.height, v.Cursor.Position)
	}
	for _, b := range d.listBindings() {
		for _, a := range d.flow.Actions() {
			if k, ok := actionKeys[a.Kind]; ok && a.Blocked != flow.Possible && b.irrevocable && slices.Equal(k.keys, b.keys) {
				d.t.Fatalf("%s is bound though it is blocked", b.shown)
			}
		}
	}
}

var someFailures = []*client.Failure{
	nil, nil, {Kind: client.Refused, Code: "StockNotEnough", Message: `\x1b[2J`},
	{Kind: client.Refused, Code: "InvalidParameter.Bandwidth", Message: strings.Repeat("x", 400)},
	{Kind: client.Refused, Code: "Throttling.User", RetryAfter: 3 * time.Second},
	{Kind: client.Unauthenticated, Code: "SignatureDoesNotMatch"},
	{Kind: client.Unknown, Cause: client.ConnectionLost}, {Kind: client.Unreachable, Cause: client.NameNotFound},
}

// someInput presses, pastes or resizes.
func someInput(rng *rand.Rand) tea.Msg {
	keys := strings.Fields("enter enter enter esc up down down pgdown pgup end f1 backspace shift+tab ctrl+v ctrl+u")
	characters := []rune("yyyYaadlp1234?crqxb0edge边缘é\u0301\u202e\x1b\U0001F469")
	texts := []string{
		"edge lab", "10", "y\ny\n", "\x1b[31mred\x1b[2J", strings.Repeat("长", 300), "\u200d\u0301\ufeff", "a\x00b\x7f", "-1",
	}
	shapes := [][2]int{{100, 30}, {80, 24}, {60, 20}, {40, 12}, {30, 8}, {1, 1}, {200, 60}, {41, 13}, {79, 18}, {0, 0}}
	switch n := rng.IntN(100); {
	case n < 45:
		return namedKeys[keys[rng.IntN(len(keys))]]
	case n < 80:
		return keyPress(string(characters[rng.IntN(len(characters))]))
	case n < 84:
		return terminal.Text(texts[rng.IntN(len(texts))])
	case n < 88:
		text := texts[rng.IntN(len(texts))]
		return terminal.Paste{Text: text, Length: len([]rune(text))}
	case n < 96:
		s := shapes[rng.IntN(len(shapes))]
		return tea.WindowSizeMsg{Width: s[0], Height: s[1]}
	case n < 97:
		return namedKeys["ctrl+c"]
	}
	return tea.WindowSizeMsg{Width: 80, Height: 24} // most screens can be used only where they can be seen
}
