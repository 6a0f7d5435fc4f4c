package journal

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// An outcome that is known stays, and an instance belongs to one request alone.
func TestSettleRecord(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	created, flying, first, second := begin(t, j, "created"), begin(t, j, "flying"), begin(t, j, "1"), begin(t, j, "2")
	must(t, created.RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-1"}))
	must(t, first.RecordOutcome(Resolution{Outcome: unknown, Code: "InternalError"}))
	second.Abandon()
	none, found := Resolution{Outcome: NotCreated}, Resolution{Outcome: Created, EPNInstanceID: "epn-2", ByLookup: true}
	for _, c := range []struct {
		what, id   string
		resolution Resolution
		want       error
	}{
		{"one that is created", created.Entry.ID, none, ErrSettled},
		{"one under way", flying.Entry.ID, none, ErrInFlight},
		{"nobody's", "../no-such-request", none, ErrNoRecord},
		{"one that is lost", first.Entry.ID, found, nil},
		{"another by the same instance", second.Entry.ID, found, ErrClaimed},
		{"that by nothing", second.Entry.ID, none, nil},
		{"that once more", second.Entry.ID, found, ErrSettled},
	} {
		if err := j.SettleRecord(c.id, c.resolution); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
	}
	all := records(t, j, 0)
	found.ID, found.Time = first.Entry.ID, all[2].Resolution.Time
	if len(all) != 4 || all[0].Resolution.EPNInstanceID != "epn-1" || !all[1].InFlight || all[2].Resolution != found ||
		all[3].Resolution.Outcome != NotCreated || all[3].Unsettled() {
		t.Errorf("recorded %+v", all)
	}
	must(t, flying.RecordOutcome(Resolution{Outcome: unknown}))
}

func TestModesOfWhatIsKept(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing there")
	}
	dir := filepath.Join(t.TempDir(), "state")
	begun := begin(t, open(t, dir), "edge lab")
	for range 2 {
		d := openDraft(t, dir)
		must(t, d.Save(answers))
		d.Close()
		must(t, begin(t, open(t, dir), "another").RecordOutcome(Resolution{Outcome: "refused"}))
		files := []string{
			filepath.Join(dir, journalFile), filepath.Join(dir, lockFile), d.path, d.lock.Path(), begun.lock.Path(), dir,
		}
		for _, path := range files {
			want := os.FileMode(0o600)
			if path == dir {
				want = 0o700
			}
			if info, err := os.Lstat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", filepath.Base(path), info, err)
			}
		}
		for _, path := range files[:4] {
			must(t, os.Chmod(path, 0o655)) // to be narrowed the next time
		}
	}
	must(t, os.Chmod(dir, 0o755)) // which is for its user to mend
	if _, err := Open(dir); err == nil {
		t.Error("a directory that others can enter was taken")
	}
}
