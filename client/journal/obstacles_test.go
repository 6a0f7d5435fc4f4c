package journal

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"

	"github.com/gofrs/flock"
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

func TestOnlyTheGuardLetsThrough(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	e := entry("edge lab")
	refused(t, j, e, Obstacles{})
	other := e
	other.Order.InternetMaxBandwidthOut++
	refused(t, j, e, shown(t, j, other))
	other = e
	other.Target, other.Endpoint = "live", "https://ens.test"
	refused(t, j, e, shown(t, j, other))
	other = e
	other.Owner = "another"
	refused(t, j, e, shown(t, j, other))
	if _, err := os.Lstat(filepath.Join(j.dir, journalFile)); err == nil {
		t.Error("something was written")
	}
	f, stands, err := j.BeginRequest(e, refused(t, j, e, Obstacles{}))
	if err != nil || stands != nil {
		t.Fatal(stands, err)
	}
	must(t, f.RecordOutcome(Resolution{Outcome: "refused"}))
}

// What stands in the way is passed by who was shown it, as it stands.
func TestEachObstacleIsShown(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	e := entry("edge lab")
	clear := shown(t, j, e)
	f, stands, err := j.BeginRequest(e, clear)
	if err != nil || stands != nil {
		t.Fatal(stands, err)
	}
	flying := refused(t, j, e, clear)
	if len(flying.Records) != 1 || !flying.Records[0].InFlight {
		t.Errorf("%+v", flying)
	}
	must(t, f.RecordOutcome(Resolution{Outcome: unknown}))
	lost := refused(t, j, e, flying) // which it no longer is
	if len(lost.Records) != 1 || !lost.Records[0].Unsettled() {
		t.Errorf("%+v", lost)
	}
	must(t, j.SettleRecord(f.Entry.ID, Resolution{Outcome: Created, EPNInstanceID: "epn-1"}))
	created := refused(t, j, e, lost)
	if len(created.Records) != 1 || created.Records[0].Resolution.EPNInstanceID != "epn-1" {
		t.Errorf("%+v", created)
	}
	later, err := j.FindObstacles(e, time.Now().Add(time.Second))
	if err != nil || !later.IsClear() {
		t.Errorf("what was created before is in the way: %+v, %v", later, err)
	}
	second, stands, err := j.BeginRequest(e, created)
	if err != nil || stands != nil {
		t.Fatal(stands, err)
	}
	must(t, second.RecordOutcome(Resolution{Outcome: "refused"}))
	if later, err := j.FindObstacles(e, time.Now().Add(time.Second)); err != nil || !later.IsClear() {
		t.Errorf("a refusal is in the way: %+v, %v", later, err)
	}
}

func TestOneServiceHoweverItIsSpelled(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	for sent, others := range map[string]map[string]bool{
		"https://ENS.test:443": {
			"https://ens.test": true, "https://ens.test.": true, "https://ens.test:8443": false, "https://other.test": false,
		},
		"http://LOCALHOST:8420": {
			"http://127.0.0.1:8420": true, "http://[::1]:8420": true, "http://[::ffff:127.0.0.1]:08420": true,
			"http://127.0.0.1:8421": false, "https://127.0.0.1:8420": false, "http://127.0.0.2:8420": false,
		},
	} {
		e := entry("edge lab")
		e.Target, e.Endpoint = client.TargetLive, sent
		f, err := beginAnyway(j, e)
		must(t, err)
		f.Abandon()
		for endpoint, same := range others {
			e.Endpoint = endpoint
			if o := shown(t, j, e); len(o.Records) == 1 != same {
				t.Errorf("%s after %s: %+v", endpoint, sent, o)
			}
		}
	}
	e := entry("edge lab") // the sandbox has another port each time
	f, err := beginAnyway(j, e)
	must(t, err)
	f.Abandon()
	if e.Endpoint = "http://127.0.0.1:1"; len(shown(t, j, e).Records) != 1 {
		t.Error("another port is another sandbox")
	}
}

func TestAThrottlesWait(t *testing.T) {
	t.Parallel()
	if until := ThrottledUntil(time.Hour); time.Until(until) > maxThrottle || !ThrottledUntil(0).IsZero() {
		t.Errorf("until %v", until)
	}
	for _, c := range []struct {
		until time.Duration
		waits bool
	}{{time.Minute, true}, {-time.Second, false}, {time.Hour, false}} { // an hour can only come of a clock that was set
		j := open(t, t.TempDir())
		e := entry("edge lab")
		f, err := beginAnyway(j, e)
		must(t, err)
		must(t, f.RecordOutcome(Resolution{Outcome: "refused", WaitUntil: currentTime().Add(c.until)}))
		for _, change := range []func(*Entry){func(*Entry) {}, func(e *Entry) { e.Order.EPNInstanceName = "another" }} {
			next := entry("edge lab")
			change(&next)
			if o := shown(t, j, next); o.WaitUntil.IsZero() == c.waits || o.IsClear() == c.waits {
				t.Errorf("%v: %+v", c.until, o)
			} else if c.waits {
				refused(t, j, next, o)
			}
		}
		for _, change := range []func(*Entry){func(e *Entry) { e.Owner = "another" }, func(e *Entry) { e.Target = "live" }} {
			next := entry("edge lab")
			change(&next)
			if o := shown(t, j, next); !o.IsClear() {
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
		j := open(t, t.TempDir())
		for _, lab := range []string{"one", "two"} {
			must(t, begin(t, j, lab).RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-" + lab}))
		}
		path := filepath.Join(j.dir, journalFile)
		data, err := os.ReadFile(path)
		must(t, err)
		lines := strings.SplitAfter(string(data), "\n")
		lines[1] = string(spoil([]byte(lines[1])))
		must(t, os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600))

		e := entry("three")
		o := refused(t, j, e, shown(t, j, e))
		if len(o.Damaged) != 1 || o.Damaged[0].Line != 2 {
			t.Errorf("%s: %+v", name, o)
		}
		must(t, j.AcknowledgeDamage([]Damage{{Offset: o.Damaged[0].Offset, Length: o.Damaged[0].Length, Checksum: "00000000"}}))
		refused(t, j, e, shown(t, j, e)) // those were other bytes
		must(t, j.AcknowledgeDamage(o.Damaged))
		if f, stands, err := j.BeginRequest(e, shown(t, j, e)); err != nil || stands != nil {
			t.Errorf("%s: %+v, %v", name, stands, err)
		} else {
			must(t, f.RecordOutcome(Resolution{Outcome: Created}))
		}
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
	next := string(whole[:strings.IndexByte(string(whole), '\n')])
	for name, tail := range map[string]string{"a line": next[:len(next)/2], "a mark": `{"sum":"`, "NULs": strings.Repeat("\x00", 10_000), "both": next[:20] + "\x00\x00"} {
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
	if r, err := j.FindRecord(f.Entry.ID); !errors.Is(err, ErrLocked) || r.Settled() {
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
	dir := filepath.Join(t.TempDir(), "none")
	j := open(t, dir)
	if _, err := j.FindRecord("20261122-101112-NOBODYS2"); !errors.Is(err, ErrNoRecord) || j.HasRecords() {
		t.Error(err)
	}
	if o := shown(t, j, entry("edge lab")); !o.IsClear() {
		t.Errorf("%+v", o)
	}
	if err := j.SettleRecord("20261122-101112-NOBODYS2", byHand); !errors.Is(err, ErrNoRecord) {
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
