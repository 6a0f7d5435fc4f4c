package flow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// fake is a service that answers as it is told, and notes what was asked of it.
type fake struct {
	key       string            // of all connections; else each has its own
	connects  []*client.Failure // of the connections in turn; the last holds
	obstacles submit.Obstacles
	guardErr  error
	replies   []submit.Outcome  // to the creates in turn; created beyond them
	returned  *submit.Obstacles // what the next send finds that was not shown
	looked    *submit.Checks    // likewise
	settles   []submit.Settlement
	settleErr error
	closeErr  error
	checks    submit.Checks
	throttles bool // the guard keeps a refusal's wait
	held      bool // creates do not end before they are cancelled

	connected, asked int
	sent             []client.Order
	closed           []string // id and instance
	acknowledged     []journal.Damage
	since            []time.Time
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
	if f := take(&s.connects, nil); f != nil {
		return submit.Connection{}, f
	}
	return submit.Connection{Account: client.Account{KeyID: cmp.Or(s.key, fmt.Sprint(s.connected))}}, nil
}

func (s *fake) Look(context.Context, submit.Connection, string) submit.Checks { return s.checks }

func (s *fake) Obstacles(_ submit.Connection, _ client.Order, since time.Time) (submit.Obstacles, error) {
	s.since = append(s.since, since)
	return s.obstacles, s.guardErr
}

func (s *fake) AcknowledgeDamage(d []journal.Damage) error {
	s.acknowledged = append(s.acknowledged, d...)
	s.obstacles.Damaged = nil
	return s.closeErr
}

func (s *fake) Send(ctx context.Context, _ submit.Connection, o client.Order, _ *submit.Checks, _ submit.Obstacles, began func(string)) (submit.Outcome, *submit.Obstacles, *submit.Checks) {
	if ctx.Err() != nil {
		return submit.FailedOutcome(o, &client.Failure{Kind: client.Unreachable, Cause: client.Interrupted}), nil, nil
	}
	if s.returned != nil || s.looked != nil {
		obstacles, checks := s.returned, s.looked
		s.returned, s.looked = nil, nil
		if obstacles != nil {
			s.obstacles = *obstacles
		}
		return submit.Outcome{}, obstacles, checks
	}
	s.sent = append(s.sent, o)
	id := fmt.Sprintf("J-%d", len(s.sent))
	began(id)
	if s.held {
		<-ctx.Done()
		return submit.Outcome{Result: submit.Result(client.Unknown), Order: o, JournalID: id}, nil, nil
	}
	outcome := take(&s.replies, submit.Outcome{Result: submit.Created, Created: client.Created{EPNInstanceID: "epn-1"}})
	outcome.Order, outcome.JournalID = o, id
	if s.throttles && outcome.Failure != nil {
		s.obstacles.WaitUntil = time.Now().Add(outcome.Failure.RetryAfter)
	}
	return outcome, nil, nil
}

func (*fake) RecordOf(o submit.Outcome) journal.Record { return unsettled(o.JournalID) }

func (s *fake) Settle(_ context.Context, _ submit.Connection, r journal.Record) (submit.Settlement, error) {
	s.asked++
	found := take(&s.settles, submit.Settlement{})
	if found.Record.ID == "" {
		found.Record = r
	}
	return found, s.settleErr
}

func (s *fake) RecordUserWord(id, instance string) error {
	s.closed = append(s.closed, id+" "+instance)
	return s.closeErr
}

// unsettled is a record of an order that is not known to have ended.
func unsettled(id string) journal.Record {
	return journal.Record{Entry: journal.Entry{ID: id, Target: "sandbox", Endpoint: "http://127.0.0.1:1"}, Resolution: journal.Resolution{Outcome: string(client.Unknown)}}
}

// settled is a record of an order that came to an end.
func settled(id, outcome, instance string) submit.Settlement {
	r := unsettled(id)
	r.Resolution = journal.Resolution{Outcome: outcome, EPNInstanceID: instance}
	return submit.Settlement{Record: r}
}

func failed(kind client.Kind, code string) submit.Outcome {
	return submit.Outcome{Result: submit.Result(kind), Failure: &client.Failure{Kind: kind, Code: code}}
}

// answered are answers to all questions, given by flag.
func answered() forms.Answers {
	answers := forms.Answers{}
	for f, v := range map[client.Field]string{
		client.Name: "edge lab", client.BillingMethod: "BandwidthByDay", client.NetworkingMode: "SpeedUp", client.Bandwidth: "10",
	} {
		answers[f] = forms.Answer{Value: v, Origin: forms.Origin{Kind: forms.FromFlag}}
	}
	return answers
}

// face drives a journey in time that does not pass by itself.
type face struct {
	*Flow
	*testing.T
	service *fake
	ctx     context.Context
	events  chan Event
}

// travel begins a journey and does what the words say, in a bubble of its own.
// Then it has the journey looked at.
func travel(t *testing.T, s Session, service *fake, words string, look func(d *face)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		if service == nil {
			service = &fake{}
		}
		s.Service, s.Connect = service, service.Connect
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		f, effects := New(s)
		d := &face{f, t, service, ctx, make(chan Event, 100)}
		d.run(effects)
		for word := range strings.SplitSeq(words, ", ") {
			d.act(word)
		}
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

var kindNames = map[string]Kind{
	"answer": Answer, "type": Type, "back": Back, "edit": Edit, "confirm": Confirm, "again": ConfirmAgain,
	"acknowledge": Acknowledge, "settle": SettleFirst, "reconnect": Reconnect, "review": ToReview, "look": Look, "pick": Pick,
	"close": Close, "nothing": ConfirmClose, "on": GoOn, "resume": Resume, "fresh": StartFresh, "practice": OpenPractice,
	"rehearse": Rehearse, "list": ToList, "finish": Finish, "leave": Leave,
}

// act does what a word says: an action with its index or text, a signal, or
// seconds that pass.
func (d *face) act(word string) {
	name, text, _ := strings.Cut(word, " ")
	index, _ := strconv.Atoi(text)
	switch name {
	case "":
	case "accept":
		s, _ := d.Step.(*Asking)
		d.run(d.Handle(Do{Kind: Answer, Text: d.StandingValue(s.Field)}))
	case "pass":
		for range index {
			time.Sleep(time.Second)
			d.run(nil)
		}
	case "stop":
		d.Stop()
	case "end":
		d.run(d.Handle(Signalled{}))
	case "signal":
		d.run(d.Handle(Signalled{os.Signal(syscall.SIGTERM)}))
	default:
		kind, ok := kindNames[name]
		if !ok {
			d.Fatalf("no action %q", word)
		}
		if kind == Answer || kind == Type {
			index = 0
		}
		d.run(d.Handle(Do{Kind: kind, Index: index, Text: text, Revision: d.Revision}))
	}
}

// where names the step.
func (d *face) where() string {
	name := strings.TrimPrefix(fmt.Sprintf("%T", d.Step), "*flow.")
	if s, ok := d.Step.(*Asking); ok {
		return name + " " + string(s.Field)
	}
	return name
}

// can tells which actions are possible.
func (d *face) can(k Kind) (possible bool, why Reason) {
	why = -1
	for _, a := range d.Actions() {
		if a.Kind == k {
			possible, why = possible || a.Blocked == Possible, a.Blocked
		}
	}
	return possible, why
}

var errTest = errors.New("test")
