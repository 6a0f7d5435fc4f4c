package flow

import (
	"context"
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// Practice is a sandbox that rehearsals have for themselves.
type Practice struct {
	Service Service

	// Stage empties that sandbox and sets it up for a rehearsal. Its Failure
	// says why it could not.
	Stage func(context.Context, Rehearsal) (submit.Connection, *client.Failure)
}

// Rehearsals is the list of them.
type Rehearsals struct {
	List    []Rehearsal
	Next    int             // which one to begin next, or -1 where all are done
	Failure *client.Failure // why the last one could not be set up
	after   *Created        // where it was opened, or nil
}

func (s *Rehearsals) stepActions(j *Journey) []Action {
	var all []Action
	for i := range s.List {
		a := Action{Kind: Rehearse, Index: i, do: func() []Effect { return j.stageRehearsal(s, i) }}
		if j.IsWaiting(ForStage) {
			a.Blocked = NotReady
		}
		all = append(all, a)
	}
	if s.after != nil {
		all = append(all, Action{Kind: Back, do: func() []Effect { return j.showStep(s.after) }})
	}
	return append(all, Action{Kind: Finish, do: func() []Effect {
		j.ending.Completed = j.Practising
		return j.endJourney()
	}})
}

// stageRehearsal has the sandbox set up for a rehearsal, which then begins at its review.
func (j *Journey) stageRehearsal(s *Rehearsals, i int) []Effect {
	s.Next, s.Failure = i, nil
	return j.awaitResult(ForStage, func(ctx context.Context) func() []Effect {
		ctx, cancel := context.WithTimeout(ctx, connectLimit)
		defer cancel()
		c, failure := j.Practice.Stage(ctx, s.List[i])
		return func() []Effect {
			if s.Failure = failure; failure != nil {
				return nil
			}
			staged := func(context.Context) (submit.Connection, *client.Failure) { return c, nil }
			r := &s.List[i]
			given := Session{Given: r.Answers, Connect: staged, Service: j.Practice.Service}
			j.play = newJourney(given, r, j.Revision)
			return j.play.beginJourney()
		}
	})
}

// leaveRehearsal goes back from a rehearsal that is over to the list, or ends with it.
func (j *Journey) leaveRehearsal() []Effect {
	play := j.play
	if !play.ending.Completed {
		return j.endJourney()
	}
	j.play, j.Revision = nil, play.Revision
	if o := play.ending.Outcome; o != nil && o.Result == submit.Created {
		play.Rehearsal.Done = true
		j.listed.Next = slices.IndexFunc(j.listed.List, func(r Rehearsal) bool { return !r.Done })
	}
	return j.showStep(j.listed)
}
