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
	Leaving    bool // the user was asked whether to leave: the next Leave does, Back stays

	cancel context.CancelFunc     // of the context that the create is sent with
	began  atomic.Pointer[string] // its record's id, once it is written
	left   bool                   // the user left: its answer is waited for a second more
}

func (s *Sending) stepActions(*Journey) []Action {
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

func (s *Created) stepActions(j *Journey) []Action {
	var all []Action
	if j.Rehearsal == nil {
		all = append(all, Action{Kind: Finish, do: j.endJourney})
	}
	if j.Practice != nil {
		all = append(all, Action{Kind: OpenPractice, do: func() []Effect {
			j.listed.after = s
			return j.showStep(j.listed)
		}})
	}
	return all
}

// Refused is an order of which nothing was created.
type Refused struct{ Outcome submit.Outcome }

// stepActions lists the choices. The review looks for other keys where these were rejected.
func (s *Refused) stepActions(j *Journey) []Action {
	review := Action{Kind: ToReview, do: j.toReview}
	failure, advice := s.Outcome.Failure, explain.AdviseOn(s.Outcome.Failure)
	i := slices.Index(client.Fields(), advice.Field)
	edit := Action{Kind: Edit, Index: i, do: func() []Effect { return j.openQuestion(i, true, failure) }}
	switch {
	case failure.Kind != client.Refused || i < 0:
		return []Action{review}
	case advice.Retry == explain.Change:
		return []Action{edit, review}
	}
	return []Action{review, edit}
}

// sendOrder sends the order, once. The context it is sent with is cancelled by
// leaving, and not in another goroutine: what was left before it began is never sent.
func (j *Journey) sendOrder(r *Reviewing) []Effect {
	ctx, cancel := context.WithCancel(context.Background())
	c, checks, doubted := *j.Connection, j.Checks, j.keysDoubt || rejectsKeys(j.Checks.FatalFailure())
	s := &Sending{Order: r.Order, Connection: c, cancel: cancel}
	j.Checks, j.checked = nil, "" // what was there before the create is not what is there after it
	j.showStep(s)
	return j.awaitResult(ForReply, func(faces context.Context) func() []Effect {
		defer cancel()
		defer context.AfterFunc(faces, cancel)()
		if doubted { // the keys may have been replaced since the review was drawn
			anew, failure := j.lookUpKeys(ctx)
			if failure != nil || anew.Account != c.Account {
				return func() []Effect {
					j.Connection, j.Failure, j.keysDoubt = anew, failure, false
					return j.returnToReview(s)
				}
			}
			c = *anew
		}
		note := func(id string) { s.began.Store(&id) }
		j.drafts.replaceLatest(nil) // a draft that is written after its order would be offered again
		o, obstacles, anew := j.Service.Send(ctx, c, s.Order, checks, *r.Obstacles, note)
		if obstacles != nil || anew != nil {
			return func() []Effect { return j.returnToReview(s) }
		}
		var record journal.Record
		if o.Result == submit.Unknown {
			record = j.Service.RecordOf(o)
		}
		return func() []Effect { return j.takeReply(s, o, record) }
	})
}

// returnToReview shows the review anew: something had come up that it had not shown,
// or other keys would have paid, and nothing was sent.
func (j *Journey) returnToReview(s *Sending) []Effect {
	if s.left {
		return j.endJourney()
	}
	effects := j.toReview()
	j.Step.(*Reviewing).Returned = true
	return effects
}

func (j *Journey) takeReply(s *Sending, o submit.Outcome, record journal.Record) []Effect {
	unknown := o.Result == submit.Unknown
	if s.left {
		if !unknown {
			s.began.Store(nil) // it is not in flight any more
		}
		if !unknown && o.Sent {
			j.takeOutcome(o)
		}
		return j.endJourney()
	}
	j.takeOutcome(o)
	j.keysDoubt = false
	switch {
	case o.Result == submit.Created:
		return j.showCreated(o)
	case unknown:
		j.Unsettled = append([]journal.Record{record}, j.Unsettled...)
		return j.showUnsettled(&Unsettled{Record: record, Own: &o})
	}
	j.WaitUntil = time.Now().Add(o.Failure.RetryAfter)
	j.rejectKeys(o.Failure)
	j.showStep(&Refused{Outcome: o})
	return j.lookBefore()
}

func (j *Journey) showCreated(o submit.Outcome) []Effect {
	return j.showStep(&Created{Outcome: o, Missed: j.Rehearsal != nil && j.Rehearsal.missedPoint(o)})
}
