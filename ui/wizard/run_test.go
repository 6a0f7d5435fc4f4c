//go:build unix

package wizard

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

// TestPanicAfterSend: a program that breaks down while its request is under way
// tells of the request with its journal id.
func TestPanicAfterSend(t *testing.T) {
	t.Parallel()
	ptm, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = tty.Close(), ptm.Close() })
	go io.Copy(io.Discard, ptm) //nolint:errcheck // what is drawn
	go func() {
		for { // until the order can be sent, and it is not too soon
			time.Sleep(3 * terminal.Calm)
			if _, err := ptm.WriteString("y"); err != nil {
				return
			}
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	broken := &service{answer: func(client.Order) (client.Created, *client.Failure) { panic("burst") }}
	ending, broke := Run(ctx, Config{
		Session: flow.Session{Connect: broken.Connect, Service: broken, Given: answered("edge lab")},
		Words:   words.English(), Theme: theme.New(theme.Unicode),
	}, terminal.Terminal{In: tty, Out: tty, Term: "xterm", Signals: make(chan os.Signal)})
	if broke == nil || !strings.Contains(broke.Error(), "panic: burst") {
		t.Errorf("ended with %v", broke)
	}
	if o := ending.Outcome; o == nil || o.JournalID != journalID || o.Order.EPNInstanceName != "edge lab" {
		t.Errorf("the ending is %+v", ending)
	}
}
