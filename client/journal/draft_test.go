package journal

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
)

var answers = map[client.Field]string{client.Name: "edge \"lab\" <北京>", client.Bandwidth: "10"}

// draftTask opens the draft, says whether it has it and what is in it, saves
// its own, and keeps it until told to end.
func draftTask(dir string) error {
	d, err := OpenDraft(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	s, ok := d.Load()
	if err := d.Save(map[client.Field]string{client.Name: "the child's"}); err != nil {
		return err
	}
	fmt.Println(d.IsOwned(), ok, s.Answers[client.Name])
	untilToldToEnd()
	return nil
}

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
	if s, ok := d.Load(); ok || !d.IsOwned() {
		t.Errorf("at first: %+v, owned %v", s, d.IsOwned())
	}
	before := time.Now().UTC().Truncate(time.Second)
	must(t, d.Save(map[client.Field]string{client.Name: "a first answer that is longer than the next ones"}))
	must(t, d.Save(answers))
	if s, ok := ReadDraft(dir); !ok || !maps.Equal(s.Answers, answers) {
		t.Errorf("by a look: %+v, %v", s, ok)
	}
	d.Close()
	d.Close()
	if err := d.Save(map[client.Field]string{client.Name: "too late"}); err != nil || d.IsOwned() {
		t.Errorf("after it was closed: %v, owned %v", err, d.IsOwned())
	}
	must(t, d.Delete())

	d = openDraft(t, dir)
	s, ok := d.Load()
	if !ok || !maps.Equal(s.Answers, answers) || s.Time.Before(before) || time.Since(s.Time) < 0 {
		t.Errorf("saved %+v, %v", s, ok)
	}
	must(t, d.Delete())
	must(t, d.Delete()) // there is none any more
	if s, ok := d.Load(); ok {
		t.Errorf("deleted, but %+v", s)
	}
	must(t, d.Save(answers))
	must(t, d.Save(nil)) // no answers, no draft
	if _, err := os.Lstat(filepath.Join(dir, draftFile)); !os.IsNotExist(err) {
		t.Errorf("a draft of nothing: %v", err)
	}
}

func TestAGarbledDraftIsNone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := openDraft(t, dir)
	must(t, d.Save(answers))
	whole, err := os.ReadFile(d.path)
	must(t, err)
	garbled := []string{
		"null", "[]", "{}", `{"answers":{}}`, `{"answers":["x"]}`, `{"time":"x","answers":{"name":"x"}}`, "\x00\x00",
		strings.Repeat("[", 1<<20),
	}
	for cut := range strings.TrimSpace(string(whole)) {
		garbled = append(garbled, string(whole[:cut]))
	}
	for _, content := range garbled {
		must(t, os.WriteFile(d.path, []byte(content), 0o600))
		if s, ok := d.Load(); ok || len(s.Answers) > 0 {
			t.Errorf("%.80q was read as %+v", content, s)
		}
	}
	must(t, os.WriteFile(d.path, []byte("{\"answers\":{\"name\":\"\xc4\xe3\"}}"), 0o600))
	if s, ok := d.Load(); ok || !s.NotUTF8 || len(s.Answers) > 0 {
		t.Errorf("GBK was read as %+v", s)
	}
	must(t, d.Save(answers))
	if s, ok := d.Load(); !ok || s.NotUTF8 || !maps.Equal(s.Answers, answers) {
		t.Errorf("saved over it: %+v, %v", s, ok)
	}
}

func TestASecondWizardLeavesTheDraftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := openDraft(t, dir)
	must(t, d.Save(answers))
	second := start(t, "draft", dir)
	if got := second.line(t); got != "false false" {
		t.Errorf("a second wizard: %s", got)
	}
	other := openDraft(t, dir) // in the same process, too
	if s, ok := other.Load(); ok || other.IsOwned() {
		t.Errorf("another one here: %+v, owned %v", s, other.IsOwned())
	}
	must(t, other.Save(map[client.Field]string{client.Name: "another"}))
	must(t, other.Delete())
	other.Close() // does not give away what it does not have
	second.end(t)
	if s, ok := d.Load(); !ok || !maps.Equal(s.Answers, answers) {
		t.Errorf("it became %+v, %v", s, ok)
	}
	if third := start(t, "draft", dir); third.line(t) != "false false" {
		t.Error("the draft was given away")
	}
}

func TestTheDraftOfAKilledWizardIsFree(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := start(t, "draft", dir)
	if got := c.line(t); got != "true false" {
		t.Fatalf("the first wizard: %s", got)
	}
	if d := openDraft(t, dir); d.IsOwned() {
		t.Error("two have it")
	}
	c.kill()
	d := openDraft(t, dir)
	if s, ok := d.Load(); !ok || s.Answers[client.Name] != "the child's" {
		t.Errorf("after it was killed: %+v, %v", s, ok)
	}
}
