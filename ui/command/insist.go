package command

import (
	"os"
	"time"

	"github.com/charmbracelet/x/term"
)

// grace is how long the program may take to end in order after a signal.
const grace = 5 * time.Second

// insist hands a signal on, and ends the program where that does not: it may be
// writing to a terminal or a pipe that nobody reads, and nothing can interrupt
// that. What became of an order is then for the journal to tell.
func (a *app) insist() {
	before, _ := term.GetState(os.Stdin.Fd())
	a.signals <- <-a.arrived
	time.Sleep(grace)
	if before != nil {
		_ = term.Restore(os.Stdin.Fd(), before)
	}
	os.Exit(statusUnknown)
}
