//go:build unix

package command_test

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

// What the screens of practice are told by.
const (
	practiceList = "A billing method already in force Leave"
	lostReply    = "its reply will not arrive"
)

// tempting is an environment in which everything but practice would go live.
func tempting(s *service) []string {
	return append(keys(), "EPN_TARGET=live", "ALIBABA_CLOUD_ENDPOINT="+s.url, "ALIBABA_CLOUD_PROFILE=prod", "EPN_NAME=edge lab", "HTTP_PROXY="+s.url)
}

// silent fails if a service was asked anything.
func (s *service) silent(t *testing.T) {
	t.Helper()
	if n := s.calls.Load(); n > 0 {
		t.Errorf("the live service was asked %d times", n)
	}
}

// nothingKept fails if there is a file in a home that was empty, or a directory.
func nothingKept(t *testing.T, home string) {
	t.Helper()
	left, err := os.ReadDir(home)
	must(t, err)
	if len(left) > 0 {
		t.Errorf("kept %v", left)
	}
}

// TestPractice goes through rehearsals, in an environment that names a live service:
// it is never asked. practice.txtar has all three, TestRehearsal of the wizard their screens.
func TestPractice(t *testing.T) {
	t.Parallel()
	live, out := newService(t), newFile(t)
	s := run{env: tempting(live), stdout: out}.start(t, "practice")
	s.waitFor("SANDBOX")
	s.fits()
	s.converse(practiceList, enter, "about to refuse this order")
	s.decide("y")
	s.converse("Change the answer: Bandwidth", enter, bandwidthQuestion, erase+"50"+enter, "50 Mbit/s")
	s.create()
	s.converse("A refusal creates nothing", enter, "✓ A refusal that points to a field", down+enter, "Read what is said of it below")
	s.waitFor("In force on this account: Monthly 95th percentile.")
	s.create()
	s.waitFor("one billing method for all its EPN instances")
	s.waitFor("In force on this account: Monthly 95th percentile.")
	s.converse("enter to the list", enter, practiceList, down+down, "› Leave", enter)
	s.ends(0)
	live.silent(t)
	nothingKept(t, s.home)
	if text := content(t, out); text != "" {
		t.Errorf("practice wrote to standard output: %q", text)
	}
}

// TestPracticeIsNoOrder: what is rehearsed after a create changes neither its
// result nor what a later start finds.
func TestPracticeIsNoOrder(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, given("--sandbox")...)
	id := s.create()
	s.send("p")
	s.converse(practiceList, down+enter, lostReply)
	s.waitFor(review)
	s.decide("y")
	s.converse("may exist, and be billed", ctrlC)
	s.ends(0)
	if text := strings.Join(s.screen(), "\n"); !strings.Contains(text, id) {
		t.Errorf("the result is not that of the order:\n%s", text)
	}
	if made := onlyInstance(t, stateDir(s.home)); made.EPNInstanceID != id || made.EPNInstanceName != "edge lab" {
		t.Errorf("the sandbox holds %+v", made)
	}
	if r := script(t, s.home, nil, "history"); r.status != 0 || strings.Count(r.stdout, "\n") != 2 || strings.Contains(r.stdout, "practice") {
		t.Errorf("history: %+v", r)
	}
	again := run{home: s.home}.start(t, "--sandbox")
	again.waitFor(nameQuestion)
	again.leave()
}

// TestPracticeLeavesTheDraftAlone: it is neither offered there nor lost.
func TestPracticeLeavesTheDraftAlone(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.converse(nameQuestion, "kept lab"+enter, billingQuestion)
	s.leave()

	s = run{home: s.home}.start(t, "practice")
	s.converse(practiceList, down+down+enter, "Read what is said of it below")
	s.create()
	s.leave()

	s = run{home: s.home}.start(t, "--sandbox")
	s.waitFor("kept lab")
	s.leave()
}

// TestNoPracticeLive: a live result does not lead to it, not even from a
// sandbox that stands alone.
func TestNoPracticeLive(t *testing.T) {
	t.Parallel()
	s := run{env: keys()}.start(t, given(newService(t).live()...)...)
	s.create()
	s.press("p", "P", "c")
	s.waitFor("ID sent to the clipboard.")
	if text := strings.Join(s.screen(), "\n"); strings.Contains(text, "practice") || strings.Contains(text, "rehearses") {
		t.Errorf("practice is offered live:\n%s", text)
	}
	s.finish()
}

// TestPracticeBeginsAnew: an order that a rehearsal left unsettled does not stand in the
// way of the next one.
func TestPracticeBeginsAnew(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "practice")
	s.converse(practiceList, down+enter)
	for range 2 {
		s.waitFor(lostReply)
		s.waitFor("y Create this instance")
		if text := strings.Join(s.screen(), "\n"); strings.Contains(text, "unsettled") {
			t.Errorf("something stands in the way:\n%s", text)
		}
		s.decide("y")
		s.converse("Next check in", esc, practiceList, enter)
	}
	s.leave()
}

// TestPracticeIsLeft: only the list's own way out is a good end.
func TestPracticeIsLeft(t *testing.T) {
	t.Parallel()
	rehearsal := []string{practiceList, enter, review}
	for name, c := range map[string]struct {
		turns  []string
		size   int
		signal syscall.Signal
		status int
	}{
		"leave":             {[]string{practiceList, up + enter}, 80, 0, 0},
		"ctrl+c":            {[]string{practiceList, ctrlC}, 80, 0, 130},
		"in a rehearsal":    {append(rehearsal, ctrlC), 80, 0, 130},
		"told to end":       {rehearsal, 80, syscall.SIGTERM, 143},
		"at a small screen": {[]string{"Practice", up + enter}, 40, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{width: c.size, height: c.size * 3 / 10}.start(t, "practice", "--ascii", "--no-color")
			s.converse(c.turns...)
			if c.signal != 0 {
				must(t, s.cmd.Process.Signal(c.signal))
			}
			s.ends(c.status)
			nothingKept(t, s.home)
		})
	}
}
