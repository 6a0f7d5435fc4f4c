//go:build !unix

package terminal

import (
	"os"
	"os/signal"

	uv "github.com/charmbracelet/ultraviolet"
)

// watchSignals hands on that the terminal has another size.
func (d *display) watchSignals() (stop func()) {
	signals := make(chan os.Signal, 1)
	uv.NotifyWinch(signals)
	go d.watchOver(func() {
		for range signals {
			d.send(resized{})
		}
	})
	return func() { signal.Stop(signals); close(signals) }
}

// stopProcess has nothing to do where processes are not stopped.
func stopProcess() {}

// isWaiting is not known where nothing tells what has not been read yet.
func isWaiting(*os.File) bool { return false }

// keepRoom has nothing to do where a terminal always takes what is written.
func keepRoom(*os.File) {}
