//go:build unix

package command_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"testing"
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
	both.Go(func() { f.copy(s, c); _ = s.(*net.TCPConn).CloseWrite() })
	both.Go(func() { f.copy(c, s); _ = c.(*net.TCPConn).CloseWrite() })
	both.Wait()
}

// copy carries bytes one way, as many as are left.
func (f *fuse) copy(to io.Writer, from io.Reader) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 && !f.pass(to, buf[:n]) || err != nil {
			return
		}
	}
}

func (f *fuse) pass(to io.Writer, data []byte) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left == 0 {
		return false
	}
	if f.left > 0 && len(data) > f.left {
		data = data[:f.left]
	}
	_, err := to.Write(data)
	f.total += len(data)
	if f.left > 0 {
		if f.left -= len(data); f.left == 0 {
			f.blow()
			return false
		}
	}
	return err == nil
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
	whole := func(t *testing.T) int {
		s := newService(t)
		f := newFuse(t, s.url, -1, nil)
		r := script(t, t.TempDir(), keys(), given("--live", "--endpoint", f.url(), "--yes")...)
		if r.status != 0 {
			t.Fatalf("status %d: %s", r.status, r.stderr)
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.total
	}(t)
	const points = 28
	for i := range points {
		limit := 1 + i*(whole-1)/(points-1)
		t.Run("", func(t *testing.T) {
			t.Parallel()
			s := newService(t)
			home := t.TempDir()
			started := make(chan *exec.Cmd, 1)
			f := newFuse(t, s.url, limit, func() { _ = (<-started).Process.Kill() })
			cmd := exec.Command(binary, given("--live", "--endpoint", f.url(), "--yes")...)
			cmd.Env = environment(home, keys()...)
			must(t, cmd.Start())
			started <- cmd
			_ = cmd.Wait() // killed, or just done
			f.heal()

			made := len(instances(t, s.dir))
			if made > 1 {
				t.Fatalf("after %d bytes: %d instances", limit, made)
			}
			records := history(t, home)
			if s.creates.Load() > 0 && len(records) == 0 {
				t.Fatalf("after %d bytes: a create was sent without a record", limit)
			}
			settled := script(t, home, keys(), "settle")
			if want := map[bool]int{true: 5, false: 0}[len(records) == 1 && made == 0 && records[0].Outcome == "unknown"]; settled.status != want {
				t.Errorf("after %d bytes: settle ends with %d, want %d: %s%s", limit, settled.status, want, settled.stdout, settled.stderr)
			}
			for _, r := range history(t, home) {
				switch {
				case made == 1 && (r.Outcome != "created" || r.EPNInstanceID != onlyInstance(t, s.dir).EPNInstanceID):
					t.Errorf("after %d bytes: the record says %+v", limit, r)
				case made == 0 && r.Outcome == "unknown":
					if r := script(t, home, keys(), "settle", r.JournalID, "--not-created"); r.status != 0 {
						t.Errorf("after %d bytes: closing by hand ends with %d: %s", limit, r.status, r.stderr)
					}
				}
			}
			if made == 1 {
				return
			}
			if r := script(t, home, keys(), given("--live", "--endpoint", f.url(), "--yes")...); r.status != 0 {
				t.Errorf("after %d bytes: the second run ends with %d: %s", limit, r.status, r.stderr)
			}
			onlyInstance(t, s.dir)
		})
	}
}

// entry is one line of history --output json.
type entry struct{ JournalID, Outcome, EPNInstanceID string }

func history(t *testing.T, home string) []entry {
	t.Helper()
	var entries []entry
	for line := range strings.Lines(script(t, home, nil, "history", "--output", "json").stdout) {
		var e entry
		must(t, json.Unmarshal([]byte(line), &e))
		entries = append(entries, e)
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
			if r := script(t, home, keys(), s.live(given("--yes", "--name", fmt.Sprint("edge lab ", i))...)...); r.status != 0 {
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
