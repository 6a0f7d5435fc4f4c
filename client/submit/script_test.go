package submit

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// What another process sends meanwhile is waited for, and decides.
func TestAScriptBesideAnother(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		end     string // the other's outcome after 2 seconds; "": it is killed
		owner   string
		again   bool
		wait    time.Duration
		want    string
		creates int32
	}{
		"created":               {journal.Created, "owner-a", false, time.Minute, "created recovered earlier", 0},
		"created, and again":    {journal.Created, "owner-a", true, time.Minute, "created recovered earlier", 0},
		"created for another":   {journal.Created, "owner-b", false, time.Minute, "unknown earlier-other-key", 0},
		"refused":               {"refused", "owner-a", false, time.Minute, "created", 1},
		"unreachable":           {"unreachable", "owner-a", false, time.Minute, "created", 1},
		"lost":                  {"unknown", "owner-a", false, time.Minute, "unknown earlier-unsettled", 0},
		"lost, and again":       {"unknown", "owner-a", true, time.Minute, "created", 1},
		"killed":                {"", "owner-a", false, time.Minute, "unknown earlier-unsettled", 0},
		"longer than there is":  {"refused", "owner-a", false, time.Second, "unknown earlier-in-flight", 0},
		"longer, and again":     {"refused", "owner-a", true, time.Second, "unknown earlier-in-flight", 0},
		"closed while it waits": {journal.NotCreated, "owner-a", false, time.Minute, "created", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := new(service)
				run, c := live(t, s)
				run.Wait = test.wait
				e := entry()
				e.Owner = test.owner
				other := begin(t, run, e)
				time.AfterFunc(2*time.Second, func() {
					if test.end == "" {
						other.Abandon()
						return
					}
					if err := other.RecordOutcome(journal.Resolution{Outcome: test.end, EPNInstanceID: "epn-1"}); err != nil {
						t.Error(err)
					}
				})
				o := run.Submit(t.Context(), c, order(), test.again)
				if describe(o) != test.want || s.creates.Load() != test.creates || o.JournalID == "" {
					t.Errorf("%+v, %+v after %d creates", o, o.Failure, s.creates.Load())
				}
				time.Sleep(3 * time.Second)
				synctest.Wait()
			})
		})
	}
}

// A signal ends the wait for another process, and nothing is sent.
func TestASignalEndsTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := new(service)
		run, c := live(t, s)
		defer begin(t, run, entry()).Abandon()
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		o := run.Submit(ctx, c, order(), false)
		if describe(o) != "unreachable interrupted" || o.JournalID != "" || time.Since(start) > 2*time.Second {
			t.Errorf("%+v after %v", o, time.Since(start))
		}
		s.wasAsked(t, 0, 0)
	})
}

// Within the wait that the service asked for an order is refused here, whichever
// it is, and sent once it is over.
func TestAThrottledScriptWaitsForNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := failing(client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: time.Minute})
		run, c := live(t, s)
		other := order()
		other.EPNInstanceName = "another"
		if o := run.Submit(t.Context(), c, other, false); o.Result != "refused" {
			t.Fatalf("%+v", o)
		}
		s.create = nil
		for _, again := range []bool{false, true} {
			o := run.Submit(t.Context(), c, order(), again)
			if describe(o) != "refused wait-requested" || o.Failure.RetryAfter <= 0 || o.Failure.RetryAfter > time.Minute {
				t.Errorf("%+v, %+v", o, o.Failure)
			}
		}
		s.wasAsked(t, 1, 1)
		time.Sleep(time.Minute)
		if o := run.Submit(t.Context(), c, order(), false); describe(o) != "created" {
			t.Errorf("%+v, %+v", o, o.Failure)
		}
	})
}

// An earlier request of the same order to the same service is settled in place of a
// second one, also one of another key: keys change, and the account may be the same.
func TestAnEarlierRequest(t *testing.T) {
	t.Parallel()
	type change func(*journal.Entry)
	same, owned := func(*journal.Entry) {}, func(by string) change { return func(e *journal.Entry) { e.Owner = by } }
	for name, test := range map[string]struct {
		change change
		found  bool
		again  bool
		want   string
		looks  int32
	}{
		"found":     {same, true, false, "created recovered earlier", 1},
		"not found": {same, false, false, "unknown earlier-unsettled", 4},
		"again":     {same, false, true, "created", 1},

		"another's":        {owned("owner-b"), false, false, "unknown earlier-unsettled", 0},
		"another's, again": {owned("owner-b"), false, true, "created", 1},
		"nobody's":         {owned(""), false, false, "unknown earlier-unsettled", 4},
		"nobody's, again":  {owned(""), false, true, "created", 1},

		"another order":  {func(e *journal.Entry) { e.Order.InternetChargeType = "other" }, false, false, "created", 1},
		"another target": {func(e *journal.Entry) { e.Target = client.TargetSandbox }, false, false, "created", 1},
		"elsewhere":      {func(e *journal.Entry) { e.Endpoint = "https://ens.test" }, false, false, "created", 1},
		"closed":         {nil, false, false, "created", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := new(service)
				if test.found {
					s = finding(made("epn-1", 0))
				}
				run, c := live(t, s)
				e := entry()
				if test.change != nil {
					test.change(&e)
				}
				r := lose(t, run, e)
				if test.change == nil {
					must(t, run.RecordUserWord(r.ID, ""))
				}
				start := time.Now()
				o := run.Submit(t.Context(), c, order(), test.again)
				if describe(o) != test.want || time.Since(start) > scriptLimit {
					t.Errorf("%+v after %v", o, time.Since(start))
				}
				sent := int32(0)
				if test.want == "created" {
					sent = 1
				}
				s.wasAsked(t, sent, test.looks)
				all := records(t, run)
				if len(all) != 1+int(sent) || o.JournalID != all[sent].ID ||
					all[0].Unsettled() != (test.change != nil && !test.found) {
					t.Errorf("recorded %+v", all)
				}
			})
		})
	}
}

func TestAScriptLooksUpWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	lost := client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost}
	for name, test := range map[string]struct {
		failure client.Failure
		found   int32 // the look, from the one before the create, that finds it; 0: none
		want    string
		looks   int32
	}{
		"found at once": {lost, 2, "created recovered", 2},
		"found later":   {lost, 4, "created recovered", 4},
		"not found":     {lost, 0, "unknown connection-lost", 5},
		"refused":       {client.Failure{Kind: client.Refused, Code: "StockNotEnough"}, 0, "refused StockNotEnough", 1},
		"unreachable":   {client.Failure{Kind: client.Unreachable, Cause: client.NoRoute}, 0, "unreachable no-route", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := failing(test.failure)
				s.list = func(context.Context) ([]client.Instance, *client.Failure) {
					if test.found > 0 && s.looks.Load() >= test.found {
						return []client.Instance{made("epn-1", 0)}, nil
					}
					return nil, nil
				}
				run, c := live(t, s)
				start := time.Now()
				o := run.Submit(t.Context(), c, order(), false)
				all := records(t, run)
				if describe(o) != test.want || time.Since(start) > scriptLimit || len(all) != 1 || o.JournalID != all[0].ID {
					t.Errorf("%+v after %v, recorded %+v", o, time.Since(start), all)
				}
				s.wasAsked(t, 1, test.looks)
				if o.Result != Created && !reflect.DeepEqual(*o.Failure, test.failure) {
					t.Errorf("%+v", o.Failure)
				}
			})
		})
	}
}

// What was created before a run began is not its result; what another process sent
// while it waited is, whatever the clock has done since.
func TestWhenARunBegan(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := new(service)
		run, c := live(t, s)
		must(t, begin(t, run, entry()).RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}))
		time.Sleep(time.Second)
		if o := run.Submit(t.Context(), c, order(), false); describe(o) != "created" {
			t.Errorf("%+v", o)
		}
		time.Sleep(time.Second)
		other := begin(t, run, entry())
		time.AfterFunc(time.Second, func() {
			must(t, other.RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-2"}))
		})
		run.Start = time.Now().Add(time.Hour) // by a clock that was set back since
		if o := run.Submit(t.Context(), c, order(), false); describe(o) != "created recovered earlier" || s.creates.Load() != 1 {
			t.Errorf("%+v", o)
		}
	})
}

func TestADamagedJournalStopsAScript(t *testing.T) {
	t.Parallel()
	s := new(service)
	run, c := live(t, s)
	must(t, os.WriteFile(filepath.Join(run.Dir, "journal.jsonl"), []byte("not a record\n"), 0o600))
	o := run.Submit(t.Context(), c, order(), true)
	if describe(o) != "unknown journal-damaged" || len(o.Warnings) != 1 || o.Warnings[0].Kind != Damaged {
		t.Errorf("%+v", o)
	}
	s.wasAsked(t, 0, 0)
	must(t, run.AcknowledgeDamage(run.FindDamage()))
	if o := run.Submit(t.Context(), c, order(), false); describe(o) != "created" {
		t.Errorf("once it is acknowledged: %+v", o)
	}
}
