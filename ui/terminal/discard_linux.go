package terminal

import "golang.org/x/sys/unix"

func discardQueue(fd int) { _ = unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCOFLUSH) }
