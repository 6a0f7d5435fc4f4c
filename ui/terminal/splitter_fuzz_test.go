package terminal

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

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
	for _, in := range swallowed {
		f.Add([]byte(in), len(in)/2)
	}
	f.Add([]byte("0\x1b[M"), 3)
	f.Add([]byte("\x1a0"), 1)
	f.Fuzz(func(t *testing.T, data []byte, cut int) {
		now := time.Unix(1, 0)
		var whole, pieces splitter
		one := whole.FeedBytes(now, data)
		cut = max(min(cut, len(data)), 0)
		two := append(pieces.FeedBytes(now, data[:cut]), pieces.FeedBytes(now, data[cut:])...)
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
