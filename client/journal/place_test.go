//go:build unix

package journal

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// forEachPlace tries all that can stand where a file of the state directory should.
func forEachPlace(t *testing.T, try func(what string, put func(path string))) {
	t.Helper()
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	must(t, os.WriteFile(elsewhere, nil, 0o600))
	for what, put := range map[string]func(path string) error{
		"a link":                    func(path string) error { return os.Symlink(elsewhere, path) },
		"a link that leads nowhere": func(path string) error { return os.Symlink(elsewhere+"-not", path) },
		"a directory":               func(path string) error { return os.Mkdir(path, 0o700) },
		"a named pipe":              func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"somebody else's file": func(path string) error {
			return errors.Join(os.WriteFile(path, nil, 0o600), os.Chown(path, 12345, 12345))
		},
	} {
		if what == "somebody else's file" && os.Geteuid() != 0 {
			continue // only root can give a file away
		}
		try(what, func(path string) { must(t, put(path)) })
	}
	if data, err := os.ReadFile(elsewhere); err != nil || len(data) > 0 {
		t.Errorf("written through a link: %q, %v", data, err)
	}
	if _, err := os.Lstat(elsewhere + "-not"); err == nil {
		t.Error("made through a link")
	}
}

func TestAJournalThatIsNoFileOfOursIsRefused(t *testing.T) {
	t.Parallel()
	forEachPlace(t, func(what string, put func(string)) {
		for _, name := range []string{journalFile, lockFile} {
			dir := t.TempDir()
			j := open(t, dir)
			put(filepath.Join(dir, name))
			if f, err := beginAnyway(j, entry("edge lab")); err == nil {
				t.Errorf("%s is %s, and a request was begun: %+v", name, what, f)
			}
			err := j.SettleRecord("20261122-101112-ABCDEFGH", Resolution{Outcome: Created})
			if err == nil || errors.Is(err, ErrNoRecord) && name == journalFile {
				t.Errorf("%s is %s, and settling said: %v", name, what, err)
			}
			if _, _, err := j.ReadRecords(); err == nil {
				t.Errorf("%s is %s, and it was read", name, what)
			}
			if left := flightLocks(t, dir); len(left) != 0 {
				t.Errorf("%s is %s; left: %v", name, what, left)
			}
		}
	})
}

func TestADraftThatIsNoFileOfOursIsRefused(t *testing.T) {
	t.Parallel()
	forEachPlace(t, func(what string, put func(string)) {
		for _, name := range []string{draftFile, draftLock} {
			dir := t.TempDir()
			put(filepath.Join(dir, name))
			if _, ok := ReadDraft(dir); ok { // it would wait for a pipe
				t.Errorf("%s is %s, and was read by a look", name, what)
			}
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
	})
}

// The rules for directories have tests of their own in package private.
func TestAStateDirectoryThatIsALinkIsRefused(t *testing.T) {
	t.Parallel()
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(t.TempDir(), link))
	if _, err := Open(link); err == nil {
		t.Error("it was taken for the journal")
	}
	if d, err := OpenDraft(link); err == nil || d.IsOwned() {
		t.Error("it was taken for the draft")
	}
}
