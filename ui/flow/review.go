package flow

import (
	"context"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// Reviewing shows what would be ordered. Whatever of it must be read before the
// order is confirmed makes a new revision.
type Reviewing struct {
	Order        client.Order
	Connection   *submit.Connection // nil until it is there
	Failure      *client.Failure    // why it is not
	Checks       *submit.Checks     // nil until they are there
	Obstacles    *submit.Obstacles  // what stands in the way, as the guard saw it; nil until it has looked
	JournalError error              // why the guard could not look
	Returned     bool               // it was confirmed, and something came up that it had not shown: nothing was sent
}

func (s *Reviewing) stepActions(f *Flow, _ string) []Action {
	all := []Action{s.confirmation(f)}
	if s.Failure != nil || s.JournalError != nil {
		all = append(all, Action{Kind: Reconnect,
			do: func() []Effect { return append(f.connectTarget(), f.readReview(s)...) }})
	}
	if o := s.Obstacles; o != nil {
		if len(o.Damaged) > 0 {
			all = append(all, f.acknowledgement(&s.JournalError, o.Damaged, func() []Effect { return f.readReview(s) }))
		}
		for i, r := range o.Records {
			if r.Unsettled() {
				all = append(all, Action{Kind: SettleFirst, Index: i, do: func() []Effect {
					return f.showUnsettled(&Unsettled{Record: r, toReview: true})
				}})
			}
		}
	}
	questions := len(client.Fields())
	for i := range questions {
		all = append(all, Action{Kind: Edit, Index: i, do: func() []Effect { return f.openQuestion(i, true, nil) }})
	}
	if f.rehearsal == nil {
		all = append(all, Action{Kind: Back, do: func() []Effect {
			if i := f.askedBefore(questions); i >= 0 {
				return f.openQuestion(i, false, nil)
			}
			return f.openQuestion(questions-1, true, nil) // no question was asked: the last there is leads back here
		}})
	}
	return all
}

// confirmation gives what sends the order from the review, and why it does not.
func (s *Reviewing) confirmation(f *Flow) Action {
	a := Action{Kind: Confirm, do: func() []Effect { return f.sendOrder(s) }}
	if o := s.Obstacles; o != nil && len(o.Records) > 0 {
		a.Kind = ConfirmAgain
	}
	switch {
	case s.Connection == nil:
		a.Blocked = NotConnected
	case s.JournalError != nil:
		a.Blocked = JournalTrouble
	case s.Checks == nil || s.Obstacles == nil:
		a.Blocked = StillChecking
	case len(s.Obstacles.Damaged) > 0:
		a.Blocked = JournalDamaged
	case time.Now().Before(s.Obstacles.WaitUntil):
		a.Blocked = WaitRequested
	}
	return a
}

// toReview shows the review, and looks for what speaks against the order.
func (f *Flow) toReview() []Effect {
	if f.AskOnly {
		f.ending.Completed = true
		return f.endJourney()
	}
	s := &Reviewing{Order: f.answers.MakeOrder()}
	if s.Order != f.reviewed {
		f.reviewed, f.since = s.Order, time.Now()
	}
	f.showStep(s)
	if f.keysDead {
		return f.connectTarget()
	}
	return f.readReview(s)
}

// readReview fills the review with what is known, and asks for the rest: the
// look before the create, and the guard.
func (f *Flow) readReview(s *Reviewing) []Effect {
	f.revision++
	s.Connection, s.Failure, s.JournalError, s.Obstacles = f.connection, f.failure, nil, nil
	look := f.lookBefore()
	s.Checks = f.checks
	if f.connection == nil {
		return nil
	}
	c, since := *f.connection, f.since
	return append(look, f.awaitResult(ForGuard, func(context.Context) func() []Effect {
		o, err := f.Service.Obstacles(c, s.Order, since)
		return func() []Effect {
			f.revision++
			if s.JournalError = err; err != nil {
				return nil
			}
			s.Obstacles = &o
			return f.awaitService(o.WaitUntil)
		}
	})...)
}
