package flow

// Kind tells actions apart.
type Kind int

// What a user can do.
const (
	Answer       Kind = iota // takes Text for the question; where it is not valid, the step says why
	Accept                   // takes what stands there: the answer, or the default
	Type                     // Text stands in the field now, and is kept whatever comes
	Back                     // to what was before: valid or not, the text is kept
	Edit                     // opens question Index from the review or from a refusal
	Confirm                  // sends the order
	ConfirmAgain             // sends it although something stands in the way, which was read
	Acknowledge              // records that the damage of the journal was shown, so that orders can be sent again
	SettleFirst              // looks up the unsettled order that stands in the way, number Index of the obstacles' records
	Reconnect                // looks for keys, the sandbox and the journal again
	ToReview                 // leaves a refusal, or this run's unsettled order, for the review
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
	NotConnected          // nobody can be asked
	StillChecking         // the look or the guard has not come back
	WaitRequested         // the service asked to be left alone
	JournalTrouble        // the journal cannot be read
	JournalDamaged        // a part of it cannot be, which was not acknowledged
	Busy                  // it is being done already
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
func (f *Flow) Actions() []Action { return f.activeFlow().listActions("") }

// listActions is Actions with the text that some of them take.
func (f *Flow) listActions(text string) []Action {
	if f.isOver() {
		return nil
	}
	all := f.current.stepActions(f, text)
	if _, underWay := f.current.(*Sending); f.rehearsal != nil && !underWay {
		all = append(all, Action{Kind: ToList, do: func() []Effect {
			f.toList = true
			return f.endJourney()
		}})
	}
	for i := range all {
		if f.awaited[ForRecord] != 0 { // what follows is known when that has ended
			all[i].Blocked = Busy
		}
	}
	return append(all, Action{Kind: Leave, do: f.leaveJourney})
}

// doAction does what belongs to the step, is possible, and is about what is shown now.
func (f *Flow) doAction(d Do) []Effect {
	if d.Kind.Irrevocable() && d.Revision != f.revision {
		return nil
	}
	for _, a := range f.listActions(d.Text) {
		if a.Kind == d.Kind && a.Index == d.Index && a.Blocked == Possible {
			return a.do()
		}
	}
	return nil
}
