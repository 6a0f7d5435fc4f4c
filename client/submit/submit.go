// Package submit sends an order once and says what became of it. Every face
// goes through it.
package submit

import (
	"context"

	"epn-wizard/client"
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
	Result  Result
	Order   client.Order
	Created client.Created  // with the result Created
	Failure *client.Failure // with the results that are kinds of failure
}

// Send sends one create.
func Send(ctx context.Context, c Connection, o client.Order) Outcome {
	created, f := c.ENS.Create(ctx, o)
	if f != nil {
		return Failed(o, f)
	}
	return Outcome{Result: Created, Order: o, Created: created}
}

// Failed is the outcome of an order that met a failure.
func Failed(o client.Order, f *client.Failure) Outcome {
	return Outcome{Result: Result(f.Kind), Order: o, Failure: f}
}
