package submit

import (
	"context"
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
)

// scriptLimit is how long a script waits for what is not known.
const scriptLimit = 10 * time.Second

// Submit is Send for callers who cannot ask. Where an earlier request of the
// same order is unsettled, that one is settled first: found, it is the outcome;
// otherwise nothing is sent, unless again says to. An outcome that is not known
// is looked up for at most 10 seconds.
func (b Submitter) Submit(ctx context.Context, c Connection, o client.Order, again bool) Outcome {
	earlier, err := b.Unsettled(c.Endpoint)
	if err != nil {
		return Failed(o, &client.Failure{Kind: client.Unreachable, Cause: client.JournalFailed, Message: client.Visible(private.Why(err).Error()), Host: c.Endpoint.Host})
	}
	if i := slices.IndexFunc(earlier, func(r journal.Record) bool { return r.Order == o }); i >= 0 && !again {
		was := Failed(o, &client.Failure{Kind: client.Unknown, Cause: client.EarlierUnsettled, Host: c.Endpoint.Host})
		was.JournalID = earlier[i].ID
		return b.settleScript(ctx, c, earlier[i], was)
	}
	checks := Look(ctx, c, o.EPNInstanceName)
	outcome := b.Send(ctx, c, o, &checks)
	for _, r := range earlier {
		if r.Order != o && r.Order.EPNInstanceName == o.EPNInstanceName {
			outcome.Warnings = append(outcome.Warnings, Warning{Kind: UnsettledName, Values: []string{r.ID}})
		}
	}
	if outcome.Result == Created && len(checks.SameName) > 0 {
		outcome.Warnings = append(outcome.Warnings, Checks{SameName: checks.SameName}.Warnings(o)...) // nobody saw a review
	}
	if outcome.Result != Result(client.Unknown) {
		return outcome
	}
	return b.settleScript(ctx, c, b.Record(outcome.JournalID), outcome)
}

func (b Submitter) settleScript(ctx context.Context, c Connection, r journal.Record, was Outcome) Outcome {
	ctx, cancel := context.WithTimeout(ctx, scriptLimit)
	defer cancel()
	s, err := b.SettleFor(ctx, c, r)
	if err != nil {
		return was
	}
	return s.Outcome(was)
}
