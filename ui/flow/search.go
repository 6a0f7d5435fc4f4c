package flow

import (
	"context"
	"errors"
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// maxLooks is how often an order is looked up by itself: after that a terminal
// that was left alone is quiet.
const maxLooks = 8

// search gives the look-ups of the step, or nil.
func (f *Flow) search() *Search {
	switch s := f.current.(type) {
	case *Unsettled:
		return &s.Search
	case *NotKnown:
		return &s.Search
	}
	return nil
}

// lookUp looks for the order's instance, if there is anyone to ask.
func (f *Flow) lookUp() []Effect {
	s := f.search()
	s.Failure = f.failure
	if f.connection == nil {
		return nil
	}
	s.Looking, s.NextLook = true, time.Time{}
	c, r := *f.connection, s.Record
	return f.expect(looking, func(ctx context.Context) func() []Effect {
		ctx, cancel := context.WithTimeout(ctx, lookLimit)
		defer cancel()
		settlement, err := f.settle(ctx, c, r)
		return func() []Effect {
			return f.takeLook(s, settlement, err)
		}
	})
}

// settle looks once. A record that could not be read is read again first.
func (f *Flow) settle(ctx context.Context, c submit.Connection, r journal.Record) (submit.Settlement, error) {
	if r.Endpoint == "" {
		whole, err := f.Service.Record(r.ID)
		if err != nil {
			return submit.Settlement{Record: r}, err
		}
		r = whole
	}
	return f.Service.Settle(ctx, c, r)
}

// takeLook takes in what a look found, and plans the next one where it found nothing.
func (f *Flow) takeLook(s *Search, found submit.Settlement, err error) []Effect {
	s.Looks++
	s.Looking, s.Trouble, s.Failure = false, err, found.Failure
	if !slices.Equal(s.Candidates, found.Candidates) {
		s.Candidates = found.Candidates
		f.revision++
	}
	switch {
	case errors.Is(err, submit.ErrOtherOwner):
		return nil
	case err == nil && found.Failure == nil && found.Settled():
		return f.takeSettled(found)
	case found.Failure != nil && found.Denied():
		f.rejectKeys(found.Failure)
		return nil
	}
	if len(s.Candidates) > 0 || s.Looks >= maxLooks {
		return nil
	}
	end := time.Now().Add(submit.Pause(s.Looks))
	s.NextLook = end
	return f.expect(nextLook, func(ctx context.Context) func() []Effect {
		pauseUntil(ctx, end)
		return f.lookUp
	})
}

// takeSettled goes on with an order of which it is known now what became of it.
func (f *Flow) takeSettled(found submit.Settlement) []Effect {
	r := found.Record
	f.Pending = slices.DeleteFunc(slices.Clone(f.Pending), func(p journal.Record) bool { return p.ID == r.ID })
	if r.Resolution.Outcome != journal.Created {
		return f.leaveSearch()
	}
	switch s := f.current.(type) {
	case *Unsettled: // this run's order is still to come
		s.Record, s.Instance, s.Closing = r, r.Resolution.EPNInstanceID, false
		f.revision++
	case *NotKnown:
		o := found.Outcome(s.Outcome)
		f.takeOutcome(o)
		f.showCreated(o)
	}
	return nil
}

// leaveSearch goes on from an order that was settled or left as it is: from an
// earlier one to what is next, from this run's own to its review.
func (f *Flow) leaveSearch() []Effect {
	if s, ok := f.current.(*Unsettled); ok && !s.toReview {
		return f.goOn()
	}
	return f.toReview()
}

// searchActions lists what can be done about an order that is not known: look,
// then everything that ends it.
func (f *Flow) searchActions(s *Search, onwards Kind) []Action {
	if s.Closing {
		return []Action{{Kind: ConfirmClose}, {Kind: Back}}
	}
	look := Action{Kind: Look}
	switch {
	case f.connection == nil:
		look.Blocked = NotConnected
	case s.Looking:
		look.Blocked = Busy
	}
	var all []Action
	if f.failure != nil {
		all = append(all, Action{Kind: Reconnect})
	}
	all = append(all, look)
	for i := range s.Candidates {
		all = append(all, Action{Kind: Pick, Index: i})
	}
	return append(all, Action{Kind: Close}, Action{Kind: onwards})
}

// doSearch does what can be done about an order that is not known.
func (f *Flow) doSearch(s *Search, d Do) []Effect {
	switch d.Kind {
	case Reconnect:
		return f.connect()
	case Look:
		return f.lookUp()
	case Pick:
		return f.record(s, s.Candidates[d.Index].EPNInstanceID)
	case ConfirmClose:
		return f.record(s, "")
	case Close, Back:
		s.Closing = d.Kind == Close
		f.revision++
	case GoOn, ToReview:
		return f.leaveSearch()
	}
	return nil
}

// record has the user's word recorded: the order's instance, or "" for none.
func (f *Flow) record(s *Search, instance string) []Effect {
	r := s.Record
	r.Resolution = journal.Resolution{Outcome: journal.NotCreated}
	if instance != "" {
		r.Resolution = journal.Resolution{Outcome: journal.Created, EPNInstanceID: client.Visible(instance), ByLookup: true}
	}
	s.Closing = false
	return f.write(&s.Trouble, func() error { return f.Service.Close(r.ID, instance) }, func() []Effect {
		return f.takeSettled(submit.Settlement{Record: r})
	})
}
