//go:build unix

package command_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCreateInTheSandbox(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.waitFor("SANDBOX")
	s.walk("edge lab", "10")
	s.fits()
	id := s.create()
	s.finish()
	if first := s.screen()[0]; first != id {
		t.Errorf("the first line left behind is %q, want %q", first, id)
	}
	want := instance{EPNInstanceID: id, EPNInstanceName: "edge lab", NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10}
	if got := onlyInstance(t, stateDir(s.home)); got != want {
		t.Errorf("created %+v, want %+v", got, want)
	}
}

func TestCreateLive(t *testing.T) {
	t.Parallel()
	service := newService(t)
	s := run{env: keys()}.start(t, service.live()...)
	s.waitFor("LIVE")
	s.walk("edge lab", "10")
	s.waitFor("LIVE")
	if !shows(s.screen(), "****") {
		t.Errorf("the review does not show the masked key:\n%s", strings.Join(s.screen(), "\n"))
	}
	if n := service.creates.Load(); n != 0 {
		t.Fatalf("%d creates were sent before y", n)
	}
	id := s.create()
	s.finish()
	// Here, commands are longer than for the service itself, and the first line is out of sight.
	if last := "epn-wizard: " + id + ", Journal: "; !shows(s.screen(), last) {
		t.Errorf("the screen left behind does not show %q:\n%s", last, strings.Join(s.screen(), "\n"))
	}
	if got := onlyInstance(t, service.dir); got.EPNInstanceID != id {
		t.Errorf("created %s, the screen said %s", got.EPNInstanceID, id)
	}
	if n := service.creates.Load(); n != 1 {
		t.Errorf("%d creates were sent, want 1", n)
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
		s.finish()
		if first := s.screen()[0]; first != id {
			t.Errorf("the first line left behind is %q, want %q", first, id)
		}
		if text, want := content(t, file), "epn-wizard: "+id+", Journal: "+history(t, s.home)[0].JournalID+"\n"; text != want {
			t.Errorf("standard error got %q, want %q", text, want)
		}
	})
	t.Run(">file", func(t *testing.T) {
		t.Parallel()
		file := newFile(t)
		s := run{stdout: file}.start(t, given("--sandbox")...)
		id := s.create()
		if text := content(t, file); text != "" {
			t.Errorf("standard output got %q before the end", text)
		}
		s.finish()
		text := content(t, file)
		if first, _, _ := strings.Cut(text, "\n"); first != id || strings.Contains(text, "\x1b") {
			t.Errorf("standard output got %q, want a text that begins with %s", text, id)
		}
	})
	t.Run(">file --output json", func(t *testing.T) {
		t.Parallel()
		file := newFile(t)
		s := run{stdout: file}.start(t, given("--sandbox", "--output", "json")...)
		id := s.create()
		s.finish()
		text := content(t, file)
		if !strings.HasPrefix(text, "{") || !strings.HasSuffix(text, "}\n") || strings.Count(text, "\n") != 1 || !strings.Contains(text, `"epnInstanceId":"`+id+`"`) {
			t.Errorf("standard output got %q, want one object with %s", text, id)
		}
	})
	t.Run(">file 2>file", func(t *testing.T) {
		t.Parallel()
		out, err := newFile(t), newFile(t)
		s := run{stdout: out, stderr: err}.start(t, given("--sandbox")...)
		s.ends(2)
		if text := content(t, err); !strings.Contains(text, "yes") {
			t.Errorf("standard error got %q, want it to name --yes", text)
		}
		if text := content(t, out); text != "" {
			t.Errorf("standard output got %q", text)
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
