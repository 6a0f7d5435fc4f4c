package journal

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
)

var answers = map[client.Field]string{client.InstanceName: "edge \"lab\" <北京>", client.Bandwidth: "10"}

func openDraft(t *testing.T, dir string) *Draft {
	t.Helper()
	d, err := OpenDraft(dir)
	must(t, err)
	t.Cleanup(d.Close)
	return d
}

func TestADraftOutlivesItsProcess(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "epn-wizard")
	d := openDraft(t, dir)
	if s := d.Load(); len(s.Answers) > 0 {
		t.Errorf("at first: %+v", s)
	}
	before := time.Now().UTC().Truncate(time.Second)
	must(t, d.Save(map[client.Field]string{client.InstanceName: "a first answer that is longer than the next ones"}))
	must(t, d.Save(answers))
	if s := ReadDraft(dir); !maps.Equal(s.Answers, answers) {
		t.Errorf("by a look: %+v", s)
	}
	d.Close()
	d.Close()
	tooLate := map[client.Field]string{client.InstanceName: "too late"}
	if saved, deleted := d.Save(tooLate), d.Delete(); saved != ErrLocked || deleted != ErrLocked {
		t.Errorf("after it was closed: saved: %v, deleted: %v", saved, deleted)
	}

	d = openDraft(t, dir)
	if s := d.Load(); !maps.Equal(s.Answers, answers) || s.Time.Before(before) || time.Since(s.Time) < 0 {
		t.Errorf("saved %+v", s)
	}
	must(t, d.Delete())
	must(t, d.Delete()) // there is none any more
	if s := d.Load(); len(s.Answers) > 0 || HasDraft(dir) {
		t.Errorf("deleted, but %+v", s)
	}
}

func TestAGarbledDraftIsNone(t *testing.T) {
	t.Parallel()
	d := openDraft(t, t.TempDir())
	must(t, d.Save(answers))
	whole, err := os.ReadFile(d.path)
	must(t, err)
	garbled := []string{"null", "[]", `{"answers":{}}`, `{"time":"x","answers":{"name":"x"}}`, strings.Repeat("[", 1<<20)}
	for cut := range strings.TrimSpace(string(whole)) {
		garbled = append(garbled, string(whole[:cut]))
	}
	for _, content := range garbled {
		must(t, os.WriteFile(d.path, []byte(content), 0o600))
		if s := d.Load(); len(s.Answers) > 0 {
			t.Errorf("%.80q was read as %+v", content, s)
		}
	}
	must(t, os.WriteFile(d.path, []byte("{\"answers\":{\"name\":\"\xc4\xe3\"}}"), 0o600))
	if s := d.Load(); !s.NotUTF8 || len(s.Answers) > 0 {
		t.Errorf("GBK was read as %+v", s)
	}
}
