//go:build unix

package command_test

import (
	"cmp"
	"context"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// patience is how long a session may take in all before its program is killed.
const patience = 60 * time.Second

// Keys as a terminal sends them.
const (
	enter = "\r"
	up    = "\x1b[A"
	down  = "\x1b[B"
	ctrlC = "\x03"
)

// run says how the program is started. Its zero value is a terminal of 80×24,
// a home directory of its own, and all standard streams on the terminal.
type run struct {
	home           string
	env            []string
	program        string // other than the wizard itself
	width, height  int
	stdout, stderr *os.File
	nohup          bool // hang-ups are ignored
	detached       bool // the terminal is not the controlling one: no hang-up is signalled
}

// session is the program on a pty, and the terminal emulator at its other end.
type session struct {
	t      testing.TB
	home   string
	cmd    *exec.Cmd
	ptm    *os.File // the terminal's end
	tty    *os.File // the program's end
	before *term.State

	mu       sync.Mutex // guards what follows
	arrived  *sync.Cond // something was written, or the program ended
	terminal *vt.Emulator
	hidden   bool // the cursor
	modes    map[ansi.Mode]bool
	out      []byte // all that was written, to the byte
	resized  int    // how much of it before the last resize
	acted    int    // how much of it before the last key or signal
	ended    bool   // there is no more to read
	after    *term.State
	gone     bool // the program ended, and after is the terminal's state then
}

func (r run) start(t testing.TB, args ...string) *session {
	t.Helper()
	if r.home == "" {
		r.home = t.TempDir()
	}
	if r.width == 0 {
		r.width, r.height = 80, 24
	}
	ptm, tty := open(t)
	must(t, pty.Setsize(tty, &pty.Winsize{Cols: uint16(r.width), Rows: uint16(r.height)}))
	s := &session{t: t, home: r.home, ptm: ptm, tty: tty, modes: map[ansi.Mode]bool{}}
	s.terminal = vt.NewEmulator(r.width, r.height)
	s.arrived = sync.NewCond(&s.mu)
	s.terminal.SetCallbacks(vt.Callbacks{
		CursorVisibility: func(visible bool) { s.hidden = !visible },
		EnableMode:       func(m ansi.Mode) { s.modes[m] = true },
		DisableMode:      func(m ansi.Mode) { delete(s.modes, m) },
	})
	before, err := term.GetState(tty.Fd())
	must(t, err)
	s.before = before

	ctx, cancel := context.WithTimeout(context.Background(), patience)
	if r.nohup {
		args = append([]string{"-c", `trap "" HUP; exec "$0" "$@"`, binary}, args...)
		r.program = "/bin/sh"
	}
	s.cmd = exec.CommandContext(ctx, cmp.Or(r.program, binary), args...)
	s.cmd.Dir, s.cmd.Env = r.home, environment(r.home, r.env...)
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, cmp.Or(r.stdout, tty), cmp.Or(r.stderr, tty)
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: !r.detached}
	must(t, s.cmd.Start())
	go func() {
		_ = s.cmd.Wait() // its status is in ProcessState
		s.mu.Lock()
		s.after, _ = term.GetState(tty.Fd())
		_ = tty.Close() // the last one: what has been written is read to its end
		s.gone = true
		s.mu.Unlock()
		s.arrived.Broadcast()
	}()
	read := make(chan struct{})
	go func() { s.read(); close(read) }()
	t.Cleanup(func() {
		cancel()
		<-read
		_ = ptm.Close()
		for _, q := range queries(s.raw()) {
			t.Errorf("asked the terminal %q", q)
		}
	})
	return s
}

// open opens a pty. Its terminal's end can be closed while it is read, which
// the library's own cannot.
func open(t testing.TB) (ptm, tty *os.File) {
	t.Helper()
	blocking, tty, err := pty.Open()
	must(t, err)
	fd, err := syscall.Dup(int(blocking.Fd()))
	must(t, err)
	syscall.CloseOnExec(fd)
	must(t, blocking.Close())
	must(t, syscall.SetNonblock(fd, true))
	return os.NewFile(uintptr(fd), "ptm"), tty
}

// read hands what the program writes to the emulator until there is no more.
func (s *session) read() {
	go io.Copy(io.Discard, s.terminal) //nolint:errcheck // what it answers, should it be asked after all
	buf := make([]byte, 32<<10)
	for {
		n, err := s.ptm.Read(buf)
		s.mu.Lock()
		s.out = append(s.out, buf[:n]...)
		_, _ = s.terminal.Write(buf[:n])
		s.ended = err != nil
		s.mu.Unlock()
		s.arrived.Broadcast()
		if err != nil {
			break
		}
	}
	_ = s.terminal.InputPipe().(io.Closer).Close()
}

// screen gives the lines that the terminal shows.
func (s *session) screen() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lines()
}

func (s *session) lines() []string { return strings.Split(s.terminal.String(), "\n") }

// raw gives every byte that was written to the terminal.
func (s *session) raw() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.out)
}

// waitUntil waits until the screen, drawn since the last resize and at that size, is as wanted.
func (s *session) waitUntil(what string, wanted func() bool) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.out) == s.resized || s.resized > 0 && !s.ruled() || !wanted() {
		if s.ended {
			s.t.Fatalf("ended before the screen %s:\n%s", what, s.terminal.String())
		}
		s.arrived.Wait()
	}
}

// waitFor waits until the screen shows a text, wherever its lines are broken.
func (s *session) waitFor(text string) {
	s.t.Helper()
	s.waitUntil("showed "+text, func() bool { return shows(s.lines(), text) })
}

// shows reports whether a text stands on a screen, left or right of the line
// that parts it.
func shows(lines []string, text string) bool {
	var left, right []string
	for _, line := range lines {
		l, r, _ := strings.Cut(strings.Replace(line, " | ", "│", 1), "│")
		left, right = append(left, l), append(right, r)
	}
	for _, column := range [][]string{lines, left, right} {
		if strings.Contains(strings.Join(strings.Fields(strings.Join(column, " ")), " "), text) {
			return true
		}
	}
	return false
}

// send types, one write a key.
func (s *session) send(keys ...string) {
	s.t.Helper()
	s.mu.Lock()
	s.acted = len(s.out)
	s.mu.Unlock()
	for _, k := range keys {
		_, err := s.ptm.WriteString(k)
		must(s.t, err)
	}
}

// press types keys as a person does, each alone: what is read at once is a text, so
// that a key waits until the one before it has been read.
func (s *session) press(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		s.send(k)
		for unread := 1; unread > 0; unread, _ = unix.Poll([]unix.PollFd{{Fd: int32(s.tty.Fd()), Events: unix.POLLIN}}, 0) {
			time.Sleep(50 * time.Millisecond)
		}
	}
}

func (s *session) resize(width, height int) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if width == s.terminal.Width() && height == s.terminal.Height() {
		return // nobody is told
	}
	s.terminal.Resize(width, height)
	s.resized = len(s.out)
	must(s.t, pty.Setsize(s.tty, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}))
}

// exit waits for the end and gives the exit status, -1 for a signal's death.
func (s *session) exit() int {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.ended || !s.gone {
		s.arrived.Wait()
	}
	if s.cmd.ProcessState.ExitCode() < 0 {
		s.t.Logf("%v:\n%s", s.cmd.ProcessState, s.terminal.String())
	}
	return s.cmd.ProcessState.ExitCode()
}
