//go:build unix

package command_test

import (
	"encoding/json"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"epn-wizard/client/sandbox"
)

// report is what a script's JSON says of an order.
type report struct {
	Outcome, EPNInstanceID, JournalID string
	Recovered                         bool
	Error                             struct{ Cause string }
	Warnings                          []struct{ Kind string }
}

func reported(t *testing.T, r result) (o report) {
	t.Helper()
	if err := json.Unmarshal([]byte(r.stdout), &o); err != nil {
		t.Errorf("%v: %s%s", err, r.stdout, r.stderr)
	}
	return o
}

// TestSameOrderTogether: of processes that send one order at the same time, one
// does, and the others wait for what becomes of it.
func TestSameOrderTogether(t *testing.T) {
	t.Parallel()
	refusal := sandbox.Answer{Kind: sandbox.Refuse, Code: "StockNotEnough", Message: "no stock"}
	for name, c := range map[string]struct {
		answer    sandbox.Answer
		processes int
		more      []string
		creates   int32
		statuses  map[int]int // how many processes end with it
		recovered int
	}{
		"two": {sandbox.Answer{}, 2, nil, 1, map[int]int{0: 2}, 1},
		"six": {sandbox.Answer{}, 6, nil, 1, map[int]int{0: 6}, 5},
		"six, though unsettled ones are sent again": {sandbox.Answer{}, 6, []string{"--again"}, 1, map[int]int{0: 6}, 5},
		"the first is refused":                      {refusal, 2, nil, 2, map[int]int{0: 1, 3: 1}, 0},
		"the first loses its reply":                 {sandbox.Answer{Kind: sandbox.LostReply}, 3, nil, 1, map[int]int{0: 3}, 3},
		"the other has no time to wait":             {sandbox.Answer{}, 2, []string{"--timeout", "1s"}, 1, map[int]int{5: 2}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, home := newService(t, c.answer), t.TempDir()
			s.delay.Store(int64(2 * time.Second)) // for all to begin in
			if c.statuses[5] > 0 {
				s.delay.Store(int64(20 * time.Second)) // longer than the look-ups take
			}
			results := make(chan result, c.processes)
			for range c.processes {
				go func() {
					results <- script(t, home, keys(), s.live(given(append(c.more, "--yes", "--output", "json")...)...)...)
				}()
			}
			statuses, recovered, ids := map[int]int{}, 0, map[string]bool{}
			for range c.processes {
				r := <-results
				o := reported(t, r)
				statuses[r.status]++
				if o.Recovered {
					recovered++
				}
				if r.status == 0 {
					ids[o.EPNInstanceID] = true
				}
			}
			for status, n := range c.statuses {
				if statuses[status] != n {
					t.Errorf("%v, want %v", statuses, c.statuses)
				}
			}
			if n := s.creates.Load(); n != c.creates || recovered != c.recovered || len(ids) > 1 || ids[""] {
				t.Errorf("%d creates, %d recovered, instances %v", n, recovered, ids)
			}
		})
	}
}

// TestSpellingIsNotIdentity: an order that is unsettled is the same order to the same
// service, however that is spelled.
func TestSpellingIsNotIdentity(t *testing.T) {
	t.Parallel()
	s, home := newService(t), t.TempDir()
	s.delay.Store(int64(5 * time.Second))
	u, err := url.Parse(s.url)
	must(t, err)
	order := func(host string) []string {
		return given("--yes", "--output", "json", "--live", "--endpoint", "http://"+host+":"+u.Port())
	}
	first := exec.Command(binary, order("localhost")...)
	first.Env = environment(home, keys()...)
	must(t, first.Start())
	<-s.asked
	must(t, first.Process.Kill())
	_ = first.Wait() // It was killed.
	for _, host := range []string{"127.0.0.1", "LOCALHOST."} {
		r := script(t, home, keys(), order(host)...)
		if r.status != 5 || reported(t, r).Error.Cause != "earlier-unsettled" || s.creates.Load() != 1 {
			t.Errorf("%s: %d creates, %d %s", host, s.creates.Load(), r.status, r.stdout)
		}
	}
}

// TestLineModeBesideAScript: while a script sends the same order, y does nothing.
func TestLineModeBesideAScript(t *testing.T) {
	t.Parallel()
	s, home := newService(t), t.TempDir()
	s.delay.Store(int64(6 * time.Second))
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
	<-done
}

// TestALaterInstanceIsAskedAbout: what was created well after the connection was
// lost could be anybody's, and is not claimed in silence.
func TestALaterInstanceIsAskedAbout(t *testing.T) {
	t.Parallel()
	s, home := newService(t, sandbox.Answer{Kind: sandbox.ConnectionReset}), t.TempDir()
	lost := reported(t, script(t, home, keys(), s.live(given("--yes", "--output", "json")...)...)) // which takes the look-ups' seconds
	other := reported(t, script(t, t.TempDir(), keys(), s.live(given("--yes", "--output", "json")...)...))
	if lost.Outcome != "unknown" || other.Outcome != "created" {
		t.Fatalf("%+v, %+v", lost, other)
	}
	for _, args := range [][]string{{"settle"}, {"settle", lost.JournalID}, given("--yes")} {
		r := script(t, home, keys(), s.live(append(args, "--output", "json")...)...)
		var o struct {
			Outcome    string
			Candidates []struct{ EPNInstanceID string }
		}
		must(t, json.Unmarshal([]byte(r.stdout), &o))
		if r.status != 5 || o.Outcome != "unknown" || len(o.Candidates) != 1 || o.Candidates[0].EPNInstanceID != other.EPNInstanceID {
			t.Errorf("%q: %d %s", args[0], r.status, r.stdout)
		}
	}
	if n := s.creates.Load(); n != 2 {
		t.Errorf("%d creates", n)
	}
}
