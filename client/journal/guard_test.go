package journal

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client"
)

// shown looks at what stands in the way of a request from now on.
func shown(t *testing.T, j *Journal, e Entry) Obstacles {
	t.Helper()
	o, err := j.FindObstacles(e, time.Now())
	must(t, err)
	return o
}

// refused begins a request and fails unless something stands in its way.
func refused(t *testing.T, j *Journal, e Entry, o Obstacles) Obstacles {
	t.Helper()
	f, stands, err := j.BeginRequest(e, o)
	must(t, err)
	if f != nil || stands == nil {
		t.Fatal("a request was begun")
	}
	return *stands
}

// allowed begins a request and fails if something stands in its way.
func allowed(t *testing.T, j *Journal, e Entry, o Obstacles) *InFlight {
	t.Helper()
	f, stands, err := j.BeginRequest(e, o)
	if err != nil || stands != nil {
		t.Fatalf("%+v, %v", stands, err)
	}
	return f
}

// isClear reports whether nothing stands in the way.
func isClear(o Obstacles) bool {
	return len(o.Records) == 0 && len(o.Damaged) == 0 && o.WaitUntil.IsZero()
}

// changed gives the usual request with a change.
func changed(change func(*Entry)) Entry {
	e := entry("edge lab")
	change(&e)
	return e
}

func TestOnlyTheGuardLetsThrough(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	e := entry("edge lab")
	past := e
	past.ID, past.Time = "past", time.Now().Add(-time.Hour)
	must(t, j.appendLines(line{Sent: &past}, line{Resolution: &Resolution{ID: "past", Time: past.Time, Outcome: Created}}))
	if o := refused(t, j, e, Obstacles{}); !isClear(o) {
		t.Errorf("what was created long ago is in the way: %+v", o)
	}
	for _, change := range []func(*Entry){
		func(e *Entry) { e.Order.InternetMaxBandwidthOut++ },
		func(e *Entry) { e.Target, e.Endpoint = client.TargetLive, "https://ens.test" },
		func(e *Entry) { e.Owner = "another" },
	} {
		refused(t, j, e, shown(t, j, changed(change)))
	}
	if len(records(t, j, 0)) != 1 {
		t.Error("something was written")
	}
	must(t, allowed(t, j, e, refused(t, j, e, Obstacles{})).RecordOutcome(Resolution{Outcome: "refused"}))
}

// What stands in the way is passed by who was shown it, as it stands.
func TestEachObstacleIsShown(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	e := entry("edge lab")
	clear := shown(t, j, e)
	f := allowed(t, j, e, clear)
	flying := refused(t, j, e, clear)
	must(t, f.RecordOutcome(Resolution{Outcome: unknown}))
	lost := refused(t, j, e, flying) // which it no longer is
	must(t, j.SettleRecord(f.Entry.ID, Resolution{Outcome: Created, EPNInstanceID: "epn-1"}))
	created := refused(t, j, e, lost)
	for _, o := range []Obstacles{flying, lost, created} {
		if len(o.Records) != 1 || o.Records[0].ID != f.Entry.ID || isClear(o) {
			t.Errorf("%+v", o)
		}
	}
	if !flying.Records[0].InFlight || !lost.Records[0].Unsettled() || !created.Records[0].Settled() {
		t.Errorf("%+v, then %+v, then %+v", flying, lost, created)
	}
	must(t, allowed(t, j, e, created).RecordOutcome(Resolution{Outcome: "refused"}))
	later, err := j.FindObstacles(e, time.Now().Add(time.Second))
	if err != nil || !isClear(later) {
		t.Errorf("what was created before or refused is in the way: %+v, %v", later, err)
	}
}

// A request of the same name, but of other values, is told, and stands in no way.
func TestNamesakesAreTold(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	other := changed(func(e *Entry) { e.Order.InternetMaxBandwidthOut++ })
	f := allowed(t, j, other, shown(t, j, other))
	must(t, f.RecordOutcome(Resolution{Outcome: unknown}))
	if o := shown(t, j, entry("edge lab")); !isClear(o) || len(o.Namesakes) != 1 || o.Namesakes[0].ID != f.Entry.ID {
		t.Errorf("%+v", o)
	}
	must(t, j.SettleRecord(f.Entry.ID, Resolution{Outcome: Created}))
	if o := shown(t, j, entry("edge lab")); !isClear(o) || len(o.Namesakes) != 0 {
		t.Errorf("once it is settled: %+v", o)
	}
}

// What one service is, package client tests.
func TestOneServiceHoweverItIsSpelled(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	at := func(endpoint string) Entry {
		return changed(func(e *Entry) { e.Target, e.Endpoint = client.TargetLive, endpoint })
	}
	allowed(t, j, at("http://LOCALHOST:8420"), shown(t, j, at("http://localhost:8420"))).Abandon()
	for endpoint, same := range map[string]bool{
		"http://127.0.0.1:8420": true, "http://[::1]:8420": true, "http://127.0.0.1:8421": false, "https://ens.test": false,
	} {
		if o := shown(t, j, at(endpoint)); len(o.Records) == 1 != same {
			t.Errorf("%s: %+v", endpoint, o)
		}
	}
	begin(t, j, "edge lab").Abandon() // the sandbox has another port each time
	if len(shown(t, j, changed(func(e *Entry) { e.Endpoint = "http://127.0.0.1:1" })).Records) != 1 {
		t.Error("another port is another sandbox")
	}
}

func TestAThrottlesWait(t *testing.T) {
	t.Parallel()
	if until := ThrottledUntil(time.Hour); time.Until(until) > maxThrottle || !ThrottledUntil(0).IsZero() {
		t.Errorf("until %v", until)
	}
	for until, waits := range map[time.Duration]bool{
		time.Minute: true, -time.Second: false, time.Hour: false, // an hour can only come of a clock that was set
	} {
		j := open(t, t.TempDir())
		throttled := Resolution{Outcome: "refused", WaitUntil: currentTime().Add(until)}
		f, sooner := begin(t, j, "edge lab"), begin(t, j, "another")
		must(t, f.RecordOutcome(throttled))
		must(t, sooner.RecordOutcome(Resolution{Outcome: "refused", WaitUntil: throttled.WaitUntil.Add(-time.Second)}))
		for _, e := range []Entry{entry("edge lab"), entry("another")} {
			if o := shown(t, j, e); o.WaitUntil.Equal(throttled.WaitUntil) != waits || isClear(o) == waits {
				t.Errorf("%v: %+v", until, o)
			} else if waits {
				refused(t, j, e, o)
			}
		}
		for _, e := range []Entry{
			changed(func(e *Entry) { e.Owner = "another" }), changed(func(e *Entry) { e.Target = client.TargetLive }),
		} {
			if o := shown(t, j, e); !isClear(o) {
				t.Errorf("of another owner or service: %+v", o)
			}
		}
	}
}

func TestDamageBlocksUntilItIsAcknowledged(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func([]byte) []byte{
		"a bit":  func(line []byte) []byte { line[40] ^= 1; return line },
		"NULs":   func(line []byte) []byte { clear(line[:len(line)-1]); return line },
		"a text": func([]byte) []byte { return []byte("not a record\n") },
	} {
		data, _ := written(t)
		lines := strings.SplitAfter(string(data), "\n")
		lines[1] = string(spoil([]byte(lines[1])))
		j, e := holding(t, t.TempDir(), []byte(strings.Join(lines, ""))), entry("three")
		o := refused(t, j, e, shown(t, j, e))
		if len(o.Damaged) != 1 || o.Damaged[0].Line != 2 || isClear(o) {
			t.Fatalf("%s: %+v", name, o)
		}
		otherBytes, elsewhere := o.Damaged[0], o.Damaged[0]
		otherBytes.Checksum, elsewhere.Offset = "00000000", 7
		must(t, j.AcknowledgeDamage([]Damage{otherBytes, elsewhere}))
		refused(t, j, e, shown(t, j, e))
		for range 2 { // of which the second has nothing to record
			must(t, j.AcknowledgeDamage(o.Damaged))
		}
		if all, err := os.ReadFile(filepath.Join(j.dir, journalFile)); strings.Count(string(all), `"damage"`) != 1 {
			t.Errorf("%s: recorded %s, %v", name, all, err)
		}
		must(t, allowed(t, j, e, shown(t, j, e)).RecordOutcome(Resolution{Outcome: Created}))
		if _, left, err := j.ReadRecords(); err != nil || len(left) != 1 || left[0].BlocksOrders() || !left[0].Recorded {
			t.Errorf("%s: %+v, %v", name, left, err)
		}
	}
}

// What was cut off at the end never counts as damage, also not when the record
// that names it is cut off in its turn.
func TestWhatIsTornIsNoDamage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := open(t, dir)
	must(t, begin(t, j, "one").RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-1"}))
	path := filepath.Join(dir, journalFile)
	whole, err := os.ReadFile(path)
	must(t, err)
	next, _, _ := strings.Cut(string(whole), "\n")
	for name, tail := range map[string]string{
		"a line": next[:len(next)/2], "a mark": `{"sum":"`, "NULs": strings.Repeat("\x00", 10_000),
		"both": next[:20] + "\x00\x00",
	} {
		must(t, os.WriteFile(path, append(whole[:len(whole):len(whole)], tail...), 0o600))
		if o := shown(t, j, entry("two")); len(o.Torn) != 1 || !o.Torn[0].Torn || len(o.Damaged) != 0 {
			t.Fatalf("%s: %+v", name, o)
		}
		begin(t, j, "two").Abandon()
		after, err := os.ReadFile(path)
		must(t, err)
		for cut := len(whole) + len(tail); cut <= len(after); cut++ {
			must(t, os.WriteFile(path, after[:cut], 0o600))
			if o := shown(t, j, entry("three")); len(o.Damaged) != 0 {
				t.Fatalf("%s, cut at %d: %+v", name, cut, o)
			}
		}
		must(t, begin(t, j, "three").RecordOutcome(Resolution{Outcome: Created}))
		if o := shown(t, j, entry("four")); len(o.Damaged) != 0 || len(o.Torn) != 0 {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

// Whoever cannot look is told so, and whoever waited is not ended by it later.
func TestAJournalThatIsLocked(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	f := begin(t, j, "edge lab")
	lock := flock.New(filepath.Join(j.dir, lockFile))
	must(t, lock.Lock())
	j.lockWait = time.Millisecond
	r, err := j.FindRecord(f.Entry.ID)
	if !errors.Is(err, ErrLocked) || r.Settled() {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := j.FindObstacles(entry("edge lab"), time.Now()); !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
	if err := f.RecordOutcome(Resolution{Outcome: unknown}); !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
	must(t, lock.Unlock())
	j.lockWait = lockLimit
	if r := last(t, j); !r.Unsettled() { // by which time whoever still waited has had the lock, and let go of it
		t.Errorf("%+v", r)
	}
}

func TestReadingMakesNothing(t *testing.T) {
	t.Parallel()
	const id = "20261122-101112-NOBODYS2"
	dir := filepath.Join(t.TempDir(), "none")
	j := open(t, dir)
	if _, err := j.FindRecord(id); !errors.Is(err, ErrNoRecord) || j.HasRecords() {
		t.Error(err)
	}
	if o := shown(t, j, entry("edge lab")); !isClear(o) {
		t.Errorf("%+v", o)
	}
	if err := j.SettleRecord(id, Resolution{Outcome: NotCreated}); !errors.Is(err, ErrNoRecord) {
		t.Error(err)
	}
	if _, err := os.Lstat(dir); err == nil {
		t.Error("the directory was made")
	}
	must(t, os.Mkdir(dir, 0o700))
	must(t, os.WriteFile(filepath.Join(dir, journalFile), nil, 0o400))
	records(t, j, 0)
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}
