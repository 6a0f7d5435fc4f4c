package flow

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// fake is what a journey starts from, and a service that answers as it is told and
// notes what was asked of it.
type fake struct {
	start       Session
	played      *fake  // the service of rehearsals, where they are offered
	key         string // of all connections; else each has its own
	unconnected bool   // no keys, or no room for a rehearsal, are found the first time
	obstacles   submit.Obstacles
	replies     []submit.Outcome  // to the creates in turn; created beyond them
	hangs       bool              // creates do not end before they are cancelled
	throttles   bool              // the guard keeps a refusal's wait
	returned    *submit.Obstacles // what the next send finds that was not shown
	looked      *submit.Checks    // likewise
	checks      submit.Checks
	settles     []submit.Settlement

	guardErr, settleErr, recordErr error

	connected, named, looks, sent int
	late                          bool // something that was created since the journey began was not in its way
	kept                          []map[client.Field]string
}

func take[T any](list *[]T, otherwise T) T {
	if len(*list) == 0 {
		return otherwise
	}
	first := (*list)[0]
	*list = (*list)[1:]
	return first
}

func (s *fake) Connect(context.Context) (submit.Connection, *client.Failure) {
	s.connected++
	if s.unconnected && s.connected == 1 {
		return submit.Connection{}, &client.Failure{}
	}
	return submit.Connection{Account: client.Account{KeyID: cmp.Or(s.key, fmt.Sprint(s.connected))}}, nil
}

func (s *fake) Stage(ctx context.Context, _ Rehearsal) (submit.Connection, *client.Failure) {
	return s.Connect(ctx)
}

func (s *fake) SaveDraft(answers map[client.Field]string) error {
	s.kept = append(s.kept, answers)
	return nil
}

func (s *fake) Look(context.Context, submit.Connection, string) submit.Checks {
	s.named++
	return s.checks
}

func (s *fake) Obstacles(_ submit.Connection, _ client.Order, since time.Time) (submit.Obstacles, error) {
	s.late = s.late || !since.Equal(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) // when all journeys begin here
	return s.obstacles, s.guardErr
}

func (s *fake) AcknowledgeDamage([]journal.Damage) error {
	s.obstacles.Damaged = nil
	return s.recordErr
}

func (s *fake) Send(
	ctx context.Context, _ submit.Connection, o client.Order, _ *submit.Checks, _ submit.Obstacles, began func(string),
) (submit.Outcome, *submit.Obstacles, *submit.Checks) {
	if ctx.Err() != nil {
		return submit.FailedOutcome(o, &client.Failure{Kind: client.Unreachable, Cause: client.Interrupted}), nil, nil
	}
	if obstacles, checks := s.returned, s.looked; obstacles != nil || checks != nil {
		s.returned, s.looked = nil, nil
		s.obstacles = *cmp.Or(obstacles, &s.obstacles)
		return submit.Outcome{}, obstacles, checks
	}
	s.sent++
	id := fmt.Sprintf("J-%d", s.sent)
	began(id)
	if s.hangs {
		<-ctx.Done()
	}
	created := submit.Outcome{Result: submit.Created, Created: client.Created{EPNInstanceID: "epn-1"}}
	outcome := take(&s.replies, created)
	outcome.Order, outcome.JournalID, outcome.Sent = o, id, outcome.Result != submit.Unreachable
	if s.throttles && outcome.Failure != nil {
		s.obstacles.WaitUntil = time.Now().Add(outcome.Failure.RetryAfter)
	}
	return outcome, nil, nil
}

func (*fake) RecordOf(o submit.Outcome) journal.Record { return unsettled(o.JournalID) }

func (s *fake) Settle(_ context.Context, _ submit.Connection, r journal.Record) (submit.Settlement, error) {
	s.looks++
	found := take(&s.settles, submit.Settlement{})
	if found.Record.ID == "" {
		found.Record = r
	}
	return found, s.settleErr
}

func (s *fake) RecordUserWord(string, string) error { return s.recordErr }

// face drives a journey in time that does not pass by itself.
type face struct {
	*Flow
	*testing.T
	service *fake
	ctx     context.Context
	events  chan Event
	held    []Effect // of an action that was held
	read    int      // the revision that was read, or 0
}

// travel begins a journey, does what the words say, and has the journey looked at.
func travel(t *testing.T, service fake, words string, look func(d *face)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := service.start
		s.Service, s.Connect, s.SaveDraft = &service, service.Connect, service.SaveDraft
		if service.played != nil {
			s.Practice, s.Stage = service.played, service.Stage
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		f, effects := New(s)
		d := &face{Flow: f, T: t, service: &service, ctx: ctx, events: make(chan Event, 100)}
		d.run(effects)
		d.act(words)
		look(d)
	})
}

// run runs effects, and hands in what they come to.
func (d *face) run(effects []Effect) {
	for {
		for _, effect := range effects {
			go func() {
				if e := effect(d.ctx); e != nil {
					d.events <- e
				}
			}()
		}
		synctest.Wait()
		select {
		case e := <-d.events:
			effects = d.Handle(e)
		default:
			return
		}
	}
}

var kindNames = [...]string{
	Answer: "answer", Type: "type", Back: "back", Edit: "edit", Confirm: "confirm", ConfirmAgain: "again",
	Acknowledge: "acknowledge", SettleFirst: "settle", Reconnect: "reconnect", ToReview: "review", Look: "look",
	Pick: "pick", Close: "close", ConfirmClose: "nothing", GoOn: "on", Resume: "resume", StartFresh: "fresh",
	OpenPractice: "practice", Rehearse: "rehearse", ToList: "list", Finish: "finish", Leave: "leave",
}

// act does what words say: actions with their index or text, "order" with all answers,
// "send" with its confirmation, "read" what is shown, a signal, or seconds that pass. What follows from an
// action after "hold" happens at "run", and after "begin" only what it does first.
func (d *face) act(words string) {
	for word := range strings.SplitSeq(words, ", ") {
		switch name, text, _ := strings.Cut(word, " "); name {
		case "":
		case "order":
			d.act("answer edge lab, accept, accept, answer 10")
		case "send":
			d.act("order, confirm")
		case "accept":
			d.act("answer " + d.StandingValue(d.Step.(*Asking).Field))
		case "pass":
			for n, _ := strconv.Atoi(text); n > 0; n-- {
				time.Sleep(time.Second)
				d.run(nil)
			}
		case "read":
			d.read = d.Revision
		case "stop":
			d.Stop()
		case "signal":
			d.run(d.Handle(Signalled{Signal: syscall.SIGTERM}))
		case "interrupt":
			d.run(d.Handle(Signalled{Signal: syscall.SIGINT, Pressed: true}))
		case "hold":
			d.held = d.do(text)
		case "begin":
			d.Handle(d.do(text)[0](d.ctx))
		case "run":
			d.run(d.held)
		default:
			d.run(d.do(word))
		}
	}
}

// do hands in the action that a word names.
func (d *face) do(word string) []Effect {
	name, text, _ := strings.Cut(word, " ")
	kind := Kind(slices.Index(kindNames[:], name))
	if kind < 0 {
		d.Fatalf("there is no action %q", word)
	}
	index := 0
	if kind != Answer && kind != Type {
		index, _ = strconv.Atoi(text)
	}
	return d.Handle(Do{Kind: kind, Index: index, Text: text, Revision: d.Revision})
}

// see says where the journey stands and what of that tells one case from another, and what
// was asked of the services on the way: "keys 2 by 2 checks 2" are two look-ups of keys, of
// which the second gave those in use, and two looks for instances before a create.
func (d *face) see() string {
	said := strings.TrimPrefix(fmt.Sprintf("%T", d.Step), "*flow.")
	add := func(when bool, format string, args ...any) {
		if when {
			said += " " + fmt.Sprintf(format, args...)
		}
	}
	switch s := d.Step.(type) {
	case *Asking:
		add(true, "%s %q", s.Field, s.Text)
		add(s.Problem != nil && s.Touched, "not valid")
		add(s.Refusal != nil, "refused")
	case *Reviewing:
		c := s.confirmation(d.Journey)
		add(true, "%s%s", kindNames[c.Kind], []string{"", " not ready", " after a wait", " after damage"}[c.Blocked])
		add(s.Returned, "returned")
	case *Sending:
		add(s.Leaving, "leaving")
	case *Refused:
		for _, a := range s.stepActions(d.Journey) {
			add(true, "%s", kindNames[a.Kind])
		}
	case *Unsettled:
		add(true, "%s", s.Record.ID)
		add(s.Instance != "", "is %s", s.Instance)
		add(s.Closing, "closing")
		add(s.Failure != nil, "failed")
		add(d.IsWaiting(ForPause), "waiting")
	case *Created:
		add(true, "%s", s.Outcome.Created.EPNInstanceID)
		add(s.Missed, "missed")
	case *Rehearsals:
		add(true, "next %d", s.Next)
		add(s.Failure != nil, "failed")
	case *Over:
		e, over := d.Ending()
		add(!over || len(d.Actions()) > 0, "and goes on")
		add(e.Completed, "completed")
		add(e.Signal != nil, "%v", e.Signal)
		add(len(e.Answers) > 0, "%d answers", len(e.Answers))
		if o := e.Outcome; o != nil {
			add(true, "%s %s %s", o.JournalID, o.Order.EPNInstanceName, o.Result)
			add(o.Failure != nil && o.Failure.Cause == client.Interrupted, "interrupted")
		}
	}
	add(d.read > 0 && d.read != d.Revision, "news")
	add(d.StepError != nil, "%v", d.StepError)
	add(len(d.Unsettled) > 0, "open %d", len(d.Unsettled))
	service := d.service
	add(service.connected > 1, "keys %d", service.connected)
	if c := d.Connection; c != nil {
		add(c.Account.KeyID > "1", "by %s", c.Account.KeyID)
	}
	add(service.sent > 0, "sent %d", service.sent)
	if service.played != nil {
		add(service.played.sent > 0, "played %d", service.played.sent)
	}
	add(service.looks > 0, "looks %d", service.looks)
	add(service.named > 1, "checks %d", service.named)
	add(service.late, "late")
	return said
}
