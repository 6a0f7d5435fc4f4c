package flow

import (
	"epn-wizard/client/journal"
	"epn-wizard/forms"
)

// Flow is one journey. It is used by one goroutine at a time.
type Flow struct {
	Session
	answers forms.Answers
	current Step
}

// New begins a journey at what comes first: damaged records, an unsettled order
// of an earlier run, a draft, an open question, the review, or the rehearsals.
func New(s Session) (*Flow, []Effect) { return &Flow{Session: s, current: &Over{}}, nil }

// Step gives where the journey stands: that of the rehearsal while one is played.
func (f *Flow) Step() Step { return f.current }

// Rehearsal gives the one that is played, or nil.
func (f *Flow) Rehearsal() *Rehearsal { return nil }

// Revision tells what must be read from what was read before: everything that a
// user must see before confirming makes a new one.
func (f *Flow) Revision() int { return 0 }

// Answers gives the answers so far, of the rehearsal while one is played.
func (f *Flow) Answers() forms.Answers { return f.answers }

// Unsettled gives the orders that are not known to have ended: those of earlier
// runs and this run's own.
func (f *Flow) Unsettled() []journal.Record { return f.Pending }

// Actions gives what belongs to the step, the advised one first, and why an
// action is not possible now.
func (f *Flow) Actions() []Action { return nil }

// Waiting says what an effect is under way for.
func (f *Flow) Waiting() Waiting { return Nothing }

// Handle takes an event in and gives the effects to be run. It ignores an action
// that the step does not offer, that is blocked, or that is about an older
// revision, and the result of an effect that nobody waits for any more.
func (f *Flow) Handle(Event) []Effect { return nil }

// Stop ends the journey at once, whatever is under way: for a face that broke down.
func (f *Flow) Stop() {}

// Ending tells how the journey ended, and whether it has.
func (f *Flow) Ending() (Ending, bool) { return Ending{}, true }
