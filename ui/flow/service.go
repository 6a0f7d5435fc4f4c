package flow

import (
	"context"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// Service is what a journey needs of submit.Submitter and of the target, and
// nothing else.
type Service interface {
	// Connect makes the target ready to be asked. Its Failure says why it is not.
	Connect(context.Context) (submit.Connection, *client.Failure)

	// Look asks for instances of a name and for the billing method in force.
	Look(context.Context, submit.Connection, string) submit.Checks

	// Obstacles is the guard: what stands in the way of an order, and what of the
	// same order was created since a time.
	Obstacles(submit.Connection, client.Order, time.Time) (Obstacles, error)

	// Send sends an order once. Obstacles or Checks that come back were not among
	// those shown: nothing was sent. Began is told the record's id before a byte leaves.
	Send(ctx context.Context, c submit.Connection, o client.Order, k *submit.Checks, shown Obstacles,
		began func(id string)) (submit.Outcome, *Obstacles, *submit.Checks)

	// RecordOf gives the record of an order that is not known to have ended: the
	// journal's, or what is known of it here, without an endpoint.
	RecordOf(submit.Outcome) journal.Record

	// Record reads an order's record.
	Record(id string) (journal.Record, error)

	// Settle looks once for the instance of an unsettled order.
	Settle(context.Context, submit.Connection, journal.Record) (submit.Settlement, error)

	// AcknowledgeDamage records that the user was shown what cannot be read.
	AcknowledgeDamage([]Damage) error

	// Close records what the user found out elsewhere: the instance, or "" for none.
	Close(id, instance string) error
}

// Drafts keeps the answers of an order that was not sent. It is a *journal.Draft.
type Drafts interface {
	Save(map[client.Field]string) error
	Delete() error
}

// Obstacles is what stands in the way of an order, as the guard saw it.
type Obstacles = submit.Obstacles

// Damage is a record of the journal that cannot be read.
type Damage = journal.Damage

// Live is the service of a submitter.
type Live struct {
	submit.Submitter
	Connects submit.Connect
}

// Connect implements Service.
func (l Live) Connect(ctx context.Context) (submit.Connection, *client.Failure) {
	return l.Connects(ctx)
}

// Look implements Service.
func (Live) Look(ctx context.Context, c submit.Connection, name string) submit.Checks {
	return submit.Look(ctx, c, name)
}
