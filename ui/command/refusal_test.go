//go:build unix

package command_test

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
)

// title is what a refusal is headed by.
func title(t *testing.T, row string) string {
	t.Helper()
	e, ok := explain.LookupEntry(row)
	if !ok {
		t.Fatalf("%s is not in the catalogue", row)
	}
	code, message := e.SampleReply()
	return explain.ExplainReply("en", code, message).Title
}

// rehearse starts with all values given, and sends the order that is rehearsed.
func (r run) rehearse(t *testing.T, row string) *session {
	t.Helper()
	s := r.start(t, given("--rehearse", row)...)
	s.waitFor(review)
	s.decide("y")
	return s
}

// A refusal keeps the answers; the second try creates, once.
func TestRefusalThenCreated(t *testing.T) {
	t.Parallel()
	s := run{}.rehearse(t, "StockNotEnough")
	s.waitFor(title(t, "StockNotEnough"))
	s.waitFor("SANDBOX")
	s.fits()
	nothingCreated(t, stateDir(s.home))
	s.send(enter) // the remedy under the cursor
	id := s.create()
	s.finish()
	if got := onlyInstance(t, stateDir(s.home)); got.EPNInstanceID != id || got.EPNInstanceName != "edge lab" {
		t.Errorf("created %+v, want %s", got, id)
	}
}

// Where a refusal points at an answer, Enter opens its question with the
// reason beside it.
func TestRefusalPointsAtAQuestion(t *testing.T) {
	t.Parallel()
	for row, question := range map[string]string{
		"InvalidParameter.Bandwidth": billingQuestion, // as documented
		"InvalidParameter.%s":        networkingQuestion,
		"StockNotEnough:2":           bandwidthQuestion,
		"MissingParameter:2":         nameQuestion,
	} {
		t.Run(row, func(t *testing.T) {
			t.Parallel()
			s := run{}.rehearse(t, row)
			s.converse(title(t, row), enter, question)
			s.waitFor(title(t, row))
			s.fits()
			s.send(enter)
			s.create()
			s.finish()
			onlyInstance(t, stateDir(s.home))
		})
	}
}

// Enter held down on y's answer creates nothing more, and the status is that
// of the create that was sent.
func TestHeldEnterOnARefusal(t *testing.T) {
	t.Parallel()
	for _, row := range []string{"StockNotEnough", "InvalidParameter.Bandwidth"} {
		t.Run(row, func(t *testing.T) {
			t.Parallel()
			s := run{}.rehearse(t, row)
			s.waitFor(title(t, row))
			s.send(held...)
			s.converse(onReview...)
			s.send(ctrlC)
			s.ends(3)
			nothingCreated(t, stateDir(s.home))
		})
	}
}

// A refusal that is left stays readable behind the wizard, on standard error.
func TestLeaveARefusal(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	s := run{stdout: file}.rehearse(t, "NoPermission")
	s.converse(title(t, "NoPermission"), ctrlC)
	s.ends(3)
	if left, text := strings.Join(s.screen(), "\n"), content(t, file); !strings.Contains(left, "NoPermission") || text != "" {
		t.Errorf("left behind, with %q on standard output:\n%s", text, left)
	}
}

// An answer that was lost is looked up at once, and what was created is found.
func TestLostReply(t *testing.T) {
	t.Parallel()
	s := run{}.rehearse(t, "lost-reply")
	s.waitFor("a look-up found it")
	s.fits()
	s.leaves(onlyInstance(t, stateDir(s.home)).EPNInstanceID)
}

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

// What stays unknown is not tried again by any key that is held down.
func TestUnknown(t *testing.T) {
	t.Parallel()
	service, s := unanswered(t, sandbox.Answer{Kind: sandbox.HTML502})
	s.waitFor("may exist")
	s.waitFor("LIVE")
	s.fits()
	s.send(held...)
	s.send(strings.Split(strings.Repeat("y", 50), "")...)
	s.send(ctrlC)
	s.ends(5)
	if n := service.creates.Load(); n != 1 {
		t.Errorf("%d creates were sent, want 1", n)
	}
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
			if records := history(t, s.home); service.creates.Load() != 1 || len(records) != 1 || records[0].Outcome != "unknown" {
				t.Errorf("%d creates were sent, recorded %+v", service.creates.Load(), records)
			}
		})
	}
}
