package submit

import (
	"context"
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
	failed := func(f client.Failure) Settlement { return Settlement{Record: unknown, Failure: &f} }
	for name, test := range map[string]struct {
		found Settlement
		err   error
		want  bool
	}{
		"nothing found":             {Settlement{Record: unknown}, nil, true},
		"settled":                   {Settlement{Record: settled}, nil, false},
		"the journal is busy":       {Settlement{Record: settled}, journal.ErrLocked, true},
		"another key's":             {Settlement{Record: unknown}, ErrOtherOwner, false},
		"the user's to say":         {Settlement{Record: unknown, Candidates: []client.Instance{{}}}, nil, false},
		"a look that was denied":    {failed(client.Failure{Kind: client.Refused}), nil, false},
		"a look that was throttled": {failed(client.Failure{Kind: client.Refused, Code: "Throttling.Api"}), nil, true},
		"a look that was lost":      {failed(client.Failure{Kind: client.Unknown}), nil, true},
	} {
		if _, follows := test.found.PlanNextLook(1, test.err); follows != test.want {
			t.Errorf("%s: another look follows: %v", name, follows)
		}
	}
}

// TestLookingAgainAndAgain, until something is found, the time is up, or the context ends.
func TestLookingAgainAndAgain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		limit  time.Duration // of the context, or 0
		cancel time.Duration // when it is cancelled, or 0
		nth    int           // look that finds the instance
		looks  []int         // seconds
	}{
		"found at once":              {0, 0, 1, []int{0}},
		"found at the fifth":         {0, 0, 5, []int{0, 1, 3, 7, 15}},
		"found late":                 {0, 0, 8, []int{0, 1, 3, 7, 15, 31, 61, 91}},
		"not found by the last look": {0, 0, 9, []int{0, 1, 3, 7, 15, 31, 61, 91}},
		"found in time":              {10 * time.Second, 0, 4, []int{0, 1, 3, 7}},
		"not in time":                {10 * time.Second, 0, 5, []int{0, 1, 3, 7}},
		"no time for a second look":  {time.Second / 2, 0, 2, []int{0}},
		"the third just out of time": {3*time.Second - time.Millisecond, 0, 3, []int{0, 1}},
		"given up within a pause":    {0, 5 * time.Second, 9, []int{0, 1, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := new(service)
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
				s.list = func(context.Context) ([]client.Instance, *client.Failure) {
					if at = append(at, int(time.Since(start)/time.Second)); len(at) == test.nth {
						return []client.Instance{mine}, nil
					}
					return nil, &client.Failure{Kind: client.Refused, Code: "Throttling.User"}
				}
				got, err := run.SettleFor(ctx, c, r)
				must(t, err)
				found := len(test.looks) == test.nth
				if !slices.Equal(at, test.looks) || got.Settled() != found || (got.Failure == nil) != found {
					t.Errorf("looked at %v: %+v", at, got)
				}
				took := time.Since(start)
				if test.limit > 0 && took > test.limit || test.cancel > 0 && took != test.cancel {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestLookingEndsWhenAnotherProcessKnows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := finding()
		run, c := live(t, s)
		r := lose(t, run, entry())
		time.AfterFunc(2*time.Second, func() { must(t, run.RecordUserWord(r.ID, "epn-9")) })
		got, err := run.SettleFor(t.Context(), c, r)
		if err != nil || !got.Settled() || got.Record.Resolution.EPNInstanceID != "epn-9" {
			t.Errorf("%+v, %v", got, err)
		}
		s.wasAsked(t, 0, 3)
	})
}

// While a script looks, others go on: what they record decides.
func TestWhatIsRecordedDuringALook(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		service *service
		earlier bool  // a request of the order is lost before
		at      int32 // the look in which something is recorded
		record  func(t *testing.T, run Submitter)
		want    string
		creates int32
	}{
		"the earlier one is closed": {new(service), true, 1, closeFirst, "created", 1},
		"its own request is closed": {
			failing(client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost}),
			false, 2, closeFirst, "unknown connection-lost", 1,
		},
		"another creates it": {new(service), false, 1, func(t *testing.T, run Submitter) {
			created := journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}
			must(t, begin(t, run, entry()).RecordOutcome(created))
		}, "created recovered earlier", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				run, c := live(t, test.service)
				if test.earlier {
					lose(t, run, entry())
				}
				test.service.list = func(context.Context) ([]client.Instance, *client.Failure) {
					if test.service.looks.Load() == test.at {
						test.record(t, run)
					}
					return nil, nil
				}
				o := run.Submit(t.Context(), c, order(), false)
				if describe(o) != test.want || test.service.creates.Load() != test.creates {
					t.Errorf("%+v, %+v after %d creates", o, o.Failure, test.service.creates.Load())
				}
			})
		})
	}
}

// closeFirst records the user's word that nothing came of the first request.
func closeFirst(t *testing.T, run Submitter) {
	t.Helper()
	must(t, run.RecordUserWord(records(t, run)[0].ID, ""))
}
