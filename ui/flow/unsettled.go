package flow

import (
	"context"
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// Damaged says first of all that records of the journal cannot be read: each may
// be an order, and none is sent before they are acknowledged.
type Damaged struct{ Records []journal.Damage }

func (s *Damaged) stepActions(j *Journey) []Action {
	return []Action{j.acknowledgement(s.Records, j.showNext), {Kind: GoOn, do: j.showNext}}
}

// acknowledgement is the action that records that damage of the journal was shown.
func (j *Journey) acknowledgement(shown []journal.Damage, then func() []Effect) Action {
	return Action{Kind: Acknowledge, do: func() []Effect {
		return j.awaitJournal(ForRecord, func() error { return j.Service.AcknowledgeDamage(shown) }, then)
	}}
}

// Unsettled is an order that may have created an instance, and how its look-ups
// stand: this run's own, one of an earlier run, or one that stands in the way of
// the order on the review.
type Unsettled struct {
	Record     journal.Record
	Own        *submit.Outcome   // of this run's create; nil of other orders
	Instance   string            // what another order created, once that is known: only GoOn is left
	More       int               // how many other orders follow
	Looks      int               // how often it was looked up
	NextLook   time.Time         // when it is looked up again by itself, zero where it is not
	Candidates []client.Instance // what could be its instance
	Failure    *client.Failure   // why there is no connection, or why the last look failed
	Closing    bool              // the user is about to say that nothing was created: ConfirmClose does, Back does not
}

// stepActions lists the look, and then everything that ends it.
func (s *Unsettled) stepActions(j *Journey) []Action {
	ask := func(closing bool) func() []Effect {
		return func() []Effect {
			s.Closing = closing
			j.Revision++
			return nil
		}
	}
	onwards := Action{Kind: GoOn, do: j.showNext}
	switch {
	case s.Closing:
		return []Action{{Kind: ConfirmClose, do: func() []Effect { return j.recordInstance(s, submit.NoInstance) }},
			{Kind: Back, do: ask(false)}}
	case s.Instance != "":
		return []Action{onwards}
	}
	var all []Action
	if j.Failure != nil {
		all = append(all, Action{Kind: Reconnect, do: j.connectTarget})
	}
	if j.Connection != nil {
		look := Action{Kind: Look, do: func() []Effect { return j.lookUpOrder(s) }}
		if j.IsWaiting(ForLook) {
			look.Blocked = NotReady
		}
		all = append(all, look)
	}
	for i, c := range s.Candidates {
		all = append(all, Action{Kind: Pick, Index: i, do: func() []Effect { return j.recordInstance(s, c.EPNInstanceID) }})
	}
	return append(all, Action{Kind: Close, do: ask(true)}, onwards)
}

// showUnsettled shows an unsettled order and begins to look it up.
func (j *Journey) showUnsettled(s *Unsettled) []Effect {
	j.showStep(s)
	return j.lookUpOrder(s)
}

// settleLimit is how long one look for an order's instance may take.
const settleLimit = 30 * time.Second

// lookUpOrder looks for the order's instance.
func (j *Journey) lookUpOrder(s *Unsettled) []Effect {
	s.Failure = j.Failure
	if j.Connection == nil {
		return nil
	}
	s.NextLook, j.awaited[ForPause] = time.Time{}, 0
	c, r := *j.Connection, s.Record
	return j.awaitResult(ForLook, func(ctx context.Context) func() []Effect {
		ctx, cancel := context.WithTimeout(ctx, settleLimit)
		defer cancel()
		found, err := j.Service.Settle(ctx, c, r)
		return func() []Effect { return j.takeLook(s, found, err) }
	})
}

// takeLook takes in what a look found, and plans the next one where it found nothing.
func (j *Journey) takeLook(s *Unsettled, found submit.Settlement, err error) []Effect {
	s.Looks++
	j.StepError, s.Failure = err, found.Failure
	if !slices.Equal(s.Candidates, found.Candidates) {
		s.Candidates = found.Candidates
		j.Revision++
	}
	if err == nil && found.Settled() {
		return j.takeSettled(s, found)
	}
	j.rejectKeys(found.Failure)
	pause, follows := found.PlanNextLook(s.Looks, err)
	if !follows {
		return nil
	}
	s.NextLook = time.Now().Add(pause)
	return j.awaitTime(ForPause, s.NextLook, func() []Effect { return j.lookUpOrder(s) })
}

// takeSettled goes on once it is known what became of an order.
func (j *Journey) takeSettled(s *Unsettled, found submit.Settlement) []Effect {
	r := found.Record
	isSame := func(p journal.Record) bool { return p.ID == r.ID }
	j.Unsettled = slices.DeleteFunc(slices.Clone(j.Unsettled), isSame)
	switch {
	case r.Resolution.Outcome != journal.Created:
		return j.showNext()
	case s.Own != nil:
		o := found.ToOutcome(*s.Own)
		j.takeOutcome(o)
		return j.showCreated(o)
	}
	s.Record, s.Instance, s.Closing = r, r.Resolution.EPNInstanceID, false // this run's order is still to come
	j.Revision++
	return nil
}

// recordInstance has the user's word recorded: the order's instance, or submit.NoInstance.
func (j *Journey) recordInstance(s *Unsettled, instance string) []Effect {
	r := s.Record
	r.Resolution = submit.UserWord(instance)
	s.Closing = false
	return j.awaitJournal(ForRecord, func() error { return j.Service.RecordUserWord(r.ID, instance) },
		func() []Effect { return j.takeSettled(s, submit.Settlement{Record: r}) })
}
