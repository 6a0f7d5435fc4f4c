package flow

import (
	"context"
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// Effect is work that takes time: a face runs it beside itself and hands the
// event it returns to Handle. The event is nil where nothing follows. Effects of
// one call may run at the same time, and in any order.
type Effect func(context.Context) Event

// Waiting says what an effect is under way for. Of the effects for the same, the
// latest is the one that is waited for.
type Waiting int

// What can be waited for. Actions stay possible meanwhile, unless they say why not.
const (
	ForConnection Waiting = iota // keys are looked up, or the sandbox starts
	ForChecks                    // the look before the create
	ForGuard                     // what stands in the way is read; this and those below end with their step
	ForReply                     // the create is under way
	parting                      // the answer to a create that was left
	ForLook                      // an unsettled order is looked up
	ForPause                     // until the next look, or until a wait that the service asked for is over
	ForRecord                    // the user's word is recorded
	ForStage                     // a rehearsal is set up
	waitings
)

// IsWaiting reports whether an effect is under way for one of these.
func (f *Flow) IsWaiting(all ...Waiting) bool {
	return slices.ContainsFunc(all, func(w Waiting) bool { return f.activeFlow().awaited[w] != 0 })
}

// result is what an effect came to. Taking it in does nothing where a later
// effect for the same was begun, or nobody waits for it any more.
type result struct{ take func() []Effect }

func (result) event() {}

// awaitResult makes an effect of work, whose result is taken in by what work returns.
func (f *Flow) awaitResult(w Waiting, work func(context.Context) func() []Effect) []Effect {
	f.begun++
	awaited := f.begun
	f.awaited[w] = awaited
	return []Effect{func(ctx context.Context) Event {
		then := work(ctx)
		return result{func() []Effect {
			if f.awaited[w] != awaited {
				return nil
			}
			f.awaited[w] = 0
			return then()
		}}
	}}
}

// awaitTime makes an effect that waits, and ends early with the face.
func (f *Flow) awaitTime(w Waiting, end time.Time, then func() []Effect) []Effect {
	return f.awaitResult(w, func(ctx context.Context) func() []Effect {
		select {
		case <-time.After(time.Until(end)):
		case <-ctx.Done():
		}
		return then
	})
}

// recordWord has the user's word recorded, and then goes on, or tells the step why it
// could not be. Nothing else is recorded meanwhile.
func (f *Flow) recordWord(trouble *error, work func() error, then func() []Effect) []Effect {
	return f.awaitResult(ForRecord, func(context.Context) func() []Effect {
		err := work()
		return func() []Effect {
			f.revision++
			if *trouble = err; err != nil {
				return nil
			}
			return then()
		}
	})
}

// Limits of what is done beside the create, whose own is --timeout.
const (
	connectLimit = 10 * time.Second
	lookLimit    = 30 * time.Second
)

// connectTarget prepares the connection, anew where there was one, and then has what
// waits for it go on.
func (f *Flow) connectTarget() []Effect {
	f.connection, f.failure, f.keysDead, f.checks, f.checked = nil, nil, false, nil, ""
	return f.awaitResult(ForConnection, func(ctx context.Context) func() []Effect {
		c, failure := f.lookUpKeys(ctx)
		return func() []Effect {
			f.connection, f.failure = c, failure
			switch s := f.current.(type) {
			case *Reviewing:
				return f.readReview(s)
			case *Unsettled:
				f.revision++
				return append(f.lookUpOrder(s), f.lookBefore()...)
			}
			return f.lookBefore()
		}
	})
}

// lookUpKeys gives a connection, or why there is none, for as long as may be
// waited for it.
func (f *Flow) lookUpKeys(ctx context.Context) (*submit.Connection, *client.Failure) {
	ctx, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	c, failure := f.Connect(ctx)
	if failure != nil {
		return nil, failure
	}
	return &c, nil
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
	return f.awaitResult(ForChecks, func(ctx context.Context) func() []Effect {
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
	if rejectsKeys(failure) {
		f.connection, f.failure, f.keysDead, f.keysDoubt = nil, failure, true, true
	}
}

// rejectsKeys reports whether a failure is that the service rejects the keys.
func rejectsKeys(failure *client.Failure) bool {
	return failure != nil && failure.Kind == client.Unauthenticated
}

// awaitService has a wait noticed that the service asked for, once it is over.
func (f *Flow) awaitService(until time.Time) []Effect {
	if !time.Now().Before(until) {
		return nil
	}
	return f.awaitTime(ForPause, until, func() []Effect { return nil })
}

// takeOutcome takes in what became of an order. The run ends with that of the
// last one that was sent: an attempt that reached nobody says nothing of those
// before it.
func (f *Flow) takeOutcome(o submit.Outcome) {
	if o.WasSent() || f.ending.Outcome == nil || !f.ending.Outcome.WasSent() {
		f.ending.Outcome = &o
	}
}
