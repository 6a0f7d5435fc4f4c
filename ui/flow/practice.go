package flow

import (
	"context"
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// ofRehearsal is an event of the journey of a rehearsal.
type ofRehearsal struct{ Event }

// staged is the service of a rehearsal: it is connected by being set up.
type staged struct {
	Service
	connection submit.Connection
}

// Connect implements Service.
func (s staged) Connect(context.Context) (submit.Connection, *client.Failure) {
	return s.connection, nil
}

// listRehearsals shows the list, as it stands, after a create or for itself.
func (f *Flow) listRehearsals(after *Created) []Effect {
	if f.listed == nil {
		all := AllRehearsals()
		f.listed = &Rehearsals{List: all, Done: make([]bool, len(all))}
	}
	f.listed.after = after
	f.show(f.listed)
	return nil
}

// choices lists the rehearsals, and the way out.
func (s *Rehearsals) choices() []Action {
	var all []Action
	for i := range s.List {
		a := Action{Kind: Rehearse, Index: i}
		if s.Staging {
			a.Blocked = Busy
		}
		all = append(all, a)
	}
	if s.after != nil {
		all = append(all, Action{Kind: Back})
	}
	return append(all, Action{Kind: Finish})
}

// doRehearsals does what can be done at the list.
func (f *Flow) doRehearsals(s *Rehearsals, d Do) []Effect {
	switch d.Kind {
	case Back:
		s.Staging = false
		f.show(s.after)
	case Rehearse:
		return f.stage(s, d.Index)
	case Finish:
		f.ending.Practised = f.Practising
		f.end()
	}
	return nil
}

// stage has the sandbox set up for a rehearsal, which then begins at its review.
func (f *Flow) stage(s *Rehearsals, i int) []Effect {
	s.Next, s.Staging, s.Failure = i, true, nil
	f.revision++
	return f.expect(staging, func(ctx context.Context) func() []Effect {
		ctx, cancel := context.WithTimeout(ctx, connectLimit)
		defer cancel()
		c, failure := f.Practice.Stage(ctx, s.List[i])
		return func() []Effect {
			s.Staging, s.Failure = false, failure
			f.revision++
			if failure != nil {
				return nil
			}
			r := &s.List[i]
			play, effects := begin(Session{Answers: r.Answers, Service: staged{f.Practice.Service, c}}, r, f.revision)
			f.play = play
			return f.ofPlay(effects)
		}
	})
}

// playOn has the rehearsal handle an event, and ends with it or goes back to the
// list where it is over.
func (f *Flow) playOn(e Event) []Effect {
	play := f.play
	effects := play.Handle(e)
	if _, over := play.Ending(); !over {
		return f.ofPlay(effects)
	}
	f.play, f.revision = nil, play.revision
	if !play.toList {
		f.end()
		return nil
	}
	if o := play.outcome; o != nil && o.Result == submit.Created {
		f.listed.Done[f.listed.Next] = true
		if f.listed.Next = slices.Index(f.listed.Done, false); f.listed.Next < 0 {
			f.listed.Next = len(f.listed.Done)
		}
	}
	return f.listRehearsals(f.listed.after)
}

// ofPlay marks the effects of the rehearsal as its own.
func (f *Flow) ofPlay(effects []Effect) []Effect {
	own := make([]Effect, len(effects))
	for i, effect := range effects {
		own[i] = func(ctx context.Context) Event {
			if e := effect(ctx); e != nil {
				return ofRehearsal{e}
			}
			return nil
		}
	}
	return own
}
