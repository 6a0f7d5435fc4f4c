package flow

import (
	"context"
	"os"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// Session is what a journey starts from.
type Session struct {
	Given     forms.Answers // by flag or variable: valid, and not asked again
	Connect   submit.Connect
	Service   Service
	Saved     forms.Answers    // of a draft that is offered: valid, with the time it was kept as their origin
	Resume    bool             // take the draft up without asking
	Unsettled []journal.Record // orders of earlier runs, the newest first
	Damaged   []journal.Damage // records that cannot be read and were not acknowledged
	AskOnly   bool             // end with the answers, in place of the review: nothing is connected or sent

	SaveDraft  func(map[client.Field]string) error // keeps answers whose order was not sent, or nil
	Practising bool                                // rehearsals are offered, and nothing else
	Practice   Service                             // of a sandbox that rehearsals have for themselves, or nil
	// Stage empties that sandbox and sets it up for a rehearsal.
	Stage func(context.Context, Rehearsal) (submit.Connection, *client.Failure)
}

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

// Event is what Handle takes: Do and Signalled from faces, and what effects return.
type Event interface{ applyTo(j *Journey) []Effect }

// Signalled says that the process was told to end. A nil Signal is the end of input.
type Signalled struct {
	Signal  os.Signal
	Pressed bool // it is the user's ctrl+c, for a face that takes no keys
}

// Do hands back an action that Actions offered. Text belongs to Answer and Type.
// Revision is what was on the screen: for the kinds that cannot be undone it must
// be the latest.
type Do struct {
	Kind     Kind
	Index    int
	Text     string
	Revision int
}

// applyTo ends the journey. Only who has pressed a key is there to be asked.
func (e Signalled) applyTo(j *Journey) []Effect {
	j.ending.Signal = e.Signal
	return j.leaveJourney(e.Pressed)
}

// Ending tells how a journey ended.
type Ending struct {
	Outcome   *submit.Outcome // of the last create that was sent, or left under way; nil where none was
	Explained bool            // set by the face: it has said why that outcome is a failure
	Completed bool            // all of AskOnly was answered, or practice was finished, or a rehearsal left for the list
	Signal    os.Signal       // what ended it, or nil
	Answers   forms.Answers   // as they stood, where any was given to a question
}
