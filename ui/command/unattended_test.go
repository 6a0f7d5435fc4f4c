//go:build unix

package command_test

import (
	"os"
	"path/filepath"
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

func newFile(t *testing.T) *os.File {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "file"))
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func content(t *testing.T, f *os.File) string {
	t.Helper()
	data, err := os.ReadFile(f.Name())
	must(t, err)
	return string(data)
}
