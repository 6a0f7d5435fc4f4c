package flow

import (
	"slices"

	"epn-wizard/client"
)

// Kind tells actions apart.
type Kind int

// What a user can do. The kinds that cannot be undone are Confirm, ConfirmAgain,
// Acknowledge, Pick and ConfirmClose: they need the revision that was read.
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
	JournalDamaged        // a part of it cannot be, which was not acknowledged
	Busy                  // it is being done already
)

// Action is something that belongs to the step, and why it is not possible now.
type Action struct {
	Kind    Kind
	Index   int
	Blocked Reason
}

// Irrevocable reports whether a kind needs the revision that was read.
func (k Kind) Irrevocable() bool {
	return k == Confirm || k == ConfirmAgain || k == Acknowledge || k == Pick || k == ConfirmClose
}

// Actions gives what belongs to the step, what is advised first, and why an
// action is not possible now. Leave is always the last.
func (f *Flow) Actions() []Action {
	if f.play != nil {
		return f.play.Actions()
	}
	var all []Action
	add := func(kinds ...Kind) {
		for _, k := range kinds {
			all = append(all, Action{Kind: k})
		}
	}
	switch s := f.current.(type) {
	case *Over:
		return nil
	case *Damaged:
		add(Acknowledge, GoOn)
	case *Unsettled:
		if s.Instance != "" {
			add(GoOn)
		} else {
			all = f.searchActions(&s.Search, GoOn)
		}
	case *DraftOffer:
		add(Resume, StartFresh)
	case *Asking:
		add(Answer, Accept, Type)
		back := Action{Kind: Back}
		if !s.Editing && f.askedBefore(s.Index) < 0 {
			back.Blocked = FirstQuestion
		}
		all = append(all, back)
	case *Reviewing:
		all = f.reviewActions(s)
	case *Sending:
		if s.Leaving && !f.send.left {
			add(Back)
		}
	case *Refused:
		all = s.choices()
	case *NotKnown:
		all = f.searchActions(&s.Search, ToReview)
	case *Created:
		if f.rehearsal == nil {
			add(Finish)
		}
		if f.Practice != nil {
			add(OpenPractice)
		}
	case *Rehearsals:
		all = s.choices()
	}
	if _, underWay := f.current.(*Sending); f.rehearsal != nil && !underWay {
		add(ToList)
	}
	for i := range all {
		if f.writing { // what follows is known when that has ended
			all[i].Blocked = Busy
		}
	}
	add(Leave)
	return all
}

// reviewActions lists what can be done at the review.
func (f *Flow) reviewActions(s *Reviewing) []Action {
	all := []Action{s.confirmation()}
	if s.Failure != nil || s.Trouble != nil {
		all = append(all, Action{Kind: Reconnect})
	}
	if s.Obstacles != nil {
		if len(s.Obstacles.Damaged) > 0 {
			all = append(all, Action{Kind: Acknowledge})
		}
		for i, r := range s.Obstacles.Records {
			if r.Unsettled() {
				all = append(all, Action{Kind: SettleFirst, Index: i})
			}
		}
	}
	for i := range client.Fields() {
		all = append(all, Action{Kind: Edit, Index: i})
	}
	if f.rehearsal == nil {
		all = append(all, Action{Kind: Back})
	}
	return all
}

// offers reports whether an action belongs to the step, is possible, and is
// about what is shown now.
func (f *Flow) offers(d Do) bool {
	upToDate := !d.Kind.Irrevocable() || d.Revision == f.revision
	return upToDate && slices.Contains(f.Actions(), Action{Kind: d.Kind, Index: d.Index})
}

// do does what was offered.
func (f *Flow) do(d Do) []Effect {
	switch d.Kind {
	case Leave:
		return f.leave()
	case ToList:
		f.toList = true
		f.end()
		return nil
	}
	switch s := f.current.(type) {
	case *Damaged:
		if d.Kind == Acknowledge {
			return f.acknowledge(&s.Trouble, s.Records, f.goOn)
		}
		return f.goOn()
	case *Unsettled:
		return f.doSearch(&s.Search, d)
	case *NotKnown:
		return f.doSearch(&s.Search, d)
	case *DraftOffer:
		if d.Kind == Resume {
			f.Saved, f.Resume = s.Saved, true
		}
		return f.goOn()
	case *Asking:
		return f.doAsking(s, d)
	case *Reviewing:
		return f.doReviewing(s, d)
	case *Sending:
		s.Leaving = false
	case *Refused:
		return f.doRefused(s, d)
	case *Created:
		if d.Kind == OpenPractice {
			return f.listRehearsals(s)
		}
		f.end()
	case *Rehearsals:
		return f.doRehearsals(s, d)
	}
	return nil
}
