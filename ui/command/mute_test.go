//go:build unix

package command_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// In no terminal is anything asked of it, by a screen, by help, or by an
// error: every session checks what it has recorded when it ends.
func TestNothingIsAskedOfAnyTerminal(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{
		"xterm":     nil,
		"tmux":      {"TERM=tmux-256color", "TMUX=/tmp/none,1,0", "TERM_PROGRAM=tmux"},
		"screen":    {"TERM=screen"},
		"ssh":       {"SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22", "SSH_CLIENT=192.0.2.1 1 22", "SSH_TTY=/dev/pts/0"},
		"kitty":     {"TERM=xterm-kitty", "KITTY_WINDOW_ID=1", "COLORTERM=truecolor"},
		"ghostty":   {"TERM=xterm-ghostty", "TERM_PROGRAM=ghostty", "COLORTERM=truecolor"},
		"windows":   {"WT_SESSION=1"},
		"linux":     {"TERM=linux"},
		"vt100":     {"TERM=vt100", "LANG=C"},
		"no colour": {"NO_COLOR=1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{env: env}.start(t, given("--sandbox")...)
			s.create()
			s.send(ctrlC)
			s.ends(0)
		})
	}
	for _, c := range []struct {
		args   []string
		status int
		shows  string
	}{
		{[]string{"--help"}, 0, "--billing-method"},
		{[]string{"sandbox", "--help"}, 0, "--listen"},
		{[]string{"--version"}, 0, "epn-wizard"},
		{[]string{"--bogus"}, 2, "--bogus"},
		{[]string{"bogus"}, 2, "bogus"},
		{[]string{"--bandwidth", "0"}, 2, "bandwidth"},
		{[]string{"explain", "StockNotEnough"}, 0, "bandwidth"},
		{given("--dry-run"), 0, "CreateEpnInstance"},
		{given("--yes", "--sandbox"), 0, "epn-"},
		{given("--yes", "--rehearse", "NoPermission"), 3, "NoPermission"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			s := run{height: 50, width: 200}.start(t, c.args...)
			s.ends(c.status)
			if !strings.Contains(string(s.raw()), c.shows) {
				t.Errorf("printed without %q:\n%s", c.shows, s.raw())
			}
			if strings.Contains(string(s.raw()), "\x1b") {
				t.Errorf("printed with escape sequences: %q", s.raw())
			}
		})
	}
}

// coloured matches what sets a colour.
var coloured = regexp.MustCompile(`\x1b\[(?:[0-9]+;)*(?:[349]|10)[0-7](?:;[0-9]+)*m`)

// A terminal that cannot draw, or that has no name, is asked in plain lines.
func TestTerminalsThatCannotDraw(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	must(t, os.Mkdir(filepath.Join(dir, "g"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "g", "glide"), terminfoEntry("glide", "\x1b=%p1%c"), 0o600))
	for _, term := range []string{"dumb", "dumb-emacs-ansi", "", "unknown", "network", "dialup", "emacs", "vt52", "glide"} {
		s := run{env: []string{"TERM=" + term, "TERMINFO=" + dir}}.start(t, given("--sandbox")...)
		s.waitFor("y creates the instance")
		s.send("y\n")
		s.waitFor("epn-20")
		s.ends(0)
		if strings.Contains(string(s.raw()), "\x1b") {
			t.Errorf("%s: drawn with escape sequences: %q", term, s.raw())
		}
	}
}

// terminfoEntry describes a terminal that moves its cursor in some way, as term(5) has it.
func terminfoEntry(name, move string) []byte {
	const before = 10 // strings stand before that one, of which it has none
	var entry []byte
	for _, n := range []int{0o432, len(name) + 1, (len(name) + 1) % 2, 0, before + 1, len(move) + 1} {
		entry = append(entry, byte(n), byte(n>>8))
	}
	entry = append(append(entry, name...), make([]byte, 1+(len(name)+1)%2)...)
	entry = append(entry, bytes.Repeat([]byte{0xff}, 2*before)...)
	return append(append(append(entry, 0, 0), move...), 0)
}

// NO_COLOR is off where it says so.
func TestColour(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{"": true, "0": true, "false": true, "No": true, "1": false, "yes": false} {
		s := run{env: []string{"NO_COLOR=" + value}}.start(t, "--sandbox")
		s.waitFor(nameQuestion)
		s.leave()
		if got := coloured.Match(s.raw()); got != want {
			t.Errorf("NO_COLOR=%s: drew in colour %v, want %v", value, got, want)
		}
	}
}

// Without colour nothing is lost, and without UTF-8 nothing is garbled.
func TestPlainLooks(t *testing.T) {
	t.Parallel()
	s := run{env: []string{"LANG=C"}}.start(t, "--sandbox", "--no-color")
	s.walk("edge lab", "10")
	s.send("4")
	s.waitFor(bandwidthQuestion)
	s.send(erase, enter)
	s.waitFor("x Bandwidth")
	s.send(f1)
	s.waitGone(bandwidthQuestion)
	s.leave()
	s.ascii()
	if colour := coloured.Find(s.raw()); colour != nil {
		t.Errorf("drew in colour: %q", colour)
	}
}

func TestPlainResult(t *testing.T) {
	t.Parallel()
	s := run{env: []string{"LANG=C"}}.start(t, given("--sandbox")...)
	s.create()
	s.resize(30, 8)
	s.waitFor(tooSmall)
	s.send(ctrlC)
	s.ends(0)
	s.ascii()
}

// What would print control strings gets none, and no key that sends one.
func TestNoControlStringsOnASerialLine(t *testing.T) {
	t.Parallel()
	for _, term := range []string{"vt100", "vt220", "linux", "ansi"} {
		s := run{env: []string{"TERM=" + term, "LANG=C"}}.start(t, given("--sandbox")...)
		s.waitFor(review)
		s.create()
		if shows(s.screen(), "c copy") {
			t.Errorf("%s: a copy is offered:\n%s", term, strings.Join(s.screen(), "\n"))
		}
		s.finish()
		for _, sequence := range []string{"\x1b]", "\x1b[>", "\x1b[<", "\x1bP"} {
			if strings.Contains(string(s.raw()), sequence) {
				t.Errorf("%s: drawn with %q:\n%q", term, sequence, s.raw())
			}
		}
	}
}

// ascii fails if anything outside ASCII was drawn.
func (s *session) ascii() {
	s.t.Helper()
	for _, r := range string(s.raw()) {
		if r > 0x7e {
			s.t.Errorf("drew %q", r)
			return
		}
	}
}
