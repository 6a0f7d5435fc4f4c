package flow

import (
	"context"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// Service is what a journey needs of a target and of the journal. It is a
// submit.Submitter, where each is explained.
type Service interface {
	Look(context.Context, submit.Connection, string) submit.Checks
	Obstacles(c submit.Connection, o client.Order, since time.Time) (submit.Obstacles, error)
	Send(ctx context.Context, c submit.Connection, o client.Order, k *submit.Checks, shown submit.Obstacles,
		began func(id string)) (submit.Outcome, *submit.Obstacles, *submit.Checks)
	RecordOf(submit.Outcome) journal.Record
	Settle(context.Context, submit.Connection, journal.Record) (submit.Settlement, error)
	AcknowledgeDamage(shown []journal.Damage) error
	RecordUserWord(id, instance string) error
}
