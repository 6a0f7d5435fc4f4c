package submit

import (
	"context"
	"errors"
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// clockTolerance is how far this machine's clock and the service's may be
// apart: the gateway refuses requests beyond it.
const clockTolerance = 15 * time.Minute

// processing is what the service may take to create, generously. What appears
// later was ordered by somebody else.
const processing = 15 * time.Minute

// tolerance is how far from the time in which its request was under way an
// instance may have been created, by the service's clock, to be its own.
const tolerance = 5 * time.Second

// Settlement is what a look for the instance of an unsettled request found.
type Settlement struct {
	Record     journal.Record    // as it is known now
	Candidates []client.Instance // what could be the request's instance, where that is the user's to say
	Failure    *client.Failure   // why the look failed, or nil

	// OwnerUnknown says that it cannot be told whether the request was sent by the
	// account that was asked.
	OwnerUnknown bool

	Warnings []Warning // about an instance that was found
}

// Settled reports whether it is known now what became of the request.
func (s Settlement) Settled() bool { return s.Record.Settled() }

// ErrOtherOwner says that a request was sent with another key: these credentials
// cannot tell what became of it.
var ErrOtherOwner = errors.New("the request was sent with another key")

// compareOwner reports whether a request is known to be sent with the keys of the
// owner of a connection's, and whether it is known to be sent with another's. Keys
// whose owner is not known are the same within one run.
func compareOwner(r journal.Record, c Connection) (same, other bool) {
	if r.Owner == "" || c.Account.Owner == "" {
		return r.Owner == c.Account.Owner && r.Run == thisRun, false
	}
	return r.Owner == c.Account.Owner, r.Owner != c.Account.Owner
}

// Settle looks once for the instance of an unsettled request: one of the same
// name and values, that was not there before and was created while the request
// was under way. Where exactly one could be it, and was sent by this owner, it is
// recorded as such; what else could be is given as Candidates. A record that
// RecordOf could not read is read first.
func (s Submitter) Settle(ctx context.Context, c Connection, r journal.Record) (Settlement, error) {
	if r.Endpoint == "" {
		whole, err := s.FindRecord(r.ID)
		if err != nil {
			return Settlement{Record: r}, err
		}
		r = whole
	}
	same, _ := compareOwner(r, c)
	return s.settleOwned(ctx, c, r, same)
}

// SettleNamed is Settle for a request that the user named: that is their word
// that keys whose owner is not known are those of the account that sent it.
func (s Submitter) SettleNamed(ctx context.Context, c Connection, r journal.Record) (Settlement, error) {
	return s.settleOwned(ctx, c, r, true)
}

// settleOwned is Settle where it is known whether these keys' account sent the request.
func (s Submitter) settleOwned(ctx context.Context, c Connection, r journal.Record, owned bool) (Settlement, error) {
	found := Settlement{Record: r, OwnerUnknown: !owned}
	if !r.Unsettled() {
		return found, nil
	}
	if _, other := compareOwner(r, c); other {
		return found, ErrOtherOwner
	}
	list, f := c.ENS.ListInstances(ctx, r.Order.EPNInstanceName)
	if f != nil {
		found.Failure = f
		return found, nil
	}
	j, err := journal.Open(s.Dir)
	if err != nil {
		return found, err
	}
	records, _, err := j.ReadRecords()
	if err != nil {
		return found, err
	}
	i := slices.IndexFunc(records, func(other journal.Record) bool { return other.ID == r.ID })
	if i < 0 {
		return found, journal.ErrNoRecord
	}
	if found.Record = records[i]; !found.Record.Unsettled() {
		return found, nil // another process has found out meanwhile
	}
	for _, i := range list.Instances {
		if fitsRequest(i, r, list) && !isClaimed(i.EPNInstanceID, records) {
			found.Candidates = append(found.Candidates, i)
		}
	}
	if len(found.Candidates) != 1 || !owned || !found.Record.Looked {
		return found, nil // which one it is, the user knows
	}
	only := found.Candidates[0]
	isUnderWay := func(r journal.Record) bool { return r.InFlight && fitsRequest(only, r, list) }
	if !wasCreatedInTime(only, found.Record, list) || slices.ContainsFunc(records, isUnderWay) {
		return found, nil // it may be another's: the user knows, or the reply to the one under way tells
	}
	resolution := journal.Resolution{
		Outcome: journal.Created, EPNInstanceID: client.Visible(only.EPNInstanceID), ByLookup: true,
		RequestID: found.Record.Resolution.RequestID,
	}
	err = j.SettleRecord(r.ID, resolution)
	if errors.Is(err, journal.ErrSettled) || errors.Is(err, journal.ErrClaimed) { // another process was quicker
		if found.Record, err = j.FindRecord(r.ID); err == nil {
			return s.settleOwned(ctx, c, found.Record, owned)
		}
	}
	if err != nil {
		return found, err
	}
	found.Record.Resolution = resolution
	found.Warnings = warnOfBillingMethod(ctx, c, r.Order, "")
	return found, nil
}

// clockSkew is how far this machine's clock was ahead of the service's when a request
// was sent, and whether that is known: from the look before it, or as a list tells it now.
func clockSkew(r journal.Record, list client.Listing) (skew time.Duration, known bool) {
	if r.ClockSkew != nil { // as it was then: the clock may have been set since
		return time.Duration(*r.ClockSkew) * time.Millisecond, true
	}
	return list.ClockSkew, list.ClockKnown
}

// wasCreatedInTime reports whether an instance is known to have been created while its
// request was under way, by the service's clock, give or take the tolerance. Of a
// request whose end was not recorded only the beginning is known.
func wasCreatedInTime(i client.Instance, r journal.Record, list client.Listing) bool {
	created, err := time.Parse(time.RFC3339, i.CreationTime)
	skew, known := clockSkew(r, list)
	end := r.Time
	if r.Resolution.Ended.After(end) {
		end = r.Resolution.Ended
	}
	return err == nil && known &&
		!created.Before(r.Time.Add(-skew-tolerance)) && !created.After(end.Add(-skew+tolerance))
}

// fitsRequest reports whether an instance can be the one a request asked for, by this
// machine's clock or the service's: a Date header may be of neither.
func fitsRequest(i client.Instance, r journal.Record, list client.Listing) bool {
	o := r.Order
	created, err := time.Parse(time.RFC3339, i.CreationTime)
	skew, _ := clockSkew(r, list)
	isNear := func(after time.Duration) bool { return after >= -clockTolerance && after <= clockTolerance+processing }
	return i.EPNInstanceID != "" && i.EPNInstanceName == o.EPNInstanceName && i.EPNInstanceType == o.EPNInstanceType &&
		i.NetworkingModel == o.NetworkingModel && i.InternetMaxBandwidthOut == o.InternetMaxBandwidthOut &&
		!slices.Contains(r.Seen, i.EPNInstanceID) &&
		(err != nil || isNear(created.Sub(r.Time)) || isNear(created.Sub(r.Time)+skew)) // none is ruled out by no time
}

// isClaimed reports whether an instance is known to be another request's.
func isClaimed(id string, records []journal.Record) bool {
	return slices.ContainsFunc(records, func(r journal.Record) bool {
		return r.Resolution.Outcome == journal.Created && r.Resolution.EPNInstanceID == client.Visible(id)
	})
}

// maxLooks is how often a request is looked up by itself: after that a terminal
// that was left alone is quiet.
const maxLooks = 8

// PlanNextLook tells how long to wait for another look after the nth, from 1, which
// ended with this settlement and error, and whether one follows: not where it is
// known what became of the request, where that is the user's to say, or where the
// look failed in a way that does not pass by itself.
func (s Settlement) PlanNextLook(n int, err error) (pause time.Duration, follows bool) {
	if err == nil && s.Settled() || errors.Is(err, ErrOtherOwner) || len(s.Candidates) > 0 || n >= maxLooks ||
		isPermanentFailure(s.Failure) {
		return 0, false
	}
	return min(time.Second<<(n-1), 30*time.Second), true
}

// SettleFor looks again and again, with growing pauses, until no other look follows
// or the context's time is up.
func (s Submitter) SettleFor(ctx context.Context, c Connection, r journal.Record) (Settlement, error) {
	for n := 1; ; n++ {
		found, err := s.Settle(ctx, c, r)
		pause, follows := found.PlanNextLook(n, err)
		if end, ok := ctx.Deadline(); !follows || ctx.Err() != nil || ok && time.Until(end) < pause {
			return found, err // no look would follow the pause
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return found, err
		}
	}
}

// isPermanentFailure reports whether a look failed in a way that will not pass by itself.
func isPermanentFailure(f *client.Failure) bool {
	return f != nil && (f.Kind == client.Unauthenticated || f.Kind == client.Refused && !f.WasThrottled())
}

// ToOutcome makes a settlement the outcome of the order it is about.
func (s Settlement) ToOutcome(was Outcome) Outcome {
	if s.Record.Resolution.Outcome != journal.Created {
		was.Candidates = s.Candidates
		return was
	}
	return recoveredOutcome(s.Record, slices.Concat(was.Warnings, s.Warnings))
}
