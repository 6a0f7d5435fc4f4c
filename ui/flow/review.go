package flow

import (
	"context"
	"sync/atomic"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// toReview shows the review, and looks for what speaks against the order.
func (f *Flow) toReview() []Effect {
	if f.AskOnly {
		f.ending.Answered = true
		f.end()
		return nil
	}
	s := &Reviewing{Order: f.answers.Order()}
	if s.Order != f.reviewed {
		f.reviewed, f.since = s.Order, time.Now()
	}
	f.show(s)
	if f.keysDead {
		return f.connect()
	}
	return f.readReview(s)
}

// readReview fills the review with what is known, and asks for the rest: the
// look before the create, and the guard.
func (f *Flow) readReview(s *Reviewing) []Effect {
	f.revision++
	s.Connection, s.Failure, s.Trouble, s.Obstacles = f.connection, f.failure, nil, nil
	look := f.lookBefore()
	s.Checks = f.checks
	if f.connection == nil {
		return nil
	}
	return append(look, f.askGuard(s)...)
}

// askGuard asks what stands in the way of the order.
func (f *Flow) askGuard(s *Reviewing) []Effect {
	c, since := *f.connection, f.since
	return f.expect(guarding, func(context.Context) func() []Effect {
		o, err := f.Service.Obstacles(c, s.Order, since)
		return func() []Effect {
			f.revision++
			if s.Trouble = err; err != nil {
				return nil
			}
			s.Obstacles = &o
			return f.awaitService(o.WaitUntil)
		}
	})
}

// confirmation gives what sends the order from the review, and why it does not.
func (s *Reviewing) confirmation() Action {
	a := Action{Kind: Confirm}
	if o := s.Obstacles; o != nil && len(o.Records) > 0 {
		a.Kind = ConfirmAgain
	}
	switch {
	case s.Connection == nil:
		a.Blocked = NotConnected
	case s.Trouble != nil:
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

// doReviewing does what can be done at the review.
func (f *Flow) doReviewing(s *Reviewing, d Do) []Effect {
	switch d.Kind {
	case Confirm, ConfirmAgain:
		return f.sendOrder(s)
	case Acknowledge:
		return f.acknowledge(&s.Trouble, s.Obstacles.Damaged, func() []Effect { return f.readReview(s) })
	case SettleFirst:
		f.show(&Unsettled{Search: Search{Record: s.Obstacles.Records[d.Index]}, toReview: true})
		return f.lookUp()
	case Edit:
		f.openQuestion(d.Index, true, nil)
	case Reconnect:
		connect := f.connect()
		return append(connect, f.readReview(s)...)
	case Back:
		i := f.askedBefore(len(client.Fields()))
		if i < 0 { // no question was asked: the last there is leads back here
			f.openQuestion(len(client.Fields())-1, true, nil)
		} else {
			f.openQuestion(i, false, nil)
		}
	}
	return nil
}

// sending is the create under way.
type sending struct {
	cancel context.CancelFunc      // of the context that the create is sent with
	began  *atomic.Pointer[string] // its record's id, once it is written
	left   bool                    // the user left: its answer is waited for a second more
}

// sendOrder sends the order, once. The context it is sent with is cancelled by
// leaving, and not in another goroutine: what was left before it began is never sent.
func (f *Flow) sendOrder(s *Reviewing) []Effect {
	ctx, cancel := context.WithCancel(context.Background())
	f.send = sending{cancel: cancel, began: new(atomic.Pointer[string])}
	began, c, doubted := f.send.began, *s.Connection, f.keysDoubt || rejectsKeys(s.Checks)
	f.checks, f.checked = nil, "" // what was there before the create is not what is there after it
	f.show(&Sending{Order: s.Order, Connection: c})
	return f.expect(sendingOrder, func(faces context.Context) func() []Effect {
		defer cancel()
		defer context.AfterFunc(faces, cancel)()
		if doubted { // they may have been replaced since the review was drawn
			anew, failure := f.lookUpKeys(ctx)
			if failure != nil || anew.Account != c.Account {
				return func() []Effect { return f.showOtherKeys(anew, failure) }
			}
			c = anew
		}
		note := func(id string) { began.Store(&id) }
		o, obstacles, checks := f.Service.Send(ctx, c, s.Order, s.Checks, *s.Obstacles, note)
		if obstacles != nil || checks != nil {
			return f.returnToReview
		}
		var record journal.Record
		switch o.Result {
		case submit.Created:
			f.drafts.forget()
		case submit.Result(client.Unknown):
			f.drafts.forget()
			record = f.Service.RecordOf(o)
		}
		return func() []Effect { return f.takeReply(o, record) }
	})
}

// rejectsKeys reports whether a look found that the service rejects the keys.
func rejectsKeys(k *submit.Checks) bool {
	failure := k.FatalFailure()
	return failure != nil && failure.Kind == client.Unauthenticated
}

// showOtherKeys returns to the review, since other keys than the ones it showed
// would have paid for the order, or there are none now: nothing was sent.
func (f *Flow) showOtherKeys(c submit.Connection, failure *client.Failure) []Effect {
	f.connection, f.failure, f.keysDoubt = &c, failure, false
	if failure != nil {
		f.connection = nil
	}
	return f.returnToReview()
}

// returnToReview looks at everything anew, since the guard or the look right
// before the create saw what the review had not shown: nothing was sent.
func (f *Flow) returnToReview() []Effect {
	if f.send.left {
		f.endUnsent()
		return nil
	}
	effects := f.toReview()
	f.current.(*Reviewing).Returned = true
	return effects
}

// endUnsent ends the journey after a create that is known not to have been sent.
func (f *Flow) endUnsent() {
	f.show(&Reviewing{})
	f.end()
}

// takeReply goes where the create's outcome leads.
func (f *Flow) takeReply(o submit.Outcome, record journal.Record) []Effect {
	if f.send.left {
		if o.Result != submit.Result(client.Unknown) {
			if o.Sent() {
				f.takeOutcome(o)
			}
			f.endUnsent()
		}
		f.end() // as under way, where it is not known what became of it
		return nil
	}
	f.takeOutcome(o)
	f.keysDoubt = false
	switch o.Result {
	case submit.Created:
		f.showCreated(o)
		return nil
	case submit.Result(client.Unknown):
		f.Pending = append([]journal.Record{record}, f.Pending...)
		f.show(&NotKnown{Search: Search{Record: record}, Outcome: o})
		return f.lookUp()
	}
	return f.showRefused(o)
}

// showCreated shows what was created.
func (f *Flow) showCreated(o submit.Outcome) {
	f.show(&Created{Outcome: o, Missed: f.rehearsal != nil && f.rehearsal.missedPoint(o)})
}
