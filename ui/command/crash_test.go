//go:build unix

package command_test

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"net"
	"os"
	"os/exec"
	"sync"
	"testing"

	"epn-wizard/client/journal"
)

// wire is the way to a service. It lets so many bytes through, both ways together, and then has the
// program at its other end killed.
type wire struct {
	net.Listener
	mu   sync.Mutex
	left int
	blow func()
}

// wired is a connection on it.
type wired struct {
	net.Conn
	*wire
}

func (w *wire) Accept() (net.Conn, error) {
	c, err := w.Listener.Accept()
	return wired{c, w}, err
}

// cut has the wire let so many bytes through from here on.
func (w *wire) cut(left int, blow func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left, w.blow = left, blow
}

// count takes bytes from those that are left, and gives how many there were.
func (w *wire) count(n int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n = min(n, w.left); n > 0 {
		if w.left -= n; w.left == 0 {
			w.blow()
		}
	}
	return n
}

func (c wired) Read(data []byte) (int, error) {
	n, err := c.Conn.Read(data)
	if counted := c.count(n); counted < n {
		return counted, io.EOF
	}
	return n, err
}

func (c wired) Write(data []byte) (int, error) {
	c.mu.Lock()
	most := min(len(data), c.left)
	c.mu.Unlock()
	n, err := c.Conn.Write(data[:most])
	if c.count(n); n < len(data) && err == nil {
		err = io.ErrShortWrite
	}
	return n, err
}

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
				if len(made) == 1 && (e.Outcome != "created" || e.EPNInstanceID != made[0].EPNInstanceID) {
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

func history(t *testing.T, home string) (entries []entry) {
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

// TestManyAtOnce: processes that share a state directory and order under names of
// their own lose no record and double no instance.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	s := newService(t)
	home := t.TempDir()
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			name := fmt.Sprint("edge lab ", i)
			if r := script(t, home, keys(), s.live(given("--yes", "--name", name)...)...); r.status != 0 {
				t.Errorf("status %d: %s", r.status, r.stderr)
			}
		})
	}
	all.Wait()
	recorded := map[string]string{}
	for _, r := range history(t, home) {
		recorded[r.EPNInstanceID] = r.Outcome
	}
	made := instances(t, s.dir)
	for _, i := range made {
		if recorded[i.EPNInstanceID] != "created" {
			t.Errorf("%s has no record", i.EPNInstanceID)
		}
	}
	if len(made) != 20 || len(recorded) != 20 {
		t.Errorf("%d instances and %d records, want 20", len(made), len(recorded))
	}
}
