// Package submit sends an order once and says what became of it. Every face
// goes through it: look before, record, send, record again, and look up what
// is not known.
package submit

import (
	"context"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
)

// Connection is a service that is ready to be asked, and who pays for it.
type Connection struct {
	ENS      client.ENS
	Endpoint client.Endpoint
	Account  client.Account
}

// Result is how a run ended, spelled as in JSON.
type Result string

// The results there are beside the kinds of client.Failure.
const (
	Created   Result = "created"
	DryRun    Result = "dry-run"
	Invalid   Result = "invalid"
	Cancelled Result = "cancelled"
	Internal  Result = "error"
)

// Outcome is what became of an order.
type Outcome struct {
	Result     Result
	Order      client.Order
	JournalID  string            // of its record, or "" where nothing was sent
	Created    client.Created    // with the result Created
	Recovered  bool              // with the result Created: by looking it up, not by the reply
	Failure    *client.Failure   // with the results that are kinds of failure
	Candidates []client.Instance // with the result unknown: more than one instance could be it
	Warnings   []Warning
}

// Sent reports whether the order's create was sent.
func (o Outcome) Sent() bool { return o.Result != Result(client.Unreachable) }

// Submitter is what a run keeps of what it sends.
type Submitter struct {
	Dir    string // the state directory, with the journal
	Target Target
	Login  string // of the user, where records name it
	Client string // address the user came from, where records name it

	// Began, if not nil, is told the journal id of a request that is about to
	// be sent, for those who may leave before its outcome.
	Began func(journalID string)
}

// Send records an order, sends it once, and records what became of it. The
// checks are those of this order; nil makes them now. Where the record cannot
// be written, nothing is sent.
func (b Submitter) Send(ctx context.Context, c Connection, o client.Order, checks *Checks) Outcome {
	if checks == nil {
		k := Look(ctx, c, o.EPNInstanceName)
		checks = &k
	}
	if ctx.Err() != nil {
		return Failed(o, &client.Failure{Kind: client.Unreachable, Cause: client.Interrupted, Host: c.Endpoint.Host})
	}
	flight, err := b.begin(journal.Entry{
		Target: b.Target.Name(), Endpoint: c.Endpoint.URL(), Profile: c.Account.Profile, Source: string(c.Account.Source), Owner: c.Account.Owner,
		Order: o, Looked: checks.NamesFailed == nil, Seen: checks.Seen, Login: b.Login, Client: b.Client,
	})
	if err != nil {
		return Failed(o, &client.Failure{
			Kind: client.Unreachable, Cause: client.JournalFailed, Message: client.Visible(private.Why(err).Error()), Host: c.Endpoint.Host,
		})
	}
	defer flight.Abandon() // a panic must not leave the request in flight
	if b.Began != nil {
		b.Began(flight.Entry.ID)
	}
	created, f := c.ENS.Create(ctx, o)
	outcome := Outcome{Result: Created, Order: o, Created: created}
	fate := journal.Resolution{Outcome: journal.Created, EPNInstanceID: created.EPNInstanceID, RequestID: created.RequestID}
	if f != nil {
		outcome = Failed(o, f)
		fate = journal.Resolution{Outcome: string(f.Kind), RequestID: f.RequestID, Code: f.Code}
	}
	outcome.JournalID = flight.Entry.ID
	if err := flight.Finish(fate); err != nil {
		outcome.Warnings = append(outcome.Warnings, Warning{Kind: NotRecorded, Values: []string{client.Visible(private.Why(err).Error())}})
	}
	if outcome.Result == Created {
		outcome.Warnings = append(outcome.Warnings, prevailing(ctx, c, o)...)
	}
	return outcome
}

func (b Submitter) begin(e journal.Entry) (*journal.InFlight, error) {
	j, err := journal.Open(b.Dir)
	if err != nil {
		return nil, err
	}
	return j.Begin(e)
}

// prevailing says where another billing method than the one ordered is in
// force after a create.
func prevailing(ctx context.Context, c Connection, o client.Order) []Warning {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	inForce, _ := c.ENS.BillingMethodInForce(ctx) // where it cannot be told, there is nothing to tell
	return billingWarning(inForce, o)
}

// Failed is the outcome of an order that met a failure.
func Failed(o client.Order, f *client.Failure) Outcome {
	return Outcome{Result: Result(f.Kind), Order: o, Failure: f}
}
