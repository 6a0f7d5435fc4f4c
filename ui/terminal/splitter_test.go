package terminal

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// say writes what came of bytes down: keys by their name, the rest by its kind.
func say(events []event) string {
	var said []string
	for _, e := range events {
		switch m := e.msg.(type) {
		case tea.KeyPressMsg:
			said = append(said, m.String())
		case Text:
			said = append(said, fmt.Sprintf("text %q", string(m)))
		case Paste:
			said = append(said, fmt.Sprintf("paste %q of %d", m.Text, m.Length))
		default:
			said = append(said, strings.TrimPrefix(reflect.TypeOf(m).String(), "terminal."))
		}
	}
	return strings.Join(said, ", ")
}

// clock is the time of a test, in which none passes by itself.
type clock struct{ time.Time }

func newClock() *clock { return &clock{time.Unix(1_000_000, 0)} }

// pass lets time pass for a splitter, as its reader does.
func (c *clock) pass(s *splitter, d time.Duration) (events []event) {
	end := c.Add(d)
	for deadline := s.Deadline(); !deadline.IsZero() && !deadline.After(end); deadline = s.Deadline() {
		c.Time = deadline
		events = append(events, s.PassTime(c.Time)...)
	}
	c.Time = end
	return events
}

// cases are what terminals send, and what is to come of it: read at once, and
// where pieces is set, also in pieces of any length that follow at once.
var cases = []struct{ name, in, want, pieces string }{
	{"a key", "y", "y", "y"},
	{"upper case", "Y", "Y", "Y"},
	{"several", "yes", `text "yes"`, ""},
	{"twice", "yy", `text "yy"`, "y, y"},
	{"lines", "yes\ryes\r", `text "yes", enter, text "yes", enter`, ""},
	{"wide", "你", "你", "你"},
	{"family", "👨\u200d👩", `text "👨\u200d👩"`, ""},
	{"space", " ", "space", "space"},
	{"line feed", "a\n", "a, enter", "a, enter"},
	{"carriage return and line feed", "a\r\n", "a, enter", "a, enter"},
	{"line feed behind another key", "\r\x1b[A\n", "enter, up, enter", "enter, up, enter"},
	{"two line feeds", "\n\n", "enter, enter", "enter, enter"},
	{"backspaces", "\x7f\x08", "backspace, backspace", "backspace, backspace"},
	{"editing", "\x01\x05\x0b\x15\x17", "ctrl+a, ctrl+e, ctrl+k, ctrl+u, ctrl+w", "ctrl+a, ctrl+e, ctrl+k, ctrl+u, ctrl+w"},
	{"words", "\x1bb\x1bf\x1b\x7f", "alt+b, alt+f, alt+backspace", "alt+b, alt+f, alt+backspace"},
	{"word moves", "\x1b[1;5D\x1b[1;3C", "alt+left, alt+right", "alt+left, alt+right"},
	{"tab", "\t", "", ""},
	{"other controls", "\x00\x16\x13\x1d\x1e\x1f", "", ""},
	{"alt+y", "\x1by", "", ""},
	{"alt and a wide character", "\x1b你y", "y", "y"},
	{"escape", "\x1b", "esc", "esc"},
	{"two escapes", "\x1b\x1b", "esc, esc", "esc, esc"},
	{"alt by an escape", "\x1b\x1b[B", "", ""},
	{"y and escape", "y\x1b", "y, esc", "y, esc"},
	{"arrows", "\x1b[A\x1bOB", "up, down", "up, down"},
	{"shift+tab", "\x1b[Z", "shift+tab", "shift+tab"},
	{"paging", "\x1b[5~\x1b[6~", "pgup, pgdown", "pgup, pgdown"},
	{"home and end", "\x1b[H\x1b[F\x1bOH\x1bOF\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "home, end, home, end, home, end, home, end", "home, end, home, end, home, end, home, end"},
	{"delete", "\x1b[3~", "delete", "delete"},
	{"F1", "\x1bOP\x1b[11~\x1b[[A", "f1, f1, f1", "f1, f1, f1"},
	{"F2", "\x1bOQ\x1b[12~\x1b[[B", "", ""},
	{"keypad", "\x1bOM\x1bOq\x1bOy", "enter, 1, 9", "enter, 1, 9"},
	{"CSI u", "\x1b[121u", "y", "y"},
	{"CSI u with caps lock", "\x1b[121;65u", "y", "y"},
	{"CSI u with shift", "\x1b[121:89;2u\x1b[121;2u", "Y, Y", "Y, Y"},
	{"CSI u let go", "\x1b[121;1:3u", "", ""},
	{"CSI u with ctrl", "\x1b[121;5;121u\x1b[121;5u", "", ""},
	{"CSI u with alt", "\x1b[121;3u", "", ""},
	{"CSI u with super", "\x1b[121;9u", "", ""},
	{"CSI u with text", "\x1b[13;1;121u", "", ""},
	{"CSI u of a control character", "\x1b[0u\x1b[1u\x1b[155u\x1b[57344u\x1b[99999999999u", "", ""},
	{"modified as the plain keys", "\x1b[127;2u\x1b[13;5u\x1b[13;2u\x1b[27u", "backspace, enter, enter, esc", "backspace, enter, enter, esc"},
	{"ctrl+c by CSI u", "\x1b[99;5u", "interrupt", "interrupt"},
	{"ctrl+c as xterm modifies it", "\x1b[27;5;99~", "interrupt", "interrupt"},
	{"ctrl+c with shift", "\x1b[67;5u\x1b[99;6u\x1b[27;6;67~", "interrupt, interrupt, interrupt", "interrupt, interrupt, interrupt"},
	{"ctrl+c in a Cyrillic layout in upper case", "\x1b[1057;6u", "interrupt", "interrupt"},
	{"ctrl+c in a Cyrillic layout", "\x1b[1089::99;5u", "interrupt", "interrupt"},
	{"ctrl+c in a Cyrillic layout without its base", "\x1b[1089;5u", "interrupt", "interrupt"},
	{"ctrl+c behind junk", "\x1b[200~abc\x1b]0;\x03y", "interrupt", "interrupt, y"},
	{"stop", "\x1a", "suspend", "suspend"},
	{"stop by CSI u", "\x1b[122;5u", "suspend", "suspend"},
	{"end", "\x1c", "quit", "quit"},
	{"redraw", "\x0c", "redraw", "redraw"},
	{"stop and end among others", "a\x1a\x1c\x0c", "a, redraw", "a, redraw"},
	{"paste", "\x1b[200~edge\nlab\x1b[201~", `paste "edge\nlab" of 8`, `paste "edge\nlab" of 8`},
	{"paste and y", "\x1b[200~hello\x1b[201~y", `paste "hello" of 5, y`, `paste "hello" of 5, y`},
	{"paste with 0x9b", "\x1b[200~hello\x9b201~y\x1b[201~", "NotUTF8", "NotUTF8"},
	{"paste with 0x9b in a character", "\x1b[200~\xe4\xbd\x9b201~y\x1b[201~", `paste "佛201~y" of 6`, `paste "佛201~y" of 6`},
	{"paste with sequences", "\x1b[200~a\x1b[31mb\x1b\x1b[20\x1b[201~", `paste "a\x1b[31mb\x1b\x1b[20" of 12`, `paste "a\x1b[31mb\x1b\x1b[20" of 12`},
	{"empty paste", "\x1b[200~\x1b[201~", `paste "" of 0`, `paste "" of 0`},
	{"end without a paste", "\x1b[201~", "", ""},
	{"33 parameters", "\x1b[" + strings.Repeat("1;", 33) + "m", "", ""},
	{"endless parameters", "\x1b[" + strings.Repeat("1", 100) + "A", "", ""},
	{"mode report", "\x1b[?2026;2$y", "", ""},
	{"cursor position", "\x1b[12;40R\x1b[1;1R", "", ""},
	{"colour reply", "\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "", ""},
	{"colour reply with BEL", "\x1b]11;rgb:1e1e/1e1e/1e1e\a", "", ""},
	{"device attributes", "\x1bP>|kitty(0.3)\x1b\\\x1b[?62;c\x1b[>1;2;3c", "", ""},
	{"other strings", "\x1b_Gi=1;OK\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\", "", ""},
	{"a string that is broken off", "\x1b]0;abc\x18y", "y", "y"},
	{"a key in a string", "\x1b]0;abc\x1b[A", "up", "up"},
	{"mouse of the oldest kind", "\x1b[M y!", "", ""},
	{"mouse", "\x1b[<0;10;10M\x1b[<0;10;10m\x1b[32;1;1M", "", ""},
	{"focus", "\x1b[I\x1b[O", "", ""},
	{"broken sequences", "\x1b[1\ry\x1b[1\x1b[A", "y, up", "y, up"},
	{"rxvt's shifted keys", "\x1b[7$y", "", ""},
	{"SS3 with parameters", "\x1bO5A", "", ""},
	{"GBK", "\xc4\xe3\xba\xc3", "NotUTF8, NotUTF8, abandoned", ""},
	{"Latin-1", "caf\xe9s", "NotUTF8", ""},
	{"half a character and a key", "\xe4\x1b[A", "NotUTF8, up", "NotUTF8, up"},
	{"a control character of C1", "\u009b201~", "text \"\\u009b201~\"", ""},
}

// TestSplit: what comes is what is wanted, whole and in pieces, and nothing of it
// comes late.
func TestSplit(t *testing.T) {
	t.Parallel()
	for _, c := range cases {
		var s splitter
		now := newClock()
		got := append(s.FeedBytes(now.Time, []byte(c.in)), now.pass(&s, 5*time.Second)...)
		if say(got) != c.want {
			t.Errorf("%s: %q gives %s, want %s", c.name, c.in, say(got), c.want)
		}
		for cut := 1; cut < len(c.in) && (c.pieces != "" || c.want == ""); cut++ {
			var s splitter
			now := newClock()
			got := s.FeedBytes(now.Time, []byte(c.in[:cut]))
			got = append(got, now.pass(&s, 5*time.Millisecond)...)
			got = append(got, s.FeedBytes(now.Time, []byte(c.in[cut:]))...)
			got = append(got, now.pass(&s, 5*time.Second)...)
			if said := say(got); said != c.pieces && !(c.name == "ctrl+c behind junk" && said == "interrupt") {
				t.Errorf("%s: %q cut at %d gives %s, want %s", c.name, c.in, cut, said, c.pieces)
			}
		}
	}
}

// TestSplitWithPauses: what was begun waits for its end, for as long as it may.
func TestSplitWithPauses(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for _, c := range []struct {
		name  string
		first string
		pause time.Duration
		then  string
		want  string
	}{
		{"escape and a key", "\x1b", 49 * ms, "y", ""},
		{"escape, then a key", "\x1b", 51 * ms, "y", "esc, y"},
		{"escape, then the rest of an arrow", "\x1b", 60 * ms, "[B", "esc"},
		{"escape, then the rest of an arrow, late", "\x1b", 540 * ms, "[B", "esc"},
		{"escape, then the rest of an arrow, and a key", "\x1b", 60 * ms, "[By", "esc, y"},
		{"escape, then the rest of a reply", "\x1b", 60 * ms, "]11;rgb:ffff/ffff/ffff\a", "esc"},
		{"escape, much later a bracket and a letter", "\x1b", 600 * ms, "[B", `esc, text "[B"`},
		{"escape, then a bracket", "\x1b", 60 * ms, "[", "esc, ["},
		{"escape, then a word", "\x1b", 60 * ms, "yes", `esc, text "yes"`},
		{"arrow", "\x1b[", 60 * ms, "B", "down"},
		{"arrow, slowly", "\x1b[", 3 * time.Second, "B", "down"},
		{"CSI and a key", "\x1b[1;1", 70 * ms, "y", ""},
		{"mode report", "\x1b[?2026;2$", 55 * ms, "y", ""},
		{"mode report, slowly", "\x1b[?2026;2$", 400 * ms, "y", ""},
		{"SS3 and a key", "\x1bO", 70 * ms, "y", "9"},
		{"F1 of the Linux console", "\x1b[[", 70 * ms, "A", "f1"},
		{"OSC and a word", "\x1b]l", 70 * ms, "yes", "abandoned"},
		{"OSC, then a key", "\x1b]l", 1001 * ms, "y", "abandoned, y"},
		{"half the end of a string", "\x1b]l\x1b", 70 * ms, "\\y", "y"},
		{"an escape in a string", "\x1b]l\x1b", 1001 * ms, "\\", "abandoned, \\"},
		{"mouse report", "\x1b[M ", 400 * ms, "y!", ""},
		{"mouse report, then a key", "\x1b[M ", 1001 * ms, "y", "abandoned, y"},
		{"character", "\xe4\xbd", 120 * ms, "\xa0", "你"},
		{"half a character, then a key", "\xe4\xbd", 1001 * ms, "y", "NotUTF8, abandoned, y"},
		{"half a character and a key", "\xe4\xbd", 120 * ms, "y", "NotUTF8"},
		{"half a character and Enter", "caf\xe9", 120 * ms, "\r", `text "caf", NotUTF8`},
		{"paste", "\x1b[200~ab", time.Minute, "c\x1b[201~", `paste "abc" of 3`},
		{"the end of a paste", "\x1b[200~ab\x1b[20", 70 * ms, "1~", `paste "ab" of 2`},
		{"carriage return, then line feed", "\r", 70 * ms, "\n", "enter"},
		{"two Enters", "\r", 1001 * ms, "\n", "enter, enter"},
	} {
		var s splitter
		now := newClock()
		got := s.FeedBytes(now.Time, []byte(c.first))
		got = append(got, now.pass(&s, c.pause)...)
		got = append(got, s.FeedBytes(now.Time, []byte(c.then))...)
		got = append(got, now.pass(&s, 5*time.Second)...)
		if say(got) != c.want {
			t.Errorf("%s: %q, %v, %q gives %s, want %s", c.name, c.first, c.pause, c.then, say(got), c.want)
		}
	}
}

// TestQuiet: it is known how long nothing had come before a key, whatever that was.
func TestQuiet(t *testing.T) {
	t.Parallel()
	const pause = 300 * time.Millisecond
	for _, c := range []struct {
		before, key string
		want        time.Duration
	}{
		{"a", "y", pause}, {"a", "\x1b[121u", pause}, {"\x1b[?2026;2$y", "y", pause}, {"\x1b]0;a\a", "y", pause},
		{"a", "\x1b[Ay", 0}, {"a", "\x1b[?1;2cy", 0}, {"a", "\ty", 0}, {"a", "\ry", 0}, {"a", "\x1b[200~\x1b[201~y", 0}, {"\r", "\ny", 0},
	} {
		var s splitter
		now := newClock()
		s.FeedBytes(now.Time, []byte(c.before))
		now.pass(&s, pause)
		var got []event
		for _, b := range []byte(c.key) {
			got = append(got, s.FeedBytes(now.Time, []byte{b})...)
		}
		if last := got[len(got)-1]; last.quiet != c.want || say([]event{last}) != "y" {
			t.Errorf("%q after %q: %s after %v, want y after %v", c.key, c.before, say(got), last.quiet, c.want)
		}
	}
}

// TestReadTogether: a key has no quiet before it where anything was read with it, also
// what is swallowed, and what does not end there.
func TestReadTogether(t *testing.T) {
	t.Parallel()
	for first, reads := range map[string][]string{
		"":         {"y\x1b[", "y\x1bO", "y\x1b]0;", "y\xcc", "y\x1b[0n", "y\x1b", "y\x00", "\x00y", "\x1b[Iy", "\x1b[121u\x1b[I"},
		"\x1b[":    {"1;1Ry", "201~y", "Iy", "<0;1;1My"},
		"\x1bO":    {"Py"},
		"\x1b]0;a": {"\ay", "\x1b\\y"},
		"\xe4":     {"y", "\xbd\xa0y"},
	} {
		for _, read := range reads {
			var s splitter
			now := newClock()
			s.FeedBytes(now.Time, []byte(first))
			now.pass(&s, 300*time.Millisecond)
			for _, e := range s.FeedBytes(now.Time, []byte(read)) {
				if key, _ := e.msg.(tea.KeyPressMsg); key.Text == "y" && e.quiet > 0 {
					t.Errorf("%q, then %q: y after %v of quiet", first, read, e.quiet)
				}
			}
		}
	}
}

// TestLimits: a text or a paste of any length takes no more room than is kept of it.
func TestLimits(t *testing.T) {
	t.Parallel()
	var s splitter
	long := strings.Repeat("长", 5000)
	got := s.FeedBytes(time.Unix(1, 0), []byte("\x1b[200~"+long+"\x1b[201~"))
	if p := got[0].msg.(Paste); p.Length != 5000 || p.Text != strings.Repeat("长", maxText/3) {
		t.Errorf("kept %d bytes of a paste of %d characters", len(p.Text), p.Length)
	}
	for _, e := range s.FeedBytes(time.Unix(2, 0), []byte(long)) {
		if text := e.msg.(Text); len(text) > maxText+2 {
			t.Errorf("a text of %d bytes", len(text))
		}
	}
}

// FuzzSplit: no bytes make it panic or keep more than it may, and in pieces that
// follow at once the same comes as whole, but for what is a key.
func FuzzSplit(f *testing.F) {
	for _, c := range cases {
		f.Add([]byte(c.in), len(c.in)/2)
	}
	f.Add([]byte("0\x1b[M"), 3)
	f.Add([]byte("\x1a0"), 1)
	f.Fuzz(func(t *testing.T, data []byte, cut int) {
		now := time.Unix(1, 0)
		var whole, pieces splitter
		one := whole.FeedBytes(now, data)
		cut = max(min(cut, len(data)), 0)
		two := append(pieces.FeedBytes(now, data[:cut]), pieces.FeedBytes(now, data[cut:])...)
		if len(whole.params) > maxSequence || len(whole.kept) > maxText || len(whole.ending) > len(pasteEnd) || len(whole.char) > 4 {
			t.Errorf("%q: too much is kept: %+v", data, whole)
		}
		if strings.ContainsRune(string(data), 0x03) || strings.Contains(say(one)+say(two), "NotUTF8") {
			return
		}
		if a, b := merged(one), merged(two); a != b {
			t.Errorf("%q is %s, cut at %d %s", data, a, cut, b)
		}
		whole.PassTime(now.Add(time.Hour))
	})
}

// merged says what came, with keys that are characters as text.
func merged(events []event) string {
	said, text := "", ""
	for _, e := range events {
		switch m := e.msg.(type) {
		case Text:
			text += string(m)
			continue
		case suspend, quit: // which count only if they come alone
			continue
		case tea.KeyPressMsg:
			if m.Text != "" {
				text += m.Text
				continue
			}
		}
		said, text = said+fmt.Sprintf("%q ", text)+say([]event{e})+" ", ""
	}
	return said + fmt.Sprintf("%q", text)
}

// TestNothingActs: no letter in what a terminal, and not a person, sends ever comes as
// a key that could act, wherever it is cut and however long the pause there is.
func TestNothingActs(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	pauses := []time.Duration{0, 20 * ms, 49 * ms, 51 * ms, 70 * ms, 120 * ms, 400 * ms, 549 * ms, 700 * ms, 1001 * ms, 3 * time.Second}
	for _, in := range []string{
		"\x1b[200~hello\x9b201~y\x1b[201~", "\x1b[200~\xe4\xbd\x9b201~y\x1b[201~", "\x1b[200~y\x1b[201~", "\x1b[?2026;2$y", "\x1b[1;1y",
		"\x1b[121;5;121u", "\x1b[13;1;121u", "\x1b[121;5u", "\x1b[121;3u", "\x1bP1$r0y\x1b\\", "\x1b]11;rgb:yyyy/yyyy/yyyy\x1b\\", "\x1b]yes\a",
		"\x1b_yy\x1b\\", "\x1b[My!y", "\x1b[<0;10;10M\x1b[<0;10;10m", "\x1b[" + strings.Repeat("1;", 33) + "y", "\x1b[12;40R", "\xc4\xe3y\xc4\xe3",
	} {
		for cut := range len(in) {
			for _, pause := range pauses {
				var s splitter
				now := newClock()
				got := s.FeedBytes(now.Time, []byte(in[:cut]))
				got = append(got, now.pass(&s, pause)...)
				rest := now.Time // when the rest is read
				got = append(got, s.FeedBytes(now.Time, []byte(in[cut:]))...)
				got = append(got, now.pass(&s, 5*time.Second)...)
				doubt := false
				for _, e := range got {
					key, _ := e.msg.(tea.KeyPressMsg)
					followed := e.at.Before(rest) && rest.Sub(e.at) < calm
					if strings.EqualFold(key.Text, "y") && e.quiet >= calm && !followed && !doubt {
						t.Errorf("%q, %v at %d: gives %s", in, pause, cut, say(got))
					}
					doubt = doubt || e.msg == abandoned{}
				}
			}
		}
	}
}
