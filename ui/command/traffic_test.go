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

// TestOwnTraffic: it is drawn beside the question, with each method's figure.
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

// TestCompare: one command answers, in text and JSON, and what cannot be
// compared is one message and status 2.
func TestCompare(t *testing.T) {
	t.Parallel()
	file := trafficFile(t)
	bits := filepath.Join(t.TempDir(), "bits.csv")
	must(t, os.WriteFile(bits, []byte("time,in,out\n2026-10-01 00:00:00,8000000,20000000\n2026-10-01 00:05:00,8000000,x\n"), 0o600))
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{file}, 0, "Daily peak               1829.0 Mbit/s-days (the sum of the daily peaks; 59.0 a day on average)"},
		{[]string{file}, 0, "only if 1 Mbit/s for a month costs more than 1 Mbit/s for 32.1 days."},
		{[]string{file}, 0, "No prices are assumed."},
		{[]string{file, "--price", "daily=2,p95=50,fourth=50,fixed=40"}, 0, "Fixed bandwidth          59 Mbit/s, costs 2360.00 (cheapest)"},
		{[]string{file, "--price", "daily=2,p95=50", "--output", "json"}, 0, `"breakEven":32.08771929824562,"cost":{"95BandwidthByMonth":2850,"BandwidthByDay":3658},"cheapest":"95BandwidthByMonth"}]}`},
		{[]string{file, "--zone", "UTC", "--output", "json"}, 0, `"zone":"UTC"`},
		{[]string{file, "--zone", "UTC", "--month", "2026-09"}, 0, "2026-09, not whole (days recorded: 1 of 30; samples missing: 8544)"},
		{[]string{file, "--month", "2026-11"}, 2, `month "2026-11" has no samples here; there are those of 2026-10 (--month)`},
		{[]string{file, "--zone", "x", "--direction", "y", "--unit", "z", "--price", "w"}, 2, `unit "z" must be a unit of rates`},
		{[]string{bits}, 2, `line 2: "8000000" is more than 10,000 Mbit/s, which no EPN carries; where the values are in bit/s, say --unit bps`},
		{[]string{bits, "--unit", "bps"}, 2, `line 3: "x" is not a rate. The nearest format is CSV with a time and a rate a line, such as 2026-10-01T00:05:00+08:00,41.2`},
		{[]string{bits, "--unit", "bps", "--column", "in", "--output", "json"}, 0, `"columns":["in"],"unit":"bit/s"`},
		{[]string{os.Args[0]}, 2, "is not a text file in UTF-8. The nearest format is"},
	} {
		r := script(t, t.TempDir(), nil, append([]string{"compare"}, c.args...)...)
		if r.status != c.status || !strings.Contains(r.stdout+r.stderr, c.want) || c.status == 2 && len(c.args) < 4 && strings.Count(r.stderr, "\n") != 1 {
			t.Errorf("%v: status %d, no %q in\n%s%s", c.args[1:], r.status, c.want, r.stdout, r.stderr)
		}
	}
	if r := script(t, t.TempDir(), nil, "--sandbox", "--price", "daily=2"); r.status != 2 || !strings.Contains(r.stderr, "price works only with --traffic") {
		t.Errorf("prices without traffic: %d, %s", r.status, r.stderr)
	}
}

// TestOwnPrices: the cheapest method is marked in the wizard, with its reason,
// and in line mode the bandwidth's question says what the traffic needs.
func TestOwnPrices(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox", "--traffic", trafficFile(t), "--name", "lab", "--price", "daily=2,p95=50")
	s.waitFor("Cheapest: Monthly 95th percentile")
	s.send(down)
	s.waitFor("2850.00 (Daily peak 3658.00).")
	s.leave()
}
