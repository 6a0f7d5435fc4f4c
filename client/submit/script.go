package submit

import (
	"context"
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// LookUpLimit is how long what became of an order is looked up before a script ends, or line mode asks.
const LookUpLimit = 10 * time.Second

// Submit is Send for callers who cannot ask. What stands in the way is dealt
// with first, and after each wait everything is decided anew; where the way is
// clear the order is sent. An outcome that is not known is looked up for at most
// LookUpLimit. Again sends the order although earlier ones are unsettled.
func (s Submitter) Submit(ctx context.Context, c Connection, o client.Order, again bool) Outcome {
	if s.Start.IsZero() {
		s.Start = time.Now()
	}
	waiting, cancel := context.WithTimeout(ctx, s.Wait)
	defer cancel()
	for {
		shown, err := s.Obstacles(c, o, s.Start)
		if err != nil {
			return journalFailure(c, o, err)
		}
		underWay := slices.IndexFunc(shown.Records, func(r journal.Record) bool { return r.InFlight })
		if underWay >= 0 && len(shown.Damaged) == 0 {
			r := shown.Records[underWay]
			j, err := journal.Open(s.Dir)
			if err != nil || j.AwaitEnd(waiting, r.ID) != nil {
				return stillInFlight(ctx, c, r, o)
			}
			if r.Time.Before(s.Start) { // whatever the clock has done, it began before this run was done
				s.Start = r.Time
			}
			continue
		}
		outcome, blocked := s.handleObstacles(ctx, c, o, shown, again)
		if blocked {
			if outcome.Result == "" { // it is out of the way
				continue
			}
			if outcome.Result == Created {
				outcome.Warnings = append(outcome.Warnings, warnOfEarlierOrder(shown, outcome.JournalID))
			}
			outcome.Warnings = append(outcome.Warnings, ObstacleWarnings(shown, Damaged, Torn)...)
			return outcome
		}
		checks := s.Look(ctx, c, o.EPNInstanceName)
		outcome, stood := s.sendOnce(ctx, c, o, checks, shown, nil)
		if stood != nil {
			continue
		}
		outcome.Warnings = append(outcome.Warnings, ObstacleWarnings(shown)...)
		outcome = s.lookUpUnknown(ctx, c, outcome)
		if outcome.Result == Created && len(checks.SameName) > 0 {
			outcome.Warnings = append(outcome.Warnings, Checks{SameName: checks.SameName}.Warnings(o)...) // nobody saw a review
		}
		return outcome
	}
}

// handleObstacles deals with what stands in the way of a script's order, but for what is
// under way. It reports whether anything did: the outcome is the script's, or
// none where it is out of the way now.
func (s Submitter) handleObstacles(
	ctx context.Context, c Connection, o client.Order, shown Obstacles, again bool,
) (outcome Outcome, blocked bool) {
	blocking := FindBlockingFailure(c, shown)
	if len(shown.Damaged) > 0 {
		return FailedOutcome(o, blocking), true
	}
	for _, r := range shown.Records {
		if same, _ := compareOwner(r, c); same && r.Resolution.Outcome == journal.Created {
			return recoveredOutcome(r, warnOfBillingMethod(ctx, c, o, "")), true
		}
	}
	if len(shown.Records) > 0 && !again {
		r := shown.Records[0]
		if r.Settled() { // created, but with another key
			outcome = unsentOutcome(c, o, client.Unknown, client.EarlierOtherKey)
			outcome.JournalID = r.ID
			return outcome, true
		}
		outcome = unsentOutcome(c, o, client.Unknown, client.EarlierUnsettled)
		outcome.JournalID = r.ID
		return s.settleForScript(ctx, c, r, outcome), true
	}
	if blocking != nil {
		return FailedOutcome(o, blocking), true
	}
	return outcome, false
}

// warnOfEarlierOrder says that the result is that of an order which another run sent.
func warnOfEarlierOrder(shown Obstacles, id string) Warning {
	i := slices.IndexFunc(shown.Records, func(r journal.Record) bool { return r.ID == id })
	return Warning{Kind: EarlierOrder, Values: []string{client.Visible(id)}, Sent: shown.Records[i].Time}
}

// FindBlockingFailure gives the failure that every order meets: of damage to the journal, or
// else of the wait that a throttling service asked for. It is nil where neither stands in the way.
func FindBlockingFailure(c Connection, shown Obstacles) *client.Failure {
	switch {
	case len(shown.Damaged) > 0:
		return &client.Failure{Kind: client.Unknown, Cause: client.JournalDamaged, Host: c.Endpoint.Host}
	case !shown.WaitUntil.IsZero():
		return &client.Failure{
			Kind: client.Refused, Cause: client.WaitRequested, Host: c.Endpoint.Host, RetryAfter: time.Until(shown.WaitUntil),
		}
	}
	return nil
}

// lookUpUnknown looks up what is not known.
func (s Submitter) lookUpUnknown(ctx context.Context, c Connection, was Outcome) Outcome {
	if was.Result == Unknown {
		if after := s.settleForScript(ctx, c, s.RecordOf(was), was); after.Result != "" { // "" is by somebody's word
			return after
		}
	}
	return was
}

// settleForScript looks for what became of a request, for as long as a script waits.
// The outcome is none where it is known that nothing was created.
func (s Submitter) settleForScript(ctx context.Context, c Connection, r journal.Record, was Outcome) Outcome {
	ctx, cancel := context.WithTimeout(ctx, LookUpLimit)
	defer cancel()
	found, err := s.SettleFor(ctx, c, r)
	switch {
	case err != nil:
		return was
	case found.Settled() && found.Record.Resolution.Outcome != journal.Created:
		return Outcome{}
	}
	return found.ToOutcome(was)
}

// stillInFlight is the outcome of an order that another process still sends after
// all the time there was, or whose run was ended meanwhile.
func stillInFlight(ctx context.Context, c Connection, r journal.Record, o client.Order) Outcome {
	if ctx.Err() != nil {
		return unsentOutcome(c, o, client.Unreachable, client.Interrupted)
	}
	outcome := unsentOutcome(c, o, client.Unknown, client.EarlierInFlight)
	outcome.JournalID = r.ID
	return outcome
}

// recoveredOutcome is the outcome of an order of which a record tells the instance.
func recoveredOutcome(r journal.Record, w []Warning) Outcome {
	created := client.Created{
		EPNInstanceID: client.Visible(r.Resolution.EPNInstanceID), RequestID: client.Visible(r.Resolution.RequestID),
	}
	return Outcome{
		Result: Created, Order: r.Order, Sent: true, JournalID: r.ID, Recovered: true, Warnings: w, Created: created,
	}
}
