package line

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"epn-wizard/ui/phrase"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// inFlight says that the user left, or was made to, while a request was under way.
type inFlight struct {
	order     client.Order
	journalID string
}

func (*inFlight) Error() string { return "left while a request was under way" }

// submit sends the order, once, and says what became of it unless it is the
// result. It reports whether the review follows.
func (d *dialog) submit(ctx context.Context) (again bool, err error) {
	w, order := d.Words, d.order()
	c, err := d.connection(ctx)
	if err != nil {
		return false, err
	}
	d.say(w.Wizard.Submitting, c.conn.Endpoint.String())
	began := new(atomic.Pointer[string])
	d.told = false
	returned := false // to the review, which did not show what stands in the way
	o, err := await(ctx, d, w.Wizard.SubmittingNote, func(ctx context.Context) submit.Outcome {
		o, stands, anew := d.Submitter.Send(ctx, c.conn, order, d.checks, d.shown, func(id string) { began.Store(&id) })
		returned = stands != nil || anew != nil
		return o // what is not sent when it is left never is
	})
	if err != nil {
		switch id := began.Load(); {
		case id == nil || returned || o.Result == submit.Result(client.Unreachable): // nothing has been sent
		case o.Result == "" || o.Result == submit.Result(client.Unknown):
			return false, &inFlight{order, *id}
		default: // the answer came all the same
			d.became(o)
		}
		return false, err
	}
	if returned {
		d.say("%s", w.Line.Returned)
		return true, nil
	}
	d.became(o)
	switch o.Result {
	case submit.Created:
		d.say("%s", w.Wizard.Created)
		d.forget()
		return false, nil
	case submit.Result(client.Unknown):
		d.forget()
		d.explainOutcome()
		r := d.Submitter.RecordOf(o)
		d.Pending = append(slices.Clone(d.Pending), r)
		again, err := d.unsettled(ctx, r, false)
		return again && d.outcome.Result != submit.Created, err
	}
	d.explainOutcome()
	return true, nil
}

// became takes in what became of an order. The run ends with that of the last one
// that was sent: an attempt that reached nobody says nothing of those before it.
func (d *dialog) became(o submit.Outcome) {
	d.outcome = &o
	if o.Sent() || d.sent == nil || !d.sent.Sent() {
		d.sent = &o
	}
}

// explainOutcome says why the last order failed, for the end not to say it again.
func (d *dialog) explainOutcome() {
	d.explain(d.outcome.Failure)
	d.told = true
}

// forget deletes the draft: its order was sent and is done with.
func (d *dialog) forget() {
	if d.Draft != nil {
		_ = d.Draft.Delete() // a draft of an order that was sent is not offered
	}
}

// explain says what happened, why and what to do.
func (d *dialog) explain(f *client.Failure) {
	w, x := d.Words, phrase.DescribeFailure(d.Words, f)
	d.say("")
	d.say(w.Line.Failed, x.Title, x.Kind)
	d.say("%s", x.Explanation.Explanation)
	for _, place := range x.Places {
		d.say("  %s", place)
	}
	if x.Clock != "" {
		d.say("%s", x.Clock)
	}
	d.say("%s", x.Remedy)
	if i := slices.Index(client.Fields(), x.Field); i >= 0 && f.Kind == client.Refused {
		d.say(w.Line.Changes, i+1, d.questions[i].Step)
	}
	d.sayAll(x.Details)
	if f.RetryAfter > 0 {
		d.say(w.Wizard.DoWait, int(f.RetryAfter.Round(time.Second)/time.Second))
	}
}
