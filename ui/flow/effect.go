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
	ForGuard                     // what stands in the way is read; showStep ends this and all below
	ForReply                     // the create is under way
	parting                      // the answer to a create that was left
	ForLook                      // an unsettled order is looked up
	ForPause                     // until the next look
	ForRecord                    // the user's word is recorded, and nothing else is done meanwhile
	ForStage                     // a rehearsal is set up
	waitings
)

// IsWaiting reports whether an effect is under way for one of these.
func (j *Journey) IsWaiting(all ...Waiting) bool {
	return slices.ContainsFunc(all, func(w Waiting) bool { return j.awaited[w] != 0 })
}

// result is what an effect came to. Taking it in does nothing where a later
// effect for the same was begun, or nobody waits for it any more.
type result func() []Effect

func (r result) applyTo(*Journey) []Effect { return r() }

// awaitResult makes an effect of work, whose result is taken in by what work returns.
func (j *Journey) awaitResult(w Waiting, work func(context.Context) func() []Effect) []Effect {
	j.begun++
	awaited := j.begun
	j.awaited[w] = awaited
	return []Effect{func(ctx context.Context) Event {
		then := work(ctx)
		return result(func() []Effect {
			if j.awaited[w] != awaited {
				return nil
			}
			j.awaited[w] = 0
			return then()
		})
	}}
}

// awaitTime makes an effect that waits, and ends early with the face.
func (j *Journey) awaitTime(w Waiting, end time.Time, then func() []Effect) []Effect {
	return j.awaitResult(w, func(ctx context.Context) func() []Effect {
		select {
		case <-time.After(time.Until(end)):
		case <-ctx.Done():
		}
		return then
	})
}

// awaitJournal makes an effect that reads or writes the journal. Then the journey goes
// on, or stays where that could not be done.
func (j *Journey) awaitJournal(w Waiting, work func() error, then func() []Effect) []Effect {
	return j.awaitResult(w, func(context.Context) func() []Effect {
		err := work()
		return func() []Effect {
			j.Revision++
			if j.StepError = err; err != nil {
				return nil
			}
			return then()
		}
	})
}

// connectLimit is how long it may take to find keys, or to set a rehearsal up.
const connectLimit = 10 * time.Second

// connectTarget prepares the connection, anew where there was one. What waits for it goes on then.
func (j *Journey) connectTarget() []Effect {
	j.Revision++
	j.Connection, j.Failure, j.Checks, j.checked = nil, nil, nil, ""
	j.awaited[ForChecks], j.awaited[ForGuard] = 0, 0 // what comes yet is about the connection there was
	return j.awaitResult(ForConnection, func(ctx context.Context) func() []Effect {
		c, failure := j.lookUpKeys(ctx)
		return func() []Effect {
			j.Connection, j.Failure = c, failure
			switch s := j.Step.(type) {
			case *Reviewing:
				return j.readReview(s)
			case *Unsettled:
				j.Revision++
				return append(j.lookUpOrder(s), j.lookBefore()...)
			}
			return j.lookBefore()
		}
	})
}

// lookUpKeys gives a connection, or why there is none.
func (j *Journey) lookUpKeys(ctx context.Context) (*submit.Connection, *client.Failure) {
	ctx, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	c, failure := j.Connect(ctx)
	if failure != nil {
		return nil, failure
	}
	return &c, nil
}

// lookBefore looks for instances of the name and for the billing method in force
// as soon as there is a name and somebody to ask.
func (j *Journey) lookBefore() []Effect {
	name := j.Answers[client.InstanceName].Value
	if name == "" || j.Connection == nil || name == j.checked {
		return nil
	}
	j.Checks, j.checked = nil, name
	c := *j.Connection
	return j.awaitResult(ForChecks, func(ctx context.Context) func() []Effect {
		k := j.Service.Look(ctx, c, name)
		return func() []Effect {
			j.Checks = &k
			if _, reviewing := j.Step.(*Reviewing); reviewing {
				j.Revision++
			}
			return nil
		}
	})
}

// rejectKeys has keys looked up again that the service rejected, before they are used.
func (j *Journey) rejectKeys(failure *client.Failure) {
	if rejectsKeys(failure) {
		j.Connection, j.Failure, j.keysDoubt = nil, failure, true
	}
}

// rejectsKeys reports whether a failure is that the service rejects the keys.
func rejectsKeys(failure *client.Failure) bool {
	return failure != nil && failure.Kind == client.Unauthenticated
}

// takeOutcome takes in what became of an order. The run ends with that of the
// last one that was sent: an attempt that reached nobody says nothing of those
// before it.
func (j *Journey) takeOutcome(o submit.Outcome) {
	if o.Sent || j.ending.Outcome == nil || !j.ending.Outcome.Sent {
		j.ending.Outcome = &o
	}
}
