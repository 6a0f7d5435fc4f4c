//go:build unix

package journal

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// places are what can stand where a file of the state directory should.
func places(t *testing.T) map[string]func(path string) {
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	must(t, os.WriteFile(elsewhere, nil, 0o600))
	all := map[string]func(path string){
		"a link":                    func(path string) { must(t, os.Symlink(elsewhere, path)) },
		"a link that leads nowhere": func(path string) { must(t, os.Symlink(elsewhere+"-not", path)) },
		"a directory":               func(path string) { must(t, os.Mkdir(path, 0o700)) },
		"a named pipe":              func(path string) { must(t, syscall.Mkfifo(path, 0o600)) },
	}
	if os.Geteuid() == 0 { // nobody else can give a file away
		all["somebody else's file"] = func(path string) {
			must(t, os.WriteFile(path, nil, 0o600))
			must(t, os.Chown(path, 12345, 12345))
		}
	}
	t.Cleanup(func() {
		if data, err := os.ReadFile(elsewhere); err != nil || len(data) > 0 {
			t.Errorf("written through a link: %q, %v", data, err)
		}
		if _, err := os.Lstat(elsewhere + "-not"); err == nil {
			t.Error("made through a link")
		}
	})
	return all
}

func TestAJournalThatIsNoFileOfOursIsRefused(t *testing.T) {
	t.Parallel()
	for what, put := range places(t) {
		for _, name := range []string{journalFile, lockFile} {
			dir := t.TempDir()
			j := open(t, dir)
			put(filepath.Join(dir, name))
			if f, err := beginAnyway(j, entry("edge lab")); err == nil {
				t.Errorf("%s is %s, and a request was begun: %+v", name, what, f)
			}
			if err := j.SettleRecord("20261122-101112-ABCDEFGH", Resolution{Outcome: Created}); err == nil || errors.Is(err, ErrNoRecord) && name == journalFile {
				t.Errorf("%s is %s, and settling said: %v", name, what, err)
			}
			if _, _, err := j.ReadRecords(); err == nil && name == journalFile {
				t.Errorf("%s is %s, and it was read", name, what)
			}
			if left := flightLocks(t, dir); len(left) != 0 {
				t.Errorf("%s is %s; left: %v", name, what, left)
			}
		}
	}
}

func TestAStateDirectoryThatIsNotOursIsRefused(t *testing.T) {
	t.Parallel()
	for what, put := range places(t) {
		if what == "a directory" {
			continue
		}
		dir := filepath.Join(t.TempDir(), "state")
		put(dir)
		if _, err := Open(dir); err == nil {
			t.Errorf("%s was taken for the journal", what)
		}
		d, err := OpenDraft(dir)
		if err == nil || d.IsOwned() {
			t.Errorf("%s was taken for the draft", what)
		}
	}
	real := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(real, link))
	for _, dir := range []string{link, link + "/"} {
		if _, err := Open(dir); err == nil {
			t.Errorf("a link to a directory was taken: %s", filepath.Base(dir))
		}
	}
}

func TestADraftThatIsNoFileOfOursIsRefused(t *testing.T) {
	t.Parallel()
	for what, put := range places(t) {
		for _, name := range []string{draftFile, draftLock} {
			dir := t.TempDir()
			put(filepath.Join(dir, name))
			d, err := OpenDraft(dir)
			if err == nil || d.IsOwned() {
				t.Errorf("%s is %s, and was taken", name, what)
			}
			if err := d.Save(answers); err != nil {
				t.Errorf("%s is %s, and saving failed: %v", name, what, err) // it was said once
			}
			if _, ok := d.Load(); ok {
				t.Errorf("%s is %s, and was read", name, what)
			}
			d.Close()
		}
	}
}
