package flow

import (
	"context"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// purpose is what the result of an effect is for. The latest effect of a purpose
// is the one that is waited for.
type purpose int

const (
	connecting purpose = iota
	checking
	guarding // this one and those below are a step's own, and end with it
	sendingOrder
	parting
	looking
	nextLook
	recording
	serviceWait
	staging
	purposes
)

// result is what an effect came to. Taking it in does nothing where a later
// effect of its purpose was begun, or nobody waits for it any more.
type result struct{ take func() []Effect }

func (result) event() {}

// expect makes an effect of work, whose result is taken in by what work returns.
func (f *Flow) expect(p purpose, work func(context.Context) func() []Effect) []Effect {
	f.results[p]++
	awaited := f.results[p]
	return []Effect{func(ctx context.Context) Event {
		then := work(ctx)
		return result{func() []Effect {
			if f.results[p] != awaited {
				return nil
			}
			f.results[p]++
			return then()
		}}
	}}
}

// write has the user's word recorded, and then goes on, or tells the step why it
// could not be. Nothing else is recorded meanwhile.
func (f *Flow) write(trouble *error, work func() error, then func() []Effect) []Effect {
	f.writing = true
	return f.expect(recording, func(context.Context) func() []Effect {
		err := work()
		return func() []Effect {
			f.writing = false
			f.revision++
			if *trouble = err; err != nil {
				return nil
			}
			return then()
		}
	})
}

// acknowledge has it recorded that damage of the journal was shown.
func (f *Flow) acknowledge(trouble *error, shown []Damage, then func() []Effect) []Effect {
	return f.write(trouble, func() error { return f.Service.AcknowledgeDamage(shown) }, then)
}

// pauseUntil is an effect's wait: it ends early with the face.
func pauseUntil(ctx context.Context, end time.Time) {
	select {
	case <-time.After(time.Until(end)):
	case <-ctx.Done():
	}
}

// Limits of what is done beside the create, whose own is --timeout.
const (
	connectLimit = 10 * time.Second
	lookLimit    = 30 * time.Second
)

// connect prepares the connection, anew where there was one.
func (f *Flow) connect() []Effect {
	f.connection, f.failure, f.keysDead, f.checks, f.checked = nil, nil, false, nil, ""
	if s := f.search(); s != nil {
		s.Looking, s.NextLook, s.Failure = false, time.Time{}, nil
	}
	return f.expect(connecting, func(ctx context.Context) func() []Effect {
		c, failure := f.lookUpKeys(ctx)
		return func() []Effect {
			f.failure = failure
			if failure == nil {
				f.connection = &c
			}
			return f.useConnection()
		}
	})
}

// lookUpKeys gives a connection, for as long as may be waited for one.
func (f *Flow) lookUpKeys(ctx context.Context) (submit.Connection, *client.Failure) {
	ctx, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	return f.Service.Connect(ctx)
}

// useConnection has what waits for the connection go on.
func (f *Flow) useConnection() []Effect {
	switch s := f.current.(type) {
	case *Reviewing:
		return f.readReview(s)
	case *Unsettled, *NotKnown:
		search := f.search()
		search.Failure = f.failure
		f.revision++
		return append(f.lookUp(), f.lookBefore()...)
	}
	return f.lookBefore()
}

// lookBefore looks for instances of the name and for the billing method in force
// as soon as there is a name and somebody to ask.
func (f *Flow) lookBefore() []Effect {
	name := f.answers[client.Name].Value
	if name == "" || f.connection == nil || name == f.checked {
		return nil
	}
	f.checks, f.checked = nil, name
	c := *f.connection
	return f.expect(checking, func(ctx context.Context) func() []Effect {
		k := f.Service.Look(ctx, c, name)
		return func() []Effect {
			f.checks = &k
			if s, ok := f.current.(*Reviewing); ok {
				s.Checks = f.checks
				f.revision++
			}
			return nil
		}
	})
}

// rejectKeys notes that the service rejected the keys: they are looked up again
// before they are used again.
func (f *Flow) rejectKeys(failure *client.Failure) {
	if failure != nil && failure.Kind == client.Unauthenticated {
		f.connection, f.failure, f.keysDead, f.keysDoubt = nil, failure, true, true
	}
}

// awaitService has a wait noticed that the service asked for, once it is over.
func (f *Flow) awaitService(until time.Time) []Effect {
	if !time.Now().Before(until) {
		return nil
	}
	return f.expect(serviceWait, func(ctx context.Context) func() []Effect {
		pauseUntil(ctx, until)
		return func() []Effect { return nil }
	})
}

// takeOutcome takes in what became of an order. The run ends with that of the
// last one that was sent: an attempt that reached nobody says nothing of those
// before it.
func (f *Flow) takeOutcome(o submit.Outcome) {
	f.outcome = &o
	if o.Sent() || f.ending.Outcome == nil || !f.ending.Outcome.Sent() {
		f.ending.Outcome = &o
	}
}
