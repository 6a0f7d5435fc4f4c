//go:build unix

package command_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// TestReadingCanBeStopped: traffic that never ends holds nobody.
func TestReadingCanBeStopped(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, binary, "compare", "-")
	c.Env = environment(t.TempDir())
	in, err := c.StdinPipe()
	must(t, err)
	must(t, c.Start())
	_, err = in.Write(bytes.Repeat([]byte("\n"), 200_000)) // more than a pipe holds: it is being read
	must(t, err)
	must(t, c.Process.Signal(os.Interrupt))
	_ = c.Wait() // its status is in ProcessState
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGINT {
		t.Errorf("it ended by %v", c.ProcessState)
	}
}
