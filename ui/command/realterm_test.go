//go:build unix

package command_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// real is a shell in a real terminal.
type real struct {
	t     testing.TB
	types func(keys string)
	shows func() string // its lines
}

// prompt ends the lines of the shell's that a test waits behind.
const prompt = "READY>"

// until waits until something is so.
func until(t testing.TB, what string, so func() bool) {
	t.Helper()
	for range 1200 { // one a 50 ms
		if so() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("in the end nothing %s", what)
}

// waitFor waits until the terminal shows a text.
func (r *real) waitFor(text string) {
	r.t.Helper()
	shown := ""
	defer func() {
		if r.t.Failed() {
			r.t.Logf("the terminal shows\n%s", shown)
		}
	}()
	until(r.t, "shows "+text, func() bool {
		shown = r.shows()
		return strings.Contains(shown, text)
	})
}

// command is a line for the shell: its words, quoted.
func command(words ...string) string {
	for i, word := range words {
		words[i] = "'" + word + "'"
	}
	return strings.Join(words, " ")
}

// shellWords start a plain shell in a terminal of a name.
func shellWords(term string) []string {
	return []string{"env", "TERM=" + term, "PS1=" + prompt, "HISTFILE=/dev/null", "bash", "--norc", "--noprofile", "-i"}
}

// ask has a program say something, with the variables of a script.
func ask(ts *testscript.TestScript, words ...string) string {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env = environment(ts.Getenv("HOME"), "PATH="+ts.Getenv("PATH"), "TMUX_TMPDIR="+ts.Getenv("TMUX_TMPDIR"),
		"SCREENDIR="+ts.Getenv("SCREENDIR"))
	cmd.Dir = ts.MkAbs(".")
	out, err := cmd.CombinedOutput()
	if err != nil {
		ts.Fatalf("%q: %v: %s", words, err, out)
	}
	return string(out)
}

// startTmux starts a shell in tmux.
func startTmux(s *played, ts *testscript.TestScript, _ bool, _ []string) {
	ts.Setenv("TMUX_TMPDIR", ts.MkAbs("."))
	ask(ts, append([]string{"tmux", "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24"},
		shellWords("tmux-256color")...)...)
	ts.Defer(func() { ask(ts, "tmux", "kill-server") })
	s.real = &real{s.t, func(keys string) { ask(ts, "tmux", "send-keys", "-l", keys) },
		func() string { return ask(ts, "tmux", "capture-pane", "-p") }}
	s.real.waitFor(prompt)
}

// startScreen starts a shell in GNU screen, which by default has no other screen for programs.
func startScreen(s *played, ts *testscript.TestScript, _ bool, _ []string) {
	ts.Setenv("SCREENDIR", ts.MkAbs("."))
	ask(ts, append([]string{"screen", "-S", "s", "-c", "/dev/null", "-U", "-dm"}, shellWords("screen")...)...)
	ts.Defer(func() { ask(ts, "screen", "-S", "s", "-X", "quit") })
	tell := func(words ...string) { ask(ts, append([]string{"screen", "-S", "s", "-p", "0", "-X"}, words...)...) }
	quoted := strings.NewReplacer("\\", `\\`, "^", `\^`, "$", `\$`)
	copied := ts.MkAbs("copied")
	s.real = &real{s.t, func(keys string) { tell("stuff", quoted.Replace(keys)) }, func() (shown string) {
		_ = os.Remove(copied)
		tell("hardcopy", copied)
		until(s.t, "is copied", func() bool {
			data, _ := os.ReadFile(copied) // which may not be there yet
			shown = string(data)
			return shown != ""
		})
		return shown
	}}
	s.real.waitFor(prompt)
}

// noteSettings writes the terminal's settings into a file: settings FILE.
func noteSettings(s *played, _ *testscript.TestScript, _ bool, args []string) {
	s.real.types("clear; stty -a >" + args[0] + "; echo wri''tten\r") // which is not what the shell echoes
	s.real.waitFor("written")
}

// create has an order sent and left, and fails unless its id stands alone on a line.
func (r *real) create(dir string) {
	r.t.Helper()
	until(r.t, "is created", func() bool {
		r.types("y")
		time.Sleep(500 * time.Millisecond) // as on a busy machine, where a key can be too soon
		return strings.Contains(r.shows(), created)
	})
	r.types(enter)
	r.waitFor(prompt)
	id, alone := onlyInstance(r.t, dir).EPNInstanceID, false
	for line := range strings.Lines(r.shows()) {
		alone = alone || strings.TrimSpace(line) == id
		if strings.Contains(line, id) && strings.Contains(line, "finish") {
			r.t.Errorf("%q is mixed with the footer", line)
		}
	}
	if !alone {
		r.t.Errorf("%s does not stand alone:\n%s", id, r.shows())
	}
}
