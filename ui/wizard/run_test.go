//go:build unix

package wizard

import (
	"bytes"
	"context"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

// TestPanicAfterSend: a program that breaks down while its request is under way
// gives the terminal back, and tells of the request with its journal id.
func TestPanicAfterSend(t *testing.T) {
	t.Parallel()
	ptm, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = tty.Close(), ptm.Close() })
	before, err := term.GetState(tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	broken := &service{answer: func(client.Order) (client.Created, *client.Failure) { panic("burst") }}
	go func() {
		var out bytes.Buffer
		for pressed := false; ; {
			buf := make([]byte, 4096)
			n, err := ptm.Read(buf)
			if err != nil {
				return
			}
			out.Write(buf[:n])
			if !pressed && strings.Contains(out.String(), "The name is free") {
				pressed = true
				go func() {
					for range 20 { // until it is not too soon
						time.Sleep(300 * time.Millisecond)
						if _, err := ptm.WriteString("y"); err != nil {
							return
						}
					}
				}()
			}
		}
	}()
	ending, err := Run(context.Background(), Config{
		Session: flow.Session{Connect: broken.Connect, Service: broken, Given: answered("edge lab")},
		Words:   words.English(), Theme: theme.New(theme.Unicode),
	}, terminal.Terminal{In: tty, Out: tty, Term: "xterm", Signals: make(chan os.Signal)})
	if err == nil || !strings.Contains(err.Error(), "panic: burst") {
		t.Errorf("ended with %v", err)
	}
	if o := ending.Outcome; o == nil || o.JournalID != journalID || o.Order.EPNInstanceName != "edge lab" {
		t.Errorf("the ending is %+v", ending)
	}
	after, err := term.GetState(tty.Fd())
	if err != nil || !reflect.DeepEqual(before, after) {
		t.Errorf("the terminal is not as it was: %v", err)
	}
}
