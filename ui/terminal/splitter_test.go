package terminal

import (
	"cmp"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

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
	return cmp.Or(strings.Join(said, ", "), "nothing")
}

// sample is a row of testdata/bytes.tsv.
type sample struct{ kind, first, second, want, name string }

func readSamples(t testing.TB) (all []sample) {
	t.Helper()
	data, err := os.ReadFile("testdata/bytes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		s := sample{kind: fields[0], want: fields[2], name: fields[3]}
		first, err := strconv.QuotedPrefix(fields[1])
		second := strings.TrimSpace(fields[1][len(first):])
		s.first, _ = strconv.Unquote(first)
		if second != "" && err == nil {
			s.second, err = strconv.Unquote(second)
		}
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, s)
	}
	return all
}

// pass lets time pass for a splitter, as its reader does.
func pass(s *splitter, from time.Time, d time.Duration) (events []event) {
	for at := s.deadline(); !at.IsZero() && !at.After(from.Add(d)); at = s.deadline() {
		events = append(events, s.passTime(at)...)
	}
	return events
}

// splitInTwo gives what comes of bytes that are read in two pieces, at once or after a pause, and
// when the second is read.
func splitInTwo(in string, cut int, wait time.Duration) (got []event, second time.Time) {
	var s splitter
	first := time.Unix(1_000_000, 0)
	second = first.Add(wait)
	got = append(s.feedBytes(first, []byte(in[:cut])), pass(&s, first, wait)...)
	got = append(got, s.feedBytes(second, []byte(in[cut:]))...)
	return append(got, pass(&s, second, 5*time.Second)...), second
}

// TestSplit: what comes is what is wanted, whole, in pieces and with pauses, and nothing of it
// comes late.
func TestSplit(t *testing.T) {
	t.Parallel()
	for _, c := range readSamples(t) {
		in, first, last, pause := c.first+c.second, len(c.first), len(c.first), 5*time.Millisecond
		switch c.kind {
		case "never":
			continue
		case "pieces", "swallowed":
			first, last = 0, len(in)-1
		case "whole":
			first, last = 0, 0
		default:
			pause, _ = time.ParseDuration(c.kind)
		}
		for cut := first; cut <= last; cut++ {
			if got, _ := splitInTwo(in, cut, pause); say(got) != c.want {
				t.Errorf("%s: %q cut at %d for %v gives %s, want %s", c.name, in, cut, pause, say(got), c.want)
			}
		}
	}
}

// TestNothingActs: no letter in what a terminal, and not a person, sends ever comes as
// a key that could act, wherever it is cut and however long the pause there is.
func TestNothingActs(t *testing.T) {
	t.Parallel()
	for _, c := range readSamples(t) {
		if c.kind != "never" && c.kind != "swallowed" {
			continue
		}
		for cut := range c.first {
			for _, ms := range []time.Duration{0, 20, 49, 51, 70, 120, 400, 549, 700, 1001} {
				got, second := splitInTwo(c.first, cut, ms*time.Millisecond)
				doubt := false
				for _, e := range got {
					key, _ := e.msg.(tea.KeyPressMsg)
					followed := e.at.Before(second) && second.Sub(e.at) < Calm
					if strings.EqualFold(key.Text, "y") && e.quiet >= Calm && !followed && !doubt {
						t.Errorf("%s: %q, %d ms at %d: gives %s", c.name, c.first, ms, cut, say(got))
					}
					doubt = doubt || e.msg == abandoned{}
				}
			}
		}
	}
}

// TestQuiet: it is known how long nothing had come before a key, whatever that was: nothing where
// anything was read with it, also what is swallowed, and what does not end there.
func TestQuiet(t *testing.T) {
	t.Parallel()
	const quiet = 300 * time.Millisecond
	for _, c := range []struct {
		before string
		reads  []string // after a pause; "|" parts what is read in pieces that follow at once
		want   time.Duration
	}{
		{"a", []string{"y", "\x1b|[|1|2|1|u"}, quiet}, {"\x1b[?2026;2$y", []string{"y"}, quiet},
		{"\x1b]0;a\a", []string{"y"}, quiet},
		{"a", []string{"\x1b|[|A|y", "\x1b|[|?|1|;|2|c|y", "\t|y", "\r|y", "\x1b|[|200~|\x1b|[|201~|y"}, 0},
		{"\r", []string{"\n|y"}, 0},
		{"", []string{
			"y\x1b[", "y\x1bO", "y\x1b]0;", "y\xcc", "y\x1b[0n", "y\x1b", "y\x00", "\x00y", "\x1b[Iy", "\x1b[121u\x1b[I",
		}, 0},
		{"\x1b[", []string{"1;1Ry", "201~y", "Iy", "<0;1;1My"}, 0}, {"\x1bO", []string{"Py"}, 0},
		{"\x1b]0;a", []string{"\ay", "\x1b\\y"}, 0}, {"\xe4", []string{"y", "\xbd\xa0y"}, 0},
	} {
		for _, read := range c.reads {
			var s splitter
			first := time.Unix(1_000_000, 0)
			s.feedBytes(first, []byte(c.before))
			pass(&s, first, quiet)
			for piece := range strings.SplitSeq(read, "|") {
				for _, e := range s.feedBytes(first.Add(quiet), []byte(piece)) {
					if say([]event{e}) == "y" && e.quiet != c.want {
						t.Errorf("%q after %q: y after %v of quiet, want %v", read, c.before, e.quiet, c.want)
					}
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
	got := s.feedBytes(time.Unix(1, 0), []byte("\x1b[200~"+long+"\x1b[201~"))
	if p := got[0].msg.(Paste); p.Length != 5000 || p.Text != strings.Repeat("长", maxText/3) {
		t.Errorf("kept %d bytes of a paste of %d characters", len(p.Text), p.Length)
	}
	for _, e := range s.feedBytes(time.Unix(2, 0), []byte(long)) {
		if text := e.msg.(Text); len(text) > maxText+2 {
			t.Errorf("a text of %d bytes", len(text))
		}
	}
}

// FuzzSplit: no bytes make it panic or keep more than it may, and in pieces that
// follow at once the same comes as whole, but for what is a key.
func FuzzSplit(f *testing.F) {
	for _, c := range readSamples(f) {
		f.Add([]byte(c.first+c.second), (len(c.first)+len(c.second))/2)
	}
	f.Add([]byte("0\x1b[M"), 3)
	f.Add([]byte("\x1a0"), 1)
	f.Fuzz(func(t *testing.T, data []byte, cut int) {
		now := time.Unix(1, 0)
		var whole, pieces splitter
		one := whole.feedBytes(now, data)
		cut = max(min(cut, len(data)), 0)
		two := append(pieces.feedBytes(now, data[:cut]), pieces.feedBytes(now, data[cut:])...)
		if len(whole.params) > maxSequence || len(whole.kept) > maxText || len(whole.ending) > len(pasteEnd) ||
			len(whole.char) > utf8.UTFMax {
			t.Errorf("%q: too much is kept: %+v", data, whole)
		}
		if strings.ContainsRune(string(data), 0x03) || strings.Contains(say(one)+say(two), "NotUTF8") {
			return
		}
		if a, b := merged(one), merged(two); a != b {
			t.Errorf("%q is %s, cut at %d %s", data, a, cut, b)
		}
		whole.passTime(now.Add(time.Hour))
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
