package flow

import (
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// Reviewing shows what would be ordered. Whatever of it must be read before the
// order is confirmed makes a new revision.
type Reviewing struct {
	Order     client.Order
	Obstacles *submit.Obstacles // what stands in the way, as the guard saw it; nil until it has looked
	Returned  bool              // it was confirmed, and something came up that it had not shown: nothing was sent
}

func (s *Reviewing) stepActions(j *Journey) []Action {
	all := []Action{s.confirmation(j)}
	if j.Failure != nil || j.StepError != nil {
		all = append(all, Action{Kind: Reconnect, do: j.connectTarget})
	}
	if o := s.Obstacles; o != nil {
		if len(o.Damaged) > 0 {
			all = append(all, j.acknowledgement(o.Damaged, func() []Effect { return j.readReview(s) }))
		}
		for i, r := range o.Records {
			if r.Unsettled() {
				all = append(all, Action{Kind: SettleFirst, Index: i, do: func() []Effect {
					return j.showUnsettled(&Unsettled{Record: r})
				}})
			}
		}
	}
	questions := len(client.Fields())
	for i := range questions {
		all = append(all, Action{Kind: Edit, Index: i, do: func() []Effect { return j.openQuestion(i, true, nil) }})
	}
	if j.Rehearsal == nil {
		all = append(all, Action{Kind: Back, do: func() []Effect {
			if i := j.askedBefore(questions); i >= 0 {
				return j.openQuestion(i, false, nil)
			}
			return j.openQuestion(questions-1, true, nil) // no question was asked: the last there is leads back here
		}})
	}
	return all
}

// confirmation gives what sends the order from the review, and why it does not.
func (s *Reviewing) confirmation(j *Journey) Action {
	a := Action{Kind: Confirm, do: func() []Effect { return j.sendOrder(s) }}
	if o := s.Obstacles; o != nil && len(o.Records) > 0 {
		a.Kind = ConfirmAgain
	}
	switch {
	case j.Checks == nil || s.Obstacles == nil:
		a.Blocked = NotReady
	case len(s.Obstacles.Damaged) > 0:
		a.Blocked = JournalDamaged
	case time.Now().Before(j.WaitUntil):
		a.Blocked = WaitRequested
	}
	return a
}

// toReview shows the review, and looks for what speaks against the order.
func (j *Journey) toReview() []Effect {
	if j.AskOnly {
		j.ending.Completed = true
		return j.endJourney()
	}
	s := &Reviewing{Order: j.Answers.MakeOrder()}
	j.showStep(s)
	if j.keysDoubt && j.Connection == nil {
		return j.connectTarget()
	}
	return j.readReview(s)
}

// readReview asks for what the review has to show.
func (j *Journey) readReview(s *Reviewing) []Effect {
	s.Obstacles = nil
	if j.Connection == nil {
		return nil
	}
	var seen submit.Obstacles
	c := *j.Connection
	return append(j.lookBefore(), j.awaitJournal(ForGuard, func() (err error) {
		seen, err = j.Service.Obstacles(c, s.Order, j.since)
		return err
	}, func() []Effect {
		s.Obstacles, j.WaitUntil = &seen, seen.WaitUntil
		return nil
	})...)
}
