package terminal

import (
	"os"

	"golang.org/x/sys/unix"
)

// DropTyped drops what a terminal holds that has not been read yet, also a line that
// has no end.
func DropTyped(f *os.File) { _ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCIFLUSH) }

// dropWritten drops what a terminal has been written and does not take. Who waits to
// write more is not woken by that, but by settings, which stay as they are.
func dropWritten(f *os.File) {
	_ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCOFLUSH)
	if settings, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS); err == nil {
		_ = unix.IoctlSetTermios(int(f.Fd()), unix.TCSETS, settings)
	}
}
