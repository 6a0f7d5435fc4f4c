package line

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
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
	book := d.Book
	book.Began = func(id string) { began.Store(&id) }
	o, err := await(ctx, d, w.Wizard.SubmittingNote, func(ctx context.Context) submit.Outcome {
		return book.Send(ctx, c.conn, order, nil) // what is not sent when it is left never is
	})
	if err != nil {
		switch id := began.Load(); {
		case id == nil || o.Result == submit.Result(client.Unreachable): // nothing has been sent
		case o.Result == "" || o.Result == submit.Result(client.Unknown):
			return false, &inFlight{order, *id}
		default: // the answer came all the same
			d.outcome = &o
		}
		return false, err
	}
	d.outcome = &o
	switch o.Result {
	case submit.Created:
		d.say("%s", w.Wizard.Created)
		d.forget()
		return false, nil
	case submit.Result(client.Unknown):
		d.forget()
		d.explain(o.Failure)
		again, err := d.unsettled(ctx, d.Book.Record(o.JournalID), false)
		return again && d.outcome.Result != submit.Created, err
	}
	d.explain(o.Failure)
	return true, nil
}

// forget deletes the draft: its order was sent and is done with.
func (d *dialog) forget() {
	if d.Draft != nil {
		_ = d.Draft.Delete() // a draft of an order that was sent is not offered
	}
}

// explain says what happened, why and what to do.
func (d *dialog) explain(f *client.Failure) {
	w, x := d.Words, forms.SayFailure(d.Words, f)
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
	d.sayAll(x.Details)
	if f.RetryAfter > 0 {
		d.say("%s", fmt.Sprintf(w.Wizard.DoWait, int(f.RetryAfter.Round(time.Second)/time.Second)))
	}
}
