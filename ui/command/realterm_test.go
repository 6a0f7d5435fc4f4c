//go:build unix

package command_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// realTerminal skips a test where real terminals are not wanted, or these programs
// are not there.
func realTerminal(t *testing.T, programs ...string) {
	t.Helper()
	if os.Getenv("EPN_TEST_TERMINALS") == "" {
		t.Skip("real terminals are tried where EPN_TEST_TERMINALS is set")
	}
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s on this machine", program)
		}
	}
	t.Parallel()
}

// real is a shell in a real terminal.
type real struct {
	t     *testing.T
	dir   string
	types func(keys string)
	shows func() string // its lines
}

// waitFor waits until the terminal shows a text, and the shell its prompt where
// that is the text.
func (r *real) waitFor(text string) string {
	r.t.Helper()
	for range 600 {
		if shown := r.shows(); strings.Contains(shown, text) {
			return shown
		}
		time.Sleep(50 * time.Millisecond)
	}
	r.t.Fatalf("%q is not shown:\n%s", text, r.shows())
	return ""
}

// command is a line for the shell: its words, quoted.
func command(words ...string) string {
	for i, word := range words {
		words[i] = "'" + word + "'"
	}
	return strings.Join(words, " ")
}

// prompt ends the lines of the shell's that a test waits behind.
const prompt = "READY>"

// shell starts a plain shell that knows the program's environment and no other.
func shell(dir string, term string) []string {
	words := []string{"env", "-i", "PATH=" + os.Getenv("PATH"), "PS1=" + prompt, "HISTFILE=/dev/null"}
	for _, v := range environment(dir) {
		if !strings.HasPrefix(v, "TERM=") {
			words = append(words, v)
		}
	}
	return append(words, "TERM="+term, "bash", "--norc", "--noprofile", "-i")
}

func mustRun(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v: %s", name, args, err, out)
	}
	return string(out)
}

// newTmux starts a shell in tmux, and gives what asks tmux about it.
func newTmux(t *testing.T, options ...string) (*real, func(format string) string) {
	t.Helper()
	realTerminal(t, "tmux", "bash")
	r := &real{t: t, dir: t.TempDir()}
	socket := filepath.Join(t.TempDir(), "socket")
	tmux := func(args ...string) string {
		return mustRun(t, "tmux", append([]string{"-S", socket, "-f", "/dev/null"}, args...)...)
	}
	tmux("new-session", "-d", "-x", "80", "-y", "24", command(shell(r.dir, "tmux-256color")...))
	t.Cleanup(func() { tmux("kill-server") })
	for _, option := range options {
		tmux(append([]string{"set", "-g"}, strings.Fields(option)...)...)
	}
	r.types = func(keys string) { tmux("send-keys", "-l", keys) }
	r.shows = func() string { return tmux("capture-pane", "-p") }
	r.waitFor(prompt)
	return r, func(format string) string { return strings.TrimSpace(tmux("display-message", "-p", format)) }
}

// newScreen starts a shell in GNU screen, which by default has no other screen for
// programs.
func newScreen(t *testing.T) *real {
	t.Helper()
	realTerminal(t, "screen", "bash")
	r := &real{t: t, dir: t.TempDir()}
	sockets, copied := t.TempDir(), filepath.Join(r.dir, "copied")
	must(t, os.Chmod(sockets, 0o700))
	screen := func(args ...string) string {
		return mustRun(t, "env", append([]string{"SCREENDIR=" + sockets, "screen", "-S", "s"}, args...)...)
	}
	screen(append([]string{"-c", "/dev/null", "-U", "-dm"}, shell(r.dir, "screen")...)...)
	t.Cleanup(func() { screen("-X", "quit") })
	r.types = func(keys string) {
		screen("-p", "0", "-X", "stuff", strings.NewReplacer("\\", `\\`, "^", `\^`, "$", `\$`).Replace(keys))
	}
	r.shows = func() string {
		_ = os.Remove(copied)
		screen("-p", "0", "-X", "hardcopy", copied)
		for range 100 {
			if data, err := os.ReadFile(copied); err == nil && len(data) > 0 {
				return string(data)
			}
			time.Sleep(10 * time.Millisecond)
		}
		return ""
	}
	r.waitFor(prompt)
	return r
}

// starts has the shell start the program with all values given.
func (r *real) starts() {
	r.t.Helper()
	words := append([]string{"sh", "-c", `echo $$ >"$HOME/pid"; exec "$0" "$@"`, binary, "--sandbox"}, given()...)
	r.types("clear; " + command(words...) + "\r")
	r.waitFor("y create")
	time.Sleep(500 * time.Millisecond)
}

// creates has an order sent and left, and fails unless its id stands alone on a line.
func (r *real) creates() {
	r.t.Helper()
	r.types("y")
	r.waitFor("was created")
	time.Sleep(300 * time.Millisecond)
	r.types("\r")
	shown := r.waitFor(prompt)
	id := onlyInstance(r.t, stateDir(r.dir)).EPNInstanceID
	alone := false
	for line := range strings.Lines(shown) {
		alone = alone || strings.TrimSpace(line) == id
		if strings.Contains(line, id) && strings.Contains(line, "finish") {
			r.t.Errorf("%q is mixed with the footer", line)
		}
	}
	if !alone {
		r.t.Errorf("%s does not stand alone:\n%s", id, shown)
	}
}

// unchanged fails unless the terminal's settings are the same after something.
func (r *real) unchanged(do func()) {
	r.t.Helper()
	settings := func(name string) string {
		file := filepath.Join(r.dir, name)
		r.types("clear; stty -a >" + file + "; echo wri''tten\r") // which is not what the shell echoes
		r.waitFor("written")
		data, err := os.ReadFile(file)
		must(r.t, err)
		return string(data)
	}
	before := settings("before")
	do()
	if after := settings("after"); after != before {
		r.t.Errorf("settings before and after:\n%s\n%s", before, after)
	}
}

func TestInTmux(t *testing.T) {
	for _, alternate := range []string{"on", "off"} {
		t.Run("alternate screen "+alternate, func(t *testing.T) {
			r, ask := newTmux(t, "alternate-screen "+alternate)
			r.types(`printf '\033]2;mine\033\\'` + "\r")
			r.unchanged(func() {
				r.starts()
				r.creates()
			})
			if title := ask("#{pane_title}"); title != "mine" {
				t.Errorf("the title is %q afterwards", title)
			}
			if visible := ask("#{cursor_flag}"); visible != "1" {
				t.Error("the cursor is hidden afterwards")
			}
		})
	}
}

// The cursor stands behind the last character typed, also after wide ones.
func TestCursorInTmux(t *testing.T) {
	r, ask := newTmux(t)
	r.types("clear; " + binary + " --sandbox\r")
	r.waitFor("for example")
	name := ""
	for _, typed := range []string{"a", "边缘", "é"} {
		r.types(typed)
		name += typed
		shown := r.waitFor(" › " + name)
		above, _, _ := strings.Cut(shown, " › "+name)
		want := fmt.Sprintf("1 %d %d", ansi.StringWidth(" › "+name), strings.Count(above, "\n"))
		until(t, "stands behind "+typed, func() bool { return ask("#{cursor_flag} #{cursor_x} #{cursor_y}") == want })
	}
	r.types("\x03")
	r.waitFor(prompt)
}

func TestInScreen(t *testing.T) {
	r := newScreen(t)
	r.unchanged(func() {
		r.starts()
		r.creates()
	})
	r.starts()
	r.types("\x03")
	shown := strings.Split(strings.TrimSpace(r.waitFor(prompt)), "\n")
	if last := shown[max(len(shown)-2, 0)]; strings.Contains(last, "ctrl+c") {
		t.Errorf("after leaving, the last line is %q", last)
	}
}

// Stopped however, the shell has its terminal back, and the program has it again
// when it goes on.
func TestJobsInTmux(t *testing.T) {
	for name, stop := range map[string]func(*real, string){
		"ctrl+z": func(r *real, _ string) { r.types("\x1a") },
		"TSTP":   func(r *real, pid string) { mustRun(r.t, "kill", "-TSTP", pid) },
		"STOP":   func(r *real, pid string) { mustRun(r.t, "kill", "-STOP", pid) },
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := newTmux(t)
			r.unchanged(func() {
				r.starts()
				pid, err := os.ReadFile(filepath.Join(r.dir, "pid"))
				must(t, err)
				stop(r, strings.TrimSpace(string(pid)))
				r.waitFor("Stopped")
				r.types("echo raw: $(stty -a | grep -c -- ' -icanon')\r")
				r.waitFor("raw: 0")
				r.types("clear; fg\r")
				r.waitFor("y create")
				time.Sleep(300 * time.Millisecond)
				r.creates()
			})
		})
	}
}
