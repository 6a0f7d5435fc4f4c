//go:build unix

package command

import (
	"os"
	"os/signal"
	"syscall"
)

// quitSignals is what ctrl+\ sends where the terminal makes a signal of it. Unless
// it ends the program in order, the runtime prints its stack and ends it with a
// status of its own.
var quitSignals = []os.Signal{syscall.SIGQUIT}

// survivePipeSignals makes an error of a write to a pipe that nobody reads any more.
// By default it would end the program, with the result of an order untold. The
// signal is not ignored, since programs that are started would inherit that.
func survivePipeSignals() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }

// hardenRestrictedSession makes ctrl+z and ctrl+\ nothing, also where the terminal makes
// signals of them, and keeps the memory, which holds keys,
// off the disk.
func hardenRestrictedSession() {
	signal.Ignore(syscall.SIGQUIT, syscall.SIGTSTP, syscall.SIGTTIN, syscall.SIGTTOU)
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // A limit can always be lowered.
}
