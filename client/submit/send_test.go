package submit

import (
	"context"
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

// Whoever reads the journal while the request is under way finds it there, and
// what was there before it.
func TestARequestIsOnDiskBeforeItIsSent(t *testing.T) {
	t.Parallel()
	longer := made("epn-2", -time.Hour)
	longer.EPNInstanceName = "my edge lab"
	s := new(service).finds(made("epn-1", -time.Hour), longer)
	b, c := live(t, s)
	var began string
	s.create = func(_ context.Context, o client.Order) (client.Created, *client.Failure) {
		records := all(t, b)
		want := journal.Record{
			Entry: journal.Entry{
				Target: "live", Endpoint: "https://ens.aliyuncs.com", Profile: "work", Source: "config.json", Owner: "owner-a", Order: order(),
				Run: thisRun, Looked: true, Seen: []string{"epn-1", "epn-2"}, Login: "operator", Client: "192.0.2.7",
			},
			Resolution: journal.Resolution{Outcome: "unknown"}, InFlight: true,
		}
		if len(records) == 1 {
			began = records[0].ID
			want.ID, want.Time = began, records[0].Time
		}
		if len(records) != 1 || !reflect.DeepEqual(records[0], want) || o != order() || began == "" {
			t.Errorf("on disk: %+v; began %q, sent %+v", records, began, o)
		}
		return client.Created{EPNInstanceID: "epn-3", RequestID: "R-3"}, nil
	}
	got := send(t, b, c, order(), nil)
	want := Outcome{Result: Created, Order: order(), JournalID: began, Created: client.Created{EPNInstanceID: "epn-3", RequestID: "R-3"}}
	if !reflect.DeepEqual(got, want) || s.creates.Load() != 1 {
		t.Errorf("got %+v, sent %d times", got, s.creates.Load())
	}
}

func TestARequestIsSentOnceAndItsFateRecorded(t *testing.T) {
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
		want := Outcome{Result: Created, Order: order(), Created: client.Created{EPNInstanceID: "epn-new", RequestID: "R-new"}}
		fate := journal.Resolution{Outcome: "created", EPNInstanceID: "epn-new", RequestID: "R-new"}
		if f != nil {
			s.fails(*f)
			want = Outcome{Result: Result(f.Kind), Order: order(), Failure: f}
			fate = journal.Resolution{Outcome: string(f.Kind), RequestID: f.RequestID, Code: f.Code}
		}
		b, c := live(t, s)
		got := send(t, b, c, order(), nil)
		r := all(t, b)[0]
		want.JournalID, fate.ID, fate.Time, fate.Ended = r.ID, r.ID, r.Resolution.Time, r.Resolution.Ended
		if !reflect.DeepEqual(got, want) || r.Resolution != fate || r.InFlight || fate.Time.IsZero() {
			t.Errorf("%v: %+v, recorded %+v", f, got, r)
		}
		if n := s.creates.Load(); n != 1 || len(all(t, b)) != 1 {
			t.Errorf("%v: sent %d times, %d records", f, n, len(all(t, b)))
		}
		if maybe := f != nil && f.Kind == client.Unknown; r.Unsettled() != maybe {
			t.Errorf("%v: unsettled %v", f, r.Unsettled())
		}
		if left, _ := filepath.Glob(filepath.Join(b.Dir, "flight-*")); len(left) > 0 {
			t.Errorf("%v: left %v", f, left)
		}
	}
}

func TestAPanicIsNotSwallowedNorRepeated(t *testing.T) {
	t.Parallel()
	s := &service{create: func(context.Context, client.Order) (client.Created, *client.Failure) { panic("what now") }}
	b, c := live(t, s)
	defer func() {
		if p := recover(); p != "what now" || s.creates.Load() != 1 {
			t.Errorf("recovered %v after %d", p, s.creates.Load())
		}
		if r := all(t, b); len(r) != 1 || !r[0].Unsettled() {
			t.Errorf("recorded %+v", r)
		}
	}()
	send(t, b, c, order(), nil)
}

func TestNothingIsSentThatCannotBeRecorded(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(dir string) error{
		"a file in place of the directory":    func(dir string) error { _ = os.Remove(dir); return os.WriteFile(dir, nil, 0o600) },
		"a directory in place of the journal": func(dir string) error { return os.Mkdir(filepath.Join(dir, "journal.jsonl"), 0o700) },
		"a directory in place of its lock":    func(dir string) error { return os.Mkdir(filepath.Join(dir, "journal.lock"), 0o700) },
	} {
		s := new(service)
		b, c := live(t, s)
		must(t, spoil(b.Dir))
		o := send(t, b, c, order(), nil)
		if s.creates.Load() != 0 || o.JournalID != "" {
			t.Errorf("%s: sent %d times, %+v", name, s.creates.Load(), o)
		}
		if o.Result != "unreachable" || o.Failure.Kind != client.Unreachable || o.Failure.Cause != client.JournalFailed || o.Order != order() ||
			o.Failure.Message == "" || strings.Contains(o.Failure.Message, "\n") || o.Failure.Host != c.Endpoint.Host {
			t.Errorf("%s: %+v, %+v", name, o, o.Failure)
		}
	}
}

func TestWhatWasCheckedIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		checks Checks
		looked bool
	}{
		{Checks{Seen: []string{"epn-1"}}, true},
		{Checks{NamesFailed: &client.Failure{Kind: client.Refused}, BillingFailed: &client.Failure{}}, false},
	} {
		s := new(service)
		b, conn := live(t, s)
		send(t, b, conn, order(), &c.checks)
		if r := all(t, b)[0]; r.Looked != c.looked || !reflect.DeepEqual(r.Seen, c.checks.Seen) || s.looks.Load() != 0 {
			t.Errorf("looked %d times, recorded %+v", s.looks.Load(), r)
		}
	}
}

// The instance is there, whatever becomes of the record of its fate.
func TestAFateThatCannotBeRecordedIsSaid(t *testing.T) {
	t.Parallel()
	s := new(service)
	b, c := live(t, s)
	s.create = func(context.Context, client.Order) (client.Created, *client.Failure) {
		path := filepath.Join(b.Dir, "journal.jsonl")
		must(t, os.Rename(path, path+".aside"))
		must(t, os.Mkdir(path, 0o700))
		return client.Created{EPNInstanceID: "epn-1"}, nil
	}
	o := send(t, b, c, order(), nil)
	if o.Result != Created || o.Created.EPNInstanceID != "epn-1" || o.JournalID == "" || len(o.Warnings) != 1 || o.Warnings[0].Kind != NotRecorded ||
		len(o.Warnings[0].Values) != 1 || o.Warnings[0].Values[0] == "" {
		t.Errorf("got %+v", o)
	}
}

func TestTheMethodThatPrevailsIsSaidAfterACreate(t *testing.T) {
	t.Parallel()
	for method, want := range map[string][]Warning{
		"PayByBandwidth": {{Kind: BillingForced, Values: []string{"PayByBandwidth"}}}, "BandwidthByDay": nil, "": nil,
	} {
		for _, before := range []string{"", method} { // as the look before the create told it
			s := &service{billing: func(context.Context) (string, *client.Failure) { return method, nil }}
			b, c := live(t, s)
			asked := s.billings.Load
			if o := send(t, b, c, order(), &Checks{InForce: before}); !reflect.DeepEqual(o.Warnings, want) || (asked() == 1) != (before == "") {
				t.Errorf("%q in force, known as %q: %+v, asked %d times", method, before, o.Warnings, asked())
			}
			was := asked()
			s.fails(client.Failure{Kind: client.Refused, Code: "StockNotEnough"})
			if o := send(t, b, c, order(), &Checks{}); o.Warnings != nil || asked() != was {
				t.Errorf("%q in force, refused: %+v, asked %d times", method, o.Warnings, asked()-was)
			}
		}
	}
}

// Look-ups that never end delay an order by 3 seconds before and after it, and
// its record by none.
func TestHangingLookUpsDoNotHoldAnOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{
			instances: func(ctx context.Context, _ string) ([]client.Instance, *client.Failure) { return nil, hang(ctx) },
			billing:   func(ctx context.Context) (string, *client.Failure) { return "", hang(ctx) },
		}
		b, c := live(t, s)
		start := time.Now()
		o := send(t, b, c, order(), nil)
		if o.Result != Created || o.Warnings != nil || s.creates.Load() != 1 || time.Since(start) != 2*lookLimit {
			t.Errorf("%+v after %v", o, time.Since(start))
		}
		if r := all(t, b)[0]; r.Looked || r.Seen != nil || r.Time.Sub(start) != lookLimit || !r.Resolution.Time.Equal(r.Time) {
			t.Errorf("recorded %+v", r)
		}
	})
}
