package line

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// unsettled looks for the instance of a request whose fate is not known, until
// it is found, closed by hand or left open. It reports whether a new order may
// follow.
func (d *dialog) unsettled(ctx context.Context, r journal.Record, before bool) (onwards bool, err error) {
	w := d.Words
	d.say("")
	d.say("%s", w.Kinds[string(client.Unknown)])
	d.say("%s", w.Unsettled.MayExist)
	if d.Target.Sandbox {
		d.say("%s", w.Wizard.NothingBilled)
	}
	if before {
		d.say(w.Unsettled.Earlier, r.Time.Local().Format("2006-01-02 15:04"), client.Visible(r.Order.EPNInstanceName))
	}
	d.say(w.Wizard.Detail, w.Wizard.Journal, r.ID)
	for {
		s, err := d.lookUp(ctx, r)
		if err != nil {
			return false, err
		}
		if s.Settled() && s.Record.Fate.Outcome != journal.Created { // somebody closed it meanwhile
			return true, nil
		}
		if s.Settled() && before { // this run's order is still to come
			d.forgetPending(r)
			d.say(w.Unsettled.Settled, r.Time.Local().Format("2006-01-02 15:04"), client.Visible(r.Order.EPNInstanceName), client.Visible(s.Record.Fate.EPNInstanceID))
			return true, nil
		}
		if s.Settled() {
			was := submit.Outcome{}
			if d.outcome != nil {
				was = *d.outcome
			}
			o := s.Outcome(was)
			d.outcome = &o
			d.say(w.Line.CreatedFound, o.Created.EPNInstanceID)
			return false, nil
		}
		d.say("%s", w.Line.UnsettledKeys)
		again, err := d.settleByHand(r, s.Found)
		if err != nil || !again {
			return err == nil, err
		}
	}
}

// settleByHand takes an answer about a request whose fate is not known. It
// reports whether to look again.
func (d *dialog) settleByHand(r journal.Record, found []client.Instance) (again bool, err error) {
	w := d.Words
	for {
		line, err := d.next()
		if err != nil {
			return false, err
		}
		n, _ := strconv.Atoi(line) // 0 is none of them
		switch {
		case line == "":
			return true, nil
		case line == "q":
			return false, errLeft
		case strings.EqualFold(line, "n"):
			return false, nil
		case n >= 1 && n <= len(found):
			return false, d.close(r, found[n-1].EPNInstanceID)
		case strings.EqualFold(line, w.Line.NothingThere):
			return false, d.close(r, "")
		case line == "x":
			d.say("%s", fmt.Sprintf(w.Unsettled.Confirm, client.Visible(r.Order.EPNInstanceName)))
			d.say(w.Line.ConfirmKeys, w.Line.NothingThere)
		default:
			d.say("%s", w.Line.UnsettledKeys)
		}
	}
}

// close records what the user found out elsewhere.
func (d *dialog) close(r journal.Record, instance string) error {
	if err := d.Book.Close(r.ID, instance); err != nil {
		d.say(d.Words.Unsettled.NotRecorded, forms.SayTrouble(d.Words, err))
		return nil
	}
	d.forgetPending(r)
	if instance != "" && d.outcome != nil {
		d.outcome = &submit.Outcome{Result: submit.Created, Order: r.Order, JournalID: r.ID, Found: true, Created: client.Created{EPNInstanceID: instance}}
		return errLeft
	}
	return nil
}

// lookUp looks once and says what was found.
func (d *dialog) lookUp(ctx context.Context, r journal.Record) (submit.Settlement, error) {
	w := d.Words.Unsettled
	c, err := d.connection(ctx)
	if err != nil {
		return submit.Settlement{}, err
	}
	if c.failure != nil {
		d.say("%s", w.NoKeys)
		return submit.Settlement{Record: r}, nil
	}
	var failed error
	s, err := await(ctx, d, w.Looking, func(ctx context.Context) (s submit.Settlement) {
		ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
		defer cancel()
		s, failed = d.Book.Settle(ctx, c.conn, r)
		return s
	})
	switch {
	case err != nil:
		return s, err
	case errors.Is(failed, submit.ErrOtherOwner):
		d.say("%s", w.OtherOwner)
	case failed != nil:
		d.say(w.LookFailed, forms.SayTrouble(d.Words, failed))
	case s.Failure != nil:
		d.say(w.LookFailed, forms.Explain(d.Words, s.Failure).Title)
	case !s.Settled() && len(s.Found) == 0:
		d.say("%s", w.NotYet)
	case !s.Settled():
		for i, found := range s.Found {
			d.say(d.Words.Line.Numbered, i+1, fmt.Sprintf(w.DoPick, client.Visible(found.EPNInstanceID), client.Visible(found.CreationTime)))
		}
	}
	return s, nil
}

// forgetPending leaves a record out of those that are not settled.
func (d *dialog) forgetPending(r journal.Record) {
	d.Pending = slices.DeleteFunc(slices.Clone(d.Pending), func(p journal.Record) bool { return p.ID == r.ID })
}
