package submit

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

func TestWhichInstanceIsTheRequests(t *testing.T) {
	t.Parallel()
	type change func(*client.Instance)
	id := func(id string) change { return func(i *client.Instance) { i.EPNInstanceID = id } }
	at := func(text string) change { return func(i *client.Instance) { i.CreationTime = text } }
	after := func(d time.Duration) change {
		return func(i *client.Instance) { i.CreationTime = time.Now().Add(d).UTC().Format(time.RFC3339) }
	}
	for name, test := range map[string]struct {
		change change
		want   string // the id that is recorded as the request's; "" where it is not, "?" where the user has to say
	}{
		"as ordered":                    {id("epn-1"), "epn-1"},
		"running":                       {func(i *client.Instance) { i.Status = "Running" }, "epn-1"},
		"a longer name":                 {func(i *client.Instance) { i.EPNInstanceName = "edge lab 2" }, ""},
		"another case":                  {func(i *client.Instance) { i.EPNInstanceName = "Edge Lab" }, ""},
		"another type":                  {func(i *client.Instance) { i.EPNInstanceType = "Other" }, ""},
		"another mode":                  {func(i *client.Instance) { i.NetworkingModel = client.NetworkingBoth }, ""},
		"another bandwidth":             {func(i *client.Instance) { i.InternetMaxBandwidthOut = 11 }, ""},
		"no id":                         {id(""), ""},
		"an id with a trap in it":       {id("epn\x1b[2J"), `epn\x1b[2J`},
		"seen before":                   {id("epn-seen"), ""},
		"another request's":             {id("epn-claimed"), ""},
		"another's, with a trap in it":  {id("epn\x1b"), ""},
		"created just before":           {after(-3 * time.Second), "epn-1"},
		"created just after":            {after(4 * time.Second), "epn-1"},
		"created seconds later":         {after(10 * time.Second), "?"},
		"created a while before":        {after(-14 * time.Minute), "?"},
		"created long before":           {after(-16 * time.Minute), ""},
		"created a while after":         {after(29 * time.Minute), "?"},
		"created long after":            {after(31 * time.Minute), ""},
		"created in another zone":       {at(time.Now().In(time.FixedZone("", 8*3600)).Format(time.RFC3339)), "epn-1"},
		"created at no time":            {at(""), "?"},
		"created at an unreadable time": {at("2026-11-22 10:00"), "?"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := made("epn-1", 0)
			test.change(&i)
			s := finding(i)
			run, c := live(t, s)
			for _, id := range []string{"epn-claimed", client.Visible("epn\x1b")} {
				must(t, begin(t, run, entry()).RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: id}))
			}
			other := entry()
			other.Order.EPNInstanceName = "another"
			defer begin(t, run, other).Abandon()
			r := lose(t, run, entry())
			got, taken := settle(t, run, c, r), test.want != "" && test.want != "?"
			if got.Settled() != taken || len(got.Candidates) == 1 != (test.want != "") || got.Failure != nil {
				t.Errorf("got %+v", got)
			}
			now := record(t, run, r.ID).Resolution
			if (now.Outcome == journal.Created) != taken || taken && now.EPNInstanceID != test.want || now.ByLookup != taken {
				t.Errorf("recorded %+v", now)
			}
			s.wasAsked(t, 0, 1)
		})
	}
}

// What is for the user to say is given as candidates, and what they say stands.
func TestWhatSettlesNothingByItself(t *testing.T) {
	t.Parallel()
	one, two := []client.Instance{made("epn-1", 0)}, []client.Instance{made("epn-1", 0), made("epn-2", 0)}
	throttled := &client.Failure{Kind: client.Refused, Code: "Throttling.User"}
	for name, test := range map[string]struct {
		list    []client.Instance
		failure *client.Failure
		looked  bool // before the request
		want    []client.Instance
	}{
		"two candidates":    {two, nil, true, two},
		"no look before":    {one, nil, false, one},
		"a look that fails": {one, throttled, true, nil},
	} {
		run, c := live(t, &service{list: answer(test.list, test.failure)})
		e := entry()
		e.Looked = test.looked
		r := lose(t, run, e)
		s := settle(t, run, c, r)
		if s.Settled() || s.Failure != test.failure || !reflect.DeepEqual(s.Candidates, test.want) ||
			!record(t, run, r.ID).Unsettled() {
			t.Errorf("%s: %+v", name, s)
		}
		was := Outcome{Result: "unknown", Order: order(), JournalID: r.ID, Candidates: two}
		want := was
		want.Candidates = test.want
		if got := s.ToOutcome(was); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: outcome %+v", name, got)
		}
		must(t, run.RecordUserWord(r.ID, "epn-2"))
		if s := settle(t, run, c, record(t, run, r.ID)); !s.Settled() || s.Record.Resolution.EPNInstanceID != "epn-2" {
			t.Errorf("%s, as the user says: %+v", name, s)
		}
	}
}

func TestWhoMayAsk(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sent, asks, run string
		refused, asked  bool
	}{
		{"owner-a", "owner-a", "", false, false},
		{"owner-a", "owner-b", thisRun, true, false},
		{"owner-a", "", "", false, true},
		{"owner-a", "", thisRun, false, true},
		{"", "owner-b", thisRun, false, true},
		{"", "", "", false, true},
		{"", "", thisRun, false, false},
		{"", "", "an earlier one", false, true},
	} {
		s := finding(made("epn-1", 0))
		run, c := live(t, s)
		c.Account.Owner = test.asks
		e := entry()
		e.Owner, e.Run = test.sent, test.run
		r := lose(t, run, e)
		got, err := run.Settle(t.Context(), c, r)
		if errors.Is(err, ErrOtherOwner) != test.refused || !test.refused && err != nil {
			t.Errorf("%+v: %v", test, err)
		}
		if got.Settled() == (test.refused || test.asked) || len(got.Candidates) == 1 == test.refused {
			t.Errorf("%+v: %+v", test, got)
		}
		if s.looks.Load() == 0 != test.refused {
			t.Errorf("%+v: looked %d times", test, s.looks.Load())
		}
		named, err := run.SettleNamed(t.Context(), c, r)
		if errors.Is(err, ErrOtherOwner) != test.refused || test.asked && !named.Settled() {
			t.Errorf("%+v, named: %+v, %v", test, named, err)
		}
	}
}

func TestOnlyWhatIsUnsettledIsLookedUp(t *testing.T) {
	t.Parallel()
	s := finding(made("epn-1", 0))
	run, c := live(t, s)
	f := begin(t, run, entry())
	defer f.Abandon()
	if got := settle(t, run, c, record(t, run, f.Entry.ID)); got.Settled() || !got.Record.InFlight {
		t.Errorf("in flight: %+v", got)
	}
	r := lose(t, run, entry())
	must(t, run.RecordUserWord(r.ID, ""))
	got := settle(t, run, c, record(t, run, r.ID))
	if !got.Settled() || got.Record.Resolution.Outcome != journal.NotCreated {
		t.Errorf("closed: %+v", got)
	}
	s.wasAsked(t, 0, 0)
}

// The same order is under way twice. One is lost; the instance that shows is
// the other's, as its reply is about to say.
func TestALivingRequestsInstanceIsNotTaken(t *testing.T) {
	t.Parallel()
	run, c := live(t, finding(made("epn-1", 0)))
	r := lose(t, run, entry())
	other := begin(t, run, entry())
	if s := settle(t, run, c, r); s.Settled() {
		t.Errorf("taken: %+v", s.Record.Resolution)
	}
	must(t, other.RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}))
	if s := settle(t, run, c, r); s.Settled() || len(s.Candidates) != 0 {
		t.Errorf("taken afterwards: %+v", s)
	}
}

// Somebody closes the record by hand while another process looks it up.
func TestTheUsersWordStands(t *testing.T) {
	t.Parallel()
	s := new(service)
	run, c := live(t, s)
	r := lose(t, run, entry())
	s.list = func(context.Context) ([]client.Instance, *client.Failure) {
		must(t, run.RecordUserWord(r.ID, ""))
		return []client.Instance{made("epn-1", 0), made("epn-2", 0)}, nil
	}
	got, now := settle(t, run, c, r), record(t, run, r.ID).Resolution.Outcome
	if now != journal.NotCreated || got.Record.Resolution.Outcome != journal.NotCreated || len(got.Candidates) > 0 {
		t.Errorf("recorded %q, told %+v", now, got)
	}
}

func TestAFindTellsTheMethodThatPrevails(t *testing.T) {
	t.Parallel()
	s := finding(made("epn-1", 0))
	s.billing = answer(client.BillingFixed, nil)
	run, c := live(t, s)
	before := Outcome{
		Result: "unknown", Failure: &client.Failure{}, Candidates: []client.Instance{{}},
		Warnings: []Warning{{Kind: NotRecorded}},
	}
	r := lose(t, run, entry())
	want := Outcome{
		Result: Created, Order: order(), JournalID: r.ID, Recovered: true,
		Created:  client.Created{EPNInstanceID: "epn-1", RequestID: "R"},
		Warnings: []Warning{{Kind: NotRecorded}, {Kind: BillingForced, Values: []string{client.BillingFixed}}},
	}
	if o := settle(t, run, c, r).ToOutcome(before); !reflect.DeepEqual(o, want) {
		t.Errorf("got %+v", o)
	}
}

// A record that cannot be read is not settled, whoever asks for it.
func TestARecordThatCannotBeReadIsNotSettled(t *testing.T) {
	t.Parallel()
	s := finding(made("epn-1", 0))
	run, c := live(t, s)
	r := lose(t, run, entry())
	restore := hideJournal(t, run)
	if now, err := run.FindRecord(r.ID); err == nil || now.Settled() {
		t.Errorf("%+v, %v", now, err)
	}
	known := run.RecordOf(Outcome{JournalID: r.ID, Order: order()})
	if !known.Unsettled() || known.ID != r.ID || known.Order != order() {
		t.Errorf("%+v", known)
	}
	for _, unread := range []journal.Record{r, known} {
		if s, err := run.Settle(t.Context(), c, unread); err == nil || s.Settled() {
			t.Errorf("%+v, %v", s, err)
		}
	}
	if (Settlement{}).Settled() {
		t.Error("nothing is taken for settled")
	}
	if _, err := run.Obstacles(c, order(), time.Now()); err == nil {
		t.Error("nothing is in the way")
	}
	restore()
	if s := settle(t, run, c, known); s.Record.Resolution.EPNInstanceID != "epn-1" {
		t.Errorf("what can be read again is not settled: %+v", s)
	}
}

// The service's clock decides what was created while a request was under way.
func TestTheServicesClockDecides(t *testing.T) {
	t.Parallel()
	sent := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	ahead := int64(-3_600_000) // milliseconds: this machine is an hour behind
	for _, test := range []struct {
		skew    *int64 // as it was when the request was sent
		listed  time.Duration
		ended   time.Duration
		created time.Duration // after the request was sent, by the service's clock
		want    bool
	}{
		{nil, 0, 0, 5 * time.Second, true}, {nil, 0, 0, 6 * time.Second, false},
		{nil, 0, 0, -5 * time.Second, true}, {nil, 0, 0, -6 * time.Second, false},
		{nil, 0, 30 * time.Second, 35 * time.Second, true}, {nil, 0, 30 * time.Second, 36 * time.Second, false},
		{nil, time.Hour, 0, -time.Hour, true}, {nil, time.Hour, 0, 0, false},
		{&ahead, time.Hour, 0, time.Hour, true}, {&ahead, 0, 0, 0, false},
	} {
		r := journal.Record{Entry: journal.Entry{Time: sent, ClockSkew: test.skew}}
		if test.ended > 0 {
			r.Resolution.Ended = sent.Add(test.ended)
		}
		i := client.Instance{CreationTime: sent.Add(test.created).Format(time.RFC3339)}
		list := client.Listing{ClockSkew: test.listed, ClockKnown: true}
		if got := wasCreatedInTime(i, r, list); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
		if wasCreatedInTime(i, r, client.Listing{}) && test.skew == nil {
			t.Errorf("%+v: taken, although the service told no time", test)
		}
		i.EPNInstanceID = "epn-1" // of an order without values
		if !fitsRequest(i, r, list) {
			t.Errorf("%+v: ruled out", test)
		}
	}
}
