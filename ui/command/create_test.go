//go:build unix

package command_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// leaves ends a session on its result: its id is the first line left behind.
func (s *session) leaves(id string) {
	s.t.Helper()
	s.finish()
	if first := s.screen()[0]; first != id {
		s.t.Errorf("the first line left behind is %q, want %q", first, id)
	}
}

func TestCreateLive(t *testing.T) {
	t.Parallel()
	service := newService(t)
	s := run{env: keys()}.start(t, service.live()...)
	s.waitFor("LIVE")
	s.walk("edge lab", "10")
	s.waitFor("LIVE")
	s.waitFor("****") // the masked key
	if n := service.creates.Load(); n != 0 {
		t.Fatalf("%d creates were sent before y", n)
	}
	id := s.create()
	s.finish()
	// Here, commands are longer than for the service itself, and the first line is out of sight.
	if last := "epn-wizard: " + id + ", Journal: "; !shows(s.screen(), last) {
		t.Errorf("the screen left behind does not show %q:\n%s", last, strings.Join(s.screen(), "\n"))
	}
	if got := onlyInstance(t, service.dir); got.EPNInstanceID != id || service.creates.Load() != 1 {
		t.Errorf("created %s by %d requests, the screen said %s", got.EPNInstanceID, service.creates.Load(), id)
	}
	if bytes.Contains(s.raw(), []byte("sandbox-secret")) {
		t.Error("the terminal got the secret")
	}
}

// With standard output or error elsewhere the screen is on the other one, and
// standard output gets the result alone.
func TestCreateWithRedirectedStreams(t *testing.T) {
	t.Parallel()
	t.Run("2>file", func(t *testing.T) {
		t.Parallel()
		file := newFile(t)
		s := run{stderr: file}.start(t, given("--sandbox")...)
		id := s.create()
		s.leaves(id)
		if text, want := content(t, file), "epn-wizard: "+id+", Journal: "+history(t, s.home)[0].JournalID+"\n"; text != want {
			t.Errorf("standard error got %q, want %q", text, want)
		}
	})
	for name, more := range map[string][]string{">file": nil, ">file --output json": {"--output", "json"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := newFile(t)
			s := run{stdout: file}.start(t, given(append(more, "--sandbox")...)...)
			id := s.create()
			if text := content(t, file); text != "" {
				t.Errorf("standard output got %q before the end", text)
			}
			s.finish()
			text := content(t, file)
			first, rest, _ := strings.Cut(text, "\n")
			isResult := first == id && !strings.Contains(text, "\x1b")
			if more != nil {
				isResult = strings.HasPrefix(first, "{") && strings.Contains(first, `"epnInstanceId":"`+id+`"`) && rest == ""
			}
			if !isResult {
				t.Errorf("standard output got %q, want the result %s alone", text, id)
			}
		})
	}
	t.Run(">file 2>file", func(t *testing.T) {
		t.Parallel()
		out, err := newFile(t), newFile(t)
		s := run{stdout: out, stderr: err}.start(t, given("--sandbox")...)
		s.ends(2)
		if said, text := content(t, err), content(t, out); !strings.Contains(said, "yes") || text != "" {
			t.Errorf("standard output got %q, and standard error %q, want it to name --yes", text, said)
		}
	})
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
