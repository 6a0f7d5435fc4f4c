//go:build unix

package command_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// newXterm starts a program in xterm on a display of its own, and gives what its
// window is asked and told.
func newXterm(t *testing.T, dir string, program ...string) (types func(keys ...string), title func() string) {
	t.Helper()
	realTerminal(t, "Xvfb", "xterm", "xdotool", "bash")
	r, w, err := os.Pipe()
	must(t, err)
	display := exec.CommandContext(t.Context(), "Xvfb", "-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen",
		"0", "1000x700x24")
	display.ExtraFiles = []*os.File{w}
	must(t, display.Start())
	t.Cleanup(func() { _ = display.Wait() })
	_ = w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	must(t, err)
	env := append(environment(dir), "DISPLAY=:"+strings.TrimSpace(number), "PATH="+os.Getenv("PATH"))
	ask := func(args ...string) string {
		cmd := exec.Command("xdotool", args...)
		cmd.Env = env
		out, _ := cmd.Output() // a window may not be there yet
		return strings.TrimSpace(string(out))
	}
	xterm := exec.CommandContext(t.Context(), "xterm", append([]string{"-geometry", "80x24+0+0", "-T", "mine", "-e"},
		program...)...)
	xterm.Env, xterm.Dir = env, dir
	must(t, xterm.Start())
	t.Cleanup(func() { _ = xterm.Wait() })
	title = func() string { return ask("search", "--class", "xterm", "getwindowname") }
	until(t, "has a window", func() bool { return title() != "" })
	ask("mousemove", "100", "100") // there is no window manager: the keys go to the window below
	return func(keys ...string) { ask(append([]string{"key", "--delay", "30"}, keys...)...) }, title
}

// until waits until something is so.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for range 1200 { // one a 50 ms
		if so() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("in the end nothing %s", what)
}

// createsBy presses keys in xterm, over and over until they are not too soon any more, and
// then leaves the program.
func createsBy(t *testing.T, dir string, types func(keys ...string), keys ...string) {
	t.Helper()
	until(t, "is created", func() bool {
		for _, key := range keys {
			types(key)
			time.Sleep(500 * time.Millisecond)
		}
		return len(instances(t, stateDir(dir))) == 1
	})
	types("Return")
}

// The title and the settings of the terminal stay the user's own.
func TestInXterm(t *testing.T) {
	dir := t.TempDir()
	line := "stty -a >before; " + command(append([]string{binary, "--sandbox"}, given()...)...) +
		"; stty -a >after; sleep 60"
	types, title := newXterm(t, dir, "bash", "--norc", "-c", line)
	createsBy(t, dir, types, "y")
	after := filepath.Join(dir, "after")
	until(t, "is left", func() bool { info, err := os.Stat(after); return err == nil && info.Size() > 0 })
	was, err := os.ReadFile(filepath.Join(dir, "before"))
	must(t, err)
	is, err := os.ReadFile(after)
	must(t, err)
	if string(was) != string(is) || title() != "mine" {
		t.Errorf("the title is %q, settings before and after:\n%s\n%s", title(), was, is)
	}
}

// Where nobody could continue it, ctrl+z does not stop the program.
func TestAloneInXterm(t *testing.T) {
	dir := t.TempDir()
	types, title := newXterm(t, dir, append([]string{binary, "--sandbox"}, given()...)...)
	createsBy(t, dir, types, "ctrl+z", "y")
	until(t, "is left", func() bool { return title() == "" })
}
