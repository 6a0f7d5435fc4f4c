//go:build unix

package terminal

import (
	"os"
	"os/signal"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"golang.org/x/sys/unix"
)

// watchSignals hands on that the terminal has another size, and that the process
// is to stop or goes on.
func (d *display) watchSignals() (stop func()) {
	signals := make(chan os.Signal, 8)
	uv.NotifyWinch(signals)
	signal.Notify(signals, unix.SIGCONT)
	if d.JobControl {
		signal.Notify(signals, unix.SIGTSTP)
	}
	go d.watchOver(func() {
		for s := range signals {
			switch s {
			case unix.SIGTSTP:
				d.send(suspend{})
			case unix.SIGCONT:
				d.send(continued{})
			default:
				d.send(resized{})
			}
		}
	})
	return func() { signal.Stop(signals); close(signals) }
}

// stopProcess stops the process and those it runs with, as ctrl+z does. The
// runtime keeps SIGTSTP for itself once it was asked for, so that another signal
// of the terminal has to do. Where nobody could continue us, the system stops
// nothing.
func stopProcess() { _ = unix.Kill(0, unix.SIGTTIN) }

// isWaiting reports whether something was typed that has not been read yet.
func isWaiting(f *os.File) bool { return isReady(f, unix.POLLIN) }

func isReady(f *os.File, what int16) bool {
	n, _ := unix.Poll([]unix.PollFd{{Fd: int32(f.Fd()), Events: what}}, 0)
	return n > 0
}

// keepRoom drops what a terminal holds as often as it has no room, until the program
// has ended.
func keepRoom(f *os.File) {
	for ; ; time.Sleep(20 * time.Millisecond) {
		if !isReady(f, unix.POLLOUT) {
			dropWritten(f)
		}
	}
}
