package flow

import (
	"time"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// Step is where the journey stands. Faces read it and change nothing of it.
type Step interface{ step() }

// Damaged says first of all that records of the journal cannot be read: each may
// be an order, and none is sent before they are acknowledged.
type Damaged struct {
	Records []Damage
	Trouble error // why that could not be recorded, or nil
}

// Unsettled is an order of an earlier run that is not known to have ended, or one
// that stands in the way of the order on the review.
type Unsettled struct {
	Search
	Instance string // what came of it, once that is known: only GoOn is left
	More     int    // how many others follow
	toReview bool   // it was opened from there
}

// DraftOffer asks whether to take a draft up.
type DraftOffer struct{ Saved forms.Answers }

// Asking is a question.
type Asking struct {
	Index   int // among client.Fields
	Field   client.Field
	Editing bool            // it was opened from the review, and leads back there
	Text    string          // what stands in the field: typed, or the answer, or the default
	Touched bool            // something was typed, chosen or handed in
	Problem *client.Problem // what is wrong with it, or nil
	Reason  *client.Failure // the refusal that led here, or nil
}

// Reviewing shows what would be ordered. Whatever of it must be read before the
// order is confirmed makes a new revision.
type Reviewing struct {
	Order      client.Order
	Connection *submit.Connection // nil until it is there
	Failure    *client.Failure    // why it is not
	Checks     *submit.Checks     // nil until they are there
	Obstacles  *Obstacles         // what stands in the way, as the guard saw it; nil until it has looked
	Trouble    error              // why the guard could not look
	Returned   bool               // it was confirmed, and something came up that it had not shown: nothing was sent
}

// Sending is a create under way.
type Sending struct {
	Order      client.Order
	Connection submit.Connection
	JournalID  string // of its record, "" until that is written
	Leaving    bool   // the user was asked whether to leave: the next Leave does, Back stays
}

// Refused is an order of which nothing was created. Actions lists its choices,
// what is advised first.
type Refused struct {
	Outcome   submit.Outcome
	Field     client.Field // the answer at fault, or ""
	Retry     explain.Retry
	WaitUntil time.Time // the service asked to be left alone until then
}

// NotKnown is this run's order, that may have created an instance.
type NotKnown struct {
	Search
	Outcome submit.Outcome // of the create
}

// Search is how the look-ups of an unsettled order stand.
type Search struct {
	Record     journal.Record
	Looks      int               // how often it was looked up
	Looking    bool              // a look is under way
	NextLook   time.Time         // when it is looked up again by itself, zero where it is not
	Candidates []client.Instance // what could be its instance
	Failure    *client.Failure   // why there is no connection, or why the last look failed
	Trouble    error             // what was last not possible here: the journal, or another key's order
	Closing    bool              // the user is about to say that nothing was created: ConfirmClose does, Back does not
}

// Created is an order that was carried out.
type Created struct {
	Outcome submit.Outcome
	Missed  bool // of a rehearsal: what it is there to show did not happen
}

// Rehearsals is the list of them.
type Rehearsals struct {
	List    []Rehearsal
	Done    []bool
	Next    int             // which one to begin next; len(List) where all are done
	Staging bool            // one is being set up
	Failure *client.Failure // why the last one could not be
	after   *Created        // where it was opened, or nil
}

// Over is the end: Ending tells which.
type Over struct{}

func (*Damaged) step()    {}
func (*Unsettled) step()  {}
func (*DraftOffer) step() {}
func (*Asking) step()     {}
func (*Reviewing) step()  {}
func (*Sending) step()    {}
func (*Refused) step()    {}
func (*NotKnown) step()   {}
func (*Created) step()    {}
func (*Rehearsals) step() {}
func (*Over) step()       {}
