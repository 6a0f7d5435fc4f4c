package wizard

import (
	"strings"
	"testing"
	"unicode/utf8"

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

// TestRefusedIsSaid: the field gets what it may hold, and what was left out of the input is
// said until the question is left, or all is erased, and not only until the next character.
func TestRefusedIsSaid(t *testing.T) {
	t.Parallel()
	pasted := func(text string) tea.Msg { return terminal.Paste{Text: text, Length: utf8.RuneCountInString(text)} }
	for name, c := range map[string]struct {
		send  tea.Msg
		value string
		said  string
	}{
		"bytes of another encoding": {terminal.NotUTF8{}, "", "must be UTF-8"},
		"an override in a text":     {terminal.Text("a\u202eb"), "ab", `\u202e`},
		"an override by itself":     {keyPress("\u202e"), "", `\u202e`},
		"a long text":               {terminal.Text(strings.Repeat("x", 300)), strings.Repeat("x", 256), "256"},
		"joiners, which are taken":  {terminal.Text("می\u200cخ"), "می\u200cخ", ""},
		"a pasted line break":       {pasted("edge\nlab\n"), "edge lab", `left out: \n`},
		"a pasted tab":              {pasted("edge\tlab"), "edge lab", `left out: \t`},
		"a line break of a paste":   {pasted("edge\rlab\r\n1"), "edge lab 1", `left out: \r \n`},
		"pasted escapes":            {pasted("\x1b[31medge\x1b[0m"), "edge", `left out: \x1b`},
		"a plain paste":             {pasted("  上海 lab "), "上海 lab", ""},
		"a long paste":              {pasted(strings.Repeat("x", 10000)), strings.Repeat("x", 256), "10000 were pasted"},
	} {
		d := drive(t, sandboxed, nil)
		d.send(c.send)
		if s, ok := d.flow.Step.(*flow.Asking); !ok || fieldText(d) != c.value || s.Text != c.value {
			t.Errorf("%s: the field holds %q, the step is %+v", name, fieldText(d), s)
		}
		if len(c.value) < 200 {
			d.press("z")
		}
		if said := refusedText(d); !strings.Contains(said, c.said) || c.said == "" && said != "" {
			t.Errorf("%s: it is said %q", name, said)
		}
		d.shows(c.said)
		for _, size := range sizes {
			d.screenAt(size.width, size.height)
		}
		if d.press("ctrl+u"); refusedText(d) != "" {
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
	tiny := drive(t, sandboxed, nil)
	tiny.screenAt(30, 8)
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
		"a terminal, too small":  {tiny, ""},
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
