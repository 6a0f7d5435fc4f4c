package flow

import (
	"context"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// Service is what a journey needs of a target and of the journal: a
// submit.Submitter.
type Service interface {
	// Look asks for instances of a name and for the billing method in force.
	Look(context.Context, submit.Connection, string) submit.Checks

	// Obstacles is the guard: what stands in the way of an order, and what of the
	// same order was created since a time.
	Obstacles(submit.Connection, client.Order, time.Time) (submit.Obstacles, error)

	// Send sends an order once. Obstacles or Checks that come back were not among
	// those shown: nothing was sent. Began is told the record's id before a byte leaves.
	Send(ctx context.Context, c submit.Connection, o client.Order, k *submit.Checks, shown submit.Obstacles,
		began func(id string)) (submit.Outcome, *submit.Obstacles, *submit.Checks)

	// RecordOf gives the record of an order that is not known to have ended: the
	// journal's, or what is known of it here, without an endpoint.
	RecordOf(submit.Outcome) journal.Record

	// Record reads an order's record.
	Record(id string) (journal.Record, error)

	// Settle looks once for the instance of an unsettled order.
	Settle(context.Context, submit.Connection, journal.Record) (submit.Settlement, error)

	// AcknowledgeDamage records that the user was shown what cannot be read.
	AcknowledgeDamage([]journal.Damage) error

	// Close records what the user found out elsewhere: the instance, or "" for none.
	Close(id, instance string) error
}
