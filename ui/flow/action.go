package flow

// Kind tells actions apart.
type Kind int

// What a user can do. The kinds that cannot be undone are Confirm, ConfirmAgain,
// Pick and ConfirmClose: they need the revision that was read.
const (
	Answer       Kind = iota // takes Text for the question; where it is not valid, the step says why
	Accept                   // takes what stands there: the answer, or the default
	Type                     // Text stands in the field now, and is kept whatever comes
	Back                     // to what was before: valid or not, the text is kept
	Edit                     // opens question Index from the review or from a refusal
	Confirm                  // sends the order
	ConfirmAgain             // sends it although something stands in the way, which was read
	SettleFirst              // looks up the unsettled order that stands in the way, number Index of the obstacles' records
	Reconnect                // looks for keys, the sandbox and the journal again
	ToReview                 // leaves a refusal, or an order that is not known, for the review
	Look                     // looks the unsettled order up now
	Pick                     // says that candidate Index is its instance
	Close                    // opens the question whether nothing was created
	ConfirmClose             // says that nothing was created, as was checked elsewhere
	GoOn                     // leaves an earlier order for what is next; it stays as it is
	Resume                   // takes the draft up
	StartFresh               // leaves the draft out
	OpenPractice             // lists the rehearsals
	Rehearse                 // begins rehearsal Index
	ToList                   // leaves a rehearsal for the list
	Finish                   // ends the journey where it has come to its end
	Leave                    // ends it anywhere; while a request is under way, only the second time
)

// Reason says why an action is not possible now.
type Reason int

// Why an action that belongs to the step is blocked.
const (
	Possible       Reason = iota
	NotConnected          // nobody can be asked
	StillChecking         // the look or the guard has not come back
	WaitRequested         // the service asked to be left alone
	FirstQuestion         // there is nothing to go back to
	JournalTrouble        // the journal cannot be read
	Busy                  // it is being done already
)

// Action is something that belongs to the step, and why it is not possible now.
type Action struct {
	Kind    Kind
	Index   int
	Blocked Reason
}

// irrevocable reports whether a kind needs the revision that was read.
func (k Kind) irrevocable() bool {
	return k == Confirm || k == ConfirmAgain || k == Pick || k == ConfirmClose
}
