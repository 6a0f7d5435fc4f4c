//go:build unix

package command_test

import (
	"strings"
	"syscall"
	"testing"
)

// steps are the places where the wizard can be left with nothing sent. The
// service, and its key in the environment, are given.
var steps = []struct {
	name string
	to   func(s *session)
}{
	{"name", func(s *session) { s.waitFor(nameQuestion) }},
	{"name half typed", func(s *session) {
		s.waitFor(nameQuestion)
		s.send("half a na")
		s.waitFor("half a na")
	}},
	{"help on the name", func(s *session) {
		s.waitFor(nameQuestion)
		s.send(f1)
		s.waitGone(nameQuestion)
	}},
	{"billing", func(s *session) {
		s.waitFor(nameQuestion)
		s.send("lab", enter)
		s.waitFor(billingQuestion)
	}},
	{"help on billing", func(s *session) {
		s.waitFor(nameQuestion)
		s.send("lab", enter)
		s.waitFor(billingQuestion)
		s.send("?")
		s.waitGone(billingQuestion)
	}},
	{"networking", func(s *session) {
		s.waitFor(nameQuestion)
		s.send("lab", enter)
		s.waitFor(billingQuestion)
		s.send(enter)
		s.waitFor(networkingQuestion)
	}},
	{"bandwidth", func(s *session) {
		s.walk("lab", "10")
		s.send(esc)
		s.waitFor(bandwidthQuestion)
	}},
	{"bandwidth with a problem", func(s *session) {
		s.walk("lab", "10")
		s.send(esc)
		s.waitFor(bandwidthQuestion)
		s.send("000", enter)
		s.waitFor("› 10000")
	}},
	{"review", func(s *session) { s.walk("lab", "10") }},
	{"help on the review", func(s *session) {
		s.walk("lab", "10")
		s.send("?")
		s.waitGone(review)
	}},
	{"editing", func(s *session) {
		s.walk("lab", "10")
		s.send("2")
		s.waitFor(billingQuestion)
	}},
	{"too small", func(s *session) {
		s.waitFor(nameQuestion)
		s.resize(30, 8)
		s.waitFor(tooSmall)
	}},
}

func TestCancelAtEveryStep(t *testing.T) {
	t.Parallel()
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			s := run{env: keys()}.start(t, service.live()...)
			step.to(s)
			s.leave()
			if n := service.creates.Load(); n != 0 {
				t.Errorf("%d creates were sent", n)
			}
			if left := strings.TrimSpace(strings.Join(s.screen(), "\n")); left == "" || strings.Count(left, "\n") > 1 {
				t.Errorf("left behind, want a line, and one about what was kept:\n%s", left)
			}
		})
	}
}

// Terminals with an extended keyboard send ctrl+c in another form.
func TestCancelFromAnExtendedKeyboard(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]string{"kitty": "\x1b[99;5u", "xterm": "\x1b[27;5;99~"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.waitFor(nameQuestion)
			s.send(key)
			s.ends(130)
		})
	}
}

func TestSignals(t *testing.T) {
	t.Parallel()
	for signal, status := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129, syscall.SIGQUIT: 131} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.waitFor(nameQuestion)
			s.send("lab", enter)
			s.waitFor(billingQuestion)
			must(t, s.cmd.Process.Signal(signal))
			s.ends(status)
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
			s.waitFor(nameQuestion)
			s.send("xyz")
			s.waitFor("xyz")
			must(t, s.ptm.Close())
			if status := s.exit(); status != 129 {
				t.Errorf("exit status %d, want 129", status)
			}
			nothingCreated(t, stateDir(s.home))
		})
	}
}

// ctrl+\ ends a run in order, but not a restricted one.
func TestQuitKey(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.waitFor(nameQuestion)
	s.send("\x1c")
	s.ends(131)
	s = run{}.start(t, "--sandbox", "--restricted", "--state-dir", t.TempDir())
	s.waitFor(nameQuestion)
	s.send("\x1c", "\x1a", "lab")
	s.waitFor("› lab")
	s.leave()
}
