package journal

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
)

func TestARequestAndItsOutcomeComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "epn-wizard")
	before := currentTime()
	sent := entry("<é> & \"北京\" {\"sum\":\"0\"} \u2028")
	sent.ID, sent.Target, sent.Endpoint = "not this", client.TargetLive, "https://ens.aliyuncs.com"
	sent.Profile, sent.Login, sent.Client = "work", "operator", "192.0.2.7"
	sent.Seen = []string{"epn-1", "epn-2"}
	f, err := beginAnyway(open(t, dir), sent)
	must(t, err)
	sent.ID, sent.Time = f.Entry.ID, f.Entry.Time
	if !reflect.DeepEqual(f.Entry, sent) || sent.Time.Before(before) || time.Since(sent.Time) < 0 {
		t.Errorf("begun as %+v", f.Entry)
	}
	want := Record{Entry: sent, Resolution: Resolution{Outcome: unknown}, InFlight: true}
	if got := records(t, open(t, dir), 0); len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("under way: %+v", got)
	}

	end := Resolution{Outcome: Created, EPNInstanceID: "epn-3", RequestID: "R-1", Code: "C", ByLookup: true}
	must(t, f.RecordOutcome(end))
	got := last(t, open(t, dir))
	end.ID, end.Time = sent.ID, got.Resolution.Time
	if want := (Record{Entry: sent, Resolution: end}); !reflect.DeepEqual(got, want) || end.Time.Before(sent.Time) {
		t.Errorf("finished: %+v", got)
	}
}

// The form is a promise: one JSON object a line, with the names that history prints.
func TestTheFileHoldsOneJSONRecordALine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	must(t, begin(t, open(t, dir), "edge lab").RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-1"}))
	data, err := os.ReadFile(filepath.Join(dir, journalFile))
	must(t, err)
	const start, at = `^\{"sum":"[0-9a-f]{8}","record":\{`, `\{"journalId":"[^"]+","time":"[^"]+Z",`
	const order = `"request":\{"EPNInstanceType":"EdgeToEdge",.*\}`
	lines := strings.Split(string(data), "\n")
	if len(lines) != 3 || lines[2] != "" {
		t.Fatalf("%d lines: %s", len(lines), data)
	}
	for i, want := range []string{
		start + `"sent":` + at + `"target":"sandbox",.*` + order + `\}\}$`,
		start + `"fate":` + at + `"outcome":"created","epnInstanceId":"epn-1"\}\}\}$`,
	} {
		if !regexp.MustCompile(want).MatchString(lines[i]) {
			t.Errorf("line %d: %s", i+1, lines[i])
		}
	}
}

func TestIDsAreUniqueAndTellTheirOrder(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	form := regexp.MustCompile(`^(\d{8}-\d{6})-[A-Z2-7]{8}$`)
	var ids []string
	for i := range 50 {
		f := begin(t, j, strconv.Itoa(i))
		must(t, f.RecordOutcome(Resolution{Outcome: "refused"}))
		m := form.FindStringSubmatch(f.Entry.ID)
		if m == nil || m[1] != f.Entry.Time.Format("20060102-150405") || slices.Contains(ids, f.Entry.ID) {
			t.Fatalf("id %q after %q", f.Entry.ID, ids)
		}
		ids = append(ids, f.Entry.ID)
	}
	for i, r := range records(t, j, 0) {
		if r.ID != ids[i] || r.Order.EPNInstanceName != strconv.Itoa(i) {
			t.Errorf("record %d is %s, %q", i, r.ID, r.Order.EPNInstanceName)
		}
	}
	if seconds := func(a, b string) int { return strings.Compare(a[:15], b[:15]) }; !slices.IsSortedFunc(ids, seconds) {
		t.Errorf("not sorted: %q", ids)
	}
}

// Two processes may reach the file in another order than they took the time.
func TestRecordsAreSortedByTheirTime(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	now := time.Now().UTC()
	for _, id := range []string{"c", "a", "d", "b"} {
		e := entry("edge lab")
		e.ID, e.Time = id, now.Add(time.Duration(id[0])*time.Second)
		must(t, j.appendLines(line{Sent: &e}))
	}
	var got string
	for _, r := range records(t, j, 0) {
		got += r.ID
	}
	if got != "abcd" {
		t.Errorf("order %q", got)
	}
}

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
