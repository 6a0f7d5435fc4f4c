package flow

// Kind tells actions apart.
type Kind int

// What a user can do.
const (
	Answer       Kind = iota // takes Text for the question; where it is not valid, the step says why
	Type                     // Text stands in the field now, and is kept whatever comes
	Back                     // to what was before: valid or not, the text is kept
	Edit                     // opens question Index from the review or from a refusal
	Confirm                  // sends the order
	ConfirmAgain             // sends it although something stands in the way, which was read
	Acknowledge              // records that the damage of the journal was shown, so that orders can be sent again
	SettleFirst              // looks up the unsettled order that stands in the way, number Index of the obstacles' records
	Reconnect                // looks for keys, the sandbox and the journal again; the step stays
	ToReview                 // leaves a refusal for the review, which looks for other keys where these were rejected
	Look                     // looks the unsettled order up now
	Pick                     // says that candidate Index is its instance
	Close                    // opens the question whether nothing was created
	ConfirmClose             // says that nothing was created, as was checked elsewhere
	GoOn                     // leaves damage or an unsettled order for what is next; it stays as it is
	Resume                   // takes the draft up
	StartFresh               // leaves the draft out
	OpenPractice             // lists the rehearsals
	Rehearse                 // begins rehearsal Index
	ToList                   // leaves a rehearsal for the list
	Finish                   // ends the journey where it has come to its end
	Leave                    // ends it anywhere; while a request is under way, only the second time
)

// Irrevocable reports whether a kind cannot be undone: it needs the revision that
// was read.
func (k Kind) Irrevocable() bool {
	return k == Confirm || k == ConfirmAgain || k == Acknowledge || k == Pick || k == ConfirmClose
}

// Reason says why an action that belongs to the step is not possible now.
type Reason int

// Why an action is blocked.
const (
	Possible       Reason = iota
	NotReady              // what it needs is not there yet, or something else is under way
	WaitRequested         // the service asked to be left alone
	JournalDamaged        // a part of the journal cannot be read, which was not acknowledged
)

// Action is something that belongs to the step, why it is not possible now, and
// what it does.
type Action struct {
	Kind    Kind
	Index   int
	Blocked Reason
	do      func() []Effect
}

// Actions gives what belongs to the step, what is advised first, and why an
// action is not possible now. Leave is always the last.
func (j *Journey) Actions() []Action {
	if j.isOver() {
		return nil
	}
	all := j.Step.stepActions(j)
	if _, underWay := j.Step.(*Sending); j.Rehearsal != nil && !underWay {
		all = append(all, Action{Kind: ToList, do: func() []Effect {
			j.ending.Completed = true
			return j.endJourney()
		}})
	}
	for i := range all {
		if j.IsWaiting(ForRecord, ForStage) { // what follows is known when that has ended
			all[i].Blocked = NotReady
		}
	}
	return append(all, Action{Kind: Leave, do: func() []Effect { return j.leaveJourney(true) }})
}

// applyTo does what belongs to the step, is possible, and is about what is shown now.
func (d Do) applyTo(j *Journey) []Effect {
	if d.Kind.Irrevocable() && d.Revision != j.Revision {
		return nil
	}
	j.text = d.Text
	for _, a := range j.Actions() {
		if a.Kind == d.Kind && a.Index == d.Index && a.Blocked == Possible {
			return a.do()
		}
	}
	return nil
}
