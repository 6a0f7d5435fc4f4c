package flow

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// world is a service that answers anything, and what is true of it and of the journal.
type world struct {
	fake
	m          *monkey
	dead       map[string]bool // keys that the service has rejected
	begun      string          // the id of the last create that was sent
	known      bool            // what became of the last create
	settlement map[string]submit.Settlement
	closed     map[string]bool
	looksAt    map[string]int
}

func newWorld(m *monkey) *world {
	return &world{
		fake: fake{throttles: true}, m: m, dead: map[string]bool{}, settlement: map[string]submit.Settlement{},
		closed: map[string]bool{}, looksAt: map[string]int{},
	}
}

func (w *world) Connect(ctx context.Context) (submit.Connection, *client.Failure) {
	if w.m.oneIn(6) {
		return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated}
	}
	return w.fake.Connect(ctx)
}

func (w *world) Stage(ctx context.Context, _ Rehearsal) (submit.Connection, *client.Failure) {
	return w.Connect(ctx)
}

func (w *world) Look(_ context.Context, c submit.Connection, name string) submit.Checks {
	return submit.Checks{InForce: name, Seen: []string{strconv.Itoa(w.sent), c.Account.KeyID}}
}

func (w *world) newObstacles() submit.Obstacles {
	o := submit.Obstacles{WaitUntil: w.obstacles.WaitUntil}
	id := fmt.Sprintf("O-%d", w.m.pick(3))
	if _, known := w.settlement[id]; !known && w.m.oneIn(3) {
		o.Records = []journal.Record{unsettled(id)}
	}
	if w.m.oneIn(20) {
		o.Damaged = []journal.Damage{{Line: 1 + w.m.pick(9)}}
	}
	if w.m.oneIn(20) {
		o.WaitUntil = time.Now().Add(5 * time.Second)
	}
	return o
}

func (w *world) Obstacles(submit.Connection, client.Order, time.Time) (submit.Obstacles, error) {
	if w.m.oneIn(12) {
		return submit.Obstacles{}, errTest
	}
	return w.newObstacles(), nil
}

func (w *world) AcknowledgeDamage(d []journal.Damage) error {
	if p := w.m.spend("acknowledged", Acknowledge); !strings.Contains(p.text, damageText(d)) {
		w.m.fail("%s is acknowledged, after %+v was read", damageText(d), p)
	}
	return nil
}

func (w *world) Send(
	ctx context.Context, c submit.Connection, o client.Order, k *submit.Checks, shown submit.Obstacles, began func(string),
) (submit.Outcome, *submit.Obstacles, *submit.Checks) {
	if ctx.Err() != nil {
		return submit.FailedOutcome(o, &client.Failure{Kind: client.Unreachable, Cause: client.Interrupted}), nil, nil
	}
	m, now := w.m, reviewText(o, shown, k, c)
	switch p := m.spend("sent", Confirm, ConfirmAgain); {
	case k == nil:
		m.fail("sent before the look came back")
	case k.InForce != o.EPNInstanceName:
		m.fail("sent with what was found for %s", k.InForce)
	case k.Seen[0] != strconv.Itoa(w.sent):
		m.fail("sent with what was found before the last create")
	case k.Seen[1] != c.Account.KeyID:
		m.fail("sent with %s, and with what %s found", c.Account.KeyID, k.Seen[1])
	case m.sending == nil || m.sending.left || m.Step != Step(m.sending):
		m.fail("sent after it was left")
	case p.text != now:
		m.fail("sent %s, after %+v was read", now, p)
	case (len(shown.Records) > 0) != (p.kind == ConfirmAgain):
		m.fail("%d obstacles are passed by %v", len(shown.Records), p.kind)
	case len(shown.Damaged) > 0:
		m.fail("damage is passed")
	case time.Now().Before(w.obstacles.WaitUntil):
		m.fail("sent %v before it may be", time.Until(w.obstacles.WaitUntil))
	case w.dead[c.Account.KeyID] && w.key == "": // rehearsals have but one
		m.fail("sent with keys that were rejected")
	}
	if _, over := m.Ending(); over {
		m.fail("sent after the end")
	}
	if m.oneIn(6) {
		obstacles := w.newObstacles()
		return submit.Outcome{}, &obstacles, nil
	}
	if m.oneIn(8) {
		return submit.Outcome{}, nil, &submit.Checks{}
	}
	created := submit.Outcome{Result: submit.Created}
	created.Created.EPNInstanceID = fmt.Sprintf("of J-%d", w.sent+1)
	all := []submit.Outcome{created, stock, throttled, rejected, failed(client.Unreachable, ""), lost, lost}
	w.replies = []submit.Outcome{all[m.pick(len(all))]}
	outcome, _, _ := w.fake.Send(ctx, c, o, k, shown, began)
	if outcome.Result == rejected.Result {
		w.dead[c.Account.KeyID] = true
	}
	if w.known = outcome.Result != lost.Result; outcome.Sent {
		w.begun = outcome.JournalID
	}
	return outcome, nil, nil
}

func (w *world) Settle(_ context.Context, _ submit.Connection, r journal.Record) (submit.Settlement, error) {
	w.looksAt[r.ID]++
	switch w.m.pick(6) {
	case 0:
		return submit.Settlement{Record: r}, errTest
	case 1:
		return submit.Settlement{Record: r, Failure: &client.Failure{Kind: client.Unauthenticated}}, nil
	case 2:
		return w.settle(r.ID, journal.Created, "of "+r.ID), nil
	case 3:
		twin := client.Instance{EPNInstanceID: fmt.Sprint("of ", r.ID, w.m.pick(3))}
		return submit.Settlement{Record: r, Candidates: []client.Instance{twin}}, nil
	case 4:
		return w.settle(r.ID, journal.NotCreated, ""), nil
	}
	return submit.Settlement{Record: r}, nil
}

func (w *world) RecordUserWord(id, instance string) error {
	m := w.m
	switch p := m.spend("closed", Pick, ConfirmClose); {
	case w.closed[id]:
		m.fail("%s is closed twice", id)
	case instance == "" && (p.kind != ConfirmClose || !strings.HasPrefix(p.text, id+": closing true")):
		m.fail("%s is said to have created nothing, after %+v was read", id, p)
	case instance != "" && !(strings.HasPrefix(p.text, id+": ") &&
		strings.Contains(p.text, candidateText(p.index, instance))):
		m.fail("%s is said to be of %s, after %+v was read", instance, id, p)
	}
	if m.oneIn(4) {
		return errTest
	}
	w.settle(id, submit.UserWord(instance).Outcome, instance)
	if w.instanceOf(id) != instance {
		return journal.ErrSettled
	}
	w.closed[id] = true
	return nil
}

// settle has a record come to its one end.
func (w *world) settle(id, outcome, instance string) submit.Settlement {
	if _, known := w.settlement[id]; !known {
		w.settlement[id] = settled(id, outcome, instance)
	}
	return w.settlement[id]
}

// instanceOf gives what an order is known to have created, or "".
func (w *world) instanceOf(id string) string { return w.settlement[id].Record.Resolution.EPNInstanceID }

// check looks for what must never be.
func (m *monkey) check() {
	if m.Revision < m.latest {
		m.fail("revision %d comes after %d", m.Revision, m.latest)
	}
	if m.Step != m.step && m.Revision == m.latest {
		m.fail("%T has the revision of the step before it", m.Step)
	}
	m.latest, m.step = m.Revision, m.Step
	switch s := m.Step.(type) {
	case *Over:
		m.sending = nil
	case *Sending:
		m.sending = s
	case *Unsettled:
		if known := m.truth.instanceOf(s.Record.ID); s.Instance != "" && known != s.Instance {
			m.fail("%s is said to be %s, and is %s", s.Record.ID, s.Instance, known)
		}
		if s.Looks > m.truth.looksAt[s.Record.ID] {
			m.fail("%d looks for %s, of %d", s.Looks, s.Record.ID, m.truth.looksAt[s.Record.ID])
		}
	case *Reviewing:
		w := m.truth
		if m.Rehearsal != nil {
			w = m.staged
		}
		if s.Obstacles != nil && s.Obstacles.WaitUntil.After(w.obstacles.WaitUntil) {
			w.obstacles.WaitUntil = s.Obstacles.WaitUntil
		}
	case *Created:
		id, instance := s.Outcome.JournalID, s.Outcome.Created.EPNInstanceID
		if instance != "of "+id && instance != m.truth.instanceOf(id) {
			m.fail("the result of %s is %s", id, instance)
		}
	}
	if m.sending != nil && m.sending.left && m.Step != Step(m.sending) {
		m.fail("at %T after it was left", m.Step)
	}
	if m.Rehearsal != nil && !slices.Contains(m.plays, m.Journey) {
		m.plays = append(m.plays, m.Journey)
	}
	for _, play := range m.plays {
		if !play.isOver() && play != m.Journey {
			m.fail("a rehearsal that was left is at %T", play.Step)
		}
	}
}

// wasInterrupted reports whether a journey ended before the reply came.
func wasInterrupted(e Ending) bool {
	return e.Outcome != nil && e.Outcome.Failure != nil && e.Outcome.Failure.Cause == client.Interrupted
}

// checkEnd looks at how a journey ended: with the last create that was sent.
func (m *monkey) checkEnd(own *world) {
	e, _ := m.Ending()
	switch {
	case wasInterrupted(e):
		if e.Outcome.JournalID != fmt.Sprintf("J-%d", own.sent) {
			m.fail("it ended during %s, and number %d was under way", e.Outcome.JournalID, own.sent)
		}
	case own.begun == "" && e.Outcome != nil && e.Outcome.Sent:
		m.fail("nothing was sent, and it ended with %+v", e.Outcome)
	case own.begun != "" && (e.Outcome == nil || e.Outcome.JournalID != own.begun):
		m.fail("%s was sent, and it ended with %+v", own.begun, e)
	}
}
