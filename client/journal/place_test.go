//go:build unix

package journal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A link in place of the state directory or of a file in it is refused, and neither read nor written
// through. What else is refused, and which modes are narrowed, package private tests.
func TestALinkInPlaceOfAFileIsRefused(t *testing.T) {
	t.Parallel()
	elsewhere, link := filepath.Join(t.TempDir(), "elsewhere"), filepath.Join(t.TempDir(), "link")
	const theirs = `{"answers":{"name":"theirs"}}`
	must(t, os.WriteFile(elsewhere, []byte(theirs), 0o600))
	for _, name := range []string{journalFile, lockFile} {
		j := open(t, t.TempDir())
		must(t, os.Symlink(elsewhere, filepath.Join(j.dir, name)))
		_, errBegun := beginAnyway(j, entry("edge lab"))
		_, _, errRead := j.ReadRecords()
		err := j.SettleRecord("20261122-101112-ABCDEFGH", Resolution{Outcome: Created})
		if errBegun == nil || errRead == nil || err == nil || errors.Is(err, ErrNoRecord) && name == journalFile {
			t.Errorf("%s: begun: %v, read: %v, settled: %v", name, errBegun, errRead, err)
		}
	}
	for _, name := range []string{draftFile, draftLock} {
		dir := t.TempDir()
		must(t, os.Symlink(elsewhere, filepath.Join(dir, name)))
		if _, err := OpenDraft(dir); err == nil || len(ReadDraft(dir).Answers) > 0 {
			t.Errorf("%s: read by a look, or taken: %v", name, err)
		}
	}
	must(t, os.Symlink(t.TempDir(), link))
	_, errJournal := Open(link)
	_, errDraft := OpenDraft(link)
	if errJournal == nil || errDraft == nil {
		t.Errorf("a state directory that is a link was taken: %v, %v", errJournal, errDraft)
	}
	if data, err := os.ReadFile(elsewhere); err != nil || string(data) != theirs {
		t.Errorf("written through a link: %q, %v", data, err)
	}
}
