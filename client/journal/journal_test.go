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

func TestARequestAndItsFateComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "epn-wizard")
	before := time.Now().UTC().Truncate(time.Millisecond)
	sent := Entry{
		ID: "not this", Target: "live", Endpoint: "https://ens.aliyuncs.com", Profile: "work", Owner: "0123456789abcdef",
		Order: client.Order{
			EPNInstanceType: client.EdgeToEdge, EPNInstanceName: "<é> & \"北京\" {\"sum\":\"0\"} \u2028", InternetChargeType: "PayByBandwidth",
			NetworkingModel: "SpeedUpAndConnection", InternetMaxBandwidthOut: 100,
		},
		Looked: true, Seen: []string{"epn-1", "epn-2"}, Login: "operator", Client: "192.0.2.7",
	}
	f, err := beginAnyway(open(t, dir), sent)
	must(t, err)
	sent.ID, sent.Time = f.Entry.ID, f.Entry.Time
	if !reflect.DeepEqual(f.Entry, sent) || sent.Time.Before(before) || time.Since(sent.Time) < 0 {
		t.Errorf("begun as %+v", f.Entry)
	}
	got := records(t, open(t, dir), 0)
	if want := (Record{Entry: sent, Resolution: Resolution{Outcome: "unknown"}, InFlight: true}); len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("under way: %+v", got)
	}

	fate := Resolution{Outcome: Created, EPNInstanceID: "epn-3", RequestID: "R-1", Code: "C", ByLookup: true}
	must(t, f.RecordOutcome(fate))
	got = records(t, open(t, dir), 0)
	fate.ID, fate.Time = sent.ID, got[0].Resolution.Time
	if want := (Record{Entry: sent, Resolution: fate}); len(got) != 1 || !reflect.DeepEqual(got[0], want) || fate.Time.Before(sent.Time) {
		t.Errorf("finished: %+v", got)
	}
	if left := flightLocks(t, dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// The form is a promise: one JSON object a line, with the names that history prints.
func TestTheFileHoldsOneJSONRecordALine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := begin(t, open(t, dir), "edge lab")
	must(t, f.RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-1"}))
	data, err := os.ReadFile(filepath.Join(dir, journalFile))
	must(t, err)
	lines := strings.Split(string(data), "\n")
	if len(lines) != 3 || lines[2] != "" {
		t.Fatalf("%d lines: %s", len(lines), data)
	}
	for i, want := range []string{
		`^\{"sum":"[0-9a-f]{8}","record":\{"sent":\{"journalId":"[^"]+","time":"[^"]+Z","target":"sandbox",.*"request":\{"EPNInstanceType":"EdgeToEdge",.*\}\}\}$`,
		`^\{"sum":"[0-9a-f]{8}","record":\{"fate":\{"journalId":"[^"]+","time":"[^"]+Z","outcome":"created","epnInstanceId":"epn-1"\}\}\}$`,
	} {
		if !regexp.MustCompile(want).MatchString(lines[i]) {
			t.Errorf("line %d: %s", i+1, lines[i])
		}
	}
}

func TestAnEmptyJournalHasNoRecords(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if got := records(t, open(t, dir), 0); len(got) != 0 {
		t.Errorf("records: %+v", got)
	}
	must(t, os.WriteFile(filepath.Join(dir, journalFile), nil, 0o600))
	if got := records(t, open(t, dir), 0); len(got) != 0 {
		t.Errorf("records of an empty file: %+v", got)
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

func TestTheLastFateCounts(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	f := begin(t, j, "edge lab")
	must(t, f.RecordOutcome(Resolution{Outcome: "unknown", Code: "InternalError"}))
	if r := records(t, j, 0)[0]; !r.Unsettled() || r.Resolution.Code != "InternalError" {
		t.Errorf("after an unknown end: %+v", r)
	}
	must(t, j.SettleRecord(f.Entry.ID, Resolution{Outcome: Created, EPNInstanceID: "epn-1", ByLookup: true}))
	if r := records(t, j, 0)[0]; r.Unsettled() || r.Resolution.EPNInstanceID != "epn-1" || !r.Resolution.ByLookup || r.Resolution.Code != "" {
		t.Errorf("settled: %+v", r)
	}
	if err := j.SettleRecord("20261122-101112-NOBODYS2", Resolution{Outcome: Created, EPNInstanceID: "epn-2"}); !errors.Is(err, ErrNoRecord) {
		t.Errorf("a fate of nothing: %v", err)
	}
	if all := records(t, j, 0); len(all) != 1 || all[0].Resolution.EPNInstanceID != "epn-1" {
		t.Errorf("with a fate of nothing: %+v", all)
	}
}

func TestWhatIsUnsettled(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[string]bool{
		"unknown": true, Created: false, NotCreated: false, "refused": false, "unauthenticated": false, "unreachable": false,
	} {
		if got := (Record{Resolution: Resolution{Outcome: outcome}}).Unsettled(); got != want {
			t.Errorf("%s: %v", outcome, got)
		}
		if (Record{Resolution: Resolution{Outcome: outcome}, InFlight: true}).Unsettled() {
			t.Errorf("%s, in flight: unsettled", outcome)
		}
	}
}

func TestModesOfWhatIsKept(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing there")
	}
	dir := filepath.Join(t.TempDir(), "state")
	begun := begin(t, open(t, dir), "edge lab")
	for _, loose := range []os.FileMode{0, 0o066} {
		for path, want := range map[string]os.FileMode{
			dir: 0o700, filepath.Join(dir, journalFile): 0o600, filepath.Join(dir, lockFile): 0o600, begun.lock.Path(): 0o600,
		} {
			info, err := os.Lstat(path)
			if err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", filepath.Base(path), info, err)
			}
			if filepath.Dir(path) == dir && path != begun.lock.Path() && loose == 0 {
				must(t, os.Chmod(path, want|0o066))
			}
		}
		must(t, begin(t, open(t, dir), "another").RecordOutcome(Resolution{Outcome: Created}))
	}
	must(t, begun.RecordOutcome(Resolution{Outcome: Created}))
	must(t, os.Chmod(dir, 0o755)) // which is for its user to mend
	if _, err := Open(dir); err == nil {
		t.Error("a directory that others can enter was taken")
	}
}
