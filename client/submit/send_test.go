package submit

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// Whoever reads the journal while the request is under way finds it there, with what was
// there before it. It is sent once, and what became of it is recorded.
func TestARequestIsRecordedAndSentOnce(t *testing.T) {
	t.Parallel()
	for _, f := range []*client.Failure{
		nil,
		{Kind: client.Refused, Code: "StockNotEnough", Message: "no stock", RequestID: "R-1", HTTPStatus: 400},
		{Kind: client.Unreachable, Cause: client.ConnectionRefused},
		{Kind: client.Unknown, Code: "InternalError", RequestID: "R-3"},
	} {
		longer := made("epn-2", -time.Hour)
		longer.EPNInstanceName = "my edge lab"
		s := &service{failure: f, found: []client.Instance{made("epn-1", -time.Hour), longer}, skew: -time.Hour}
		run, c := live(t, s)
		want := journal.Record{Entry: entry(), Resolution: journal.Resolution{Outcome: "unknown"}, InFlight: true}
		want.Run, want.Seen, want.ClockSkew = thisRun, []string{"epn-1", "epn-2"}, new(s.skew.Milliseconds())
		want.Profile, want.Source, want.Login, want.Client = "work", "config.json", "operator", "192.0.2.7"
		s.onCreate = func() {
			onDisk := records(t, run)[0]
			want.ID, want.Time = onDisk.ID, onDisk.Time
			if !reflect.DeepEqual(onDisk, want) || want.ID == "" {
				t.Errorf("on disk: %+v\nwant     %+v", onDisk, want)
			}
		}
		got := send(t, run, c)
		outcome := Outcome{
			Result: Created, Order: order(), Sent: true, JournalID: want.ID,
			Created: client.Created{EPNInstanceID: "epn-new", RequestID: "R-new"},
		}
		want.InFlight = false
		want.Resolution = journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-new", RequestID: "R-new"}
		if f != nil {
			sent := f.Kind != client.Unreachable // also where it was rejected
			outcome = Outcome{Result: Result(f.Kind), Order: order(), Sent: sent, JournalID: want.ID, Failure: f}
			want.Resolution = journal.Resolution{Outcome: string(f.Kind), RequestID: f.RequestID, Code: f.Code}
		}
		if !reflect.DeepEqual(got, outcome) || s.ordered != order() {
			t.Errorf("%v: got %+v, sent %+v", f, got, s.ordered)
		}
		s.wasAsked(t, 1, 2)
		ended := records(t, run)
		r := ended[0].Resolution
		want.Resolution.ID, want.Resolution.Time, want.Resolution.Ended = want.ID, r.Time, r.Ended
		if !reflect.DeepEqual(ended, []journal.Record{want}) || r.Time.IsZero() || r.Ended.IsZero() {
			t.Errorf("%v: recorded %+v", f, ended)
		}
	}
}

func TestAPanicIsNotSwallowedNorRepeated(t *testing.T) {
	t.Parallel()
	s := &service{onCreate: func() { panic("what now") }}
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
	send(t, run, c)
}

// Where the journal cannot be used nothing is sent, and nothing is said of what was sent before.
func TestAJournalThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(dir string) error{
		"a file in place of the directory": func(dir string) error {
			return errors.Join(os.Remove(dir), os.WriteFile(dir, nil, 0o600))
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
		for _, o := range []Outcome{send(t, run, c), run.Submit(t.Context(), c, order(), true)} {
			if describe(o) != "unreachable journal-failed" || o.JournalID != "" || o.Order != order() ||
				o.Failure.Err == nil || o.Failure.Message != "" || o.Failure.Host != c.Endpoint.Host {
				t.Errorf("%s: %+v, %+v", name, o, o.Failure)
			}
		}
		s.wasAsked(t, 0, 2)
		_, errUnsettled := run.FindUnsettled(c.Endpoint)
		_, errRecord := run.FindRecord("id")
		if errUnsettled == nil || errRecord == nil || run.RecordUserWord("id", NoInstance) == nil {
			t.Errorf("%s, which nobody was told: %v, %v", name, errUnsettled, errRecord)
		}
		if run.WasSentSince(order(), time.Time{}) {
			t.Errorf("%s: something was sent", name)
		}
	}
}

// The instance is there, whatever becomes of the record of its outcome. As long as that
// cannot be read, nothing is taken for settled, whoever asks.
func TestAnOutcomeThatCannotBeRecorded(t *testing.T) {
	t.Parallel()
	s := new(service)
	run, c := live(t, s)
	path := filepath.Join(run.Dir, "journal.jsonl")
	s.onCreate = func() {
		must(t, os.Rename(path, path+".aside"))
		must(t, os.Mkdir(path, 0o700))
	}
	o := send(t, run, c)
	if describe(o) != "created not-recorded" || o.Created.EPNInstanceID != "epn-new" || o.Warnings[0].Why == nil {
		t.Fatalf("got %+v", o)
	}
	known := run.RecordOf(o)
	if !known.Unsettled() || known.ID != o.JournalID || known.ID == "" || known.Order != order() || known.Run != thisRun {
		t.Errorf("known: %+v", known)
	}
	whole := known
	whole.Endpoint = mainland.URL()
	s.found = []client.Instance{made("epn-new", 0)}
	for _, unread := range []journal.Record{known, whole} {
		if found, err := run.Settle(t.Context(), c, unread); err == nil || found.Settled() || (Settlement{}).Settled() {
			t.Errorf("%+v, %v", found, err)
		}
	}
	must(t, os.Remove(path))
	must(t, os.Rename(path+".aside", path))
	if found := settle(t, run, c, known); found.Record.Resolution.EPNInstanceID != "epn-new" {
		t.Errorf("what can be read again is not settled: %+v", found)
	}
}

// Neither of a look's two questions waits for the other, nor holds an order for more than 3 seconds:
// for its review, before it, and after it where no billing method is known. Its record waits for none.
func TestHangingLookUpsDoNotHoldAnOrder(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ names, billing, look, afterwards time.Duration }{
		{time.Hour, time.Hour, lookLimit, lookLimit},
		{time.Hour, time.Second, lookLimit, 0},
		{0, time.Hour, lookLimit, lookLimit},
		{2 * time.Second, 2 * time.Second, 2 * time.Second, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{lookTakes: test.names, billingTakes: test.billing, inForce: client.BillingDailyPeak}
			run, c := live(t, s)
			start := time.Now()
			o := send(t, run, c)
			if took := time.Since(start); describe(o) != "created" || took != 2*test.look+test.afterwards {
				t.Errorf("%+v: %+v after %v", test, o, took)
			}
			s.wasAsked(t, 1, 2)
			r := records(t, run)[0]
			if r.Looked != (test.names < lookLimit) || r.Time.Sub(start) != 2*test.look || !r.Resolution.Time.Equal(r.Time) {
				t.Errorf("%+v: recorded %+v", test, r)
			}
		})
	}
}

// The billing method is asked for after a create where the look before told none.
func TestWhenTheBillingMethodIsAskedForAgain(t *testing.T) {
	t.Parallel()
	for before, asked := range map[string]int32{"": 3, client.BillingFixed: 2} { // twice before
		s := &service{inForce: before}
		s.onCreate = func() { s.inForce = client.BillingFixed }
		run, c := live(t, s)
		if o := send(t, run, c); describe(o) != "created billing-method-in-force" || s.billings.Load() != asked {
			t.Errorf("known as %q: asked %d times, %+v", before, s.billings.Load(), o)
		}
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	same := []client.Instance{{EPNInstanceID: "epn-1"}, {EPNInstanceID: "epn\x1b[2J"}}
	want := []Warning{
		{Kind: SameName, Values: []string{"epn-1", `epn\x1b[2J`}},
		{Kind: BillingForced, Values: []string{client.BillingFixed}},
	}
	got := Checks{SameName: same, InForce: client.BillingFixed}.Warnings(order())
	none := Checks{Seen: []string{"epn-2"}, InForce: client.BillingDailyPeak}.Warnings(order())
	if !reflect.DeepEqual(got, want) || none != nil {
		t.Errorf("%q, and of nothing %q", got, none)
	}
}

// A look right before the create, however soon after the review's: what the review did
// not show brings it back.
func TestLookAnewBeforeSending(t *testing.T) {
	t.Parallel()
	const lab = "edge lab"
	foreign, fixed, seen := []client.Instance{made("epn-foreign", 0)}, client.BillingFixed, []string{"epn-foreign"}
	longer, upper := made("epn-longer", 0), made("epn-upper", 0)
	longer.EPNInstanceName, upper.EPNInstanceName = "my edge lab 2", "Edge lab" // the service finds parts of names
	denied := &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM"}
	for name, test := range map[string]struct {
		checks  *Checks
		service *service
		sent    bool
	}{
		"an instance appeared":       {&Checks{Name: lab}, &service{found: foreign}, false},
		"those of similar names":     {&Checks{Name: lab}, &service{found: []client.Instance{longer, upper}}, true},
		"one that was shown":         {&Checks{Name: lab, Seen: seen}, &service{found: foreign}, true},
		"another method is in force": {&Checks{Name: lab}, &service{inForce: fixed}, false},
		"which was shown":            {&Checks{Name: lab, InForce: fixed}, &service{inForce: fixed}, true},
		"the one that is ordered":    {&Checks{Name: lab}, &service{inForce: client.BillingDailyPeak}, true},
		"now it is denied":           {&Checks{Name: lab}, &service{lookFailure: denied}, false},
		"it was denied before":       {&Checks{Name: lab, NamesFailed: denied}, &service{lookFailure: denied}, true},
		"it is denied no longer":     {&Checks{Name: lab, NamesFailed: denied}, &service{}, true},
		"checks of another name":     {&Checks{Name: "another", Seen: seen}, &service{found: foreign}, false},
		"no checks":                  {nil, &service{found: foreign}, false},
	} {
		s := test.service
		run, c := live(t, s)
		shown, err := run.Obstacles(c, order(), time.Now())
		must(t, err)
		o, stands, anew := run.Send(t.Context(), c, order(), test.checks, shown, nil)
		if (o.Result == Created) != test.sent || (anew == nil) != test.sent || stands != nil {
			t.Errorf("%s: %+v, %+v, %+v", name, o, stands, anew)
		}
		written := records(t, run)
		s.wasAsked(t, int32(len(written)), 1)
		if len(written) == 1 != test.sent || test.sent && written[0].Looked != (s.lookFailure == nil) {
			t.Errorf("%s: recorded %+v", name, written)
		}
	}
}

func TestWhatALookTellsBesideItsAnswers(t *testing.T) {
	t.Parallel()
	denied := &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM", ClockKnown: true, ClockSkew: time.Minute}
	keys := &client.Failure{Kind: client.Unauthenticated, Code: "InvalidAccessKeyId.NotFound"}
	lost := &client.Failure{Kind: client.Unknown, Cause: client.NotJSON, ClockKnown: true, ClockSkew: time.Hour}
	for _, test := range []struct {
		names, billing *client.Failure
		skew           *time.Duration
		fatal          *client.Failure // which an order would meet as well
		ahead          time.Duration   // the clock; 0 where that is not known
	}{
		{nil, nil, nil, nil, 0},
		{denied, lost, new(time.Second), nil, time.Second},
		{lost, denied, nil, nil, time.Minute},
		{nil, lost, nil, nil, 0},
		{lost, lost, nil, lost, 0},
		{denied, keys, nil, keys, time.Minute},
	} {
		k := Checks{NamesFailed: test.names, BillingFailed: test.billing, ClockSkew: test.skew}
		if got := k.FatalFailure(); got != test.fatal {
			t.Errorf("%+v: %+v is fatal", test, got)
		}
		if ahead, known := k.ClockAhead(); ahead != test.ahead || known != (test.ahead > 0) {
			t.Errorf("%+v: the clock is ahead by %v, %v", test, ahead, known)
		}
	}
}
