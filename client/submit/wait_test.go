package submit

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

func TestWhetherALookFollows(t *testing.T) {
	t.Parallel()
	unknown := journal.Record{Resolution: journal.Resolution{Outcome: string(client.Unknown)}}
	settled := journal.Record{Resolution: UserWord("")}
	for name, c := range map[string]struct {
		found Settlement
		err   error
		want  bool
	}{
		"nothing found":             {Settlement{Record: unknown}, nil, true},
		"settled":                   {Settlement{Record: settled}, nil, false},
		"the journal is busy":       {Settlement{Record: settled}, journal.ErrLocked, true},
		"another key's":             {Settlement{Record: unknown}, ErrOtherOwner, false},
		"the user's to say":         {Settlement{Record: unknown, Candidates: []client.Instance{{}}}, nil, false},
		"a look that was denied":    {Settlement{Record: unknown, Failure: &client.Failure{Kind: client.Refused}}, nil, false},
		"a look that was throttled": {Settlement{Record: unknown, Failure: &client.Failure{Kind: client.Refused, RetryAfter: 1}}, nil, true},
		"a look that was lost":      {Settlement{Record: unknown, Failure: &client.Failure{Kind: client.Unknown}}, nil, true},
	} {
		if _, follows := c.found.PlanNextLook(1, c.err); follows != c.want {
			t.Errorf("%s: another look follows: %v", name, follows)
		}
	}
}

// looking counts the seconds at which a service is asked, and lets it find an
// instance at the nth look.
func looking(s *service, nth int) *[]int {
	start, at, mine := time.Now(), new([]int), made("epn-1", 0)
	s.instances = func(context.Context, string) ([]client.Instance, *client.Failure) {
		*at = append(*at, int(time.Since(start)/time.Second))
		if len(*at) == nth {
			return []client.Instance{mine}, nil
		}
		return nil, &client.Failure{Kind: client.Refused, Code: "Throttling.User"}
	}
	return at
}

func TestLookingAgainAndAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		limit time.Duration // of the context, or 0
		nth   int           // look that finds it
		looks []int         // seconds
	}{
		"found at once":              {0, 1, []int{0}},
		"found at the fifth":         {0, 5, []int{0, 1, 3, 7, 15}},
		"found late":                 {0, 8, []int{0, 1, 3, 7, 15, 31, 61, 91}},
		"not found by the last look": {0, 9, []int{0, 1, 3, 7, 15, 31, 61, 91}},
		"found in time":              {10 * time.Second, 4, []int{0, 1, 3, 7}},
		"not in time":                {10 * time.Second, 5, []int{0, 1, 3, 7}},
		"no time for a second look":  {time.Second / 2, 2, []int{0}},
		"the third just out of time": {3*time.Second - time.Millisecond, 3, []int{0, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := new(service)
				b, conn := live(t, s)
				r := unsettled(t, b, entry())
				ctx := t.Context()
				if c.limit > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, c.limit)
					defer cancel()
				}
				start := time.Now()
				at := looking(s, c.nth)
				got, err := b.SettleFor(ctx, conn, r)
				must(t, err)
				found := len(c.looks) == c.nth
				if !slices.Equal(*at, c.looks) || got.Settled() != found || (got.Failure == nil) != found {
					t.Errorf("looked at %v: %+v", *at, got)
				}
				if c.limit > 0 && time.Since(start) > c.limit {
					t.Errorf("took %v", time.Since(start))
				}
			})
		})
	}
}

func TestLookingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := new(service)
		b, c := live(t, s)
		r := unsettled(t, b, entry())
		at := looking(s, 0)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, cancel) // within the third pause
		start := time.Now()
		if got, err := b.SettleFor(ctx, c, r); err != nil || got.Settled() || !slices.Equal(*at, []int{0, 1, 3}) || time.Since(start) != 5*time.Second {
			t.Errorf("looked at %v, took %v: %+v, %v", *at, time.Since(start), got, err)
		}
	})
	synctest.Test(t, func(t *testing.T) { // and while it is being answered
		s := &service{instances: func(ctx context.Context, _ string) ([]client.Instance, *client.Failure) { return nil, hang(ctx) }}
		b, c := live(t, s)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		r := unsettled(t, b, entry())
		start := time.Now()
		if got, err := b.SettleFor(ctx, c, r); err != nil || got.Failure == nil || time.Since(start) != 10*time.Second || s.looks.Load() != 1 {
			t.Errorf("%d looks in %v: %+v, %v", s.looks.Load(), time.Since(start), got, err)
		}
	})
}

func TestLookingEndsWhenAnotherProcessKnows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := new(service).finds()
		b, c := live(t, s)
		r := unsettled(t, b, entry())
		time.AfterFunc(2*time.Second, func() { must(t, b.RecordUserWord(r.ID, "epn-9")) })
		got, err := b.SettleFor(t.Context(), c, r)
		if err != nil || !got.Settled() || got.Record.Resolution.EPNInstanceID != "epn-9" || s.looks.Load() != 3 {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

// script runs Submit where time passes by itself, after it was let to prepare,
// and tells how many seconds it took.
func script(t *testing.T, s *service, again bool, prepare func(*testing.T, Submitter)) (o Outcome, records []journal.Record, took int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b, c := live(t, s)
		prepare(t, b)
		start := time.Now()
		o = b.Submit(t.Context(), c, order(), again)
		records, took = all(t, b), int(time.Since(start)/time.Second)
	})
	return o, records, took
}

func TestAnEarlierRequestIsSettledInPlaceOfASecondOne(t *testing.T) {
	t.Parallel()
	earlier := func(t *testing.T, b Submitter) { unsettled(t, b, entry()) }

	s := new(service)
	s.instances = func(context.Context, string) ([]client.Instance, *client.Failure) {
		return []client.Instance{made("epn-1", 0)}, nil
	}
	o, records, took := script(t, s, false, earlier)
	want := Outcome{Result: Created, Order: order(), JournalID: records[0].ID, Recovered: true, Created: client.Created{EPNInstanceID: "epn-1"}}
	if !reflect.DeepEqual(o, want) || s.creates.Load() != 0 || len(records) != 1 || took != 0 {
		t.Errorf("found: %+v after %d s, sent %d times", o, took, s.creates.Load())
	}

	s = new(service)
	o, records, took = script(t, s, false, earlier)
	if o.Result != "unknown" || o.JournalID != records[0].ID || o.Failure.Cause != client.EarlierUnsettled || s.creates.Load() != 0 || took > 10 || s.looks.Load() < 3 {
		t.Errorf("not found: %+v after %d s, looked %d, sent %d times", o, took, s.looks.Load(), s.creates.Load())
	}

	s = new(service)
	o, records, _ = script(t, s, true, earlier)
	if o.Result != Created || s.creates.Load() != 1 || len(records) != 2 || !records[0].Unsettled() {
		t.Errorf("once more: %+v, sent %d times", o, s.creates.Load())
	}
}

// Requests of another order or service do not stand in the way, nor does one whose
// fate is known.
func TestWhatDoesNotStandInTheWay(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(*testing.T, Submitter){
		"nothing": func(*testing.T, Submitter) {},
		"another order": func(t *testing.T, b Submitter) {
			e := entry()
			e.Order.InternetChargeType = "PayByBandwidth"
			unsettled(t, b, e)
		},
		"another target": func(t *testing.T, b Submitter) { e := entry(); e.Target = "sandbox"; unsettled(t, b, e) },
		"another endpoint": func(t *testing.T, b Submitter) {
			e := entry()
			e.Endpoint = "https://" + client.InternationalEndpoint
			unsettled(t, b, e)
		},
		"closed": func(t *testing.T, b Submitter) { must(t, b.RecordUserWord(unsettled(t, b, entry()).ID, "")) },
	} {
		s := new(service)
		if o, _, took := script(t, s, false, prepare); o.Result != Created || s.creates.Load() != 1 || took != 0 {
			t.Errorf("%s: %+v after %d s, sent %d times", name, o, took, s.creates.Load())
		}
	}
}

// A request of the same order with another key does: keys change, and the account
// may be the same. These credentials cannot look it up.
func TestAnotherKeyStandsInTheWay(t *testing.T) {
	t.Parallel()
	for _, owner := range []string{"owner-b", ""} {
		s := new(service)
		o, _, _ := script(t, s, false, func(t *testing.T, b Submitter) { e := entry(); e.Owner = owner; unsettled(t, b, e) })
		if o.Result != Result(client.Unknown) || o.Failure.Cause != client.EarlierUnsettled || s.creates.Load() != 0 || o.JournalID == "" {
			t.Errorf("%q: %+v, sent %d times", owner, o, s.creates.Load())
		}
		s = new(service)
		if o, _, _ = script(t, s, true, func(t *testing.T, b Submitter) { e := entry(); e.Owner = owner; unsettled(t, b, e) }); o.Result != Created || s.creates.Load() != 1 {
			t.Errorf("%q, again: %+v, sent %d times", owner, o, s.creates.Load())
		}
	}
}

func TestAScriptLooksUpWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	lost := client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost}
	none := func(*testing.T, Submitter) {}
	for name, c := range map[string]struct {
		failure client.Failure
		found   int32 // the look, from the one before the create, that finds it; 0: none
		want    Result
		looks   int32
	}{
		"found at once": {lost, 2, Created, 2},
		"found later":   {lost, 4, Created, 4},
		"not found":     {lost, 0, "unknown", 5},
		"refused":       {client.Failure{Kind: client.Refused, Code: "StockNotEnough"}, 0, "refused", 1},
		"unreachable":   {client.Failure{Kind: client.Unreachable, Cause: client.NoRoute}, 0, "unreachable", 1},
	} {
		s := new(service).fails(c.failure)
		s.instances = func(context.Context, string) ([]client.Instance, *client.Failure) {
			if c.found > 0 && s.looks.Load() >= c.found {
				return []client.Instance{made("epn-1", 0)}, nil
			}
			return nil, nil
		}
		o, records, took := script(t, s, false, none)
		if o.Result != c.want || o.Recovered != (c.found > 0) || s.creates.Load() != 1 || s.looks.Load() != c.looks || took > 10 || len(records) != 1 || o.JournalID != records[0].ID {
			t.Errorf("%s: %+v after %d s, looked %d, sent %d times", name, o, took, s.looks.Load(), s.creates.Load())
		}
		if c.want != Created && !reflect.DeepEqual(*o.Failure, c.failure) {
			t.Errorf("%s: %+v", name, o.Failure)
		}
	}
}
