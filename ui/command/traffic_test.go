//go:build unix

package command_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// trafficFile writes a month of samples and gives its path.
func trafficFile(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	at := time.Date(2026, time.October, 1, 0, 0, 0, 0, time.FixedZone("", 8*3600))
	for i := range 31 * 24 * 12 {
		fmt.Fprintf(&b, "%s,%d\n", at.Format(time.RFC3339), 10+i%50)
		at = at.Add(5 * time.Minute)
	}
	file := filepath.Join(t.TempDir(), "traffic.csv")
	must(t, os.WriteFile(file, []byte(b.String()), 0o600))
	return file
}

// TestOwnTraffic: it is drawn beside the question, with each method's figure, and the
// cheapest method is marked, with its reason.
func TestOwnTraffic(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox", "--traffic", trafficFile(t), "--name", "lab")
	s.waitFor("each day is billed at its own peak, on average 59 Mbit/s")
	s.waitFor("Each method in 2026-10, Mbit/s ─ Daily peak 59.0 Monthly 95th percentile 57.0 Monthly fourth peak 59.0 Fixed bandwidth as ordered")
	s.send(down)
	s.waitFor("the month is billed at 57 Mbit/s")
	s.fits()
	s.resize(60, 20) // the pane goes below a key
	s.waitGone("the month is billed at 57 Mbit/s")
	s.send("?")
	s.waitFor("the month is billed at 57 Mbit/s")
	s.leave()

	s = run{}.start(t, "--sandbox", "--traffic", trafficFile(t), "--name", "lab", "--price", "daily=2,p95=50")
	s.waitFor("Cheapest: Monthly 95th percentile")
	s.send(down)
	s.waitFor("2850.00 (Daily peak 3658.00).")
	s.leave()
}

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
