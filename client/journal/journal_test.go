package journal

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"
	"time"

	"epn-wizard/client"
)

// The form is a promise: one JSON object a line, with the names that history prints.
func TestARequestAndItsOutcomeComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "epn-wizard")
	before := RecordedTime(time.Now())
	sent := entry("<é> & \"北京\" {\"sum\":\"0\"} \u2028")
	sent.ID, sent.Target, sent.Endpoint = "not this", client.TargetLive, "https://ens.aliyuncs.com"
	sent.Profile, sent.Login, sent.Client = "work", "operator", "192.0.2.7"
	f, err := beginAnyway(open(t, dir), sent)
	must(t, err)
	sent.ID, sent.Time = f.Entry.ID, f.Entry.Time
	if !reflect.DeepEqual(f.Entry, sent) || sent.Time.Before(before) || time.Since(sent.Time) < 0 {
		t.Errorf("begun as %+v", f.Entry)
	}
	want := Record{Entry: sent, Resolution: Resolution{Outcome: unknown}, InFlight: true}
	if got := records(t, open(t, dir)); !reflect.DeepEqual(got, []Record{want}) {
		t.Errorf("under way: %+v", got)
	}

	end := Resolution{Outcome: Created, EPNInstanceID: "epn-3", RequestID: "R-1", Code: "C", ByLookup: true}
	must(t, f.RecordOutcome(end))
	got := last(t, open(t, dir))
	end.ID, end.Time = sent.ID, got.Resolution.Time
	if want := (Record{Entry: sent, Resolution: end}); !reflect.DeepEqual(got, want) || end.Time.Before(sent.Time) {
		t.Errorf("finished: %+v", got)
	}

	data, err := os.ReadFile(filepath.Join(dir, journalFile))
	must(t, err)
	const start, at = `\{"sum":"[0-9a-f]{8}","record":\{`, `-[A-Z2-7]{8}","time":"[^"]+Z",`
	id := `\{"journalId":"` + sent.Time.Format("20060102-150405")
	form := `^` + start + `"sent":` + id + at + `"target":"live",.*"request":\{"EPNInstanceType":"EdgeToEdge",.*\}\}\}\n` +
		start + `"fate":` + id + at + `"outcome":"created","epnInstanceId":"epn-3",.*\}\}\}\n$`
	if !regexp.MustCompile(form).Match(data) {
		t.Errorf("the file holds %s", data)
	}
}

// Two processes may reach the file in another order than they took the time.
func TestRecordsAreSortedByTheirTime(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	for _, id := range []string{"c", "a", "d", "b"} {
		e := entry("edge lab")
		e.ID, e.Time = id, RecordedTime(time.Now()).Add(time.Duration(id[0])*time.Second)
		must(t, j.appendLines(line{Sent: &e}))
	}
	var got string
	for _, r := range records(t, j) {
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
	if lost, err := j.FindUnsettled(); err != nil || len(lost) != 2 || lost[0].ID != first.Entry.ID {
		t.Errorf("unsettled: %+v, %v", lost, err)
	}
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
	all := records(t, j)
	found.ID, found.Time = first.Entry.ID, all[2].Resolution.Time
	if len(all) != 4 || all[0].Resolution.EPNInstanceID != "epn-1" || !all[1].InFlight || all[2].Resolution != found ||
		all[3].Resolution.Outcome != NotCreated || all[3].Unsettled() {
		t.Errorf("recorded %+v", all)
	}
	flying.Abandon()
}

func TestReadingMakesNothing(t *testing.T) {
	t.Parallel()
	const id = "20261122-101112-NOBODYS2"
	dir := filepath.Join(t.TempDir(), "none")
	j := open(t, dir)
	_, errFound := j.FindRecord(id)
	errSettled := j.SettleRecord(id, Resolution{Outcome: NotCreated})
	o := shown(t, j, entry("edge lab"))
	errWritable := j.CheckWritable()
	if errFound != ErrNoRecord || errSettled != ErrNoRecord || errWritable != nil || j.HasRecords() || describe(o) != "" {
		t.Errorf("found: %v, settled: %v, writable: %v, shown: %+v", errFound, errSettled, errWritable, o)
	}
	if _, err := os.Lstat(dir); err == nil {
		t.Error("the directory was made")
	}
	must(t, os.Mkdir(dir, 0o700))
	must(t, os.WriteFile(filepath.Join(dir, journalFile), nil, 0o400))
	records(t, j)
	if left := files(t, dir); left != journalFile {
		t.Errorf("left: %s", left)
	}
}
