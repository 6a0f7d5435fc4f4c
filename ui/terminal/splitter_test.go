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

// swallowed is what terminals send and nothing is to come of, whole or in pieces: tabs and
// other controls, alt and a character, keys that are none here, reports, replies, strings,
// the mouse.
var swallowed = []string{
	"\t", "\x00\x16\x13\x1d\x1e\x1f", "\x1b\x1b[B", "\x1bOQ\x1b[12~\x1b[[B", "\x1b[121;1:3u\x1b[121;1:2u\x1b[1;1:2A",
	"\x1b[121;5;121u\x1b[121;5u", "\x1b[121;3u", "\x1b[121;9u", "\x1b[13;1;121u",
	"\x1b[0u\x1b[1u\x1b[155u\x1b[57344u\x1b[99999999999u", "\x1b[201~", "\x1b[" + strings.Repeat("1;", 33) + "m",
	"\x1b[" + strings.Repeat("1", 100) + "A", "\x1b[?2026;2$y", "\x1b[12;40R\x1b[1;1R",
	"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:1e1e/1e1e/1e1e\a",
	"\x1bP>|kitty(0.3)\x1b\\\x1b[?62;c\x1b[>1;2;3c", "\x1b_Gi=1;OK\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\", "\x1b[M y!",
	"\x1b[<0;10;10M\x1b[<0;10;10m\x1b[32;1;1M", "\x1b[I\x1b[O", "\x1b[7$y", "\x1bO5A",
}

// cases are what terminals send, and what is to come of it: read at once, or in pieces of
// any length that follow at once.
var cases = []struct{ name, in, want string }{
	{"a key", "y", "y"},
	{"upper case", "Y", "Y"},
	{"wide", "你", "你"},
	{"space", " ", "space"},
	{"line feed", "a\n", "a, enter"},
	{"carriage return and line feed", "a\r\n", "a, enter"},
	{"line feed behind another key", "\r\x1b[A\n", "enter, up, enter"},
	{"two line feeds", "\n\n", "enter, enter"},
	{"backspaces", "\x7f\x08", "backspace, backspace"},
	{"editing", "\x01\x05\x0b\x15\x17", "ctrl+a, ctrl+e, ctrl+k, ctrl+u, ctrl+w"},
	{"words", "\x1bb\x1bf\x1b\x7f", "alt+b, alt+f, alt+backspace"},
	{"word moves", "\x1b[1;5D\x1b[1;3C", "alt+left, alt+right"},
	{"alt and a wide character", "\x1b你y", "y"},
	{"alt+y", "\x1by", ""},
	{"escape", "\x1b", "esc"},
	{"two escapes", "\x1b\x1b", "esc, esc"},
	{"y and escape", "y\x1b", "y, esc"},
	{"arrows", "\x1b[A\x1bOB", "up, down"},
	{"shift+tab", "\x1b[Z", "shift+tab"},
	{"paging", "\x1b[5~\x1b[6~", "pgup, pgdown"},
	{"home and end", "\x1b[H\x1b[F\x1bOH\x1bOF\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "home, end, home, end, home, end, home, end"},
	{"delete", "\x1b[3~", "delete"},
	{"F1", "\x1bOP\x1b[11~\x1b[[A", "f1, f1, f1"},
	{"keypad", "\x1bOM\x1bOq\x1bOy", "enter, 1, 9"},
	{"CSI u", "\x1b[121u\x1b[121;1:1u", "y, y"},
	{"CSI u with caps lock", "\x1b[121;65u", "y"},
	{"CSI u with shift", "\x1b[121:89;2u\x1b[121;2u", "Y, Y"},
	{"modified as the plain keys", "\x1b[127;2u\x1b[13;5u\x1b[13;2u\x1b[27u", "backspace, enter, enter, esc"},
	{"ctrl+c by CSI u", "\x1b[99;5u", "interrupt"},
	{"ctrl+c as xterm modifies it", "\x1b[27;5;99~", "interrupt"},
	{"ctrl+c with shift", "\x1b[67;5u\x1b[99;6u\x1b[27;6;67~", "interrupt, interrupt, interrupt"},
	{"ctrl+c in a Cyrillic layout in upper case", "\x1b[1057;6u", "interrupt"},
	{"ctrl+c in a Cyrillic layout", "\x1b[1089::99;5u", "interrupt"},
	{"ctrl+c in a Cyrillic layout without its base", "\x1b[1089;5u", "interrupt"},
	{"stop", "\x1a", "suspend"},
	{"stop by CSI u", "\x1b[122;5u", "suspend"},
	{"end", "\x1c", "quit"},
	{"redraw", "\x0c", "redraw"},
	{"stop and end among others", "a\x1a\x1c\x0c", "a, redraw"},
	{"paste", "\x1b[200~edge\nlab\x1b[201~", `paste "edge\nlab" of 8`},
	{"paste and y", "\x1b[200~hello\x1b[201~y", `paste "hello" of 5, y`},
	{"paste with 0x9b", "\x1b[200~hello\x9b201~y\x1b[201~", "NotUTF8"},
	{"paste with 0x9b in a character", "\x1b[200~\xe4\xbd\x9b201~y\x1b[201~", `paste "佛201~y" of 6`},
	{"paste with sequences", "\x1b[200~a\x1b[31mb\x1b\x1b[20\x1b[201~", `paste "a\x1b[31mb\x1b\x1b[20" of 12`},
	{"empty paste", "\x1b[200~\x1b[201~", `paste "" of 0`},
	{"a string that is broken off", "\x1b]0;abc\x18y", "y"},
	{"a key in a string", "\x1b]0;abc\x1b[A", "up"},
	{"broken sequences", "\x1b[1\ry\x1b[1\x1b[A", "y, up"},
	{"half a character and a key", "\xe4\x1b[A", "NotUTF8, up"},
}

// together is what is one thing only where it is read at once.
var together = []struct{ name, in, want string }{
	{"ctrl+c behind junk", "\x1b[200~abc\x1b]0;\x03y", "interrupt"},
	{"several", "yes", `text "yes"`},
	{"twice", "yy", `text "yy"`},
	{"lines", "yes\ryes\r", `text "yes", enter, text "yes", enter`},
	{"family", "👨\u200d👩", `text "👨\u200d👩"`},
	{"GBK", "\xc4\xe3\xba\xc3", "NotUTF8, NotUTF8, abandoned"},
	{"Latin-1", "caf\xe9s", "NotUTF8"},
	{"a control character of C1", "\u009b201~", "text \"\\u009b201~\""},
}

// splitAt gives what comes of bytes that are read in two pieces, at once or after a pause.
func splitAt(in string, cut int, pause time.Duration) []event {
	var s splitter
	now := newClock()
	got := s.FeedBytes(now.Time, []byte(in[:cut]))
	got = append(got, now.pass(&s, pause)...)
	got = append(got, s.FeedBytes(now.Time, []byte(in[cut:]))...)
	return append(got, now.pass(&s, 5*time.Second)...)
}

// TestSplit: what comes is what is wanted, whole and in pieces, and nothing of it
// comes late.
func TestSplit(t *testing.T) {
	t.Parallel()
	for _, c := range together {
		if got := say(splitAt(c.in, 0, 0)); got != c.want {
			t.Errorf("%s: %q gives %s, want %s", c.name, c.in, got, c.want)
		}
	}
	for _, c := range cases {
		for cut := range c.in {
			if got := say(splitAt(c.in, cut, 5*time.Millisecond)); got != c.want {
				t.Errorf("%s: %q cut at %d gives %s, want %s", c.name, c.in, cut, got, c.want)
			}
		}
	}
	for _, in := range swallowed {
		for cut := range in {
			if got := splitAt(in, cut, 5*time.Millisecond); len(got) > 0 {
				t.Errorf("%q cut at %d gives %s", in, cut, say(got))
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
		got := splitAt(c.first+c.then, len(c.first), c.pause)
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
		{"a", "\x1b[Ay", 0}, {"a", "\x1b[?1;2cy", 0}, {"a", "\ty", 0}, {"a", "\ry", 0},
		{"a", "\x1b[200~\x1b[201~y", 0}, {"\r", "\ny", 0},
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
		"": {
			"y\x1b[", "y\x1bO", "y\x1b]0;", "y\xcc", "y\x1b[0n", "y\x1b", "y\x00", "\x00y", "\x1b[Iy", "\x1b[121u\x1b[I",
		},
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

// TestNothingActs: no letter in what a terminal, and not a person, sends ever comes as
// a key that could act, wherever it is cut and however long the pause there is.
func TestNothingActs(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	pauses := []time.Duration{0, 20 * ms, 49 * ms, 51 * ms, 70 * ms, 120 * ms, 400 * ms, 549 * ms, 700 * ms, 1001 * ms}
	for _, in := range append(swallowed,
		"\xc4\xe3y\xc4\xe3", "\x1b[My!y", "\x1b]yes\a", "\x1b_yy\x1b\\", "\x1bP1$r0y\x1b\\",
		"\x1b[200~y\x1b[201~", "\x1b[200~hello\x9b201~y\x1b[201~", "\x1b[200~\xe4\xbd\x9b201~y\x1b[201~",
		"\x1b]11;rgb:yyyy/yyyy/yyyy\x1b\\", "\x1b["+strings.Repeat("1;", 33)+"y") {
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
					followed := e.at.Before(rest) && rest.Sub(e.at) < Calm
					if strings.EqualFold(key.Text, "y") && e.quiet >= Calm && !followed && !doubt {
						t.Errorf("%q, %v at %d: gives %s", in, pause, cut, say(got))
					}
					doubt = doubt || e.msg == abandoned{}
				}
			}
		}
	}
}
