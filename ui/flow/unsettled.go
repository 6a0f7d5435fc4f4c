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
type Damaged struct {
	Records     []journal.Damage
	RecordError error // why that could not be recorded, or nil
}

func (s *Damaged) stepActions(f *Flow, _ string) []Action {
	return []Action{f.acknowledgement(&s.RecordError, s.Records, f.showNext), {Kind: GoOn, do: f.showNext}}
}

// acknowledgement is the action that records that damage of the journal was shown.
func (f *Flow) acknowledgement(trouble *error, shown []journal.Damage, then func() []Effect) Action {
	return Action{Kind: Acknowledge, do: func() []Effect {
		return f.recordWord(trouble, func() error { return f.Service.AcknowledgeDamage(shown) }, then)
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
	LookError  error             // what was last not possible here: the journal, or another key's order
	Closing    bool              // the user is about to say that nothing was created: ConfirmClose does, Back does not
	toReview   bool              // it was opened from there
}

// stepActions lists the look, and then everything that ends it.
func (s *Unsettled) stepActions(f *Flow, _ string) []Action {
	ask := func(closing bool) func() []Effect {
		return func() []Effect {
			s.Closing = closing
			f.revision++
			return nil
		}
	}
	onwards := Action{Kind: GoOn, do: func() []Effect { return f.leaveUnsettled(s) }}
	switch {
	case s.Closing:
		return []Action{{Kind: ConfirmClose, do: func() []Effect { return f.recordInstance(s, "") }},
			{Kind: Back, do: ask(false)}}
	case s.Instance != "":
		return []Action{onwards}
	case s.Own != nil:
		onwards.Kind = ToReview
	}
	look := Action{Kind: Look, do: func() []Effect { return f.lookUpOrder(s) }}
	switch {
	case f.connection == nil:
		look.Blocked = NotConnected
	case f.awaited[ForLook] != 0:
		look.Blocked = Busy
	}
	var all []Action
	if f.failure != nil {
		all = append(all, Action{Kind: Reconnect, do: f.connectTarget})
	}
	all = append(all, look)
	for i, c := range s.Candidates {
		all = append(all, Action{Kind: Pick, Index: i, do: func() []Effect { return f.recordInstance(s, c.EPNInstanceID) }})
	}
	return append(all, Action{Kind: Close, do: ask(true)}, onwards)
}

// showUnsettled shows an unsettled order and begins to look it up.
func (f *Flow) showUnsettled(s *Unsettled) []Effect {
	f.showStep(s)
	return f.lookUpOrder(s)
}

// lookUpOrder looks for the order's instance, if there is anyone to ask.
func (f *Flow) lookUpOrder(s *Unsettled) []Effect {
	s.Failure = f.failure
	if f.connection == nil {
		return nil
	}
	s.NextLook, f.awaited[ForPause] = time.Time{}, 0
	c, r := *f.connection, s.Record
	return f.awaitResult(ForLook, func(ctx context.Context) func() []Effect {
		ctx, cancel := context.WithTimeout(ctx, lookLimit)
		defer cancel()
		found, err := f.Service.Settle(ctx, c, r)
		return func() []Effect { return f.takeLook(s, found, err) }
	})
}

// takeLook takes in what a look found, and plans the next one where it found nothing.
func (f *Flow) takeLook(s *Unsettled, found submit.Settlement, err error) []Effect {
	s.Looks++
	s.LookError, s.Failure = err, found.Failure
	if !slices.Equal(s.Candidates, found.Candidates) {
		s.Candidates = found.Candidates
		f.revision++
	}
	if err == nil && found.Settled() {
		return f.takeSettled(s, found)
	}
	f.rejectKeys(found.Failure)
	pause, follows := found.PlanNextLook(s.Looks, err)
	if !follows {
		return nil
	}
	s.NextLook = time.Now().Add(pause)
	return f.awaitTime(ForPause, s.NextLook, func() []Effect { return f.lookUpOrder(s) })
}

// takeSettled goes on with an order of which it is known now what became of it.
func (f *Flow) takeSettled(s *Unsettled, found submit.Settlement) []Effect {
	r := found.Record
	isSame := func(p journal.Record) bool { return p.ID == r.ID }
	f.Session.Unsettled = slices.DeleteFunc(slices.Clone(f.Session.Unsettled), isSame)
	switch {
	case r.Resolution.Outcome != journal.Created:
		return f.leaveUnsettled(s)
	case s.Own != nil:
		o := found.ToOutcome(*s.Own)
		f.takeOutcome(o)
		return f.showCreated(o)
	}
	s.Record, s.Instance, s.Closing = r, r.Resolution.EPNInstanceID, false // this run's order is still to come
	f.revision++
	return nil
}

// leaveUnsettled goes on from an order that was settled or left as it is: from an
// earlier one to what is next, from the others to the review.
func (f *Flow) leaveUnsettled(s *Unsettled) []Effect {
	if s.Own == nil && !s.toReview {
		return f.showNext()
	}
	return f.toReview()
}

// recordInstance has the user's word recorded: the order's instance, or "" for none.
func (f *Flow) recordInstance(s *Unsettled, instance string) []Effect {
	r := s.Record
	r.Resolution = submit.UserWord(instance)
	s.Closing = false
	return f.recordWord(&s.LookError, func() error { return f.Service.RecordUserWord(r.ID, instance) }, func() []Effect {
		return f.takeSettled(s, submit.Settlement{Record: r})
	})
}
