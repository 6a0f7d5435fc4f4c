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
