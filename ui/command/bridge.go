package command

import (
	"context"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/wizard"
)

// converseFullScreen has the full screen ask, which has a journey of its own.
func (a *app) converseFullScreen(ctx context.Context, s session) (flow.Ending, error) {
	old := forms.Session{
		Words: a.words, Answers: s.Answers, Target: s.target, Saved: s.Saved, Resume: s.Resume, Pending: s.Pending, Traffic: s.traffic,
		AskOnly: s.AskOnly, Practising: s.Practising,
	}
	if live, ok := s.Service.(flow.Live); ok {
		old.Submitter, old.Connect = live.Submitter, live.Connects
	}
	old.Draft, _ = s.Drafts.(*journal.Draft)
	if p := s.Practice; p != nil {
		old.Practice = &forms.Practice{Submitter: p.Service.(flow.Live).Submitter, Stage: func(ctx context.Context, r forms.Rehearsal) (submit.Connection, *client.Failure) {
			return p.Stage(ctx, flow.Rehearsal{Answers: r.Answers, Before: r.Before, Answer: r.Answer})
		}}
	}
	e, err := wizard.Run(ctx, wizard.Config{Session: old, Theme: a.theme()}, a.terminal())
	ending := flow.Ending{Outcome: e.Outcome, Practised: e.Practised, Answered: e.Answered, Signal: e.Signal, Answers: e.Answers}
	if e.InFlight {
		ending.InFlight = &flow.Sending{Order: e.Order, JournalID: e.JournalID}
	}
	return ending, err
}
