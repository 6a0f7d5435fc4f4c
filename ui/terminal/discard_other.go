//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package terminal

import "os"

// DropTyped has nothing to do where a line is nowhere before it has its end.
func DropTyped(*os.File) {}

// dropWritten has nothing to do where a terminal always takes what is written.
func dropWritten(*os.File) {}
