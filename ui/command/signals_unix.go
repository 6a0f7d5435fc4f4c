//go:build unix

package command

import (
	"os"
	"os/signal"
	"syscall"
)

// quit is ctrl+\ where the terminal makes a signal of it. Without an ending in
// order it would leave the runtime's stack behind, and a status of its own.
var quit = []os.Signal{syscall.SIGQUIT}

// holdPipes makes an error of a write to a pipe that nobody reads any more. By
// default it would end the program, with the result of an order untold. The
// signal is not ignored, since programs that are started would inherit that.
func holdPipes() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
