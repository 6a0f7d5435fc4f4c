// Package flow is the journey of one order, for every face that asks: which step
// it has reached, what can be done there, and what follows. It draws nothing,
// reads nothing, waits for nothing and knows no words. A face hands events in and
// runs the effects that come back; the event an effect returns is handed in again.
package flow

import (
	"context"
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
	outcome    *submit.Outcome  // of the last create
	queue      []journal.Record // unsettled orders still to be shown
	drafts     draftKeeper
	send       sending
	writing    bool          // the user's word is being recorded
	results    [purposes]int // which result is waited for, by its purpose
	play       *Flow         // the rehearsal that is played, or nil
	listed     *Rehearsals
	toList     bool // the rehearsal was left for the list
	ending     Ending
}

// New begins a journey at what comes first: damaged records, an unsettled order
// of an earlier run, a draft, an open question, the review, or the rehearsals.
func New(s Session) (*Flow, []Effect) { return begin(s, nil, 0) }

// begin is New for a rehearsal, too, whose revisions follow those of the list.
func begin(s Session, r *Rehearsal, revision int) (*Flow, []Effect) {
	f := &Flow{Session: s, rehearsal: r, revision: revision, answers: forms.Answers{}, typed: map[int]string{}, queue: s.Pending}
	maps.Copy(f.answers, s.Answers)
	f.drafts.Drafts = s.Drafts
	if s.Practising {
		return f, f.listRehearsals(nil)
	}
	first := f.goOn()
	if s.AskOnly {
		return f, first
	}
	return f, append(f.connect(), first...)
}

// Step gives where the journey stands: that of the rehearsal while one is played.
func (f *Flow) Step() Step { return f.played().current }

// Rehearsal gives the one that is played, or nil.
func (f *Flow) Rehearsal() *Rehearsal { return f.played().rehearsal }

// Revision tells what must be read from what was read before: everything that a
// user must see before confirming makes a new one.
func (f *Flow) Revision() int { return f.played().revision }

// Answers gives the answers so far, of the rehearsal while one is played.
func (f *Flow) Answers() forms.Answers { return f.played().answers }

// Connection gives who can be asked, or nil.
func (f *Flow) Connection() *submit.Connection { return f.played().connection }

// Failure says why there is no connection, or nil.
func (f *Flow) Failure() *client.Failure { return f.played().failure }

// Checks gives what a look found about the name so far, or nil.
func (f *Flow) Checks() *submit.Checks { return f.played().checks }

// Unsettled gives the orders that are not known to have ended: those of earlier
// runs and this run's own.
func (f *Flow) Unsettled() []journal.Record { return f.played().Pending }

// Ending tells how the journey ended, and whether it has.
func (f *Flow) Ending() (Ending, bool) {
	_, over := f.current.(*Over)
	return f.ending, over
}

func (f *Flow) played() *Flow {
	if f.play != nil {
		return f.play
	}
	return f
}

// Waiting says what an effect is under way for.
func (f *Flow) Waiting() Waiting {
	f = f.played()
	if f.writing {
		return ForRecord
	}
	switch s := f.current.(type) {
	case *Reviewing:
		switch a := s.confirmation(); {
		case a.Blocked == NotConnected && s.Failure == nil:
			return ForConnection
		case a.Blocked == StillChecking:
			return ForChecks
		case a.Blocked == WaitRequested:
			return ForPause
		}
	case *Sending:
		return ForReply
	case *Refused:
		if time.Now().Before(s.WaitUntil) {
			return ForPause
		}
	case *Rehearsals:
		if s.Staging {
			return ForStage
		}
	}
	if s := f.search(); s != nil {
		switch {
		case s.Looking:
			return ForLook
		case f.connection == nil && f.failure == nil:
			return ForConnection
		case !s.NextLook.IsZero():
			return ForPause
		}
	}
	return Nothing
}

// show makes a step the current one.
func (f *Flow) show(s Step) {
	f.current, f.writing = s, false
	f.revision++
	for p := guarding; p < purposes; p++ {
		f.results[p]++
	}
}

// Handle takes an event in and gives the effects to be run. It ignores an action
// that the step does not offer, that is blocked, or that is about an older
// revision, and the result of an effect that nobody waits for any more.
func (f *Flow) Handle(e Event) []Effect {
	if _, over := f.current.(*Over); over {
		return nil
	}
	switch e := e.(type) {
	case result:
		return e.take()
	case ofRehearsal:
		if f.play != nil {
			return f.playOn(e.Event)
		}
	case Signalled:
		f.ending.Signal = e.Signal
		if f.play != nil {
			return f.playOn(e)
		}
		if s, underWay := f.current.(*Sending); underWay {
			s.Leaving = true // nobody is there to be asked
		}
		return f.leave()
	case Do:
		if f.play != nil {
			return f.playOn(e)
		}
		if f.offers(e) {
			return f.do(e)
		}
	}
	return nil
}

// goOn shows what comes first of what is left: damaged records, an unsettled
// order of an earlier run, a draft, a question, the review.
func (f *Flow) goOn() []Effect {
	switch {
	case len(f.Damaged) > 0:
		f.show(&Damaged{Records: f.Damaged})
		f.Damaged = nil
		return nil
	case len(f.queue) > 0:
		r := f.queue[0]
		f.queue = f.queue[1:]
		f.show(&Unsettled{Search: Search{Record: r}, More: len(f.queue)})
		return f.lookUp()
	case len(f.Saved) > 0 && !f.Resume:
		f.show(&DraftOffer{Saved: f.Saved})
		f.Saved = nil
		return nil
	}
	maps.Copy(f.answers, f.Saved)
	f.Saved = nil
	return append(f.lookBefore(), f.askNext(-1)...)
}

// leave ends the journey. A request under way is left only when that was asked
// for twice or by a signal; its answer is still taken where it comes within a second.
func (f *Flow) leave() []Effect {
	s, underWay := f.current.(*Sending)
	switch {
	case !underWay:
		f.end()
	case !s.Leaving:
		s.Leaving = true
	case !f.send.left:
		f.send.left = true
		f.send.cancel()
		return f.expect(parting, func(ctx context.Context) func() []Effect {
			pauseUntil(ctx, time.Now().Add(time.Second))
			return func() []Effect { f.end(); return nil }
		})
	}
	return nil
}

// Stop ends the journey at once, whatever is under way: for a face that broke down.
func (f *Flow) Stop() {
	if f.play != nil {
		f.play.Stop()
	}
	f.end()
}

// end makes the journey over. What was typed and not entered goes into the
// answers of the draft, if it is valid: who is cut off types nothing twice.
func (f *Flow) end() {
	switch s := f.current.(type) {
	case *Over:
		return
	case *Asking:
		value, p := client.Check(s.Field, s.Text)
		if p == nil && s.Touched && forms.DefaultValue(s.Field) == "" {
			f.takeAnswer(s.Field, value, forms.FromTyping)
		}
	case *Sending:
		f.send.cancel() // first, so that what has not begun by now never begins
		if id := f.send.began.Load(); id != nil {
			f.ending.InFlight = &Sending{Order: s.Order, Connection: s.Connection, JournalID: *id}
		}
	}
	if f.answers.ByHand() || f.ending.Answered {
		f.ending.Answers = f.answers
	}
	f.drafts.stop()
	f.show(&Over{})
}
