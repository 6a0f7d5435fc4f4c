// Package flow is the journey of one order, for every face that asks: which step
// it has reached, what can be done there, and what follows. It draws nothing,
// reads nothing, waits for nothing and knows no words. A face hands events in and
// runs the effects that come back; the event an effect returns is handed in again.
package flow

import (
	"maps"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// Flow is one journey. It is used by one goroutine at a time.
type Flow struct {
	Session
	rehearsal *Rehearsal // what is played, in a rehearsal's own journey
	answers   forms.Answers
	typed     map[int]string // what stood in the fields of questions that were left
	current   Step
	revision  int

	connection *submit.Connection
	failure    *client.Failure // why there is no connection
	keysDead   bool            // the service rejected the keys of the connection
	keysDoubt  bool            // the service rejected keys, and took none for an order since
	checks     *submit.Checks
	checked    string           // the name that checks, or a look under way, are about
	reviewed   client.Order     // the latest that was on the review
	since      time.Time        // when the review of that order was first opened
	queue      []journal.Record // unsettled orders still to be shown
	drafts     draftKeeper
	awaited    [waitings]int // which result is waited for, by what it is waited for; 0 is none
	begun      int           // how many effects were
	play       *Flow         // the rehearsal that is played, or nil
	listed     *Rehearsals
	toList     bool // the rehearsal was left for the list
	ending     Ending
}

// Step is where the journey stands. Faces read it and change nothing of it.
type Step interface {
	// stepActions lists what can be done at the step, what is advised first. Text is
	// that of the action which is to be done.
	stepActions(f *Flow, text string) []Action
}

// Over is the end: Ending tells which.
type Over struct{}

func (*Over) stepActions(*Flow, string) []Action { return nil }

// New begins a journey at what comes first: damaged records, an unsettled order
// of an earlier run, a draft, an open question, the review, or the rehearsals.
func New(s Session) (*Flow, []Effect) { return beginJourney(s, nil, 0) }

// beginJourney is New for a rehearsal, too, whose revisions follow those of the list.
func beginJourney(s Session, r *Rehearsal, revision int) (*Flow, []Effect) {
	f := &Flow{Session: s, rehearsal: r, revision: revision, typed: map[int]string{}, queue: s.Unsettled}
	f.answers = forms.Answers{}
	maps.Copy(f.answers, s.Given)
	f.drafts.Drafts = s.Drafts
	if s.Practising {
		return f, f.listRehearsals(nil)
	}
	first := f.showNext()
	if s.AskOnly {
		return f, first
	}
	return f, append(f.connectTarget(), first...)
}

// Step gives where the journey stands: that of the rehearsal while one is played.
func (f *Flow) Step() Step { return f.activeFlow().current }

// Rehearsal gives the one that is played, or nil.
func (f *Flow) Rehearsal() *Rehearsal { return f.activeFlow().rehearsal }

// Revision tells what must be read from what was read before: everything that a
// user must see before confirming makes a new one.
func (f *Flow) Revision() int { return f.activeFlow().revision }

// Answers gives the answers so far, of the rehearsal while one is played.
func (f *Flow) Answers() forms.Answers { return f.activeFlow().answers }

// Connection gives who can be asked, or nil.
func (f *Flow) Connection() *submit.Connection { return f.activeFlow().connection }

// Failure says why there is no connection, or nil.
func (f *Flow) Failure() *client.Failure { return f.activeFlow().failure }

// Checks gives what a look found about the name so far, or nil.
func (f *Flow) Checks() *submit.Checks { return f.activeFlow().checks }

// Unsettled gives the orders that are not known to have ended: those of earlier
// runs and this run's own.
func (f *Flow) Unsettled() []journal.Record { return f.activeFlow().Session.Unsettled }

// Ending tells how the journey ended, and whether it has.
func (f *Flow) Ending() (Ending, bool) { return f.ending, f.isOver() }

func (f *Flow) isOver() bool {
	_, over := f.current.(*Over)
	return over
}

// activeFlow is the journey that events and faces are about: the rehearsal's, or its own.
func (f *Flow) activeFlow() *Flow {
	if f.play != nil {
		return f.play
	}
	return f
}

// showStep makes a step the current one. Nothing follows by itself.
func (f *Flow) showStep(s Step) []Effect {
	f.current = s
	f.revision++
	clear(f.awaited[ForGuard:])
	return nil
}

// Handle takes an event in and gives the effects to be run. It ignores an action
// that the step does not offer, that is blocked, or that is about an older
// revision, and the result of an effect that nobody waits for any more.
func (f *Flow) Handle(e Event) []Effect {
	if f.isOver() {
		return nil
	}
	effects := f.activeFlow().takeEvent(e)
	if f.play != nil && f.play.isOver() {
		return f.leaveRehearsal()
	}
	return effects
}

// takeEvent is Handle for one journey. A result is taken in by the one whose effect
// it is of: a rehearsal does not hear its parent's.
func (f *Flow) takeEvent(e Event) []Effect {
	switch e := e.(type) {
	case result:
		return e.take()
	case Signalled:
		f.ending.Signal = e.Signal
		if s, underWay := f.current.(*Sending); underWay {
			s.Leaving = true // nobody is there to be asked
		}
		return f.leaveJourney()
	case Do:
		return f.doAction(e)
	}
	return nil
}

// showNext shows what comes first of what is left: damaged records, an unsettled
// order of an earlier run, a draft, a question, the review.
func (f *Flow) showNext() []Effect {
	switch {
	case len(f.Damaged) > 0:
		s := &Damaged{Records: f.Damaged}
		f.Damaged = nil
		return f.showStep(s)
	case len(f.queue) > 0:
		r := f.queue[0]
		f.queue = f.queue[1:]
		return f.showUnsettled(&Unsettled{Record: r, More: len(f.queue)})
	case len(f.Saved) > 0 && !f.Resume:
		s := &DraftOffer{Saved: f.Saved}
		f.Saved = nil
		return f.showStep(s)
	}
	maps.Copy(f.answers, f.Saved)
	f.Saved = nil
	return append(f.lookBefore(), f.askNext(-1)...)
}

// leaveJourney ends the journey. A request under way is left only when that was asked
// for twice or by a signal; its answer is still taken where it comes within a second.
func (f *Flow) leaveJourney() []Effect {
	s, underWay := f.current.(*Sending)
	switch {
	case !underWay:
		return f.endJourney()
	case !s.Leaving:
		s.Leaving = true
	case !s.left:
		s.left = true
		s.cancel()
		return f.awaitTime(parting, time.Now().Add(time.Second), f.endJourney)
	}
	return nil
}

// Stop ends the journey at once, whatever is under way: for a face that broke down.
func (f *Flow) Stop() { f.endJourney() }

// endJourney makes the journey over, and the rehearsal that is played. What was typed and not entered goes into the
// answers of the draft, if it is valid: who is cut off types nothing twice.
func (f *Flow) endJourney() []Effect {
	if f.play != nil {
		f.play.endJourney()
		f.ending.Signal, f.revision, f.play = f.play.ending.Signal, f.play.revision, nil
	}
	switch s := f.current.(type) {
	case *Over:
		return nil
	case *Asking:
		value, p := client.CheckAnswer(s.Field, s.Text)
		if p == nil && s.Touched && forms.DefaultValue(s.Field) == "" {
			f.takeAnswer(s.Field, value, forms.FromTyping)
		}
	case *Sending:
		s.cancel() // first, so that what has not begun by now never begins
		if id := s.began.Load(); id != nil {
			s.JournalID, f.ending.InFlight = *id, s
		}
	}
	if f.answers.HasOwnAnswers() || f.AskOnly {
		f.ending.Answers = f.answers
	}
	f.drafts.replaceLatest(nil)
	return f.showStep(&Over{})
}
