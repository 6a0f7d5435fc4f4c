package terminal

import (
	"os"

	"golang.org/x/sys/unix"
)

// DropTyped drops what a terminal holds that has not been read yet, also a line that
// has no end.
func DropTyped(f *os.File) { _ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCIFLUSH) }

// dropWritten drops what a terminal has been written and does not take.
func dropWritten(f *os.File) { _ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCOFLUSH) }
