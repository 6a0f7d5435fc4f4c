//go:build unix

package command_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// What each screen is told by.
const (
	nameQuestion       = "What should the EPN instance be called?"
	billingQuestion    = "How is network usage billed?"
	networkingQuestion = "What should the network connect?"
	bandwidthQuestion  = "Maximum outbound bandwidth (Mbit/s)?"
	review             = "y create"
	created            = "was created"
	practiceList       = "A billing method already in force Leave"
	tooSmall           = "40x12" // what is needed at least
)

// converse waits for a text on the screen, types, waits for the next text, and so on.
func (s *session) converse(turns ...string) {
	s.t.Helper()
	for i, turn := range turns {
		if i%2 == 0 {
			s.waitFor(turn)
		} else {
			s.send(turn)
		}
	}
}

// walk answers the questions, as the defaults are, up to the review.
func (s *session) walk(name, bandwidth string) {
	s.t.Helper()
	s.converse(nameQuestion, name+enter, billingQuestion, enter, networkingQuestion, enter,
		bandwidthQuestion, bandwidth+enter, review)
}

// walkLines does the same in line mode.
func (s *session) walkLines(name, bandwidth string) {
	s.t.Helper()
	s.converse(nameQuestion, name+"\n", billingQuestion, "\n", networkingQuestion, "\n",
		bandwidthQuestion, bandwidth+"\n", "y creates the instance")
}

// create sends the order from the review and gives the id on the screen.
func (s *session) create() string {
	s.t.Helper()
	s.waitUntil("stood with its checks", func() bool {
		return shows(s.lines(), review) && !shows(s.lines(), "Looking for")
	})
	s.decide("y")
	s.waitFor(created)
	s.fits()
	for _, line := range s.screen() {
		if id := instanceID.FindString(line); id != "" {
			return id
		}
	}
	s.t.Fatalf("no instance id on the screen:\n%q", s.screen())
	return ""
}

// decide presses a key that cannot be undone, as a person does: alone, on a screen
// that has stood for a while, and once more where the machine was too slow for that.
func (s *session) decide(key string) {
	s.t.Helper()
	for range 20 {
		written := len(s.raw())
		for stood := false; !stood; {
			time.Sleep(150 * time.Millisecond)
			stood, written = written == len(s.raw()), len(s.raw())
		}
		s.send(key)
		for range 20 {
			time.Sleep(30 * time.Millisecond)
			if len(s.raw()) > written && !shows(s.screen(), "Too soon") && !shows(s.screen(), "按得太早") {
				return
			}
		}
	}
	s.t.Fatalf("%q was never taken:\n%s", key, strings.Join(s.screen(), "\n"))
}

// leave leaves before anything was sent, and finish a result.
func (s *session) leave()  { s.t.Helper(); s.send(ctrlC); s.ends(130) }
func (s *session) finish() { s.t.Helper(); s.send(enter); s.ends(0) }

var instanceID = regexp.MustCompile(`epn-[0-9]{14}[0-9A-Za-z]{6}`)

// onlyInstance gives the one instance that a sandbox holds.
func onlyInstance(t testing.TB, dir string) instance {
	t.Helper()
	list := instances(t, dir)
	if len(list) != 1 {
		t.Fatalf("%d instances were created, want 1: %+v", len(list), list)
	}
	return list[0]
}

// nothingCreated fails if a sandbox holds anything.
func nothingCreated(t testing.TB, dir string) {
	t.Helper()
	if list := instances(t, dir); len(list) > 0 {
		t.Fatalf("created: %+v", list)
	}
}

// ends fails unless the program ends with a status and leaves the terminal as it was.
func (s *session) ends(status int) {
	s.t.Helper()
	if got := s.exit(); got != status {
		s.t.Errorf("exit status %d, want %d", got, status)
	}
	s.restored()
}

// leaves ends a session on its result: its id is the first line left behind.
func (s *session) leaves(id string) {
	s.t.Helper()
	s.finish()
	if first := s.screen()[0]; first != id {
		s.t.Errorf("the first line left behind is %q, want %q", first, id)
	}
}
