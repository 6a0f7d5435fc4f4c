//go:build unix

package command_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"reflect"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"epn-wizard/client/journal"
)

// TestKilledAnywhere kills the program without warning at many points between
// the decision to create and the result: after so many bytes on the wire, which
// go from the first look to the last, through the create and its answer. After
// a restart there is one instance at the most, no request was sent without a
// record, every one can be settled, and the order ends in exactly one instance.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	whole := newService(t)
	if r := script(t, t.TempDir(), keys(), whole.live(given("--yes")...)...); r.status != 0 {
		t.Fatalf("status %d: %s", r.status, r.stderr)
	}
	total := math.MaxInt - whole.wire.left
	const points = 28
	for i := range points {
		limit := 1 + i*(total-1)/(points-1)
		t.Run(fmt.Sprint("after ", limit, " bytes"), func(t *testing.T) {
			t.Parallel()
			s, home := newService(t), t.TempDir()
			cmd := exec.Command(binary, s.live(given("--yes")...)...)
			cmd.Env = environment(home, keys()...)
			started := make(chan *os.Process, 1)
			s.wire.cut(limit, func() { _ = (<-started).Kill() })
			must(t, cmd.Start())
			started <- cmd.Process
			_ = cmd.Wait() // killed, or just done
			s.wire.cut(math.MaxInt, nil)

			made, records := instances(t, s.dir), history(t, home)
			if len(made) > 1 || s.creates.Load() > 0 && len(records) == 0 {
				t.Fatalf("%d instances, %d creates were sent, %d records", len(made), s.creates.Load(), len(records))
			}
			want := 0
			if len(made) == 0 && len(records) == 1 && records[0].Outcome == "unknown" {
				want = 5
			}
			if r := script(t, home, keys(), "settle"); r.status != want {
				t.Errorf("settle ends with %d, want %d: %s%s", r.status, want, r.stdout, r.stderr)
			}
			for _, e := range history(t, home) {
				if len(made) == 1 && (e.Outcome != "created" || e.EPNInstanceID != made[0]) {
					t.Errorf("the record says %+v", e)
				} else if len(made) == 0 && e.Outcome == "unknown" {
					if r := script(t, home, keys(), "settle", e.JournalID, "--not-created"); r.status != 0 {
						t.Errorf("closing by hand ends with %d: %s", r.status, r.stderr)
					}
				}
			}
			if len(made) == 1 {
				return
			}
			if r := script(t, home, keys(), s.live(given("--yes")...)...); r.status != 0 {
				t.Errorf("the second run ends with %d: %s", r.status, r.stderr)
			}
			onlyInstance(t, s.dir)
		})
	}
}

// entry is what a journal keeps of an order.
type entry struct{ JournalID, Outcome, EPNInstanceID string }

func history(t testing.TB, home string) (entries []entry) {
	t.Helper()
	j, err := journal.Open(stateDir(home))
	must(t, err)
	records, _, err := j.ReadRecords()
	must(t, err)
	for _, r := range records {
		entries = append(entries, entry{r.ID, cmp.Or(r.Resolution.Outcome, "unknown"), r.Resolution.EPNInstanceID})
	}
	return entries
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

// Bytes on the way are few: the choice moves at once, its lesson once it rests, and
// a screen that waits sends the seconds that change.
func TestFewBytes(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox", "--name", "lab")
	s.waitFor(billingQuestion)
	fewest := 1 << 20 // On a busy machine, a lesson may come in between.
	for try := 0; try < 5 && fewest > 1000; try++ {
		time.Sleep(200 * time.Millisecond)
		before := len(s.raw())
		for range 3 {
			s.send(down)
			time.Sleep(60 * time.Millisecond)
		}
		s.waitFor("PayByBandwidth")
		time.Sleep(200 * time.Millisecond)
		fewest = min(fewest, len(s.raw())-before)
		s.send(up, up, up)
		s.waitFor("BandwidthByDay")
	}
	if fewest > 1000 {
		t.Errorf("three arrows take %d bytes", fewest)
	}
	s.send(ctrlC)
	s.ends(130)

	service := newService(t, never)
	s = run{env: keys()}.start(t, service.live(given()...)...)
	s.waitFor(review)
	s.decide("y")
	s.waitFor("1 s")
	before, written := len(s.raw()), time.Now()
	time.Sleep(2 * time.Second)
	if n, most := len(s.raw())-before, int(40*(time.Since(written)+time.Second)/time.Second); n > most {
		t.Errorf("waiting takes %d bytes, want %d", n, most)
	}
	must(t, s.cmd.Process.Signal(syscall.SIGTERM))
	s.ends(5)
}
