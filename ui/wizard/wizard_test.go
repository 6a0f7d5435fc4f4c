package wizard

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// driver plays the terminal for a model: what it sends is handled at once, in the
// order in which the library would, and no time passes.
type driver struct {
	*Model
	t       testing.TB
	service *service
	left    bool
	results int       // how many effects may still come to something: pauses end at once
	held    tea.Cmd   // effects that have not come to anything yet
	copied  []tea.Msg // for the clipboard
}

// inChinese has a wizard driven in Chinese, and drawn as in a locale of China.
type inChinese struct{ testing.TB }

func drive(t testing.TB, c Config, s *service) *driver {
	t.Helper()
	look := theme.New(theme.Unicode)
	c.Words = words.English()
	if _, ok := t.(inChinese); ok {
		look, c.Words = theme.New(theme.Narrow), words.Chinese()
	}
	if c.Theme.Cursor == "" {
		c.Theme = look
	}
	if s == nil {
		s = &service{}
	}
	s.live = !c.Target.Sandbox
	c.Service, c.Connect = s, s.Connect
	if c.Practising {
		c.Practice = s
		c.Stage = func(ctx context.Context, _ flow.Rehearsal) (submit.Connection, *client.Failure) {
			return s.Connect(ctx)
		}
	}
	c.Target.Endpoint = client.DefaultEndpoint()
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // pauses end at once
	d := &driver{t: t, service: s, Model: New(ctx, c), results: 1000}
	d.after = func(_ time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		return func() tea.Msg { return f(time.Time{}) }
	}
	d.screen, d.step = nil, nil // made with the time that does not pass
	d.width, d.height = 160, 40
	d.showStep()
	d.run(d.Init())
	return d
}

// run carries out a command and hands its messages to the model.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil || d.results == 0 {
		return
	}
	switch msg := cmd().(type) {
	case nil, secondPassed:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.left = true
	case flowEvent:
		d.results--
		d.send(msg)
	case settled:
		d.send(msg)
	default:
		d.copied = append(d.copied, msg)
	}
}

func (d *driver) send(msg tea.Msg) {
	_, cmd := d.Update(msg)
	d.run(cmd)
}

var namedKeys = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
	"f1": {Code: tea.KeyF1}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "backspace": {Code: tea.KeyBackspace},
	"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "end": {Code: tea.KeyEnd}, "left": {Code: tea.KeyLeft},
	"ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "ctrl+e": {Code: 'e', Mod: tea.ModCtrl},
	"ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+v": {Code: 'v', Mod: tea.ModCtrl},
	"ctrl+z": {Code: 'z', Mod: tea.ModCtrl},
}

// keyPress is a key as the library spells it, or a character.
func keyPress(key string) tea.KeyPressMsg {
	if msg, ok := namedKeys[key]; ok {
		return msg
	}
	return tea.KeyPressMsg{Code: []rune(key)[0], Text: key}
}

// press sends keys by their names; anything else is typed.
func (d *driver) press(keys ...string) *driver {
	for _, k := range keys {
		characters := strings.Split(k, "")
		if _, named := namedKeys[k]; named {
			characters = []string{k}
		}
		for _, c := range characters {
			d.send(keyPress(c))
		}
	}
	return d
}

// follow takes steps: "=" and what the screen shows then, "-" and what it does not, "/" and all
// that the field holds, "!" and a key that cannot be undone, "~" and a key that few effects may
// follow, "_" and a key whose effects are held until ">", "@" and a size of the terminal, "."
// where the wizard is left; anything else is pressed.
func (d *driver) follow(steps ...string) *driver {
	d.t.Helper()
	for _, step := range steps {
		kind, rest := step[:1], step[1:]
		switch {
		case kind == "=":
			d.shows(rest)
		case kind == "-":
			if s := d.screenText(); strings.Contains(s, rest) {
				d.t.Errorf("the screen shows %q:\n%s", rest, s)
			}
		case kind == "/":
			if s := *d.screen.(*question).value; s != rest {
				d.t.Errorf("the field holds %q, want %q", s, rest)
			}
		case kind == "!":
			if d.screenText(); !d.Irrevocable(keyPress(rest)) {
				d.t.Errorf("%s can be undone", rest)
			}
			d.press(rest)
		case kind == "~":
			d.results = 2
			d.press(rest)
			d.results = 1000
		case kind == "_":
			_, d.held = d.Update(keyPress(rest))
		case step == ">":
			d.run(d.held)
		case kind == "@":
			var width, height int
			if _, err := fmt.Sscanf(rest, "%d×%d", &width, &height); err != nil {
				d.t.Fatal(err)
			}
			d.screenAt(width, height)
		case step == ".":
			if !d.left {
				d.t.Errorf("the wizard is not left")
			}
		default:
			d.press(step)
		}
	}
	return d
}

// screenAt draws the screen for a size, without its styles.
func (d *driver) screenAt(width, height int) string {
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	screen := d.View().Content
	checkScreen(d.t, screen, width, height, d.Words.Lang == "zh")
	var lines []string
	for line := range strings.SplitSeq(ansi.Strip(screen), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n") + "\n"
}

// checkScreen fails the test where a screen is larger than its terminal, or could
// change it.
func checkScreen(t testing.TB, screen string, width, height int, narrow bool) {
	t.Helper()
	for line := range strings.SplitSeq(screen, "\n") {
		if w := lipgloss.Width(line); w > max(width-1, 0) {
			t.Errorf("%d×%d: a line has %d columns: %q", width, height, w, ansi.Strip(line))
		}
	}
	if n := strings.Count(screen, "\n") + 1; n > max(height, 1) {
		t.Errorf("%d×%d: the screen has %d lines:\n%s", width, height, n, ansi.Strip(screen))
	}
	if strings.ContainsFunc(strings.ReplaceAll(strings.ReplaceAll(screen, "\x1b[", ""), "\n", ""), client.Unprintable) {
		t.Errorf("%d×%d: the screen has control characters:\n%q", width, height, screen)
	}
	for _, r := range screen { // where a terminal may take two columns for what is ambiguous
		if narrow && (displaywidth.Options{EastAsianWidth: true}).Rune(r) != displaywidth.Rune(r) {
			t.Errorf("%d×%d: %q may be one or two columns wide:\n%s", width, height, r, ansi.Strip(screen))
		}
	}
}

func (d *driver) screenText() string { return d.screenAt(d.width, d.height) }

var spaces = regexp.MustCompile(`\s+`)

// shows fails the test where the screen lacks a text, wherever its lines are broken,
// left or right of the line that parts it.
func (d *driver) shows(text string) *driver {
	d.t.Helper()
	screen := d.screenText()
	var left, right []string
	for line := range strings.SplitSeq(screen, "\n") {
		l, r, _ := strings.Cut(line, "│")
		left, right = append(left, l), append(right, r)
	}
	for _, column := range []string{screen, strings.Join(left, "\n"), strings.Join(right, "\n")} {
		if strings.Contains(spaces.ReplaceAllString(column, " "), text) {
			return d
		}
	}
	d.t.Fatalf("the screen does not show %q:\n%s", text, screen)
	return d
}

// answered are answers as if given by flags, for a wizard that starts at the review.
func answered(name string) forms.Answers {
	flagged := func(flag, v string) forms.Answer {
		return forms.Answer{Value: v, Origin: forms.Origin{Kind: forms.FromFlag, Detail: flag}}
	}
	return forms.Answers{
		client.InstanceName:   flagged("--name", name),
		client.BillingMethod:  flagged("--billing-method", "BandwidthByDay"),
		client.NetworkingMode: flagged("--networking-mode", "SpeedUp"),
		client.Bandwidth:      flagged("--bandwidth", "10"),
	}
}
