package submit

import (
	"context"
	"errors"
	"slices"
	"strings"
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

// Settlement is what a look for the instance of an unsettled request found.
type Settlement struct {
	Record     journal.Record    // as it is known now
	Candidates []client.Instance // what could be the request's instance
	Failure    *client.Failure   // why the look failed, or nil

	Warnings []Warning // about an instance that was found
}

// Settled reports whether it is known now what became of the request.
func (s Settlement) Settled() bool { return !s.Record.Unsettled() && !s.Record.InFlight }

// ErrOtherOwner says that a request was sent with somebody else's key: these
// credentials cannot tell what became of it.
var ErrOtherOwner = errors.New("the request was sent with the key of another owner")

// Settle looks once for the instance of an unsettled request: one of the same
// name and values, that was not there before and was created since. Exactly one
// is it, and is recorded as such.
func (b Submitter) Settle(ctx context.Context, c Connection, r journal.Record) (Settlement, error) {
	s := Settlement{Record: r}
	if !r.Unsettled() {
		return s, nil
	}
	if r.Owner != c.Account.Owner { // also where one of them is not known
		return s, ErrOtherOwner
	}
	list, f := c.ENS.Instances(ctx, r.Order.EPNInstanceName)
	if f != nil {
		s.Failure = f
		return s, nil
	}
	j, err := journal.Open(b.Dir)
	if err != nil {
		return s, err
	}
	records, _, err := j.Records()
	if err != nil {
		return s, err
	}
	if i := slices.IndexFunc(records, func(other journal.Record) bool { return other.ID == r.ID }); i >= 0 {
		s.Record = records[i] // another process may have found out meanwhile
	}
	if !s.Record.Unsettled() {
		return s, nil
	}
	for _, i := range list.Instances {
		if fits(i, r) && !claimed(i.EPNInstanceID, records) {
			s.Candidates = append(s.Candidates, i)
		}
	}
	if len(s.Candidates) != 1 || !r.Looked { // what was there before is not known without a look
		return s, nil
	}
	if slices.ContainsFunc(records, func(other journal.Record) bool { return other.InFlight && fits(s.Candidates[0], other) }) {
		return s, nil // it may be the other's: its reply decides
	}
	fate := journal.Resolution{Outcome: journal.Created, EPNInstanceID: client.Visible(s.Candidates[0].EPNInstanceID), RequestID: r.Resolution.RequestID, ByLookup: true}
	err = j.Settle(r.ID, fate)
	if errors.Is(err, journal.ErrSettled) || errors.Is(err, journal.ErrClaimed) {
		return b.Settle(ctx, c, b.Record(r.ID)) // another process was quicker
	}
	if err != nil {
		return s, err
	}
	s.Record.Resolution = fate
	s.Warnings = prevailing(ctx, c, r.Order)
	return s, nil
}

// fits reports whether an instance can be the one a request asked for.
func fits(i client.Instance, r journal.Record) bool {
	o := r.Order
	created, err := time.Parse(time.RFC3339, i.CreationTime)
	after := created.Sub(r.Time)
	return i.EPNInstanceID != "" && i.EPNInstanceName == o.EPNInstanceName && i.EPNInstanceType == o.EPNInstanceType &&
		i.NetworkingModel == o.NetworkingModel && i.InternetMaxBandwidthOut == o.InternetMaxBandwidthOut &&
		!slices.Contains(r.Seen, i.EPNInstanceID) &&
		(err != nil || after >= -clockTolerance && after <= clockTolerance+processing) // an unreadable time rules nothing out
}

// claimed reports whether an instance is known to be another request's.
func claimed(id string, records []journal.Record) bool {
	return slices.ContainsFunc(records, func(r journal.Record) bool {
		return r.Resolution.Outcome == journal.Created && r.Resolution.EPNInstanceID == client.Visible(id) // as it is recorded
	})
}

// Pause gives how long to wait after the nth look, from 1: longer each time.
func Pause(n int) time.Duration {
	return min(time.Second<<min(n-1, 5), 30*time.Second)
}

// SettleFor looks again and again, with growing pauses, until the request is
// settled or the context's time is up.
func (b Submitter) SettleFor(ctx context.Context, c Connection, r journal.Record) (Settlement, error) {
	for n := 1; ; n++ {
		s, err := b.Settle(ctx, c, r)
		if err != nil || s.Settled() || ctx.Err() != nil || forbidden(s.Failure) {
			return s, err
		}
		if end, ok := ctx.Deadline(); ok && time.Until(end) < Pause(n) {
			return s, nil // no look would follow the pause
		}
		select {
		case <-time.After(Pause(n)):
		case <-ctx.Done():
			return s, nil
		}
	}
}

// forbidden reports whether a look failed in a way that will not pass by itself.
func forbidden(f *client.Failure) bool {
	return f != nil && (f.Kind == client.Unauthenticated || f.Kind == client.Refused && f.RetryAfter == 0 && !strings.HasPrefix(f.Code, "Throttling"))
}

// Outcome makes a settlement the outcome of the order it is about.
func (s Settlement) Outcome(was Outcome) Outcome {
	if s.Record.Resolution.Outcome != journal.Created {
		was.Candidates = nil
		if len(s.Candidates) > 1 || len(s.Candidates) == 1 && !s.Record.Looked {
			was.Candidates = s.Candidates
		}
		return was
	}
	return Outcome{
		Result: Created, Order: s.Record.Order, JournalID: s.Record.ID, Recovered: true, Warnings: slices.Concat(was.Warnings, s.Warnings),
		Created: client.Created{EPNInstanceID: s.Record.Resolution.EPNInstanceID, RequestID: s.Record.Resolution.RequestID},
	}
}

// Close records what the user found out elsewhere about an unsettled request:
// the instance that came of it, or "" for none.
func (b Submitter) Close(id, instance string) error {
	j, err := journal.Open(b.Dir)
	if err != nil {
		return err
	}
	fate := journal.Resolution{Outcome: journal.NotCreated}
	if instance != "" {
		fate = journal.Resolution{Outcome: journal.Created, EPNInstanceID: instance, ByLookup: true}
	}
	return j.Settle(id, fate)
}

// Unsettled gives the requests to this target whose fate is not known, the
// newest first: settled in that order each finds its own instance, since a
// later one knows more that are not its own. Those of every key are among them: a
// new key may be the same account's.
func (b Submitter) Unsettled(endpoint client.Endpoint) ([]journal.Record, error) {
	records, err := b.records()
	slices.Reverse(records)
	return slices.DeleteFunc(records, func(r journal.Record) bool {
		elsewhere := r.Target != b.Target.Name() || !b.Target.Sandbox && r.Endpoint != endpoint.URL()
		return elsewhere || !r.Unsettled()
	}), err
}

// SentSince reports whether an order was sent at or after a time and created,
// or may have been: a draft of it is done with.
func (b Submitter) SentSince(o client.Order, t time.Time) bool {
	records, _ := b.records()
	return slices.ContainsFunc(records, func(r journal.Record) bool {
		done := r.Resolution.Outcome == journal.Created || r.Resolution.Outcome == string(client.Unknown)
		return r.Order == o && done && !r.Time.Before(t)
	})
}

// Record gives the record of a request, as it stands in the journal.
func (b Submitter) Record(id string) journal.Record {
	records, _ := b.records()
	i := slices.IndexFunc(records, func(r journal.Record) bool { return r.ID == id })
	if i < 0 {
		return journal.Record{}
	}
	return records[i]
}

// records gives all that is in the journal.
func (b Submitter) records() ([]journal.Record, error) {
	j, err := journal.Open(b.Dir)
	if err != nil {
		return nil, err
	}
	records, _, err := j.Records()
	return records, err
}
