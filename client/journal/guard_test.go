package journal

import (
	"errors"
	"path/filepath"
	"slices"
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

// describe names what stands in the way: the states of its records, and whatever else there is.
func describe(o Obstacles) (all string) {
	for _, r := range o.Records {
		all += string(r.findObstacle(o.since)) + " "
	}
	all += strings.Repeat("namesake ", len(o.Namesakes)) + strings.Repeat("damaged ", len(o.Damaged))
	if all += strings.Repeat("torn ", len(o.Torn)); !o.WaitUntil.IsZero() {
		all += "wait"
	}
	return strings.TrimSpace(all)
}

// changed gives the usual request with a change.
func changed(change func(*Entry)) Entry {
	e := entry("edge lab")
	change(&e)
	return e
}

// What stands in the way is passed by who was shown it by the guard, as it stands.
func TestEachObstacleIsShown(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	e := entry("edge lab")
	past := e
	past.ID, past.Time = "past", time.Now().Add(-time.Hour)
	must(t, j.appendLines(line{Sent: &past}, line{Resolution: &Resolution{ID: "past", Time: past.Time, Outcome: Created}}))
	nothing := refused(t, j, e, Obstacles{})
	for _, change := range []func(*Entry){
		func(e *Entry) { e.Order.InternetMaxBandwidthOut++ },
		func(e *Entry) { e.Target, e.Endpoint = client.TargetLive, "https://ens.test" },
		func(e *Entry) { e.Owner = "another" },
	} {
		refused(t, j, e, shown(t, j, changed(change)))
	}
	if len(records(t, j)) != 1 {
		t.Error("something was written")
	}
	f := allowed(t, j, e, nothing)
	flying := refused(t, j, e, nothing)
	must(t, f.RecordOutcome(Resolution{Outcome: unknown}))
	lost := refused(t, j, e, flying) // which it no longer is
	must(t, j.SettleRecord(f.Entry.ID, Resolution{Outcome: Created, EPNInstanceID: "epn-1"}))
	created := refused(t, j, e, lost)
	must(t, allowed(t, j, e, created).RecordOutcome(Resolution{Outcome: "refused"}))
	later, err := j.FindObstacles(e, time.Now().Add(time.Second))
	must(t, err)
	got := []string{describe(nothing), describe(flying), describe(lost), describe(created), describe(later)}
	if want := []string{"", "in flight", "unknown", "created", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// An unsettled request stands in the way of the same order to the same service, whoever sends
// it. One of the same name but of other values is told. What one service is, package client tests.
func TestInWhoseWayARequestStands(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	live := func(endpoint string) func(*Entry) {
		return func(e *Entry) { e.Target, e.Endpoint = client.TargetLive, endpoint }
	}
	here := changed(live("http://localhost:8420"))
	allowed(t, j, here, shown(t, j, here)).Abandon()
	f := begin(t, j, "edge lab")
	f.Abandon()
	otherValues := func(e *Entry) { e.Order.InternetMaxBandwidthOut++ }
	for _, c := range []struct {
		change func(*Entry)
		want   string
	}{
		{func(*Entry) {}, "unknown"},
		{func(e *Entry) { e.Owner = "another" }, "unknown"},
		{func(e *Entry) { e.Order.EPNInstanceName = "another" }, ""},
		{otherValues, "namesake"},
		{func(e *Entry) { e.Endpoint = "http://127.0.0.1:1" }, "unknown"}, // the sandbox has another port each time
		{live("http://LOCALHOST:8420"), "unknown"},
		{live("http://[::1]:8420"), "unknown"},
		{live("http://127.0.0.1:8421"), ""},
		{live("https://ens.test"), ""},
	} {
		if got := describe(shown(t, j, changed(c.change))); got != c.want {
			t.Errorf("%+v: %q, want %q", changed(c.change), got, c.want)
		}
	}
	must(t, j.SettleRecord(f.Entry.ID, Resolution{Outcome: Created}))
	if o := shown(t, j, changed(otherValues)); describe(o) != "" {
		t.Errorf("once it is settled: %+v", o)
	}
}

func TestAThrottlesWait(t *testing.T) {
	t.Parallel()
	const longest = client.MaxRetryAfter // longer is only one that was recorded before the clock was set back
	for until, waits := range map[time.Duration]bool{
		time.Minute: true, longest: true, -time.Second: false, longest + time.Minute: false,
	} {
		j := open(t, t.TempDir())
		throttled := Resolution{Outcome: "refused", WaitUntil: RecordedTime(time.Now()).Add(until)}
		f, sooner := begin(t, j, "edge lab"), begin(t, j, "another")
		must(t, f.RecordOutcome(throttled))
		must(t, sooner.RecordOutcome(Resolution{Outcome: "refused", WaitUntil: throttled.WaitUntil.Add(-time.Second)}))
		for _, e := range []Entry{entry("edge lab"), entry("another")} {
			if o := shown(t, j, e); o.WaitUntil.Equal(throttled.WaitUntil) != waits || (describe(o) == "wait") != waits {
				t.Errorf("%v: %+v", until, o)
			} else if waits {
				refused(t, j, e, o)
			}
		}
		ofAnother, elsewhere := entry("edge lab"), entry("edge lab")
		ofAnother.Owner, elsewhere.Target = "another", client.TargetLive
		if describe(shown(t, j, ofAnother))+describe(shown(t, j, elsewhere)) != "" {
			t.Errorf("%v: another owner or another service waits", until)
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
	r, errFound := j.FindRecord(f.Entry.ID)
	_, errShown := j.FindObstacles(f.Entry, time.Now())
	errRecorded := f.RecordOutcome(Resolution{Outcome: unknown})
	for _, err := range []error{errFound, errShown, errRecorded} {
		if !errors.Is(err, ErrLocked) || r.Settled() {
			t.Errorf("%+v, %v", r, err)
		}
	}
	must(t, lock.Unlock())
	j.lockWait = lockLimit
	if r := last(t, j); !r.Unsettled() { // by which time whoever still waited has had the lock, and let go of it
		t.Errorf("%+v", r)
	}
}
