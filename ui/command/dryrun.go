package command

import (
	"context"

	"epn-wizard/client/submit"
	"epn-wizard/ui/flow"
)

// dryRun prints what would be sent. It has a face ask for what is missing, if
// there is one to ask. Nothing is connected, and nothing is kept.
func (a *app) dryRun(ctx context.Context, s settings, f face) {
	answers := s.answers
	if f != asScript {
		ending, broken := a.converse(ctx, f, session{Session: flow.Session{Given: s.answers, AskOnly: true}, target: s.target.where(), traffic: s.traffic})
		switch {
		case broken != nil:
			_ = a.failed(broken)
			return
		case !ending.Completed:
			a.status = a.reportOutcome(submit.Outcome{Result: submit.Cancelled}, s.target)
			if ending.Signal != nil {
				a.status = signalStatus(ending.Signal)
			}
			return
		}
		answers = ending.Answers
	}
	a.status = a.reportOutcome(submit.Outcome{Result: submit.DryRun, Order: answers.Order()}, s.target)
}
