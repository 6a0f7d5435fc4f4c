package submit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// The same order was sent before a script, or is sent beside it by another process. What
// becomes of that is waited for, looked for, and decides: also of one with another key,
// since keys change, and the account may be the same.
func TestAScriptBesideAnother(t *testing.T) {
	t.Parallel()
	type change func(*journal.Entry)
	ofOtherMode := func(e *journal.Entry) { e.Order.NetworkingModel = "" }
	owned := func(by string) change { return func(e *journal.Entry) { e.Owner = by } }
	const before, during, tooLate = 0, 2 * time.Second, 2 * time.Minute
	for name, test := range map[string]struct {
		change change
		ends   time.Duration // after the script begins, which waits for a minute
		end    string        // the other's outcome; "": it is killed
		again  bool
		want   string
		looks  int32
	}{
		"created":              {nil, during, journal.Created, false, "created recovered earlier-order", 0},
		"created, and again":   {nil, during, journal.Created, true, "created recovered earlier-order", 0},
		"created for another":  {owned("owner-b"), during, journal.Created, false, "unknown earlier-other-key", 0},
		"for another, again":   {owned("owner-b"), during, journal.Created, true, "created same-order-created", 1},
		"refused":              {nil, during, "refused", false, "created", 1},
		"lost":                 {nil, during, "unknown", false, "unknown earlier-unsettled", 4},
		"lost, and again":      {nil, during, "unknown", true, "created same-order", 1},
		"killed":               {nil, during, "", false, "unknown earlier-unsettled", 4},
		"longer than there is": {nil, tooLate, "refused", false, "unknown earlier-in-flight", 0},
		"longer, and again":    {nil, tooLate, "refused", true, "unknown earlier-in-flight", 0},

		"created long before":  {nil, before, journal.Created, false, "created", 1},
		"closed by hand":       {nil, before, journal.NotCreated, false, "created", 1},
		"lost before":          {nil, before, "unknown", false, "unknown earlier-unsettled", 4},
		"another's":            {owned("owner-b"), before, "unknown", false, "unknown earlier-unsettled", 0},
		"another's, and again": {owned("owner-b"), before, "unknown", true, "created same-order", 1},
		"nobody's":             {owned(""), before, "unknown", false, "unknown earlier-unsettled", 4},
		"another order":        {ofOtherMode, before, "unknown", false, "created unsettled-name", 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := new(service)
			run, c := live(t, s)
			e := entry()
			if test.change != nil {
				test.change(&e)
			}
			other := begin(t, run, e)
			finish := func() {
				if test.end == "" {
					other.Abandon()
					return
				}
				must(t, other.RecordOutcome(journal.Resolution{Outcome: test.end, EPNInstanceID: "epn-1"}))
			}
			if test.ends == before {
				finish()
				time.Sleep(time.Second)
			} else {
				time.AfterFunc(test.ends, finish)
				run.Start = time.Now().Add(time.Hour) // by a clock that was set back since
			}
			start := time.Now()
			o := run.Submit(t.Context(), c, order(), test.again)
			sent := int32(0)
			if strings.HasPrefix(test.want, "created") && !o.Recovered {
				sent = 1
			}
			if describe(o) != test.want || o.Sent != (sent > 0 || o.Recovered) || time.Since(start) > run.Wait {
				t.Errorf("%s: %+v, %+v after %v", name, o, o.Failure, time.Since(start))
			}
			s.wasAsked(t, sent, test.looks)
			if all := records(t, run); len(all) != 1+int(sent) || o.JournalID != all[sent].ID {
				t.Errorf("%s: %q, recorded %+v", name, o.JournalID, all)
			}
			time.Sleep(test.ends)
		})
	}
}

// A signal ends the wait for another process, and nothing is sent or recorded after it.
func TestASignalEndsTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := new(service)
		run, c := live(t, s)
		defer begin(t, run, entry()).Abandon()
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		waited := run.Submit(ctx, c, order(), false)
		confirmed, _, _ := run.Send(ctx, c, order(), nil, Obstacles{}, nil)
		for _, o := range []Outcome{waited, confirmed} {
			if describe(o) != "unreachable interrupted" || o.JournalID != "" || time.Since(start) > 2*time.Second {
				t.Errorf("%+v after %v", o, time.Since(start))
			}
		}
		s.wasAsked(t, 0, 1)
	})
}

// Within the wait that the service asked for an order is refused here, whichever it is, and sent
// once it is over. The refusal, a review and the next run tell of the same wait.
func TestAThrottledScriptWaitsForNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const wait = client.MaxRetryAfter
		s := &service{failure: &client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: wait}}
		run, c := live(t, s)
		other := order()
		other.EPNInstanceName = "another"
		if o := run.Submit(t.Context(), c, other, false); describe(o) != "refused Throttling.User" {
			t.Fatalf("%+v", o)
		}
		s.failure = nil
		if reviewed, err := run.Obstacles(c, order(), run.Start); err != nil || time.Until(reviewed.WaitUntil) != wait {
			t.Errorf("the review waits until %v, %v", reviewed.WaitUntil, err)
		}
		for _, again := range []bool{false, true} {
			o := run.Submit(t.Context(), c, order(), again)
			if describe(o) != "refused wait-requested" || o.Sent || o.Failure.RetryAfter != wait {
				t.Errorf("%+v, %+v", o, o.Failure)
			}
		}
		s.wasAsked(t, 1, 1)
		time.Sleep(wait)
		if o := run.Submit(t.Context(), c, order(), false); describe(o) != "created" {
			t.Errorf("%+v, %+v", o, o.Failure)
		}
	})
}

// What a look finds, and what others record meanwhile. Whoever made the instance, it is told
// that another billing method prevails.
func TestWhatHappensDuringAScriptsLooks(t *testing.T) {
	t.Parallel()
	lost := &client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost, RequestID: "R"}
	refused := &client.Failure{Kind: client.Refused, Code: "StockNotEnough"}
	type event func(t *testing.T, run Submitter, s *service)
	appears := func(_ *testing.T, _ Submitter, s *service) { s.found = []client.Instance{made("epn-1", 0)} }
	beside := func(_ *testing.T, _ Submitter, s *service) { // one of the same name
		s.found = []client.Instance{made("epn-0", -time.Hour)}
		s.onCreate = func() { s.found = append(s.found, made("epn-1", 0)) }
	}
	closes := func(t *testing.T, run Submitter, _ *service) { // by hand
		must(t, run.RecordUserWord(records(t, run)[0].ID, NoInstance))
	}
	creates := func(t *testing.T, run Submitter, _ *service) {
		created := journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1", RequestID: "R"}
		must(t, begin(t, run, entry()).RecordOutcome(created))
	}
	const recovered = "created recovered billing-method-in-force"
	const earlier = recovered + " earlier-order"
	for name, test := range map[string]struct {
		failure *client.Failure // of the create
		earlier bool            // a request of the order is lost before
		at      int32           // the look, from the one before the create, in which something happens
		happens event
		want    string
		creates int32
		looks   int32
	}{
		"found at once":                 {lost, false, 2, appears, recovered, 1, 2},
		"found later":                   {lost, false, 4, appears, recovered, 1, 4},
		"beside another":                {lost, false, 1, beside, recovered + " same-name", 1, 2},
		"not found":                     {lost, false, 0, nil, "unknown connection-lost", 1, 5},
		"refused":                       {refused, false, 0, nil, "refused StockNotEnough", 1, 1},
		"its request is closed":         {lost, false, 2, closes, "unknown connection-lost", 1, 2},
		"the earlier one is found":      {nil, true, 1, appears, earlier, 0, 1},
		"the earlier one is closed":     {nil, true, 1, closes, "created billing-method-in-force", 1, 2},
		"another process creates it":    {nil, false, 1, creates, earlier, 0, 1},
		"there is one of the same name": {nil, false, 1, appears, "created billing-method-in-force same-name", 1, 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{failure: test.failure, inForce: client.BillingFixed}
			run, c := live(t, s)
			if test.earlier {
				lose(t, run, entry())
			}
			s.onLook = func() {
				if s.looks.Load() == test.at {
					test.happens(t, run, s)
				}
			}
			start := time.Now()
			o := run.Submit(t.Context(), c, order(), false)
			if describe(o) != test.want || o.Sent != (test.creates > 0 || o.Recovered) || time.Since(start) > LookUpLimit {
				t.Errorf("%s: %+v, %+v after %v", name, o, o.Failure, time.Since(start))
			}
			s.wasAsked(t, test.creates, test.looks)
			if all := records(t, run); o.JournalID != all[len(all)-1].ID {
				t.Errorf("%s: %q, recorded %+v", name, o.JournalID, all)
			}
			if o.Recovered && o.Created != (client.Created{EPNInstanceID: "epn-1", RequestID: "R"}) || o.Candidates != nil {
				t.Errorf("%s: recovered %+v", name, o)
			}
			if o.Failure != nil && !reflect.DeepEqual(o.Failure, test.failure) {
				t.Errorf("%s: %+v", name, o.Failure)
			}
		})
	}
}

func TestADamagedJournalStopsAScript(t *testing.T) {
	t.Parallel()
	s := new(service)
	run, c := live(t, s)
	must(t, os.WriteFile(filepath.Join(run.Dir, "journal.jsonl"), []byte("not a record\n"), 0o600))
	if o := run.Submit(t.Context(), c, order(), true); describe(o) != "unknown journal-damaged journal-damaged" || o.Sent {
		t.Errorf("%+v", o)
	}
	s.wasAsked(t, 0, 0)
	must(t, run.AcknowledgeDamage(run.FindDamage()))
	if o := run.Submit(t.Context(), c, order(), false); describe(o) != "created" {
		t.Errorf("once it is acknowledged: %+v", o)
	}
}

// A record that cannot be read while the order is sent is read again for as long as a script looks.
func TestAScriptWaitsForItsRecord(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{failure: &client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost}}
		run, c := live(t, s)
		path := filepath.Join(run.Dir, "journal.jsonl")
		s.onCreate = func() {
			must(t, errors.Join(os.Rename(path, path+".aside"), os.Mkdir(path, 0o700)))
			time.AfterFunc(2*time.Second, func() { must(t, errors.Join(os.Remove(path), os.Rename(path+".aside", path))) })
			s.found = []client.Instance{made("epn-1", 0)}
		}
		if o := run.Submit(t.Context(), c, order(), false); describe(o) != "created recovered not-recorded" {
			t.Errorf("%+v, %+v", o, o.Failure)
		}
	})
}
