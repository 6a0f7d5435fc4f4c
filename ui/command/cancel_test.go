//go:build unix

package command_test

import (
	"strings"
	"syscall"
	"testing"
)

// ctrl+c leaves every step with nothing sent, and a line behind. TestLeave of the
// wizard has more of the steps.
func TestCancelAtEveryStep(t *testing.T) {
	t.Parallel()
	for name, to := range map[string]func(*session){
		"name half typed":  func(s *session) { s.converse(nameQuestion, "half a na", "half a na") },
		"help on the name": func(s *session) { s.converse(nameQuestion, f1); s.waitGone(nameQuestion) },
		"help on billing": func(s *session) {
			s.converse(nameQuestion, "lab"+enter, billingQuestion, "?")
			s.waitGone(billingQuestion)
		},
		"networking": func(s *session) { s.converse(nameQuestion, "lab"+enter, billingQuestion, enter, networkingQuestion) },
		"a problem": func(s *session) {
			s.walk("lab", "10")
			s.send(esc)
			s.converse(bandwidthQuestion, "000"+enter, "› 10000")
		},
		"review":             func(s *session) { s.walk("lab", "10") },
		"help on the review": func(s *session) { s.walk("lab", "10"); s.send("?"); s.waitGone(review) },
		"editing":            func(s *session) { s.walk("lab", "10"); s.send("2"); s.waitFor(billingQuestion) },
		"too small":          func(s *session) { s.waitFor(nameQuestion); s.resize(30, 8); s.waitFor(tooSmall) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			s := run{env: keys()}.start(t, service.live()...)
			to(s)
			s.leave()
			service.createdNothing(t)
			if left := strings.TrimSpace(strings.Join(s.screen(), "\n")); left == "" || strings.Count(left, "\n") > 1 {
				t.Errorf("left behind, want a line, and one about what was kept:\n%s", left)
			}
		})
	}
}

// Signals end it, ctrl+\ does so in order, and terminals with an extended keyboard send
// ctrl+c in another form.
func TestSignals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		keys   string
		signal syscall.Signal
		status int
	}{
		"SIGINT": {"", syscall.SIGINT, 130}, "SIGTERM": {"", syscall.SIGTERM, 143}, "SIGHUP": {"", syscall.SIGHUP, 129},
		"SIGQUIT": {"", syscall.SIGQUIT, 131}, `ctrl+\`: {"\x1c", 0, 131}, "kitty": {"\x1b[99;5u", 0, 130}, "xterm": {"\x1b[27;5;99~", 0, 130},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.converse(nameQuestion, "lab"+enter, billingQuestion, c.keys)
			must(t, s.cmd.Process.Signal(c.signal)) // 0 is none
			s.ends(c.status)
			nothingCreated(t, stateDir(s.home))
		})
	}
}

// A signal on the result does not change the status of what was done.
func TestSignalOnTheResult(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, given("--sandbox")...)
	id := s.create()
	must(t, s.cmd.Process.Signal(syscall.SIGTERM))
	s.ends(0)
	if first := s.screen()[0]; first != id {
		t.Errorf("the first line left behind is %q, want %q", first, id)
	}
}

// When the terminal goes, so does the program, even where hang-ups are ignored.
func TestTerminalGoes(t *testing.T) {
	t.Parallel()
	plain := []string{"TERM=dumb"} // whose end of input races the signal
	for name, r := range map[string]run{
		"hang-up": {}, "nohup": {nohup: true}, "detached": {detached: true},
		"line mode": {env: plain}, "line mode, nohup": {env: plain, nohup: true}, "line mode, detached": {env: plain, detached: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := r.start(t, "--sandbox")
			s.converse(nameQuestion, "xyz", "xyz")
			must(t, s.ptm.Close())
			if status := s.exit(); status != 129 {
				t.Errorf("exit status %d, want 129", status)
			}
			nothingCreated(t, stateDir(s.home))
		})
	}
}

// A restricted session is ended by no key but ctrl+c.
func TestRestrictedQuitKey(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox", "--restricted", "--state-dir", t.TempDir())
	s.waitFor(nameQuestion)
	s.send("\x1c", "\x1a", "lab")
	s.waitFor("› lab")
	s.leave()
}
