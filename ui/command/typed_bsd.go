//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package command

import (
	"os"

	"golang.org/x/sys/unix"
)

// dropTyped drops what the terminal holds of a line that has no end yet: Enter
// alone would make an answer of it.
func dropTyped() {
	_ = unix.IoctlSetPointerInt(int(os.Stdin.Fd()), unix.TIOCFLUSH, unix.TCIFLUSH) // a terminal that has gone holds nothing
}
