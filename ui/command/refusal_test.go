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

// A refusal keeps the answers; the second try creates, once.
func TestRefusalThenCreated(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, given("--rehearse", "StockNotEnough")...)
	s.waitFor(review)
	s.decide("y")
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
			s := run{}.start(t, given("--rehearse", row)...)
			s.waitFor(review)
			s.decide("y")
			s.waitFor(title(t, row))
			s.send(enter)
			s.waitFor(question)
			s.waitFor(title(t, row))
			s.fits()
			s.send(enter)
			s.waitFor(review)
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
			s := run{}.start(t, given("--rehearse", row)...)
			s.waitFor(review)
			s.decide("y")
			s.waitFor(title(t, row))
			s.send(held...)
			onReview(s)
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
	s := run{stdout: file}.start(t, given("--rehearse", "NoPermission")...)
	s.waitFor(review)
	s.decide("y")
	s.waitFor(title(t, "NoPermission"))
	s.send(ctrlC)
	s.ends(3)
	left := strings.Join(s.screen(), "\n")
	if !strings.Contains(left, "NoPermission") {
		t.Errorf("left behind without its code:\n%s", left)
	}
	if text := content(t, file); text != "" {
		t.Errorf("standard output got %q", text)
	}
}

// An answer that was lost is looked up at once, and what was created is found.
func TestLostReply(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, given("--rehearse", "lost-reply")...)
	s.waitFor(review)
	s.decide("y")
	s.waitFor("a look-up found it")
	s.fits()
	s.finish()
	if id := onlyInstance(t, stateDir(s.home)).EPNInstanceID; s.screen()[0] != id {
		t.Errorf("the first line left behind is %q, want %q", s.screen()[0], id)
	}
}

// What stays unknown is not tried again by any key that is held down.
func TestUnknown(t *testing.T) {
	t.Parallel()
	service := newService(t)
	service.sandbox.NextAnswer(sandbox.Answer{Kind: sandbox.HTML502})
	s := run{env: keys()}.start(t, service.live(given()...)...)
	s.waitFor(review)
	s.decide("y")
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

// Leaving while the request is under way takes ctrl+c twice, or a signal, and
// says that nobody knows.
func TestLeaveInFlight(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*session){
		"ctrl+c": func(s *session) {
			s.send(ctrlC)
			s.waitFor("ctrl+c again")
			time.Sleep(150 * time.Millisecond)
			s.send(ctrlC)
		},
		"SIGTERM": func(s *session) { must(s.t, s.cmd.Process.Signal(syscall.SIGTERM)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			service.sandbox.NextAnswer(never)
			s := run{env: keys()}.start(t, service.live(given()...)...)
			s.waitFor(review)
			s.decide("y")
			s.waitGone(review)
			<-service.asked // it has been received
			leave(s)
			s.ends(5)
			if n := service.creates.Load(); n != 1 {
				t.Errorf("%d creates were sent, want 1", n)
			}
		})
	}
}
