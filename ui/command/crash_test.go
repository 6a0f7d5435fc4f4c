//go:build unix

package command_test

import (
	"cmp"
	"fmt"
	"io"
	"net"
	"net/url"
	"os/exec"
	"sync"
	"testing"

	"epn-wizard/client/journal"
)

// fuse is a wire to a sandbox that lets so many bytes through, both ways
// together, and then has the program at its one end killed.
type fuse struct {
	listener net.Listener
	target   string

	mu    sync.Mutex
	left  int // bytes; negative: no limit
	total int
	blow  func()
}

func newFuse(t *testing.T, target string, limit int, blow func()) *fuse {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	u, err := url.Parse(target)
	must(t, err)
	f := &fuse{listener: l, target: u.Host, left: limit, blow: blow}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go f.carry(c)
		}
	}()
	return f
}

func (f *fuse) carry(c net.Conn) {
	defer c.Close() //nolint:errcheck // a wire
	s, err := net.Dial("tcp", f.target)
	if err != nil {
		return
	}
	defer s.Close() //nolint:errcheck // a wire
	var both sync.WaitGroup
	both.Go(func() { _, _ = io.Copy(fused{s, f}, c); _ = s.(*net.TCPConn).CloseWrite() })
	both.Go(func() { _, _ = io.Copy(fused{c, f}, s); _ = c.(*net.TCPConn).CloseWrite() })
	both.Wait()
}

// fused is one direction of the wire.
type fused struct {
	to io.Writer
	*fuse
}

// Write lets as many bytes through as are left.
func (f fused) Write(data []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	whole := len(data)
	if f.left >= 0 && whole > f.left {
		data = data[:f.left]
	}
	n, err := f.to.Write(data)
	f.total += n
	if f.left > 0 {
		if f.left -= n; f.left == 0 {
			f.blow()
		}
	}
	if n < whole && err == nil {
		err = io.ErrShortWrite
	}
	return n, err
}

// heal lets everything through from here on.
func (f *fuse) heal() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left = -1
}

func (f *fuse) url() string { return "http://" + f.listener.Addr().String() }

// TestKilledAnywhere kills the program without warning at many points between
// the decision to create and the result: after so many bytes on the wire, which
// go from the first look to the last, through the create and its answer. After
// a restart there is one instance at the most, no request was sent without a
// record, every one can be settled, and the order ends in exactly one instance.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	whole := newFuse(t, newService(t).url, -1, nil)
	if r := whole.order(t, t.TempDir()); r.status != 0 {
		t.Fatalf("status %d: %s", r.status, r.stderr)
	}
	whole.mu.Lock()
	total := whole.total
	whole.mu.Unlock()
	const points = 28
	for i := range points {
		limit := 1 + i*(total-1)/(points-1)
		t.Run(fmt.Sprint("after ", limit, " bytes"), func(t *testing.T) {
			t.Parallel()
			s, home := newService(t), t.TempDir()
			started := make(chan *exec.Cmd, 1)
			f := newFuse(t, s.url, limit, func() { _ = (<-started).Process.Kill() })
			cmd := exec.Command(binary, given("--live", "--endpoint", f.url(), "--yes")...)
			cmd.Env = environment(home, keys()...)
			must(t, cmd.Start())
			started <- cmd
			_ = cmd.Wait() // killed, or just done
			f.heal()

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
			if r := f.order(t, home); r.status != 0 {
				t.Errorf("the second run ends with %d: %s", r.status, r.stderr)
			}
			onlyInstance(t, s.dir)
		})
	}
}

// order sends one through the wire.
func (f *fuse) order(t *testing.T, home string) result {
	return script(t, home, keys(), given("--live", "--endpoint", f.url(), "--yes")...)
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
	made, records := instances(t, s.dir), history(t, home)
	if len(made) != 20 || len(records) != 20 {
		t.Fatalf("%d instances and %d records, want 20", len(made), len(records))
	}
	recorded := map[string]bool{}
	for _, r := range records {
		recorded[r.EPNInstanceID] = r.Outcome == "created"
	}
	for _, i := range made {
		if !recorded[i.EPNInstanceID] {
			t.Errorf("%s has no record", i.EPNInstanceID)
		}
	}
}
