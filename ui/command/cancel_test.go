//go:build unix

package command_test

import (
	"syscall"
	"testing"
)

func TestSignals(t *testing.T) {
	t.Parallel()
	for signal, status := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129,
		syscall.SIGQUIT: 131} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.converse(nameQuestion, "lab"+enter, billingQuestion)
			must(t, s.cmd.Process.Signal(signal))
			s.ends(status)
			nothingCreated(t, stateDir(s.home))
		})
	}
}

// When the terminal goes, so does the program, even where hang-ups are ignored.
func TestTerminalGoes(t *testing.T) {
	t.Parallel()
	plain := []string{"TERM=dumb"} // whose end of input races the signal
	for name, r := range map[string]run{
		"hang-up": {}, "nohup": {nohup: true}, "detached": {detached: true},
		"line mode": {env: plain}, "line mode, nohup": {env: plain, nohup: true},
		"line mode, detached": {env: plain, detached: true},
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
