package wizard

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/forms"
	"epn-wizard/ui/terminal"
)

// TestEraseCharacter: backspace takes away what people see as one character, in the
// middle of a text too.
func TestEraseCharacter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed string
		left  int // how often the caret moves to the left
		want  string
	}{
		{"ab", 0, "a"}, {"", 0, ""}, {"边缘", 0, "边"}, {"ae\u0301", 0, "a"}, {"a👨\u200d👩\u200d👧", 0, "a"}, {"a🇨🇳🇨🇳", 0, "a🇨🇳"}, {"می\u200cخ", 0, "می\u200c"},
		{"e\u0301b", 1, "b"}, {"a👍🏽bc", 2, "abc"}, {"aab", 1, "ab"}, {"ab", 2, "ab"},
	} {
		d := drive(t, sandboxed)
		d.send(terminal.Text(c.typed))
		for range c.left {
			d.send(tea.KeyPressMsg{Code: tea.KeyLeft})
		}
		if d.press("backspace"); *d.question.value != c.want {
			t.Errorf("%q, %d to the left: backspace leaves %q, want %q", c.typed, c.left, *d.question.value, c.want)
		}
	}
}

// TestRefusedIsSaid: what was left out of the input is said until the question is
// left, or all is erased, and not only until the next character.
func TestRefusedIsSaid(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		send  tea.Msg
		value string
		said  string
	}{
		"bytes of another encoding": {terminal.NotUTF8{}, "", "UTF-8"},
		"an override in a text":     {terminal.Text("a\u202eb"), "ab", `\u202e`},
		"an override by itself":     {tea.KeyPressMsg{Code: 0x202e, Text: "\u202e"}, "", `\u202e`},
		"a long text":               {terminal.Text(strings.Repeat("x", 300)), strings.Repeat("x", 256), "256"},
		"joiners, which are taken":  {terminal.Text("می\u200cخ"), "می\u200cخ", ""},
	} {
		d := drive(t, sandboxed)
		d.send(c.send)
		if *d.question.value != c.value {
			t.Errorf("%s: the field holds %q", name, *d.question.value)
		}
		if len(c.value) < 200 {
			d.press("z")
		}
		if said := d.question.refused; !strings.Contains(said, c.said) || c.said == "" && said != "" {
			t.Errorf("%s: it is said %q", name, said)
		} else if s := d.screenText(); !strings.Contains(s, c.said) {
			t.Errorf("%s: it is not shown:\n%s", name, s)
		}
		d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		if d.question.refused != "" {
			t.Errorf("%s: it is still said where all is erased", name)
		}
	}
}

// TestCursorPlace: the terminal's own cursor stands at the caret, also behind wide
// characters, or on the line that is chosen, and elsewhere there is none.
func TestCursorPlace(t *testing.T) {
	t.Parallel()
	named := drive(t, sandboxed)
	named.send(terminal.Text("边缘 a\u0301b"))
	left := drive(t, sandboxed)
	left.send(terminal.Text("边缘"))
	left.send(tea.KeyPressMsg{Code: tea.KeyLeft})
	for name, c := range map[string]struct {
		d      *driver
		before string // what stands before the cursor on its line
	}{
		"an empty field":         {drive(t, sandboxed), " › "},
		"a field":                {named, " › 边缘 a\u0301b"},
		"the middle of a field":  {left, " › 边"},
		"a choice":               {drive(t, sandboxed).press("lab", "enter", "down"), " "},
		"a choice on a sheet":    {lost(t, nothing), " "},
		"help":                   {drive(t, sandboxed).press("f1"), ""},
		"a review":               {drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}), ""},
		"a terminal, too small":  {small(drive(t, sandboxed)), ""},
		"a review with a choice": {drive(t, Config{Session: forms.Session{Answers: answered("› x")}}), ""},
	} {
		v := c.d.View()
		if strings.Contains(v.Content, drawnCaret) {
			t.Errorf("%s: a caret is drawn", name)
		}
		if v.Cursor == nil {
			if c.before != "" {
				t.Errorf("%s: there is no cursor", name)
			}
			continue
		}
		line := ansi.Strip(strings.Split(v.Content, "\n")[v.Cursor.Y])
		if c.before == "" || ansi.StringWidth(c.before) != v.Cursor.X || !strings.HasPrefix(line, c.before) {
			t.Errorf("%s: the cursor stands at column %d of %q, want it behind %q", name, v.Cursor.X, line, c.before)
		}
	}
}

func small(d *driver) *driver { d.screenAt(30, 8); return d }

// TestLessonFollows: the choice moves at once, and the lesson once it rests.
func TestLessonFollows(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed).press("lab", "enter")
	var due []tea.Cmd
	d.after = func(wait time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		cmd := func() tea.Msg { return f(time.Time{}) }
		due = append(due, cmd)
		return nil
	}
	shows := func(choice, lesson string) {
		t.Helper()
		if s := ansi.Strip(d.View().Content); !strings.Contains(s, "› "+choice) || !strings.Contains(s, lesson) {
			t.Errorf("want the choice %s beside the lesson %s:\n%s", choice, lesson, s)
		}
	}
	d.press("down", "down")
	shows("Monthly fourth peak", "BandwidthByDay")
	d.run(due[0])
	shows("Monthly fourth peak", "BandwidthByDay")
	d.run(due[1])
	shows("Monthly fourth peak", "PayByBandwidth4thMonth")
	d.press("1", "9", "？").shows("BandwidthByDay")
	d.press("?")
	d.run(due[len(due)-1])
	shows("Daily peak", "BandwidthByDay")
	d.press("２")
	shows("Monthly 95th percentile", "BandwidthByDay")
}

// TestNoticesOfTheTerminal: what the terminal tells is said wherever it comes, and
// gone with the next key.
func TestNoticesOfTheTerminal(t *testing.T) {
	t.Parallel()
	flying := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	flying.submit()
	for name, c := range map[string]struct {
		d    *driver
		msg  tea.Msg
		said string
	}{
		"on the review":    {drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}), terminal.TooSoon{}, "Too soon"},
		"on the unsettled": {lost(t, nothing).press("down", "enter"), terminal.TooSoon{}, "Too soon"},
		"on a question":    {drive(t, sandboxed), terminal.Lost{}, "left out"},
		"under way":        {flying, terminal.StillBusy{}, "Not stopped"},
	} {
		for _, s := range sizes {
			c.d.send(c.msg)
			if shown := c.d.screenAt(s.width, s.height); !strings.Contains(shown, c.said) && !strings.Contains(strings.Join(strings.Fields(shown), " "), c.said) {
				t.Errorf("%s: %q is not said at %d×%d:\n%s", name, c.said, s.width, s.height, shown)
			}
		}
		c.d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		if c.d.press("pgup"); strings.Contains(c.d.screenText(), c.said) {
			t.Errorf("%s: it is still said after a key", name)
		}
	}
}

// TestTextIsNoKey: characters that come at once do nothing but where text is typed.
func TestTextIsNoKey(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed).press("lab", "enter")
	d.send(terminal.Text("2y"))
	d.send(terminal.Text("jj"))
	if *d.question.value != "BandwidthByDay" {
		t.Errorf("a text chose %s", *d.question.value)
	}
	d = drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	d.send(terminal.Text("yy"))
	d.send(terminal.Text("1y"))
	if d.screen != reviewing || d.service.creates != 0 {
		t.Errorf("screen %d, %d creates", d.screen, d.service.creates)
	}
	d = drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	if d.press("３"); d.screen != asking || d.current().Field != client.NetworkingMode {
		t.Errorf("a fullwidth digit opened %v", d.current().Field)
	}
}
