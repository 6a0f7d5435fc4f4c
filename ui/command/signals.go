package command

import (
	"context"
	"os"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"epn-wizard/client/submit"
)

// endingSignals have the program end in order.
var endingSignals = append([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}, quitSignals...)

// endingLimit is how long the program may take to end in order after a signal.
const endingLimit = 5 * time.Second

// forwardSignal hands a signal on to the command, and ends the program where that
// does not end in time: it may be writing to a terminal or a pipe that nobody
// reads, and nothing can interrupt that. The journal then tells what became of an
// order.
func (a *app) forwardSignal() {
	before, _ := term.GetState(os.Stdin.Fd())
	a.signals <- <-a.arrived
	time.Sleep(endingLimit)
	if before != nil {
		_ = term.Restore(os.Stdin.Fd(), before)
	}
	os.Exit(exitStatus(submit.Unknown))
}

// cancelAtSignal gives a context that ends with the first signal. Its stop ends it
// as well, and gives that signal if there was one.
func (a *app) cancelAtSignal(ctx context.Context) (_ context.Context, stop func() os.Signal) {
	ctx, cancel := context.WithCancel(ctx)
	received := make(chan os.Signal, 1)
	go func() {
		defer close(received)
		select {
		case s := <-a.signals:
			received <- s
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, func() os.Signal {
		cancel()
		return <-received
	}
}
