//go:build unix

package command

import (
	"os/signal"
	"syscall"
)

// holdFast makes ctrl+z and ctrl+\ nothing also where the terminal makes
// signals of them, and keeps the memory, which holds keys, off the disk.
func holdFast() {
	signal.Ignore(syscall.SIGQUIT, syscall.SIGTSTP, syscall.SIGTTIN, syscall.SIGTTOU)
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // a limit can always be lowered
}
