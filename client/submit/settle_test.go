package submit

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

func TestWhichInstanceIsTheRequests(t *testing.T) {
	t.Parallel()
	type change func(*client.Instance)
	id := func(id string) change { return func(i *client.Instance) { i.EPNInstanceID = id } }
	at := func(text string) change { return func(i *client.Instance) { i.CreationTime = text } }
	after := func(d time.Duration) change { return at(time.Now().Add(d).UTC().Format(time.RFC3339)) }
	for name, test := range map[string]struct {
		change change
		want   string // the id that is recorded as the request's; "" where it is not, "?" where the user has to say
	}{
		"as ordered":                   {id("epn-1"), "epn-1"},
		"a longer name":                {func(i *client.Instance) { i.EPNInstanceName = "edge lab 2" }, ""},
		"another type":                 {func(i *client.Instance) { i.EPNInstanceType = "Other" }, ""},
		"another mode":                 {func(i *client.Instance) { i.NetworkingModel = client.NetworkingBoth }, ""},
		"another bandwidth":            {func(i *client.Instance) { i.InternetMaxBandwidthOut = 11 }, ""},
		"no id":                        {id(""), ""},
		"an id with a trap in it":      {id("epn\x1b[2J"), `epn\x1b[2J`},
		"seen before":                  {id("epn-seen"), ""},
		"another request's":            {id("epn-claimed"), ""},
		"another's, with a trap in it": {id("epn\x1b"), ""},
		"created seconds later":        {after(10 * time.Second), "?"},
		"created a while before":       {after(-14 * time.Minute), "?"},
		"created long before":          {after(-16 * time.Minute), ""},
		"created a while after":        {after(29 * time.Minute), "?"},
		"created long after":           {after(31 * time.Minute), ""},
		"created in another zone":      {at(time.Now().In(time.FixedZone("", 8*3600)).Format(time.RFC3339)), "epn-1"},
		"created at no time":           {at(""), "?"},
	} {
		i := made("epn-1", 0)
		test.change(&i)
		s := &service{found: []client.Instance{i}, inForce: client.BillingFixed}
		run, c := live(t, s)
		for _, id := range []string{"epn-claimed", client.Visible("epn\x1b")} {
			must(t, begin(t, run, entry()).RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: id}))
		}
		other := entry()
		other.Order.EPNInstanceName = "another"
		defer begin(t, run, other).Abandon()
		r := lose(t, run, entry())
		found := settle(t, run, c, r)
		var got string
		if now := record(t, run, r.ID).Resolution; now.Outcome == journal.Created && now.ByLookup && found.Settled() {
			got = now.EPNInstanceID
			was := Outcome{Failure: &client.Failure{}, Warnings: []Warning{{Kind: NotRecorded}}}
			told := describe(found.ToOutcome(was))
			if told != "created recovered not-recorded billing-method-in-force" {
				t.Errorf("%s: %s", name, told)
			}
		} else if len(found.Candidates) == 1 && now.Outcome == "unknown" && !found.Settled() {
			got = "?"
		}
		if got != test.want || found.Failure != nil {
			t.Errorf("%s: %q: %+v", name, got, found)
		}
		s.wasAsked(t, 0, 1)
	}
}

// What is for the user to say is given as candidates, and what they say stands.
func TestWhatSettlesNothingByItself(t *testing.T) {
	t.Parallel()
	one, two := []client.Instance{made("epn-1", 0)}, []client.Instance{made("epn-1", 0), made("epn-2", 0)}
	throttled := &client.Failure{Kind: client.Refused, Code: "Throttling.User"}
	for name, test := range map[string]struct {
		service *service
		looked  bool // before the request
		want    []client.Instance
	}{
		"two candidates":    {&service{found: two}, true, two},
		"no look before":    {&service{found: one}, false, one},
		"a look that fails": {&service{found: one, lookFailure: throttled}, true, nil},
	} {
		run, c := live(t, test.service)
		e := entry()
		e.Looked = test.looked
		r := lose(t, run, e)
		s := settle(t, run, c, r)
		if s.Settled() || s.Failure != test.service.lookFailure || !record(t, run, r.ID).Unsettled() {
			t.Errorf("%s: %+v", name, s)
		}
		was := Outcome{Result: "unknown", Order: order(), JournalID: r.ID, Candidates: two}
		want := was
		want.Candidates = test.want
		if got := s.ToOutcome(was); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: outcome %+v", name, got)
		}
		must(t, run.RecordUserWord(r.ID, "epn-\x1b"))
		said := journal.Resolution{Outcome: journal.Created, EPNInstanceID: `epn-\x1b`, ByLookup: true, ID: r.ID}
		s = settle(t, run, c, record(t, run, r.ID))
		if said.Time = s.Record.Resolution.Time; s.Record.Resolution != said {
			t.Errorf("%s, as the user says: %+v", name, s)
		}
	}
}

func TestWhoMayAsk(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ sent, asks, run, want string }{
		{"owner-a", "owner-a", "", "settled"},
		{"owner-a", "owner-b", thisRun, "refused"},
		{"owner-a", "", thisRun, "asked"},
		{"", "owner-b", thisRun, "asked"},
		{"", "", "", "asked"},
		{"", "", thisRun, "settled"},
		{"", "", "an earlier one", "asked"},
	} {
		s := &service{found: []client.Instance{made("epn-1", 0)}}
		run, c := live(t, s)
		c.Account.Owner = test.asks
		e := entry()
		e.Owner, e.Run = test.sent, test.run
		r := lose(t, run, e)
		tell := func(found Settlement, err error) string {
			switch {
			case errors.Is(err, ErrOtherOwner) && s.looks.Load() == 0 && !found.Settled() && len(found.Candidates) == 0:
				return "refused"
			case err == nil && found.Settled():
				return "settled"
			case err == nil && found.OwnerUnknown && len(found.Candidates) == 1:
				return "asked"
			}
			return fmt.Sprintf("%+v, %v", found, err)
		}
		if got := tell(run.Settle(t.Context(), c, r)); got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
		// Who names a request says that keys of an unknown owner are those it was sent with.
		want := strings.Replace(test.want, "asked", "settled", 1)
		if got := tell(run.SettleNamed(t.Context(), c, r)); got != want {
			t.Errorf("%+v, named: %s", test, got)
		}
	}
}

// Others go on while one looks for the instance of a request: what they have under way and
// what they record decides.
func TestWhatOthersRecordDecides(t *testing.T) {
	t.Parallel()
	s := &service{found: []client.Instance{made("epn-1", 0)}}
	run, c := live(t, s)
	r, other := lose(t, run, entry()), begin(t, run, entry())
	tell := func() string { // what the review would say
		o, err := run.Obstacles(c, order(), time.Time{})
		must(t, err)
		return describe(Outcome{Warnings: ObstacleWarnings(o)})
	}
	told := tell()
	if found := settle(t, run, c, r); found.Settled() {
		t.Errorf("taken from one that is under way: %+v", found)
	}
	if found := settle(t, run, c, record(t, run, other.Entry.ID)); found.Settled() || !found.Record.InFlight {
		t.Errorf("under way: %+v", found)
	}
	must(t, other.RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}))
	if told += tell(); told != " same-order-under-way same-order same-order-created same-order" {
		t.Errorf("told of%s", told)
	}
	if found := settle(t, run, c, r); found.Settled() || len(found.Candidates) != 0 {
		t.Errorf("taken from the one that made it: %+v", found)
	}
	s.found = append(s.found, made("epn-2", 0), made("epn-3", 0))
	s.onLook = func() { must(t, run.RecordUserWord(r.ID, NoInstance)) }
	for _, when := range []string{"meanwhile", "before"} {
		found, now := settle(t, run, c, r), record(t, run, r.ID)
		if r = now; now.Resolution.Outcome != journal.NotCreated || found.Record.Resolution != now.Resolution ||
			len(found.Candidates) > 0 {
			t.Errorf("closed by hand %s: %+v, told %+v", when, now, found)
		}
	}
	s.wasAsked(t, 0, 3) // only for what is unsettled
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
		r.Resolution.Ended = sent.Add(test.ended)
		i := client.Instance{EPNInstanceID: "epn-1", CreationTime: sent.Add(test.created).Format(time.RFC3339)}
		list := client.Listing{ClockSkew: test.listed, ClockKnown: true}
		if got := wasCreatedInTime(i, r, list); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
		if wasCreatedInTime(i, r, client.Listing{}) && test.skew == nil {
			t.Errorf("%+v: taken, although the service told no time", test)
		}
		if !fitsRequest(i, r, list) { // of an order without values
			t.Errorf("%+v: ruled out", test)
		}
	}
}

func TestWhetherALookFollows(t *testing.T) {
	t.Parallel()
	unknown := journal.Record{Resolution: journal.Resolution{Outcome: string(client.Unknown)}}
	settled := journal.Record{Resolution: UserWord(NoInstance)}
	failed := func(f client.Failure) Settlement { return Settlement{Record: unknown, Failure: &f} }
	for name, test := range map[string]struct {
		found Settlement
		err   error
		want  bool
	}{
		"settled":                   {Settlement{Record: settled}, nil, false},
		"the journal is busy":       {Settlement{Record: settled}, journal.ErrLocked, true},
		"another key's":             {Settlement{Record: unknown}, ErrOtherOwner, false},
		"the user's to say":         {Settlement{Record: unknown, Candidates: []client.Instance{{}}}, nil, false},
		"a look that was denied":    {failed(client.Failure{Kind: client.Refused}), nil, false},
		"a look that was throttled": {failed(client.Failure{Kind: client.Refused, Code: "Throttling.Api"}), nil, true},
		"a look that was lost":      {failed(client.Failure{Kind: client.Unknown}), nil, true},
		"keys that were rejected":   {failed(client.Failure{Kind: client.Unauthenticated}), nil, false},
	} {
		if _, follows := test.found.PlanNextLook(1, test.err); follows != test.want {
			t.Errorf("%s: another look follows: %v", name, follows)
		}
	}
}

// A request is looked up until something is found, the time is up, or the context ends.
func TestLookingAgainAndAgain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		limit, cancel time.Duration // of the context, or 0
		nth           int           // look that finds the instance
		looks         []int         // seconds
	}{
		"found late":                 {0, 0, 8, []int{0, 1, 3, 7, 15, 31, 61, 91}},
		"not found by the last look": {0, 0, 9, []int{0, 1, 3, 7, 15, 31, 61, 91}},
		"not in time":                {10 * time.Second, 0, 5, []int{0, 1, 3, 7}},
		"the third just out of time": {3*time.Second - time.Millisecond, 0, 3, []int{0, 1}},
		"given up within a pause":    {0, 5 * time.Second, 9, []int{0, 1, 3}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{lookFailure: &client.Failure{Kind: client.Refused, Code: "Throttling.User"}}
			run, c := live(t, s)
			r, mine := lose(t, run, entry()), made("epn-1", 0)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if test.limit > 0 {
				ctx, cancel = context.WithTimeout(ctx, test.limit)
				defer cancel()
			}
			if test.cancel > 0 {
				time.AfterFunc(test.cancel, cancel)
			}
			start := time.Now()
			var at []int
			s.onLook = func() {
				if at = append(at, int(time.Since(start)/time.Second)); len(at) == test.nth {
					s.found, s.lookFailure = []client.Instance{mine}, nil
				}
			}
			got, err := run.SettleFor(ctx, c, r)
			must(t, err)
			found := len(test.looks) == test.nth
			if !slices.Equal(at, test.looks) || got.Settled() != found || (got.Failure == nil) != found {
				t.Errorf("%s: looked at %v: %+v", name, at, got)
			}
			if took := time.Since(start); test.limit > 0 && took > test.limit || test.cancel > 0 && took != test.cancel {
				t.Errorf("%s took %v", name, took)
			}
		})
	}
}
