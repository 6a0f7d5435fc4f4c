//go:build unix

package command_test

import (
	"errors"
	"os"
	"reflect"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// TestStuckTerminal: a signal and ctrl+c end the program also where nobody reads its terminal any
// more and it waits to write, however often what is not taken is thrown away: neither its end nor
// what is said after it waits for a reader. The terminal's settings are as they were.
func TestStuckTerminal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		flag, shows string
		leave       func(*session)
		status      int
	}{
		"a signal in plain lines": {"--accessible", "128 characters",
			func(s *session) { must(t, s.cmd.Process.Signal(syscall.SIGTERM)) }, 5},
		"ctrl+c": {"--fresh", "for example", func(s *session) { _, err := s.ptm.WriteString(ctrlC); must(t, err) }, 130},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox", c.flag)
			s.waitFor(c.shows)
			s.mu.Lock() // It is read no more.
			fill(t, s)
			must(t, pty.Setsize(s.tty, &pty.Winsize{Cols: 100, Rows: 30})) // so that there is something to draw
			go s.tty.Write(make([]byte, 1<<20))                            //nolint:errcheck // it takes what room there is
			time.Sleep(100 * time.Millisecond)
			started := time.Now()
			c.leave(s)
			until(t, "has ended", func() bool { return s.cmd.Process.Signal(syscall.Signal(0)) != nil })
			if took := time.Since(started); took > 20*time.Second { // within two where nothing else runs
				t.Errorf("ended after %v", took)
			}
			s.mu.Unlock()
			if status := s.exit(); status != c.status || !reflect.DeepEqual(s.before, s.after) {
				t.Errorf("status %d, want %d, settings before and after:\n%+v\n%+v", status, c.status, s.before, s.after)
			}
		})
	}
}

// fill writes to a terminal until nothing more fits.
func fill(t *testing.T, s *session) {
	t.Helper()
	fd, err := syscall.Open(s.tty.Name(), os.O_WRONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
	must(t, err)
	defer syscall.Close(fd)                              //nolint:errcheck // of a test
	for try, room := 0, true; room && try < 100; try++ { // more comes while the system hands on what it has
		for err == nil {
			_, err = syscall.Write(fd, make([]byte, 1))
		}
		if !errors.Is(err, syscall.EAGAIN) {
			t.Fatal(err)
		}
		n, failed := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}, 200)
		room, err = n > 0 || errors.Is(failed, syscall.EINTR), nil
	}
}
