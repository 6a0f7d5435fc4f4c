//go:build unix

package command_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"epn-wizard/client/sandbox"
)

// What the tests make is for their user alone, as a state directory has to be.
func init() { syscall.Umask(0o077) }

// TestEndedBySomethingElse: a signal ends the program in order, and so does the end of its
// terminal, even where hang-ups are ignored. Nothing is sent.
func TestEndedBySomethingElse(t *testing.T) {
	t.Parallel()
	plain := []string{"TERM=dumb"} // whose end of input races the signal
	for name, c := range map[string]struct {
		run    run
		signal syscall.Signal // or 0, where the terminal goes
	}{
		"SIGINT":              {run{}, syscall.SIGINT},
		"SIGTERM":             {run{}, syscall.SIGTERM},
		"SIGHUP":              {run{}, syscall.SIGHUP},
		"SIGQUIT":             {run{}, syscall.SIGQUIT},
		"hang-up":             {run{}, 0},
		"nohup":               {run{nohup: true}, 0},
		"detached":            {run{detached: true}, 0},
		"line mode":           {run{env: plain}, 0},
		"line mode, nohup":    {run{env: plain, nohup: true}, 0},
		"line mode, detached": {run{env: plain, detached: true}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := c.run.start(t, "--sandbox")
			s.converse(nameQuestion, "xyz", "xyz")
			if c.signal != 0 {
				must(t, s.cmd.Process.Signal(c.signal))
				s.ends(128 + int(c.signal))
			} else {
				must(t, s.ptm.Close())
				if status := s.exit(); status != 129 {
					t.Errorf("exit status %d, want 129", status)
				}
			}
			nothingCreated(t, stateDir(s.home))
		})
	}
}

// unanswered starts with all values given, and sends an order that the live service
// answers so.
func unanswered(t *testing.T, answer sandbox.Answer) (*service, *session) {
	t.Helper()
	service := newService(t, answer)
	s := run{env: keys()}.start(t, service.live(given()...)...)
	s.waitFor(review)
	s.decide("y")
	<-service.asked // it has been received
	return service, s
}

// TestEndedWhileTheOrderIsUnderWay: leaving then takes ctrl+c twice, a signal or the end of
// the terminal, and says that nobody knows: no process stays behind, but a record.
func TestEndedWhileTheOrderIsUnderWay(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*session){
		"ctrl+c": func(s *session) {
			s.send(ctrlC)
			s.waitFor("ctrl+c again")
			time.Sleep(150 * time.Millisecond)
			s.send(ctrlC)
			s.ends(5)
			s.waitFor("Journal ID: " + history(s.t, s.home)[0].JournalID)
		},
		"SIGTERM":           func(s *session) { must(s.t, s.cmd.Process.Signal(syscall.SIGTERM)); s.ends(5) },
		"the terminal goes": func(s *session) { must(s.t, s.ptm.Close()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service, s := unanswered(t, never)
			end(s)
			status, records := s.exit(), history(t, s.home)
			if status != 5 || service.creates.Load() != 1 || len(records) != 1 || records[0].Outcome != "unknown" {
				t.Errorf("status %d: %d creates were sent, recorded %+v", status, service.creates.Load(), records)
			}
		})
	}
	t.Run("a script", func(t *testing.T) {
		t.Parallel()
		service := newService(t, never)
		out, err := os.Create(filepath.Join(t.TempDir(), "out"))
		must(t, err)
		defer out.Close() //nolint:errcheck // the program has it, too
		s := run{env: keys(), stdout: out}.start(t, service.live(given("--yes", "--output", "json")...)...)
		<-service.asked
		must(t, s.cmd.Process.Signal(syscall.SIGINT))
		s.ends(5)
		text, err := os.ReadFile(out.Name())
		must(t, err)
		if said := string(text); !strings.HasPrefix(said, `{"outcome":"unknown",`) || strings.Count(said, "\n") != 1 ||
			service.creates.Load() != 1 {
			t.Errorf("%d creates were sent, standard output got %q", service.creates.Load(), said)
		}
	})
}

// TestEndedWhileReading: traffic that never ends holds nobody.
func TestEndedWhileReading(t *testing.T) {
	t.Parallel()
	c := exec.CommandContext(t.Context(), binary, "compare", "-")
	c.Env = environment(t.TempDir())
	in, err := c.StdinPipe()
	must(t, err)
	must(t, c.Start())
	_, err = in.Write(bytes.Repeat([]byte("\n"), 200_000)) // more than a pipe holds: it is being read
	must(t, err)
	must(t, c.Process.Signal(os.Interrupt))
	_ = c.Wait() // its status is in ProcessState
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGINT {
		t.Errorf("it ended by %v", c.ProcessState)
	}
}

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
