package flow

import (
	"context"
	"os"

	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// Session is what a journey starts from.
type Session struct {
	Answers forms.Answers // given by flag or variable: valid, and not asked again
	Service Service
	Drafts  Drafts           // where answers are kept, or nil
	Saved   forms.Answers    // of a draft that is offered: valid, with the time it was kept as their origin
	Resume  bool             // take the draft up without asking
	Pending []journal.Record // unsettled orders of earlier runs, the newest first
	Damaged []Damage         // records of the journal that cannot be read and were not acknowledged
	AskOnly bool             // leave with the answers, in place of the review: nothing is connected or sent

	Practice   *Practice // what can be rehearsed in, or nil
	Practising bool      // rehearsals are offered, and nothing else
}

// Effect is work that takes time: a face runs it beside itself and hands the
// event it returns to Handle. The event is nil where nothing follows. Effects of
// one call may run at the same time, and in any order.
type Effect func(context.Context) Event

// Event is what Handle takes: Do and Signalled from faces, and what effects return.
type Event interface{ event() }

// Signalled says that the process was told to end. A nil Signal is the end of input.
type Signalled struct{ Signal os.Signal }

// Do hands back an action that Actions offered. Text belongs to Answer and Type.
// Revision is what was on the screen: for the kinds that cannot be undone it must
// be the latest.
type Do struct {
	Kind     Kind
	Index    int
	Text     string
	Revision int
}

func (Signalled) event() {}
func (Do) event()        {}

// Ending tells how a journey ended.
type Ending struct {
	Outcome   *submit.Outcome // of the last create sent, or nil where none was
	Explained bool            // the face has said why that outcome is a failure
	InFlight  *Sending        // the request that was left while it was under way, or nil
	Practised bool            // the list of rehearsals was left, and nothing else was asked
	Answered  bool            // every question was, where nothing but that was wanted
	Signal    os.Signal       // what ended it, or nil
	Answers   forms.Answers   // as they stood, where any was given to a question
}

// Waiting says what an effect is under way for.
type Waiting int

// What can be waited for. Actions stay possible meanwhile, unless they say why not.
const (
	Nothing       Waiting = iota
	ForConnection         // keys are looked up, or the sandbox starts
	ForChecks             // the review's look and the guard
	ForReply              // the create is under way
	ForLook               // an unsettled order is looked up
	ForPause              // until the next look, or until a wait that the service asked for is over
	ForStage              // a rehearsal is set up
	ForRecord             // the user's word is recorded
)
