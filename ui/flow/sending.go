package flow

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// Sending is a create under way.
type Sending struct {
	Order      client.Order
	Connection submit.Connection
	JournalID  string // of its record, once the journey has ended here
	Leaving    bool   // the user was asked whether to leave: the next Leave does, Back stays

	cancel context.CancelFunc     // of the context that the create is sent with
	began  atomic.Pointer[string] // its record's id, once it is written
	left   bool                   // the user left: its answer is waited for a second more
}

func (s *Sending) stepActions(*Flow, string) []Action {
	if !s.Leaving || s.left {
		return nil
	}
	return []Action{{Kind: Back, do: func() []Effect {
		s.Leaving = false
		return nil
	}}}
}

// Created is an order that was carried out.
type Created struct {
	Outcome submit.Outcome
	Missed  bool // of a rehearsal: what it is there to show did not happen
}

func (s *Created) stepActions(f *Flow, _ string) []Action {
	var all []Action
	if f.rehearsal == nil {
		all = append(all, Action{Kind: Finish, do: f.endJourney})
	}
	if f.Practice != nil {
		all = append(all, Action{Kind: OpenPractice, do: func() []Effect { return f.listRehearsals(s) }})
	}
	return all
}

// Refused is an order of which nothing was created.
type Refused struct {
	Outcome   submit.Outcome
	Field     client.Field // the answer at fault, or ""
	Retry     explain.Retry
	WaitUntil time.Time // the service asked to be left alone until then
}

// stepActions lists the choices. Keys that the service rejected are looked up again
// whichever way leads back to the review.
func (s *Refused) stepActions(f *Flow, _ string) []Action {
	review := Action{Kind: ToReview, do: f.toReview}
	if s.Outcome.Failure.Kind == client.Unauthenticated {
		return []Action{{Kind: Reconnect, do: f.toReview}, review}
	}
	i := slices.Index(client.Fields(), s.Field)
	edit := Action{Kind: Edit, Index: i, do: func() []Effect { return f.openQuestion(i, true, s.Outcome.Failure) }}
	switch {
	case i < 0:
		return []Action{review}
	case s.Retry == explain.Change:
		return []Action{edit, review}
	}
	return []Action{review, edit}
}

// sendOrder sends the order, once. The context it is sent with is cancelled by
// leaving, and not in another goroutine: what was left before it began is never sent.
func (f *Flow) sendOrder(r *Reviewing) []Effect {
	ctx, cancel := context.WithCancel(context.Background())
	c, doubted := *r.Connection, f.keysDoubt || rejectsKeys(r.Checks.FatalFailure())
	s := &Sending{Order: r.Order, Connection: c, cancel: cancel}
	f.checks, f.checked = nil, "" // what was there before the create is not what is there after it
	f.showStep(s)
	return f.awaitResult(ForReply, func(faces context.Context) func() []Effect {
		defer cancel()
		defer context.AfterFunc(faces, cancel)()
		if doubted { // the keys may have been replaced since the review was drawn
			anew, failure := f.lookUpKeys(ctx)
			if failure != nil || anew.Account != c.Account {
				return func() []Effect {
					f.connection, f.failure, f.keysDoubt = anew, failure, false
					return f.returnToReview(s)
				}
			}
			c = *anew
		}
		note := func(id string) { s.began.Store(&id) }
		o, obstacles, checks := f.Service.Send(ctx, c, s.Order, r.Checks, *r.Obstacles, note)
		if obstacles != nil || checks != nil {
			return func() []Effect { return f.returnToReview(s) }
		}
		var record journal.Record
		switch o.Result {
		case submit.Created:
			f.drafts.forgetDraft()
		case submit.Result(client.Unknown):
			f.drafts.forgetDraft()
			record = f.Service.RecordOf(o)
		}
		return func() []Effect { return f.takeReply(s, o, record) }
	})
}

// returnToReview looks at everything anew, since the guard or the look right
// before the create saw what the review had not shown, or other keys than those
// it showed would have paid: nothing was sent.
func (f *Flow) returnToReview(s *Sending) []Effect {
	if s.left {
		return f.endJourney()
	}
	effects := f.toReview()
	f.current.(*Reviewing).Returned = true
	return effects
}

// takeReply goes where the create's outcome leads.
func (f *Flow) takeReply(s *Sending, o submit.Outcome, record journal.Record) []Effect {
	unknown := o.Result == submit.Result(client.Unknown)
	if s.left {
		if !unknown {
			s.began.Store(nil) // it is not in flight any more
		}
		if !unknown && o.WasSent() {
			f.takeOutcome(o)
		}
		return f.endJourney()
	}
	f.takeOutcome(o)
	f.keysDoubt = false
	switch {
	case o.Result == submit.Created:
		return f.showCreated(o)
	case unknown:
		f.Session.Unsettled = append([]journal.Record{record}, f.Session.Unsettled...)
		return f.showUnsettled(&Unsettled{Record: record, Own: &o})
	}
	return f.showRefused(o)
}

// showCreated shows what was created.
func (f *Flow) showCreated(o submit.Outcome) []Effect {
	return f.showStep(&Created{Outcome: o, Missed: f.rehearsal != nil && f.rehearsal.missedPoint(o)})
}

// showRefused shows why nothing was created.
func (f *Flow) showRefused(o submit.Outcome) []Effect {
	x := explain.AdviseOn(o.Failure)
	s := &Refused{Outcome: o, Retry: x.Retry}
	if o.Failure.Kind == client.Refused {
		s.Field = x.Field
	}
	if wait := o.Failure.RetryAfter; wait > 0 {
		s.WaitUntil = time.Now().Add(wait)
	}
	f.rejectKeys(o.Failure)
	f.showStep(s)
	return append(f.lookBefore(), f.awaitService(s.WaitUntil)...)
}
