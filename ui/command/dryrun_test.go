//go:build unix

package command_test

import "testing"

// A dry run asks on a terminal for what is missing, and prints where the review
// would come. Nothing is connected, and nothing is kept.
func TestDryRunAsks(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]run{"full screen": {}, "plain lines": {env: []string{"TERM=dumb"}}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			s := r.start(t, service.live("--dry-run", "--billing-method", "fixed", "--networking-mode", "both")...)
			s.converse(nameQuestion, "lab"+enter, bandwidthQuestion, "7"+enter, "EPNInstanceName: lab")
			s.waitFor("InternetMaxBandwidthOut: 7")
			s.ends(0)
			if service.silent(t); shows(s.screen(), review) {
				t.Errorf("the review came:\n%q", s.screen())
			}
			nothingKept(t, s.home)
		})
	}
}

// Who leaves it is told that nothing was sent, and no more.
func TestDryRunIsLeft(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--dry-run", "--sandbox")
	s.converse(nameQuestion, "lab"+enter, billingQuestion)
	s.leave()
	nothingKept(t, s.home)
	if shows(s.screen(), "kept") {
		t.Errorf("said:\n%q", s.screen())
	}
}
