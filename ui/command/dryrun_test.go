//go:build unix

package command_test

import (
	"strings"
	"testing"
)

// A dry run asks on a terminal for what is missing, and prints where the review
// would come. Nothing is connected, and nothing is kept.
func TestDryRunAsks(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]run{"full screen": {}, "plain lines": {env: []string{"TERM=dumb"}}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			s := r.start(t, service.live("--dry-run", "--billing-method", "fixed", "--networking-mode", "both")...)
			s.waitFor(nameQuestion)
			s.send("lab", enter)
			s.waitFor(bandwidthQuestion)
			s.send("7", enter)
			s.ends(0)
			left := strings.Join(s.screen(), "\n")
			if !strings.Contains(left, "EPNInstanceName: lab") || !strings.Contains(left, "InternetMaxBandwidthOut: 7") {
				t.Errorf("left behind:\n%s", left)
			}
			if shows(s.screen(), review) || service.calls.Load() > 0 {
				t.Errorf("%d calls, and on the screen:\n%s", service.calls.Load(), left)
			}
			nothingKept(t, s.home)
		})
	}
}

// Who leaves it is told that nothing was sent, and no more.
func TestDryRunIsLeft(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--dry-run", "--sandbox")
	s.waitFor(nameQuestion)
	s.send("lab", enter)
	s.waitFor(billingQuestion)
	s.leave()
	nothingKept(t, s.home)
	if shows(s.screen(), "kept") {
		t.Errorf("said:\n%s", strings.Join(s.screen(), "\n"))
	}
}
