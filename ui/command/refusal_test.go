//go:build unix

package command_test

import (
	"syscall"
	"testing"
	"time"

	"epn-wizard/client/sandbox"
)

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

// Leaving while the request is under way takes ctrl+c twice, a signal or the end of the
// terminal, and says that nobody knows: no process stays behind, but a record.
func TestLeaveInFlight(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*session){
		"ctrl+c": func(s *session) {
			s.send(ctrlC)
			s.waitFor("ctrl+c again")
			time.Sleep(150 * time.Millisecond)
			s.send(ctrlC)
			s.ends(5)
		},
		"SIGTERM": func(s *session) { must(s.t, s.cmd.Process.Signal(syscall.SIGTERM)); s.ends(5) },
		"the terminal goes": func(s *session) {
			must(s.t, s.ptm.Close())
			if status := s.exit(); status != 5 {
				s.t.Errorf("exit status %d, want 5", status)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service, s := unanswered(t, never)
			leave(s)
			if records := history(t, s.home); service.creates.Load() != 1 || len(records) != 1 ||
				records[0].Outcome != "unknown" {
				t.Errorf("%d creates were sent, recorded %+v", service.creates.Load(), records)
			}
		})
	}
}
