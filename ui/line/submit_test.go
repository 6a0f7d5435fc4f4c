package line

import (
	"context"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/phrase"
)

// interrupted is a service that a signal comes to while it is looked at before
// the create.
type interrupted struct {
	service
	looks   int
	signals chan os.Signal
}

func (s *interrupted) ListInstances(ctx context.Context, _ string) (client.Listing, *client.Failure) {
	if s.looks++; s.looks == 2 { // the first is the review's
		s.signals <- syscall.SIGTERM
		<-ctx.Done()
	}
	return client.Listing{}, nil
}

// slow gives its answers when the checks on the review are too old to send by.
type slow struct{ *strings.Reader }

func (s *slow) Read(p []byte) (int, error) {
	time.Sleep(4 * time.Second)
	return s.Reader.Read(p)
}

// Who is told that nothing was sent can rely on it, also a moment later.
func TestNothingIsSentAfterASignal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &interrupted{signals: make(chan os.Signal, 1)}
		to := strings.NewReader(strings.Join(toReview(""), "\n"))
		_, ending := talk(t, s, Config{Signals: s.signals, In: io.MultiReader(to, &slow{strings.NewReader("y\n")})})
		if ending.Signal != syscall.SIGTERM || ending.Outcome != nil {
			t.Errorf("ended with %+v", ending)
		}
		time.Sleep(time.Minute) // of the bubble: whatever is left of it has come to its end
		synctest.Wait()
		if len(s.creates) != 0 {
			t.Errorf("%d creates were sent after it was said that none was", len(s.creates))
		}
	})
}

// left is a service whose user presses ctrl+c while an order is under way.
type left struct {
	service
	presses int
	signals chan os.Signal
}

func (s *left) CreateInstance(ctx context.Context, o client.Order) (client.Created, *client.Failure) {
	for range s.presses {
		s.signals <- os.Interrupt
	}
	if s.presses > 1 {
		<-ctx.Done()
		time.Sleep(time.Minute) // The reply comes when nobody waits for it.
	}
	return s.service.CreateInstance(ctx, o)
}

// TestLeavingUnderWay: the first ctrl+c is asked about, the second leaves, and what was
// on its way is told as such.
func TestLeavingUnderWay(t *testing.T) {
	t.Parallel()
	w := words.English()
	for presses, want := range map[int]submit.Result{1: submit.Created, 2: submit.Result(client.Unknown)} {
		synctest.Test(t, func(t *testing.T) {
			s := &left{presses: presses, signals: make(chan os.Signal)}
			said, ending := talk(t, s, Config{Signals: s.signals}, toReview("y")...)
			if ending.Outcome == nil || ending.Outcome.Result != want || strings.Count(said, w.Wizard.LeaveAsk) != 1 {
				t.Errorf("%d: ended with %+v after\n%s", presses, ending.Outcome, said)
			}
			if f := ending.Outcome.Failure; f != nil && !strings.Contains(phrase.ExplainFailure(w, f).Title, "may exist") {
				t.Errorf("%d: %s", presses, phrase.ExplainFailure(w, f).Title)
			}
			time.Sleep(2 * time.Minute)
		})
	}
}
