// Package submit sends an order once and says what became of it. Every face
// goes through it: look before, record, send, record again, and look up what
// is not known.
package submit

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
)

// Connection is a service that is ready to be asked, and who pays for it.
type Connection struct {
	ENS      client.ENS
	Endpoint client.Endpoint
	Account  client.Account
	// PassedOver are the places that gave no keys although something stands there.
	PassedOver []client.Finding
}

// Payer gives whose keys these are; the zero value where there is no connection.
func (c *Connection) Payer() client.Account {
	if c == nil {
		return client.Account{}
	}
	return c.Account
}

// Result is how a run ended, spelled as in JSON.
type Result string

// The results there are. Four are the kinds of client.Failure.
const (
	Created         Result = "created"
	DryRun          Result = "dry-run"
	Ready           Result = "ready" // an order could be sent
	Invalid         Result = "invalid"
	Cancelled       Result = "cancelled"
	Internal        Result = "error"
	Refused                = Result(client.Refused)
	Unauthenticated        = Result(client.Unauthenticated)
	Unreachable            = Result(client.Unreachable)
	Unknown                = Result(client.Unknown)
)

// Outcome is what became of an order.
type Outcome struct {
	Result     Result
	Order      client.Order
	Sent       bool              // a byte of its create may have left: of this run's, or of one that was recovered
	JournalID  string            // of its record, or of the earlier request in its way; "" where there is neither
	Created    client.Created    // with the result Created
	Recovered  bool              // with the result Created: by looking it up, not by the reply
	Failure    *client.Failure   // with the results that are kinds of failure
	Candidates []client.Instance // with the result unknown: more than one instance could be it
	Warnings   []Warning
}

// Obstacles is what stands in the way of an order.
type Obstacles = journal.Obstacles

// Submitter is what a run keeps of what it sends.
type Submitter struct {
	Dir    string // the state directory, with the journal
	Target Target
	Login  string // of the user, where records name it
	Client string // address the user came from, where records name it

	// Start is when the run began, for Submit: what another process created of
	// its order since is its result. Zero: when Submit is called.
	Start time.Time
	// Wait is how long Submit waits, in all, for others that send its order.
	Wait time.Duration
}

// thisRun tells what this process sent from what others did: keys whose owner is
// not known are taken for one owner's within it alone.
var thisRun = rand.Text()

// makeEntry is the record of an order that is to be sent.
func (s Submitter) makeEntry(c Connection, o client.Order) journal.Entry {
	return journal.Entry{
		Target: s.Target.Name(), Endpoint: c.Endpoint.URL(),
		Profile: c.Account.Profile, Source: string(c.Account.Source), Owner: c.Account.Owner,
		Order: o, Run: thisRun, Login: s.Login, Client: s.Client,
	}
}

// Obstacles tells what stands in the way of an order. What was created of it
// since the given time does: that is when the run began. The answer is what Send
// wants to see, also where nothing is in the way.
func (s Submitter) Obstacles(c Connection, o client.Order, since time.Time) (Obstacles, error) {
	j, err := journal.Open(s.Dir)
	if err != nil {
		return Obstacles{}, err
	}
	return j.FindObstacles(s.makeEntry(c, o), since)
}

// Send looks once more, records an order, sends it once, and records what became of it.
// The checks and obstacles are those that its user was shown; began, if not nil, is
// told the journal id before a byte leaves. Obstacles or Checks that come back
// show what those did not: nothing was sent, and the review is to be shown again
// with them. Where the record cannot be written, nothing is sent.
func (s Submitter) Send(
	ctx context.Context, c Connection, o client.Order, k *Checks, shown Obstacles, began func(id string),
) (Outcome, *Obstacles, *Checks) {
	var checks Checks
	if k != nil && k.Name == o.EPNInstanceName {
		checks = *k
	}
	anew := s.Look(ctx, c, o.EPNInstanceName)
	if ctx.Err() == nil && anew.showsMore(checks, o) {
		return Outcome{Order: o}, nil, &anew
	}
	outcome, stood := s.sendOnce(ctx, c, o, anew, shown, began)
	return outcome, stood, nil
}

// sendOnce is Send with checks that need no user to see them.
func (s Submitter) sendOnce(
	ctx context.Context, c Connection, o client.Order, k Checks, shown Obstacles, began func(id string),
) (Outcome, *Obstacles) {
	if ctx.Err() != nil {
		return unsentOutcome(c, o, client.Unreachable, client.Interrupted), nil
	}
	e := s.makeEntry(c, o)
	e.Looked, e.Seen = k.NamesFailed == nil, k.Seen
	if k.ClockSkew != nil {
		e.ClockSkew = new(k.ClockSkew.Milliseconds())
	}
	j, err := journal.Open(s.Dir)
	if err != nil {
		return journalFailure(c, o, err), nil
	}
	request, stood, err := j.BeginRequest(e, shown)
	switch {
	case err != nil:
		return journalFailure(c, o, err), nil
	case stood != nil:
		return Outcome{Order: o}, stood
	}
	defer request.Abandon() // a panic must not leave the request in flight
	if began != nil {
		began(request.Entry.ID)
	}
	created, f := c.ENS.CreateInstance(ctx, o)
	outcome := Outcome{Result: Created, Order: o, Created: created}
	resolution := journal.Resolution{
		Outcome: journal.Created, EPNInstanceID: created.EPNInstanceID, RequestID: created.RequestID,
	}
	if f != nil {
		outcome = FailedOutcome(o, f)
		resolution = journal.Resolution{
			Outcome: string(f.Kind), RequestID: f.RequestID, Code: f.Code, WaitUntil: journal.ThrottledUntil(f.RetryAfter),
		}
	}
	resolution.Ended = journal.RecordedTime(time.Now())
	outcome.JournalID, outcome.Sent = request.Entry.ID, outcome.Result != Unreachable
	var look sync.WaitGroup // while the disk is written to
	var warnings []Warning
	if outcome.Result == Created {
		look.Go(func() { warnings = warnOfBillingMethod(ctx, c, o, k.InForce) })
	}
	if err := request.RecordOutcome(resolution); err != nil {
		outcome.Warnings = append(outcome.Warnings, Warning{Kind: NotRecorded, Why: private.CauseOf(err)})
	}
	look.Wait()
	outcome.Warnings = append(outcome.Warnings, warnings...)
	return outcome, nil
}

// journalFailure is the outcome of an order that was not sent, since the journal
// cannot be read or written.
func journalFailure(c Connection, o client.Order, err error) Outcome {
	outcome := unsentOutcome(c, o, client.Unreachable, client.JournalFailed)
	outcome.Failure.Err = err
	return outcome
}

// unsentOutcome is the outcome of an order that something here kept from being sent.
func unsentOutcome(c Connection, o client.Order, k client.Kind, cause client.Cause) Outcome {
	return FailedOutcome(o, &client.Failure{Kind: k, Cause: cause, Host: c.Endpoint.Host})
}

// warnOfBillingMethod says where another billing method than the one ordered is in
// force after a create. One that was in force before it still is.
func warnOfBillingMethod(ctx context.Context, c Connection, o client.Order, inForce string) []Warning {
	if inForce == "" {
		ctx, cancel := context.WithTimeout(ctx, lookLimit)
		defer cancel()
		inForce, _ = c.ENS.BillingMethodInForce(ctx) // where it cannot be told, there is nothing to tell
	}
	return Checks{InForce: inForce}.Warnings(o)
}

// FailedOutcome is the outcome of an order that met a failure.
func FailedOutcome(o client.Order, f *client.Failure) Outcome {
	return Outcome{Result: Result(f.Kind), Order: o, Failure: f}
}
