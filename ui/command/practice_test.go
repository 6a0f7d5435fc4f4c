//go:build unix

package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What the screens of practice are told by.
const (
	practiceList = "A billing method already in force Leave"
	toTheList    = "enter to the list"
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

// TestPractice goes through all three rehearsals, in an environment that names
// a live service: it is never asked.
func TestPractice(t *testing.T) {
	t.Parallel()
	live := newService(t)
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	must(t, err)
	defer out.Close() //nolint:errcheck // nothing is written to it
	s := run{env: tempting(live), stdout: out}.start(t, "practice")
	s.waitFor(practiceList)
	s.waitFor("SANDBOX")
	s.fits()

	s.send(enter)
	s.waitFor(review)
	s.waitFor("about to refuse this order")
	s.decide("y")
	s.waitFor("Change the answer: Bandwidth")
	s.send(enter)
	s.waitFor(bandwidthQuestion)
	s.send(erase, "50", enter)
	s.waitFor("50 Mbit/s")
	s.create()
	s.waitFor("A refusal creates nothing")
	s.send(enter)
	s.waitFor("✓ A refusal that points to a field")

	s.send(enter)
	s.waitFor("its reply will not arrive")
	s.waitFor(review)
	s.decide("y")
	s.waitFor("may exist, and be billed")
	s.waitFor("Next check in") // there is time to read
	s.waitFor("a look-up found it")
	s.waitFor("sent once and carried out")
	s.send(enter)
	s.waitFor("✓ A reply that is lost")

	s.send(enter)
	s.waitFor("Read what is said of it below")
	s.waitFor("In force on this account: Monthly 95th percentile.")
	s.create()
	s.waitFor("one billing method for all its EPN instances")
	s.waitFor("In force on this account: Monthly 95th percentile.")
	s.waitFor(toTheList)
	s.send(enter)
	s.waitFor("› Leave")
	s.finish()
	live.silent(t)
	nothingKept(t, s.home)
	if info, err := out.Stat(); err != nil || info.Size() > 0 {
		t.Errorf("practice wrote to standard output: %v, %v", info, err)
	}
}

// TestPracticeIsNoOrder: what is rehearsed after a create changes neither its
// result nor what a later start finds.
func TestPracticeIsNoOrder(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, given("--sandbox")...)
	id := s.create()
	s.send("p")
	s.waitFor(practiceList)
	s.send(down, enter)
	s.waitFor("its reply will not arrive")
	s.waitFor(review)
	s.decide("y")
	s.waitFor("may exist, and be billed")
	s.send(ctrlC)
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
	s.waitFor(nameQuestion)
	s.send("kept lab", enter)
	s.waitFor(billingQuestion)
	s.leave()

	s = run{home: s.home}.start(t, "practice")
	s.waitFor(practiceList)
	s.send(down, down, enter)
	s.waitFor("Read what is said of it below")
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
	live := newService(t)
	s := run{env: keys()}.start(t, given(live.live()...)...)
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
	s.waitFor(practiceList)
	s.send(down, enter)
	for range 2 {
		s.waitFor("its reply will not arrive")
		s.waitFor("y Create this instance")
		if text := strings.Join(s.screen(), "\n"); strings.Contains(text, "unsettled") {
			t.Errorf("something stands in the way:\n%s", text)
		}
		s.decide("y")
		s.waitFor("Next check in")
		s.send("\x1b")
		s.waitFor(practiceList)
		s.send(enter)
	}
	s.leave()
}

// TestPracticeIsLeft: only the list's own way out is a good end.
func TestPracticeIsLeft(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end    func(*session)
		status int
	}{
		"leave":             {func(s *session) { s.send(up, enter) }, 0},
		"ctrl+c":            {func(s *session) { s.send(ctrlC) }, 130},
		"in a rehearsal":    {func(s *session) { s.send(enter); s.waitFor(review); s.send(ctrlC) }, 130},
		"told to end":       {func(s *session) { s.send(enter); s.waitFor(review); must(s.t, s.cmd.Process.Signal(syscall.SIGTERM)) }, 143},
		"at a small screen": {func(s *session) { s.resize(40, 12); s.waitFor("Practice"); s.fits(); s.send(up, enter) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "practice", "--ascii", "--no-color")
			s.waitFor(practiceList)
			c.end(s)
			s.ends(c.status)
			nothingKept(t, s.home)
		})
	}
}
