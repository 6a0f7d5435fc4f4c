package flow

import (
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/submit"
)

// showRefused shows why nothing was created.
func (f *Flow) showRefused(o submit.Outcome) []Effect {
	x := explain.Advise(o.Failure)
	s := &Refused{Outcome: o, Retry: x.Retry}
	if o.Failure.Kind == client.Refused {
		s.Field = x.Field
	}
	if wait := o.Failure.RetryAfter; wait > 0 {
		s.WaitUntil = time.Now().Add(wait)
	}
	f.rejectKeys(o.Failure)
	f.show(s)
	return append(f.lookBefore(), f.awaitService(s.WaitUntil)...)
}

// choices lists what to do about a refusal, what is advised first.
func (s *Refused) choices() []Action {
	review := Action{Kind: ToReview}
	if s.Outcome.Failure.Kind == client.Unauthenticated {
		return []Action{{Kind: Reconnect}, review}
	}
	all := []Action{review}
	if s.Field == "" {
		return all
	}
	edit := Action{Kind: Edit, Index: slices.Index(client.Fields(), s.Field)}
	if s.Retry == explain.Change {
		return []Action{edit, review}
	}
	return []Action{review, edit}
}

// doRefused does what can be done about a refusal. Keys that the service
// rejected are looked up again whichever way leads back to the review.
func (f *Flow) doRefused(s *Refused, d Do) []Effect {
	if d.Kind == Edit {
		f.openQuestion(d.Index, true, s.Outcome.Failure)
		return nil
	}
	return f.toReview()
}
