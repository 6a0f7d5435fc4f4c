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

// Whoever reads the journal while the request is under way finds it there, and
// what was there before it.
func TestARequestIsOnDiskBeforeItIsSent(t *testing.T) {
	t.Parallel()
	longer := made("epn-2", -time.Hour)
	longer.EPNInstanceName = "my edge lab"
	s := finding(made("epn-1", -time.Hour), longer)
	s.skew = -time.Hour
	run, c := live(t, s)
	var began string
	s.create = func() (client.Created, *client.Failure) {
		onDisk := records(t, run)
		if len(onDisk) != 1 {
			t.Fatalf("on disk: %+v", onDisk)
		}
		began = onDisk[0].ID
		want := journal.Record{Entry: entry(), Resolution: journal.Resolution{Outcome: "unknown"}, InFlight: true}
		want.ClockSkew = new(int64)
		want.ID, want.Time, want.Run, want.Seen = began, onDisk[0].Time, thisRun, []string{"epn-1", "epn-2"}
		want.ClockSkew = new(s.skew.Milliseconds())
		want.Profile, want.Source, want.Login, want.Client = "work", "config.json", "operator", "192.0.2.7"
		if !reflect.DeepEqual(onDisk[0], want) || began == "" {
			t.Errorf("on disk: %+v\nwant     %+v", onDisk[0], want)
		}
		return client.Created{EPNInstanceID: "epn-3", RequestID: "R-3"}, nil
	}
	got := send(t, run, c, order())
	want := Outcome{
		Result: Created, Order: order(), JournalID: began,
		Created: client.Created{EPNInstanceID: "epn-3", RequestID: "R-3"},
	}
	if !reflect.DeepEqual(got, want) || s.ordered != order() {
		t.Errorf("got %+v, sent %+v", got, s.ordered)
	}
	s.wasAsked(t, 1, 2)
}

func TestARequestIsSentOnceAndItsOutcomeRecorded(t *testing.T) {
	t.Parallel()
	for _, f := range []*client.Failure{
		nil,
		{Kind: client.Refused, Code: "StockNotEnough", Message: "no stock", RequestID: "R-1", HTTPStatus: 400},
		{Kind: client.Refused, Code: "Throttling.User", HTTPStatus: 503},
		{Kind: client.Unauthenticated, Code: "InvalidAccessKeyId.NotFound", RequestID: "R-2"},
		{Kind: client.Unreachable, Cause: client.ConnectionRefused},
		{Kind: client.Unknown, Cause: client.ConnectionLost},
		{Kind: client.Unknown, Code: "InternalError", RequestID: "R-3"},
	} {
		s := new(service)
		created := client.Created{EPNInstanceID: "epn-new", RequestID: "R-new"}
		want := Outcome{Result: Created, Order: order(), Created: created}
		recorded := journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-new", RequestID: "R-new"}
		if f != nil {
			s = failing(*f)
			want = Outcome{Result: Result(f.Kind), Order: order(), Failure: f}
			recorded = journal.Resolution{Outcome: string(f.Kind), RequestID: f.RequestID, Code: f.Code}
		}
		run, c := live(t, s)
		got := send(t, run, c, order())
		r := records(t, run)[0]
		want.JournalID, recorded.ID = r.ID, r.ID
		recorded.Time, recorded.Ended = r.Resolution.Time, r.Resolution.Ended
		if !reflect.DeepEqual(got, want) || r.Resolution != recorded || r.InFlight || recorded.Time.IsZero() ||
			recorded.Ended.IsZero() {
			t.Errorf("%v: %+v, recorded %+v", f, got, r)
		}
		s.wasAsked(t, 1, 2)
		if left, _ := filepath.Glob(filepath.Join(run.Dir, "flight-*")); len(left) > 0 || len(records(t, run)) != 1 {
			t.Errorf("%v: left %v", f, left)
		}
	}
}

func TestAPanicIsNotSwallowedNorRepeated(t *testing.T) {
	t.Parallel()
	s := &service{create: func() (client.Created, *client.Failure) { panic("what now") }}
	run, c := live(t, s)
	defer func() {
		if p := recover(); p != "what now" {
			t.Errorf("recovered %v", p)
		}
		s.wasAsked(t, 1, 2)
		if r := records(t, run); len(r) != 1 || !r[0].Unsettled() {
			t.Errorf("recorded %+v", r)
		}
	}()
	send(t, run, c, order())
}

func TestNothingIsSentThatCannotBeRecorded(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(dir string) error{
		"a file in place of the directory": func(dir string) error {
			_ = os.Remove(dir)
			return os.WriteFile(dir, nil, 0o600)
		},
		"a directory in place of the journal": func(dir string) error {
			return os.Mkdir(filepath.Join(dir, "journal.jsonl"), 0o700)
		},
		"a directory in place of its lock": func(dir string) error {
			return os.Mkdir(filepath.Join(dir, "journal.lock"), 0o700)
		},
	} {
		s := new(service)
		run, c := live(t, s)
		must(t, spoil(run.Dir))
		o := send(t, run, c, order())
		s.wasAsked(t, 0, 2)
		if describe(o) != "unreachable journal-failed" || o.JournalID != "" || o.Order != order() ||
			o.Failure.Err == nil || o.Failure.Message != "" || o.Failure.Host != c.Endpoint.Host {
			t.Errorf("%s: %+v, %+v", name, o, o.Failure)
		}
	}
}

func TestNothingIsRecordedThatWillNotBeSent(t *testing.T) {
	t.Parallel()
	s := new(service)
	run, c := live(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o, _, _ := run.Send(ctx, c, order(), nil, Obstacles{}, nil)
	if describe(o) != "unreachable interrupted" || o.JournalID != "" || s.creates.Load() != 0 {
		t.Errorf("got %+v", o)
	}
}

// The instance is there, whatever becomes of the record of its outcome.
func TestAnOutcomeThatCannotBeRecordedIsSaid(t *testing.T) {
	t.Parallel()
	s := new(service)
	run, c := live(t, s)
	s.create = func() (client.Created, *client.Failure) {
		hideJournal(t, run)
		return client.Created{EPNInstanceID: "epn-1"}, nil
	}
	o := send(t, run, c, order())
	if o.Result != Created || o.Created.EPNInstanceID != "epn-1" || o.JournalID == "" || len(o.Warnings) != 1 {
		t.Fatalf("got %+v", o)
	}
	if w := o.Warnings[0]; w.Kind != NotRecorded || w.Why == nil {
		t.Errorf("warned of %+v", w)
	}
}

// Look-ups that never end delay an order by 3 seconds for its review, before and after it,
// and its record by none.
func TestHangingLookUpsDoNotHoldAnOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{list: answerAfter(time.Hour, []client.Instance{}), billing: answerAfter(time.Hour, "")}
		run, c := live(t, s)
		start := time.Now()
		o := send(t, run, c, order())
		if o.Result != Created || o.Warnings != nil || time.Since(start) != 3*lookLimit {
			t.Errorf("%+v after %v", o, time.Since(start))
		}
		s.wasAsked(t, 1, 2)
		r := records(t, run)[0]
		if r.Looked || r.Seen != nil || r.Time.Sub(start) != 2*lookLimit || !r.Resolution.Time.Equal(r.Time) {
			t.Errorf("recorded %+v", r)
		}
	})
}

// The billing method is asked for after a create where the look before told none.
func TestWhenTheBillingMethodIsAskedForAgain(t *testing.T) {
	t.Parallel()
	for before, asked := range map[string]int32{"": 3, client.BillingFixed: 2} { // twice before
		s := new(service)
		s.billing = func(context.Context) (string, *client.Failure) {
			if s.creates.Load() == 0 {
				return before, nil
			}
			return client.BillingFixed, nil
		}
		run, c := live(t, s)
		w := send(t, run, c, order()).Warnings
		if len(w) != 1 || w[0].Kind != BillingForced || s.billings.Load() != asked {
			t.Errorf("known as %q: asked %d times, warned of %+v", before, s.billings.Load(), w)
		}
	}
}
