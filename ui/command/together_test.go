//go:build unix

package command_test

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"epn-wizard/client/sandbox"
)

// report is what a script's JSON says of an order.
type report struct {
	Outcome, EPNInstanceID, JournalID, Reason string
	Recovered                                 bool
	Candidates                                []struct{ EPNInstanceID string }
}

// orderIn sends an order from a home directory, and reads what the script's JSON says.
func (s *service) orderIn(t *testing.T, home string, args ...string) (o report, status int) {
	t.Helper()
	r := script(t, home, keys(), s.live(append(args, "--output", "json")...)...)
	if err := json.Unmarshal([]byte(r.stdout), &o); err != nil {
		t.Errorf("%v: %s%s", err, r.stdout, r.stderr)
	}
	return o, r.status
}

// TestSameOrderTogether: of processes that send one order at the same time, one
// does, and the others wait for what becomes of it. TestAScriptBesideAnother of
// submit has more of what that can be.
func TestSameOrderTogether(t *testing.T) {
	t.Parallel()
	refusal := sandbox.Answer{Kind: sandbox.Refuse, Code: "StockNotEnough", Message: "no stock"}
	for name, c := range map[string]struct {
		answer    sandbox.Answer
		processes int
		more      []string
		want      string // the creates, the instances, how many recovered one, and how many ended with which status
	}{
		"two": {sandbox.Answer{}, 2, nil, "1 1 1 map[0:2]"},
		"six, though unsettled ones are sent again": {sandbox.Answer{}, 6, []string{"--again"}, "1 1 5 map[0:6]"},
		"the first is refused":                      {refusal, 2, nil, "2 1 0 map[0:1 3:1]"},
		"the first loses its reply":                 {sandbox.Answer{Kind: sandbox.LostReply}, 3, nil, "1 1 3 map[0:3]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, home := newService(t, c.answer), t.TempDir()
			s.first.Lock()
			time.AfterFunc(2*time.Second, s.first.Unlock) // for all to begin in
			type end struct {
				report
				status int
			}
			ends := make(chan end, c.processes)
			for range c.processes {
				go func() {
					o, status := s.orderIn(t, home, given(append(c.more, "--yes")...)...)
					ends <- end{o, status}
				}()
			}
			statuses, recovered, ids := map[int]int{}, 0, map[string]bool{}
			for range c.processes {
				e := <-ends
				statuses[e.status]++
				if e.Recovered {
					recovered++
				}
				if e.status == 0 {
					ids[e.EPNInstanceID] = true
				}
			}
			if got := fmt.Sprint(s.creates.Load(), len(ids), recovered, statuses); got != c.want || ids[""] {
				t.Errorf("%s, want %s: instances %v", got, c.want, ids)
			}
		})
	}
}

// TestLineModeBesideAScript: while a script sends the same order, y does nothing.
func TestLineModeBesideAScript(t *testing.T) {
	t.Parallel()
	s, home := newService(t), t.TempDir()
	s.first.Lock()
	done := make(chan result, 1)
	go func() { done <- script(t, home, keys(), s.live(given("--yes")...)...) }()
	<-s.asked
	for _, c := range []struct {
		answer  string
		creates int32
	}{{"y", 1}, {"again", 2}} {
		cmd := exec.Command(binary, s.live(given("--accessible")...)...)
		cmd.Env, cmd.Stdin = environment(home, keys()...), strings.NewReader(c.answer+"\nn\n")
		out, _ := cmd.CombinedOutput() // It ends with 130 where nothing was sent.
		if !strings.Contains(string(out), "under way in another process") || s.creates.Load() != c.creates {
			t.Errorf("%s: %d creates: %s", c.answer, s.creates.Load(), out)
		}
	}
	o, status := s.orderIn(t, home, given("--yes", "--timeout", "1s")...) // which has no time to wait
	if status != 5 || o.Outcome != "unknown" || s.creates.Load() != 2 {
		t.Errorf("%d %+v after %d creates", status, o, s.creates.Load())
	}
	s.first.Unlock()
	<-done
}

// TestALaterInstanceIsAskedAbout: what was created well after the connection was
// lost could be anybody's, and is not claimed in silence. Where that can be done is said.
func TestALaterInstanceIsAskedAbout(t *testing.T) {
	t.Parallel()
	s, home := newService(t, sandbox.Answer{Kind: sandbox.ConnectionReset}), t.TempDir()
	lost, _ := s.orderIn(t, home, given("--yes")...) // which takes the look-ups' seconds
	other, _ := s.orderIn(t, t.TempDir(), given("--yes")...)
	if lost.Outcome != "unknown" || other.Outcome != "created" {
		t.Fatalf("%+v, %+v", lost, other)
	}
	for _, args := range [][]string{{"settle"}, {"settle", lost.JournalID}, given("--yes")} {
		o, status := s.orderIn(t, home, args...)
		if status != 5 || o.Outcome != "unknown" || len(o.Candidates) != 1 ||
			o.Candidates[0].EPNInstanceID != other.EPNInstanceID {
			t.Errorf("%q: %d %+v", args[0], status, o)
		}
		if args[0] == "settle" && !strings.Contains(o.Reason, "start epn-wizard with the flags") {
			t.Errorf("%q: %s", args, o.Reason)
		}
	}
	if n := s.creates.Load(); n != 2 {
		t.Errorf("%d creates", n)
	}
}
