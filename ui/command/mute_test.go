//go:build unix

package command_test

import (
	"regexp"
	"strings"
	"testing"
)

// In no terminal is anything asked of it: every session checks what it has recorded
// when it ends. The session printed has what is printed.
func TestNothingIsAskedOfAnyTerminal(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{
		"tmux":    {"TERM=tmux-256color", "TMUX=/tmp/none,1,0", "TERM_PROGRAM=tmux"},
		"ssh":     {"SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22", "SSH_CLIENT=192.0.2.1 1 22", "SSH_TTY=/dev/pts/0"},
		"kitty":   {"TERM=xterm-kitty", "KITTY_WINDOW_ID=1", "COLORTERM=truecolor"},
		"ghostty": {"TERM=xterm-ghostty", "TERM_PROGRAM=ghostty", "COLORTERM=truecolor"},
		"windows": {"WT_SESSION=1"},
	} { // The other tests' are xterm, screen, linux, vt100 and so on.
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{env: env}.start(t, given("--sandbox")...)
			s.create()
			s.send(ctrlC)
			s.ends(0)
		})
	}
}

// A terminal that cannot draw, or that has no name, is asked in plain lines.
func TestTerminalsThatCannotDraw(t *testing.T) {
	t.Parallel()
	for _, term := range []string{"TERM=dumb", "TERM=dumb-emacs-ansi", "TERM=", "TERM=unknown", "TERM=network",
		"TERM=dialup"} {
		s := run{env: []string{term}}.start(t, given("--sandbox")...)
		s.converse("y creates the instance", "y\n", "epn-20")
		s.ends(0)
		if strings.Contains(string(s.raw()), "\x1b") {
			t.Errorf("%s: drawn with escape sequences: %q", term, s.raw())
		}
	}
}

// coloured matches what sets a colour.
var coloured = regexp.MustCompile(`\x1b\[(?:[0-9]+;)*(?:[349]|10)[0-7](?:;[0-9]+)*m`)

// Where the locale of the characters is Chinese, Japanese or Korean, nothing is drawn
// that could take two columns, whatever the language is: the first of LC_ALL, LC_CTYPE
// and LANG that says something decides. NO_COLOR is off where it says so.
func TestLooksByVariables(t *testing.T) {
	t.Parallel()
	const ascii, unicode = " ---", " ───"
	for env, c := range map[string]struct {
		rule   string
		colour bool
	}{
		"LANG=zh_CN.UTF-8": {ascii, true}, "LANG=ja_JP.UTF-8": {ascii, true},
		"LANG=en_US.UTF-8 LC_CTYPE=ko_KR.UTF-8": {ascii, true},
		"LANG=zh_CN.UTF-8 LC_CTYPE=C.UTF-8":     {unicode, true}, "LANG=zh_CN.UTF-8 LC_ALL=de_DE.UTF-8": {unicode, true},
		"NO_COLOR=": {unicode, true}, "NO_COLOR=0": {unicode, true}, "NO_COLOR=No": {unicode, true},
		"NO_COLOR=1":   {unicode, false},
		"NO_COLOR=yes": {unicode, false},
	} {
		t.Run(env, func(t *testing.T) {
			t.Parallel()
			s := run{env: strings.Fields(env)}.start(t, "--sandbox", "--lang", "en")
			s.waitFor(nameQuestion)
			s.waitFor(c.rule)
			s.leave()
			if got := coloured.Match(s.raw()); got != c.colour {
				t.Errorf("drew in colour: %v", got)
			}
		})
	}
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
