package wizard

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/ui/flow"
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
		{"ab", 0, "a"}, {"", 0, ""}, {"边缘", 0, "边"}, {"ae\u0301", 0, "a"},
		{"a👨\u200d👩\u200d👧", 0, "a"}, {"a🇨🇳🇨🇳", 0, "a🇨🇳"}, {"می\u200cخ", 0, "می\u200c"},
		{"e\u0301b", 1, "b"}, {"a👍🏽bc", 2, "abc"}, {"aab", 1, "ab"}, {"ab", 2, "ab"},
	} {
		d := drive(t, sandboxed, nil)
		d.send(terminal.Text(c.typed))
		for range c.left {
			d.send(tea.KeyPressMsg{Code: tea.KeyLeft})
		}
		if d.press("backspace"); fieldText(d) != c.want {
			t.Errorf("%q, %d to the left: backspace leaves %q, want %q", c.typed, c.left, fieldText(d), c.want)
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
		d := drive(t, sandboxed, nil)
		d.send(c.send)
		if fieldText(d) != c.value {
			t.Errorf("%s: the field holds %q", name, fieldText(d))
		}
		if len(c.value) < 200 {
			d.press("z")
		}
		if said := refusedText(d); !strings.Contains(said, c.said) || c.said == "" && said != "" {
			t.Errorf("%s: it is said %q", name, said)
		} else if s := d.screenText(); !strings.Contains(s, c.said) {
			t.Errorf("%s: it is not shown:\n%s", name, s)
		}
		d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		if refusedText(d) != "" {
			t.Errorf("%s: it is still said where all is erased", name)
		}
	}
}

// TestCursorPlace: the terminal's own cursor stands at the caret, also behind wide
// characters, or on the line that is chosen, and elsewhere there is none.
func TestCursorPlace(t *testing.T) {
	t.Parallel()
	named := drive(t, sandboxed, nil)
	named.send(terminal.Text("边缘 a\u0301b"))
	left := drive(t, sandboxed, nil)
	left.send(terminal.Text("边缘"))
	left.send(tea.KeyPressMsg{Code: tea.KeyLeft})
	for name, c := range map[string]struct {
		d      *driver
		before string // what stands before the cursor on its line
	}{
		"an empty field":         {drive(t, sandboxed, nil), " › "},
		"a field":                {named, " › 边缘 a\u0301b"},
		"the middle of a field":  {left, " › 边"},
		"a choice":               {drive(t, sandboxed, nil).press("lab", "enter", "down"), "  "},
		"a choice of a menu":     {lost(t, ready(), nil), "   "},
		"help":                   {drive(t, sandboxed, nil).press("f1"), ""},
		"a review":               {drive(t, ready(), nil), ""},
		"a terminal, too small":  {small(drive(t, sandboxed, nil)), ""},
		"a review with a choice": {drive(t, Config{Session: flow.Session{Given: answered("› x")}}, nil), ""},
	} {
		v := c.d.View()
		if strings.Contains(v.Content, "\x1b[7m") && !strings.Contains(v.Content, "Create") && v.Cursor == nil {
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

// fieldText is what stands in the field, and refusedText what is said of what was left out.
func fieldText(d *driver) string   { return *d.screen.(*question).value }
func refusedText(d *driver) string { return d.screen.(*question).refused }

func small(d *driver) *driver { d.screenAt(30, 8); return d }
