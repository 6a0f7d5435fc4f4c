//go:build unix && !linux

package terminal

import "golang.org/x/sys/unix"

func discardQueue(fd int) {
	const output = 2 // FWRITE of sys/fcntl.h
	_ = unix.IoctlSetPointerInt(fd, unix.TIOCFLUSH, output)
}
