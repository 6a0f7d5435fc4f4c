package line

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"epn-wizard/ui/phrase"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// ownLooks is how long line mode looks by itself for what became of its own
// order, before it asks.
const ownLooks = 10 * time.Second

// unsettled looks for the instance of a request whose fate is not known, until
// it is found, closed by hand or left open. It reports whether a new order may
// follow. One of an earlier run is looked for once, and nothing is asked of it
// where nobody is there to answer.
func (d *dialog) unsettled(ctx context.Context, r journal.Record, before bool) (onwards bool, err error) {
	d.speakUnsettled(r, before)
	for patient := !before; ; patient = false {
		s, err := d.lookUp(ctx, r, patient)
		if err != nil {
			return false, err
		}
		if s.Settled() {
			return d.settled(r, s, before), nil
		}
		if before && d.Piped {
			return true, nil
		}
		again, err := d.settleByHand(r, s.Candidates)
		if err != nil || !again {
			return err == nil, err
		}
	}
}

// speakUnsettled says what is not known.
func (d *dialog) speakUnsettled(r journal.Record, before bool) {
	w := d.Words
	d.say("")
	d.say("%s", w.Kinds[string(client.Unknown)])
	d.say("%s", w.Unsettled.MayExist)
	if d.Target.Sandbox {
		d.say("%s", w.Wizard.NothingBilled)
	}
	if before {
		d.say(w.Unsettled.Earlier, phrase.TimeText(r.Time), client.Visible(r.Order.EPNInstanceName))
	}
	d.say(w.Wizard.Detail, w.Wizard.Journal, r.ID)
}

// settled says what became of a request, where that is not for the end to say.
// It reports whether a new order may follow.
func (d *dialog) settled(r journal.Record, s submit.Settlement, before bool) (onwards bool) {
	w := d.Words
	d.ForgetPending(r.ID)
	if s.Record.Resolution.Outcome != journal.Created { // somebody closed it meanwhile
		return true
	}
	if before { // this run's order is still to come
		d.say(w.Unsettled.Settled, phrase.TimeText(r.Time), client.Visible(r.Order.EPNInstanceName), client.Visible(s.Record.Resolution.EPNInstanceID))
		return true
	}
	was := submit.Outcome{}
	if d.outcome != nil {
		was = *d.outcome
	}
	o := s.Outcome(was)
	d.became(o)
	d.say(w.Line.CreatedFound, o.Created.EPNInstanceID)
	return false
}

// settleByHand takes an answer about a request whose fate is not known. It
// reports whether to look again.
func (d *dialog) settleByHand(r journal.Record, found []client.Instance) (again bool, err error) {
	w := d.Words
	if err := d.discardTyped(); err != nil {
		return false, err
	}
	d.sayUnsettledKeys(len(found))
	for {
		line, err := d.nextKey()
		if err != nil {
			return false, err
		}
		n, _ := strconv.Atoi(line) // 0 is none of them
		switch {
		case line == "":
			return true, nil
		case line == "?":
			d.say("%s", w.Unsettled.Help)
			d.sayUnsettledKeys(len(found))
		case is(line, "q"):
			return false, errLeft
		case d.rehearsing && (is(line, "n") || is(line, "b")):
			return false, errToList
		case is(line, "n"):
			return false, nil
		case n >= 1 && n <= len(found), is(line, w.Line.NothingThere):
			meant, err := d.isMeant()
			switch {
			case err != nil:
				return false, err
			case meant && n > 0:
				return false, d.close(r, found[n-1].EPNInstanceID)
			case meant:
				return false, d.close(r, "")
			}
			d.sayUnsettledKeys(len(found))
		case is(line, "x"):
			d.say(w.Unsettled.Confirm, client.Visible(r.Order.EPNInstanceName))
			if err := d.discardTyped(); err != nil {
				return false, err
			}
			d.say(w.Line.ConfirmKeys, w.Line.NothingThere)
		default:
			d.sayUnsettledKeys(len(found))
		}
	}
}

// sayUnsettledKeys says what can be answered where so many instances could be it.
func (d *dialog) sayUnsettledKeys(found int) {
	w := d.Words
	if found > 0 {
		d.say("%s", w.Line.PickKeys)
	}
	if d.rehearsing {
		d.say("%s", w.Practice.LineUnsettledKeys)
	} else {
		d.say("%s", w.Line.UnsettledKeys)
	}
}

// close records what the user found out elsewhere.
func (d *dialog) close(r journal.Record, instance string) error {
	if err := d.Submitter.Close(r.ID, instance); err != nil {
		d.say(d.Words.Unsettled.NotRecorded, phrase.ErrorText(d.Words, err))
		return nil
	}
	d.noteChange()
	d.ForgetPending(r.ID)
	if instance == "" {
		d.say("%s", d.Words.Line.Recorded)
		return nil
	}
	if d.outcome != nil {
		d.became(submit.Outcome{Result: submit.Created, Order: r.Order, JournalID: r.ID, Recovered: true, Created: client.Created{EPNInstanceID: instance}})
		return errLeft
	}
	return nil
}

// lookUp looks, once or for as long as ownLooks, and says what was found.
func (d *dialog) lookUp(ctx context.Context, r journal.Record, patient bool) (submit.Settlement, error) {
	w := d.Words.Unsettled
	c, err := d.connection(ctx)
	if err != nil {
		return submit.Settlement{}, err
	}
	if c.failure != nil {
		d.say("%s", w.NoKeys)
		return submit.Settlement{Record: r}, nil
	}
	look, limit := d.Submitter.Settle, 30*time.Second
	if patient {
		look, limit = d.Submitter.SettleFor, ownLooks
	}
	var failed error
	s, err := await(ctx, d, w.Looking, func(ctx context.Context) (s submit.Settlement) {
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		s, failed = look(ctx, c.conn, r)
		return s
	})
	switch {
	case err != nil:
		return s, err
	case errors.Is(failed, submit.ErrOtherOwner):
		d.say("%s", w.OtherOwner)
	case failed != nil:
		d.say(w.LookFailed, phrase.ErrorText(d.Words, failed))
	case s.Failure != nil:
		d.say(w.LookFailed, phrase.ExplainFailure(d.Words, s.Failure).Title)
	case !s.Settled() && len(s.Candidates) == 0:
		d.say("%s", w.NotYet)
	case !s.Settled():
		for i, found := range s.Candidates {
			d.say(d.Words.Line.Numbered, i+1, fmt.Sprintf(w.DoPick, client.Visible(found.EPNInstanceID), client.Visible(found.CreationTime)))
		}
	}
	return s, nil
}
