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

func TestWhichInstanceIsTheRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, checkWhichInstanceIsTheRequests) // where no time passes
}

func checkWhichInstanceIsTheRequests(t *testing.T) {
	with := func(change func(*client.Instance)) client.Instance {
		i := made("epn-1", 0)
		change(&i)
		return i
	}
	created := func(at string) client.Instance { return with(func(i *client.Instance) { i.CreationTime = at }) }
	for name, c := range map[string]struct {
		instance client.Instance
		want     bool // taken for the request's
	}{
		"as ordered":                    {made("epn-1", 0), true},
		"running":                       {with(func(i *client.Instance) { i.Status = "Running" }), true},
		"a longer name":                 {with(func(i *client.Instance) { i.EPNInstanceName = "edge lab 2" }), false},
		"another case":                  {with(func(i *client.Instance) { i.EPNInstanceName = "Edge Lab" }), false},
		"another type":                  {with(func(i *client.Instance) { i.EPNInstanceType = "Other" }), false},
		"another mode":                  {with(func(i *client.Instance) { i.NetworkingModel = "SpeedUpAndConnection" }), false},
		"another bandwidth":             {with(func(i *client.Instance) { i.InternetMaxBandwidthOut = 11 }), false},
		"no id":                         {with(func(i *client.Instance) { i.EPNInstanceID = "" }), false},
		"seen before":                   {made("epn-seen", 0), false},
		"another request's":             {made("epn-claimed", 0), false},
		"another's, with a trap in it":  {made("epn\x1b", 0), false},
		"created just before":           {made("epn-1", -3*time.Second), true},
		"created just after":            {made("epn-1", 4*time.Second), true},
		"created seconds later":         {made("epn-1", 10*time.Second), false},
		"created a while before":        {made("epn-1", -14*time.Minute), false}, // which the user knows
		"created long before":           {made("epn-1", -16*time.Minute), false},
		"created a while after":         {made("epn-1", 29*time.Minute), false},
		"created long after":            {made("epn-1", 31*time.Minute), false},
		"created in another zone":       {created(time.Now().In(time.FixedZone("", 8*3600)).Format(time.RFC3339)), true},
		"created at no time":            {created(""), false},
		"created at an unreadable time": {created("2026-11-22 10:00"), false},
	} {
		s := new(service).finds(c.instance)
		b, conn := live(t, s)
		for _, id := range []string{"epn-claimed", client.Visible("epn\x1b")} {
			f, err := insist(b, entry())
			must(t, err)
			must(t, f.RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: id}))
		}
		r := unsettled(t, b, entry())
		got := settle(t, b, conn, r)
		if got.Settled() != c.want || len(got.Candidates) == 0 && c.want || got.Failure != nil {
			t.Errorf("%s: got %+v", name, got)
		}
		now := record(t, b, r.ID)
		if created := now.Resolution.Outcome == journal.Created; created != c.want || created && (now.Resolution.EPNInstanceID != "epn-1" || !now.Resolution.ByLookup) {
			t.Errorf("%s: recorded %+v", name, now.Resolution)
		}
		if s.creates.Load() != 0 || s.looks.Load() != 1 {
			t.Errorf("%s: sent %d, looked %d times", name, s.creates.Load(), s.looks.Load())
		}
	}
}

func TestTwoCandidatesSettleNothing(t *testing.T) {
	t.Parallel()
	two := []client.Instance{made("epn-1", 0), made("epn-2", 0)}
	b, c := live(t, new(service).finds(two...))
	r := unsettled(t, b, entry())
	if s := settle(t, b, c, r); s.Settled() || !reflect.DeepEqual(s.Candidates, two) || !record(t, b, r.ID).Unsettled() {
		t.Errorf("got %+v", s)
	}
	must(t, b.RecordUserWord(r.ID, "epn-2")) // as the user says
	if s := settle(t, b, c, record(t, b, r.ID)); !s.Settled() || s.Record.Resolution.EPNInstanceID != "epn-2" {
		t.Errorf("closed: %+v", s)
	}
}

// What was there before the request is not known: the user has to say.
func TestWithoutALookBeforeNothingSettlesByItself(t *testing.T) {
	t.Parallel()
	b, c := live(t, new(service).finds(made("epn-1", 0)))
	e := entry()
	e.Looked, e.Seen = false, nil
	r := unsettled(t, b, e)
	s := settle(t, b, c, r)
	if s.Settled() || len(s.Candidates) != 1 || !record(t, b, r.ID).Unsettled() {
		t.Errorf("got %+v", s)
	}
	if o := s.ToOutcome(Outcome{Result: "unknown"}); o.Result != "unknown" || !reflect.DeepEqual(o.Candidates, s.Candidates) {
		t.Errorf("outcome %+v", o)
	}
}

func TestWhoMayAsk(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sent, asks, run string
		refused, asked  bool
	}{
		{"owner-a", "owner-a", "", false, false}, {"owner-a", "owner-b", thisRun, true, false}, {"owner-a", "", "", false, true}, {"", "owner-b", "", false, true},
		{"", "", "", false, true}, {"", "", thisRun, false, false}, {"", "", "an earlier one", false, true},
	} {
		s := new(service).finds(made("epn-1", 0))
		b, conn := live(t, s)
		conn.Account.Owner = c.asks
		e := entry()
		e.Owner, e.Run = c.sent, c.run
		r := unsettled(t, b, e)
		got, err := b.Settle(t.Context(), conn, r)
		if errors.Is(err, ErrOtherOwner) != c.refused || got.Settled() == (c.refused || c.asked) || len(got.Candidates) == 1 == c.refused || s.looks.Load() == 0 != c.refused || !c.refused && err != nil {
			t.Errorf("%+v: %+v, %v, looked %d times", c, got, err, s.looks.Load())
		}
		if named, err := b.SettleNamed(t.Context(), conn, r); errors.Is(err, ErrOtherOwner) != c.refused || c.asked && !named.Settled() {
			t.Errorf("%+v, named: %+v, %v", c, named, err)
		}
	}
}

func TestALookThatFailsSettlesNothing(t *testing.T) {
	t.Parallel()
	f := &client.Failure{Kind: client.Refused, Code: "Throttling.User"}
	s := &service{instances: func(context.Context, string) ([]client.Instance, *client.Failure) {
		return []client.Instance{made("epn-1", 0)}, f
	}}
	b, c := live(t, s)
	r := unsettled(t, b, entry())
	if got := settle(t, b, c, r); got.Settled() || got.Failure != f || got.Candidates != nil || !record(t, b, r.ID).Unsettled() {
		t.Errorf("got %+v", got)
	}
}

func TestOnlyWhatIsUnsettledIsLookedUp(t *testing.T) {
	t.Parallel()
	s := new(service).finds(made("epn-1", 0))
	b, c := live(t, s)
	f, err := insist(b, entry())
	must(t, err)
	defer f.Abandon()
	if got := settle(t, b, c, record(t, b, f.Entry.ID)); got.Settled() || !got.Record.InFlight {
		t.Errorf("in flight: %+v", got)
	}
	r := unsettled(t, b, entry())
	must(t, b.RecordUserWord(r.ID, ""))
	if got := settle(t, b, c, record(t, b, r.ID)); !got.Settled() || got.Record.Resolution.Outcome != journal.NotCreated {
		t.Errorf("closed: %+v", got)
	}
	if s.looks.Load() != 0 {
		t.Errorf("looked %d times", s.looks.Load())
	}
}

func TestAFindThatCannotBeRecordedIsAnError(t *testing.T) {
	t.Parallel()
	s := new(service)
	b, c := live(t, s)
	r := unsettled(t, b, entry())
	s.instances = func(context.Context, string) ([]client.Instance, *client.Failure) {
		path := filepath.Join(b.Dir, "journal.jsonl")
		must(t, os.Remove(path))
		must(t, os.Mkdir(path, 0o700))
		return []client.Instance{made("epn-1", 0)}, nil
	}
	if got, err := b.Settle(t.Context(), c, r); err == nil || got.Settled() {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAFindTellsTheMethodThatPrevails(t *testing.T) {
	t.Parallel()
	s := new(service).finds(made("epn-1", 0))
	s.billing = func(context.Context) (string, *client.Failure) { return "PayByBandwidth", nil }
	b, c := live(t, s)
	before := Outcome{Result: "unknown", Failure: &client.Failure{}, Candidates: []client.Instance{{}}, Warnings: []Warning{{Kind: NotRecorded}}}
	r := unsettled(t, b, entry())
	want := Outcome{
		Result: Created, Order: order(), JournalID: r.ID, Recovered: true, Created: client.Created{EPNInstanceID: "epn-1"},
		Warnings: []Warning{{Kind: NotRecorded}, {Kind: BillingForced, Values: []string{"PayByBandwidth"}}},
	}
	if o := settle(t, b, c, r).ToOutcome(before); !reflect.DeepEqual(o, want) {
		t.Errorf("got %+v", o)
	}
}

func TestOutcomeOfWhatIsNotFound(t *testing.T) {
	t.Parallel()
	one, two := []client.Instance{{EPNInstanceID: "epn-1"}}, []client.Instance{{EPNInstanceID: "epn-1"}, {EPNInstanceID: "epn-2"}}
	for _, c := range []struct {
		found  []client.Instance
		looked bool
		want   []client.Instance
	}{{nil, true, nil}, {one, true, one}, {one, false, one}, {two, true, two}, {two, false, two}} {
		s := Settlement{Record: journal.Record{Entry: journal.Entry{Looked: c.looked}, Resolution: journal.Resolution{Outcome: "unknown"}}, Candidates: c.found}
		was := Outcome{Result: "unknown", Order: order(), JournalID: "id", Candidates: two}
		want := was
		want.Candidates = c.want
		if got := s.ToOutcome(was); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

// An id is shown and recorded without what a terminal would obey.
func TestAFoundIDIsMadeVisible(t *testing.T) {
	t.Parallel()
	b, c := live(t, new(service).finds(made("epn\x1b[2J", 0)))
	s := settle(t, b, c, unsettled(t, b, entry()))
	if got := s.Record.Resolution.EPNInstanceID; !s.Settled() || strings.ContainsRune(got, '\x1b') || got != record(t, b, s.Record.ID).Resolution.EPNInstanceID {
		t.Errorf("recorded %q", got)
	}
}
