// Package flow is the journey of one order, for every face that asks: which step
// it has reached, what can be done there, and what follows. It draws nothing,
// reads nothing, waits for nothing and knows no words. A face hands events in and
// runs the effects that come back; the event an effect returns is handed in again.
//
// Each rule stands once, in the file of its step: which question is next (question.go),
// what an order needs before it can be confirmed (review.go), what a reply leads to and a
// refusal offers (sending.go), how unsettled orders are looked up (unsettled.go), which
// draft is taken up and kept (draft.go). What comes first, leaving and the ending stand in
// flow.go, which outcome ends the run and which results still count in effect.go.
package flow

import (
	"cmp"
	"maps"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// Flow is the journey that events are about: the user's own, or that of a rehearsal
// which is played in it. It is used by one goroutine at a time.
type Flow struct {
	*Journey
	own *Journey // the user's
}

// Journey is where an order has come to. Faces read it and change nothing of it.
type Journey struct {
	Session
	Rehearsal  *Rehearsal // what is played, or nil
	Step       Step
	StepError  error // what was last not possible there: with the journal, or with another key's order
	Revision   int   // what a user must see before confirming makes a new one
	Answers    forms.Answers
	Connection *submit.Connection // who can be asked, or nil
	Failure    *client.Failure    // why nobody can be, or nil
	Checks     *submit.Checks     // what a look found about the name, or nil
	WaitUntil  time.Time          // the service asked to be left alone until then

	keysDoubt  bool             // the service rejected keys, and took none for an order since
	checked    string           // the name that Checks, or a look under way, are about
	text       string           // of the action that is being done
	unfinished map[int]*Asking  // questions that were gone back from
	since      time.Time        // when it began: the same order, created since, stands in the way
	queue      []journal.Record // unsettled orders still to be shown
	drafts     draftKeeper
	awaited    [waitings]int // the number of the latest effect of each kind, or 0 where none is waited for
	begun      int           // how many effects were begun
	play       *Journey      // the rehearsal that is played, or nil
	listed     *Rehearsals   // what can be played, and what was
	ending     Ending
}

// Step is where the journey stands.
type Step interface {
	// stepActions lists what can be done at the step, what is advised first.
	stepActions(j *Journey) []Action
}

// Over is the end: Ending tells which.
type Over struct{}

func (*Over) stepActions(*Journey) []Action { return nil }

// New begins a journey at what comes first.
func New(s Session) (*Flow, []Effect) {
	j := newJourney(s, nil, 0)
	return &Flow{j, j}, j.beginJourney()
}

// newJourney makes a journey; the revisions of a rehearsal's follow those of the list.
func newJourney(s Session, r *Rehearsal, revision int) *Journey {
	j := &Journey{
		Session: s, Rehearsal: r, Revision: revision, Answers: forms.Answers{}, queue: s.Unsettled,
		since: time.Now(), unfinished: map[int]*Asking{}, listed: &Rehearsals{List: AllRehearsals()},
	}
	maps.Copy(j.Answers, s.Given)
	return j
}

// beginJourney shows what comes first, and connects if anything is to be sent.
func (j *Journey) beginJourney() []Effect {
	if j.Practising {
		return j.showStep(j.listed)
	}
	first := j.showNext()
	if j.AskOnly {
		return first
	}
	return append(j.connectTarget(), first...)
}

// Ending tells how the journey ended, and whether it has.
func (f *Flow) Ending() (Ending, bool) { return f.own.ending, f.own.isOver() }

func (j *Journey) isOver() bool {
	_, over := j.Step.(*Over)
	return over
}

// showStep makes a step the current one. Nothing follows by itself.
func (j *Journey) showStep(s Step) []Effect {
	j.Step, j.StepError = s, nil
	j.Revision++
	clear(j.awaited[ForGuard:]) // what was waited for at the step before
	return nil
}

// Handle takes an event in and gives the effects to be run. It ignores an action
// that the step does not offer, that is blocked, or that is about an older
// revision, and the result of an effect that nobody waits for any more.
func (f *Flow) Handle(e Event) []Effect {
	if f.own.isOver() {
		return nil
	}
	effects := e.applyTo(f.Journey)
	if play := f.own.play; play != nil && play.isOver() {
		effects = f.own.leaveRehearsal()
	}
	f.Journey = cmp.Or(f.own.play, f.own)
	return effects
}

// showNext shows what comes first of what is left: damaged records, an unsettled
// order of an earlier run, a draft, a question, the review.
func (j *Journey) showNext() []Effect {
	switch {
	case len(j.Damaged) > 0:
		s := &Damaged{Records: j.Damaged}
		j.Damaged = nil
		return j.showStep(s)
	case len(j.queue) > 0:
		r := j.queue[0]
		j.queue = j.queue[1:]
		return j.showUnsettled(&Unsettled{Record: r, More: len(j.queue)})
	case len(j.Saved) > 0 && !j.Resume:
		return j.showStep(&DraftOffer{Saved: j.Saved})
	}
	maps.Copy(j.Answers, j.Saved)
	j.Saved = nil
	look := j.lookBefore()
	if len(j.Answers) == len(client.Fields()) {
		return append(look, j.toReview()...)
	}
	return append(look, j.askNext(-1)...)
}

// leaveJourney ends the journey. It asks first, where it may, whether to leave a request
// that is under way, whose answer is still taken where it comes within a second.
func (j *Journey) leaveJourney(mayAsk bool) []Effect {
	s, underWay := j.Step.(*Sending)
	switch {
	case !underWay:
		return j.endJourney()
	case mayAsk && !s.Leaving && !s.left:
		s.Leaving, j.ending.Signal = true, nil // no signal has ended it yet
	case !s.left:
		s.left = true
		s.cancel()
		return j.awaitTime(parting, time.Now().Add(time.Second), j.endJourney)
	}
	return nil
}

// Stop ends the journey at once, whatever is under way: for a face that broke down.
func (f *Flow) Stop() { f.Handle(result(f.endJourney)) }

// endJourney makes the journey over. What was typed and not entered goes into the answers
// of the draft, if it is valid: who is cut off types nothing twice. A choice does not: it may
// only have been looked at.
func (j *Journey) endJourney() []Effect {
	switch s := j.Step.(type) {
	case *Over:
		return nil
	case *Asking:
		value, p := client.CheckAnswer(s.Field, s.Text)
		if p == nil && forms.DefaultValue(s.Field) == "" {
			j.takeAnswer(s.Field, value, forms.FromTyping)
		}
	case *Sending:
		s.cancel() // first, so that what has not begun by now never begins
		if id := s.began.Load(); id != nil {
			why := client.Failure{Kind: client.Unknown, Cause: client.Interrupted, Host: s.Connection.Endpoint.Host}
			o := submit.FailedOutcome(s.Order, &why)
			o.JournalID, o.Sent, j.ending.Outcome = *id, true, &o
		}
	}
	if j.Answers.HasOwnAnswers() || j.AskOnly {
		j.ending.Answers = j.Answers
	}
	j.drafts.replaceLatest(nil)
	return j.showStep(&Over{})
}
