//go:build unix

package command_test

import (
	"strings"
	"syscall"
	"testing"
)

// A script that is told to end while its request is under way says that nobody
// knows what became of it.
func TestSignalWithYes(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			service.sandbox.NextAnswer(never)
			out := newFile(t)
			s := run{env: keys(), stdout: out}.start(t, service.live(given("--yes", "--output", "json")...)...)
			<-service.asked
			must(t, s.cmd.Process.Signal(signal))
			s.ends(5)
			if text := content(t, out); !strings.HasPrefix(text, `{"outcome":"unknown",`) || strings.Count(text, "\n") != 1 {
				t.Errorf("standard output got %q", text)
			}
			if n := service.creates.Load(); n != 1 {
				t.Errorf("%d creates were sent, want 1", n)
			}
		})
	}
}
