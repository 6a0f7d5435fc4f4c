package flow

import (
	"context"
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// Rehearsals is the list of them.
type Rehearsals struct {
	List    []Rehearsal
	Next    int             // which one to begin next, or -1 where all are done
	Failure *client.Failure // why the last one could not be set up
	after   *Created        // where it was opened, or nil
}

func (s *Rehearsals) stepActions(j *Journey) []Action {
	var all []Action
	for i := range s.List {
		all = append(all, Action{Kind: Rehearse, Index: i, do: func() []Effect { return j.stageRehearsal(s, i) }})
	}
	if s.after != nil {
		all = append(all, Action{Kind: Back, do: func() []Effect { return j.showStep(s.after) }})
	}
	return append(all, Action{Kind: Finish, do: func() []Effect {
		j.ending.Completed = j.Practising
		return j.endJourney()
	}})
}

// stageRehearsal has the sandbox set up for a rehearsal, which then begins at its review.
func (j *Journey) stageRehearsal(s *Rehearsals, i int) []Effect {
	s.Next, s.Failure = i, nil
	return j.awaitResult(ForStage, func(ctx context.Context) func() []Effect {
		ctx, cancel := context.WithTimeout(ctx, connectLimit)
		defer cancel()
		c, failure := j.Stage(ctx, s.List[i])
		return func() []Effect {
			if s.Failure = failure; failure != nil {
				return nil
			}
			staged := func(context.Context) (submit.Connection, *client.Failure) { return c, nil }
			r := &s.List[i]
			j.play = newJourney(Session{Given: r.Answers, Connect: staged, Service: j.Practice}, r, j.Revision)
			return j.play.beginJourney()
		}
	})
}

// leaveRehearsal goes back from a rehearsal that is over to the list, or ends with it.
func (j *Journey) leaveRehearsal() []Effect {
	play := j.play
	j.play, j.Revision, j.ending.Signal = nil, play.Revision, play.ending.Signal
	if !play.ending.Completed {
		return j.endJourney()
	}
	if o := play.ending.Outcome; o != nil && o.Result == submit.Created {
		play.Rehearsal.Done = true
		j.listed.Next = slices.IndexFunc(j.listed.List, func(r Rehearsal) bool { return !r.Done })
	}
	return j.showStep(j.listed)
}

// Rehearsal is a situation that is better met in practice first.
type Rehearsal struct {
	ID      string         // by which the words know it
	Answers forms.Answers  // the order, ready for its review
	Before  []client.Order // what the account holds already
	Answer  sandbox.Answer // how the sandbox answers the order
	Done    bool
}

// AllRehearsals lists them in the order in which they are offered.
func AllRehearsals() []Rehearsal {
	refusal, _ := sandbox.ParseAnswer("StockNotEnough:2") // the one that points to the bandwidth first
	refusal.Above = 50
	return []Rehearsal{
		{ID: "refusal", Answers: practised("practice 1", client.BillingDailyPeak, "100"), Answer: refusal},
		{
			ID: "lost-reply", Answers: practised("practice 2", client.BillingDailyPeak, "10"),
			Answer: sandbox.Answer{Kind: sandbox.LostReply, Unlisted: 3}, // found by the fourth look, after some 7 seconds
		},
		{
			ID: "billing-method", Answers: practised("practice 3", client.BillingFixed, "10"),
			Before: []client.Order{practised("practice", client.Billing95thPercentile, "10").MakeOrder()},
		},
	}
}

func practised(name, billing, bandwidth string) forms.Answers {
	origin := forms.Origin{Kind: forms.FromPractice}
	return forms.Answers{
		client.InstanceName: {Value: name, Origin: origin}, client.BillingMethod: {Value: billing, Origin: origin},
		client.NetworkingMode: {Value: client.NetworkingInternet, Origin: origin},
		client.Bandwidth:      {Value: bandwidth, Origin: origin},
	}
}

// missedPoint reports whether a create went past what the rehearsal shows: a
// second order after a lost reply, or the billing method that is in force anyway.
func (r Rehearsal) missedPoint(o submit.Outcome) bool {
	forced := func(w submit.Warning) bool { return w.Kind == submit.BillingForced }
	return r.Answer.Kind == sandbox.LostReply && !o.Recovered ||
		len(r.Before) > 0 && !slices.ContainsFunc(o.Warnings, forced)
}
