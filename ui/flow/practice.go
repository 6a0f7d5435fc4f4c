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
	Done    []bool
	Next    int             // which one to begin next; len(List) where all are done
	Failure *client.Failure // why the last one could not be set up
	after   *Created        // where it was opened, or nil
}

func (s *Rehearsals) stepActions(f *Flow, _ string) []Action {
	var all []Action
	for i := range s.List {
		a := Action{Kind: Rehearse, Index: i, do: func() []Effect { return f.stageRehearsal(s, i) }}
		if f.awaited[ForStage] != 0 {
			a.Blocked = Busy
		}
		all = append(all, a)
	}
	if s.after != nil {
		all = append(all, Action{Kind: Back, do: func() []Effect { return f.showStep(s.after) }})
	}
	return append(all, Action{Kind: Finish, do: func() []Effect {
		f.ending.Completed = f.Practising
		return f.endJourney()
	}})
}

// listRehearsals shows the list, as it stands, after a create or for itself.
func (f *Flow) listRehearsals(after *Created) []Effect {
	if f.listed == nil {
		all := AllRehearsals()
		f.listed = &Rehearsals{List: all, Done: make([]bool, len(all))}
	}
	f.listed.after = after
	return f.showStep(f.listed)
}

// stageRehearsal has the sandbox set up for a rehearsal, which then begins at its review.
func (f *Flow) stageRehearsal(s *Rehearsals, i int) []Effect {
	s.Next, s.Failure = i, nil
	return f.awaitResult(ForStage, func(ctx context.Context) func() []Effect {
		ctx, cancel := context.WithTimeout(ctx, connectLimit)
		defer cancel()
		c, failure := f.Practice.Stage(ctx, s.List[i])
		return func() (first []Effect) {
			if s.Failure = failure; failure != nil {
				return nil
			}
			staged := func(context.Context) (submit.Connection, *client.Failure) { return c, nil }
			r := &s.List[i]
			f.play, first = beginJourney(Session{Given: r.Answers, Connect: staged, Service: f.Practice.Service}, r, f.revision)
			return first
		}
	})
}

// leaveRehearsal goes back from a rehearsal that is over to the list, or ends with it.
func (f *Flow) leaveRehearsal() []Effect {
	play := f.play
	if !play.toList {
		return f.endJourney()
	}
	f.play, f.revision = nil, play.revision
	if o := play.ending.Outcome; o != nil && o.Result == submit.Created {
		f.listed.Done[f.listed.Next] = true
		if f.listed.Next = slices.Index(f.listed.Done, false); f.listed.Next < 0 {
			f.listed.Next = len(f.listed.Done)
		}
	}
	return f.listRehearsals(f.listed.after)
}
