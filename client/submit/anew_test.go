package submit

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// TestLookAnewBeforeSending: checks that are too old to send by are made anew, and
// what the review did not show brings it back.
func TestLookAnewBeforeSending(t *testing.T) {
	t.Parallel()
	foreign := made("epn-foreign", 0)
	denied := &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM"}
	for name, c := range map[string]struct {
		checks  *Checks
		age     time.Duration
		found   []client.Instance
		failure *client.Failure
		inForce string
		sent    bool
		looks   int32
	}{
		"fresh":                         {&Checks{}, 3 * time.Second, []client.Instance{foreign}, nil, "", true, 0},
		"old, and nothing new":          {&Checks{}, 4 * time.Second, nil, nil, "", true, 1},
		"old, and an instance appeared": {&Checks{}, 4 * time.Second, []client.Instance{foreign}, nil, "", false, 1},
		"one that was shown":            {&Checks{Seen: []string{"epn-foreign"}}, 4 * time.Second, []client.Instance{foreign}, nil, "", true, 1},
		"another method is in force":    {&Checks{}, 4 * time.Second, nil, nil, "PayByBandwidth", false, 1},
		"which was shown":               {&Checks{InForce: "PayByBandwidth"}, 4 * time.Second, nil, nil, "PayByBandwidth", true, 1},
		"the one that is ordered":       {&Checks{}, 4 * time.Second, nil, nil, "BandwidthByDay", true, 1},
		"now it is denied":              {&Checks{}, 4 * time.Second, nil, denied, "", false, 1},
		"it was denied before":          {&Checks{NamesFailed: denied}, 4 * time.Second, nil, denied, "", true, 1},
		"of another name":               {&Checks{Name: "another", Seen: []string{"epn-foreign"}}, 0, []client.Instance{foreign}, nil, "", false, 1},
		"none":                          {nil, 0, []client.Instance{foreign}, nil, "", false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{
					instances: func(context.Context, string) ([]client.Instance, *client.Failure) { return c.found, c.failure },
					billing:   func(context.Context) (string, *client.Failure) { return c.inForce, nil },
				}
				b, conn := live(t, s)
				if c.checks != nil {
					c.checks.At = time.Now()
					if c.checks.Name == "" {
						c.checks.Name = "edge lab"
					}
				}
				time.Sleep(c.age)
				shown, err := b.Obstacles(conn, order(), time.Now())
				must(t, err)
				o, stands, anew := b.Send(t.Context(), conn, order(), c.checks, shown, nil)
				if sent := o.Result == Created && anew == nil; sent != c.sent || sent == (anew != nil) || stands != nil || s.creates.Load() == 1 != c.sent || s.looks.Load() != c.looks {
					t.Errorf("%+v, %+v, %+v after %d looks", o, stands, anew, s.looks.Load())
				}
				if !c.sent && len(all(t, b)) != 0 {
					t.Error("a record was written")
				}
			})
		})
	}
}

// TestAScriptBesideAnother: what another process sends meanwhile is waited for,
// and decides.
func TestAScriptBesideAnother(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end       *journal.Resolution // of the other after 2 seconds; nil: it is killed
		owner     string
		again     bool
		wait      time.Duration
		want      Result
		cause     client.Cause
		recovered bool
		creates   int32
	}{
		"created":               {&journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}, "owner-a", false, time.Minute, Created, "", true, 0},
		"created, and again":    {&journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}, "owner-a", true, time.Minute, Created, "", true, 0},
		"created for another":   {&journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}, "owner-b", false, time.Minute, "unknown", client.EarlierOtherKey, false, 0},
		"refused":               {&journal.Resolution{Outcome: "refused"}, "owner-a", false, time.Minute, Created, "", false, 1},
		"unreachable":           {&journal.Resolution{Outcome: "unreachable"}, "owner-a", false, time.Minute, Created, "", false, 1},
		"lost":                  {&journal.Resolution{Outcome: "unknown"}, "owner-a", false, time.Minute, "unknown", client.EarlierUnsettled, false, 0},
		"lost, and again":       {&journal.Resolution{Outcome: "unknown"}, "owner-a", true, time.Minute, Created, "", false, 1},
		"killed":                {nil, "owner-a", false, time.Minute, "unknown", client.EarlierUnsettled, false, 0},
		"longer than there is":  {&journal.Resolution{Outcome: "refused"}, "owner-a", false, time.Second, "unknown", client.EarlierInFlight, false, 0},
		"longer, and again":     {&journal.Resolution{Outcome: "refused"}, "owner-a", true, time.Second, "unknown", client.EarlierInFlight, false, 0},
		"closed while it waits": {&journal.Resolution{Outcome: journal.NotCreated}, "owner-a", false, time.Minute, Created, "", false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := new(service)
				b, conn := live(t, s)
				b.Wait = c.wait
				e := entry()
				e.Owner = c.owner
				other, err := insist(b, e)
				must(t, err)
				time.AfterFunc(2*time.Second, func() {
					if c.end == nil {
						other.Abandon()
					} else if err := other.RecordOutcome(*c.end); err != nil {
						t.Error(err)
					}
				})
				o := b.Submit(t.Context(), conn, order(), c.again)
				if o.Result != c.want || o.Recovered != c.recovered || s.creates.Load() != c.creates || o.JournalID == "" || c.cause != "" && o.Failure.Cause != c.cause {
					t.Errorf("%+v, %+v after %d creates", o, o.Failure, s.creates.Load())
				}
				time.Sleep(3 * time.Second)
				synctest.Wait()
			})
		})
	}
}

// TestASignalEndsTheWait for another process, and nothing is sent.
func TestASignalEndsTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := new(service)
		b, c := live(t, s)
		b.Wait = time.Minute
		other, err := insist(b, entry())
		must(t, err)
		defer other.Abandon()
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		if o := b.Submit(ctx, c, order(), false); o.Failure == nil || o.Failure.Cause != client.Interrupted || o.JournalID != "" || s.creates.Load() != 0 || time.Since(start) > 2*time.Second {
			t.Errorf("%+v after %v", o, time.Since(start))
		}
	})
}

// TestAThrottledScriptWaitsForNothing: within the wait that the service asked for
// an order is refused here, whichever it is, and sent once it is over.
func TestAThrottledScriptWaitsForNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := new(service).fails(client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: time.Minute})
		b, c := live(t, s)
		other := order()
		other.EPNInstanceName = "another"
		if o := b.Submit(t.Context(), c, other, false); o.Result != "refused" {
			t.Fatalf("%+v", o)
		}
		s.create = nil
		for _, again := range []bool{false, true} {
			o := b.Submit(t.Context(), c, order(), again)
			if o.Result != "refused" || o.Failure.Cause != client.WaitRequested || o.Failure.RetryAfter <= 0 || o.Failure.RetryAfter > time.Minute || s.creates.Load() != 1 {
				t.Errorf("%+v, %+v", o, o.Failure)
			}
		}
		time.Sleep(time.Minute)
		if o := b.Submit(t.Context(), c, order(), false); o.Result != Created {
			t.Errorf("%+v, %+v", o, o.Failure)
		}
	})
}

// TestTheServicesClockDecides what was created while a request was under way.
func TestTheServicesClockDecides(t *testing.T) {
	t.Parallel()
	sent := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	ahead := int64(-3_600_000) // milliseconds: this machine is an hour behind
	for _, c := range []struct {
		skew    *int64 // as it was when the request was sent
		listed  time.Duration
		ended   time.Duration
		created time.Duration // after the request was sent, by the service's clock
		want    bool
	}{
		{nil, 0, 0, 5 * time.Second, true}, {nil, 0, 0, 6 * time.Second, false}, {nil, 0, 0, -5 * time.Second, true}, {nil, 0, 0, -6 * time.Second, false},
		{nil, 0, 30 * time.Second, 35 * time.Second, true}, {nil, 0, 30 * time.Second, 36 * time.Second, false},
		{nil, time.Hour, 0, -time.Hour, true}, {nil, time.Hour, 0, 0, false},
		{&ahead, time.Hour, 0, time.Hour, true}, {&ahead, 0, 0, 0, false},
	} {
		r := journal.Record{Entry: journal.Entry{Time: sent, ClockSkew: c.skew}}
		if c.ended > 0 {
			r.Resolution.Ended = sent.Add(c.ended)
		}
		i := client.Instance{CreationTime: sent.Add(c.created).Format(time.RFC3339)}
		if got := wasCreatedInTime(i, r, client.Listing{ClockSkew: c.listed}); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestARecordThatCannotBeReadIsNotSettled, by whoever asks for it.
func TestARecordThatCannotBeReadIsNotSettled(t *testing.T) {
	t.Parallel()
	b, c := live(t, new(service).finds(made("epn-1", 0)))
	r := unsettled(t, b, entry())
	path := filepath.Join(b.Dir, "journal.jsonl")
	must(t, os.Rename(path, path+".aside"))
	must(t, os.Mkdir(path, 0o700))
	if now, err := b.FindRecord(r.ID); err == nil || now.Settled() {
		t.Errorf("%+v, %v", now, err)
	}
	known := b.RecordOf(Outcome{JournalID: r.ID, Order: order()})
	if !known.Unsettled() || known.ID != r.ID || known.Order != order() {
		t.Errorf("%+v", known)
	}
	for _, unread := range []journal.Record{r, known} {
		if s, err := b.Settle(t.Context(), c, unread); err == nil || s.Settled() {
			t.Errorf("%+v, %v", s, err)
		}
	}
	if (Settlement{}).Settled() {
		t.Error("nothing is taken for settled")
	}
	if _, err := b.Obstacles(c, order(), time.Now()); err == nil {
		t.Error("nothing is in the way")
	}
	must(t, os.Remove(path))
	must(t, os.Rename(path+".aside", path))
	if s, err := b.Settle(t.Context(), c, known); err != nil || s.Record.Resolution.EPNInstanceID != "epn-1" {
		t.Errorf("what can be read again is not settled: %+v, %v", s, err)
	}
}
