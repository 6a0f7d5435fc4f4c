//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// size is a terminal's, in columns and lines.
type size struct{ columns, lines int }

const (
	// patience is how long a program may keep a session waiting.
	patience = 30 * time.Second
	// quiet is how long nothing may come before a screen counts as drawn: some
	// frames of any renderer here, and less than a cursor takes to blink.
	quiet = 100 * time.Millisecond
)

// session is a program on a pty, and a terminal at its other end that answers
// what it is asked, as any terminal would: gum stalls at one that does not.
type session struct {
	cmd     *exec.Cmd
	ptm     *os.File
	started time.Time

	mu       sync.Mutex // guards what follows
	terminal *vt.Emulator
	raw      []byte    // all that has come
	last     time.Time // when the last of them came
	wanted   []string  // what is waited for
	shown    time.Time // when the bytes came that completed it
	ended    bool
	changed  chan struct{} // closed and made anew at each change
}

// chunk is what one read of the terminal gave, and when.
type chunk struct {
	data []byte
	at   time.Time
}

// start runs a program on a terminal of its own.
func start(on size, env []string, program string, args ...string) (*session, error) {
	ptm, tty, err := pty.Open()
	if err != nil {
		return nil, err
	}
	defer tty.Close() //nolint:errcheck // the program has its own
	if err := pty.Setsize(tty, &pty.Winsize{Cols: uint16(on.columns), Rows: uint16(on.lines)}); err != nil {
		return nil, err
	}
	s := &session{cmd: exec.Command(program, args...), ptm: ptm, terminal: vt.NewEmulator(on.columns, on.lines), changed: make(chan struct{})}
	s.cmd.Env = env
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	s.started = time.Now()
	if err := launch(s.cmd); err != nil {
		return nil, err
	}
	chunks := make(chan chunk, 1024)
	go s.read(chunks)
	go s.draw(chunks)
	go io.Copy(ptm, s.terminal) //nolint:errcheck // what the terminal answers
	return s, nil
}

// read notes when bytes come. It does nothing else, so that the emulator's
// time counts for nobody.
func (s *session) read(chunks chan<- chunk) {
	defer close(chunks)
	for {
		buf := make([]byte, 32<<10)
		n, err := s.ptm.Read(buf)
		if n > 0 {
			chunks <- chunk{buf[:n], time.Now()}
		}
		if err != nil {
			return
		}
	}
}

// draw keeps the screen, and what is waited for on it.
func (s *session) draw(chunks <-chan chunk) {
	for c := range chunks {
		s.mu.Lock()
		_, _ = s.terminal.Write(c.data)
		s.raw = append(s.raw, c.data...)
		s.last = c.at
		if s.shown.IsZero() && len(s.wanted) > 0 && s.shows(s.wanted) {
			s.shown = c.at
		}
		s.tell()
		s.mu.Unlock()
	}
	s.mu.Lock()
	s.ended = true
	s.tell()
	s.mu.Unlock()
	_ = s.terminal.InputPipe().(io.Closer).Close()
}

func (s *session) tell() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *session) shows(texts []string) bool {
	screen := s.terminal.String()
	for _, t := range texts {
		if !strings.Contains(screen, t) {
			return false
		}
	}
	return true
}

// wait waits until the session, which is locked meanwhile, is as wanted.
func (s *session) wait(what string, wanted func() bool) error {
	late := time.After(patience)
	for {
		s.mu.Lock()
		done, ended, changed, screen := wanted(), s.ended, s.changed, s.terminal.String()
		s.mu.Unlock()
		switch {
		case done:
			return nil
		case ended:
			return fmt.Errorf("%s ended without showing %s:\n%s", s.cmd.Path, what, screen)
		}
		select {
		case <-changed:
		case <-late:
			return fmt.Errorf("%s does not show %s:\n%s", s.cmd.Path, what, screen)
		}
	}
}

// waitFor waits until the screen shows all of the texts, and gives the moment
// at which the bytes had come that completed them.
func (s *session) waitFor(texts ...string) (time.Time, error) {
	s.mu.Lock()
	s.wanted, s.shown = texts, time.Time{}
	if s.shows(texts) {
		s.shown = s.last
	}
	s.mu.Unlock()
	err := s.wait(fmt.Sprintf("%q", texts), func() bool { return !s.shown.IsZero() })
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown, err
}

// settle waits until nothing more comes, and gives how many bytes have come in
// all and when the last of them did.
func (s *session) settle() (int, time.Time) {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-time.After(quiet):
			s.mu.Lock()
			defer s.mu.Unlock()
			return len(s.raw), s.last
		}
	}
}

// answer is what came after a key.
type answer struct {
	bytes float64
	time  time.Duration // from the key to the last byte
}

// press sends a key and takes what it has drawn.
func (s *session) press(key string) (answer, error) {
	s.mu.Lock()
	before := len(s.raw)
	s.mu.Unlock()
	sent := time.Now()
	if _, err := s.ptm.WriteString(key); err != nil {
		return answer{}, err
	}
	if err := s.wait("anything", func() bool { return len(s.raw) > before }); err != nil {
		return answer{}, err
	}
	after, last := s.settle()
	return answer{float64(after - before), last.Sub(sent)}, nil
}

// end leaves the program with a key and waits for it.
func (s *session) end(key string) error {
	_, _ = s.ptm.WriteString(key)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = s.cmd.Process.Kill() })
	defer stop()
	err := s.cmd.Wait()
	s.wait("its end", func() bool { return s.ended }) //nolint:errcheck // it has ended
	_ = s.ptm.Close()
	if ctx.Err() != nil {
		return fmt.Errorf("%s does not end: %w", s.cmd.Path, err)
	}
	return nil
}
