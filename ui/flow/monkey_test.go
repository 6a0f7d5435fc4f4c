package flow

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// A monkey hands in actions, offered or not and of any age, and the results of
// effects whenever it likes, some of them twice. It reads what is shown now and
// then, and notes what it has read: nothing else may be sent or recorded.
type monkey struct {
	*Flow
	*testing.T
	rng     *rand.Rand
	truth   *world // of the user's own order
	staged  *world // of rehearsals
	effects []Effect
	events  []Event
	read    reading // what was read last
	pressed *press  // the one whose effect is running, or nil
	plays   []*Journey
	sending *Sending // the create that was under way last
	latest  int      // revision
	step    Step     // that it is of

	trail []string
}

// reading is what a user has seen who read a revision.
type reading struct {
	revision int
	text     string
}

// press is an action that cannot be undone, and what had been read before it.
type press struct {
	reading
	kind  Kind
	index int
	spent bool // it has had its effect
}

// replied is the event that a reply to a create leads to.
type replied struct{ Event }

// spend takes the press that an effect needs.
func (m *monkey) spend(what string, kinds ...Kind) *press {
	p := m.pressed
	if p == nil || p.spent || !slices.Contains(kinds, p.kind) {
		m.fail("%s without a key, or twice: %+v", what, p)
	}
	p.spent = true
	return p
}

func (m *monkey) pick(n int) int   { return m.rng.IntN(n) }
func (m *monkey) oneIn(n int) bool { return m.pick(n) == 0 }
func (m *monkey) fail(format string, args ...any) {
	m.Helper()
	m.Fatalf("%s, after %q", fmt.Sprintf(format, args...), m.trail[max(0, len(m.trail)-12):])
}

// readAll notes what is shown.
func (m *monkey) readAll() {
	m.read = reading{revision: m.Revision}
	switch s := m.Step.(type) {
	case *Damaged:
		m.read.text = damageText(s.Records)
	case *Reviewing:
		if m.Connection != nil && s.Obstacles != nil {
			m.read.text = reviewText(s.Order, *s.Obstacles, m.Checks, *m.Connection)
		}
	case *Unsettled:
		m.read.text = fmt.Sprintf("%s: closing %v", s.Record.ID, s.Closing)
		for i, c := range s.Candidates {
			m.read.text += candidateText(i, c.EPNInstanceID)
		}
	}
}

func damageText(d []journal.Damage) string { return fmt.Sprintf("damage %+v", d) }

func candidateText(i int, instance string) string { return fmt.Sprintf(", %d is %q", i, instance) }

// reviewText says what a review must have shown of what is sent.
func reviewText(o client.Order, shown submit.Obstacles, k *submit.Checks, c submit.Connection) string {
	text := fmt.Sprintf("%+v, found %p, paid by %s, %s", o, k, c.Account.KeyID, damageText(shown.Damaged))
	for _, r := range shown.Records {
		text += ", in spite of " + r.ID
	}
	return text
}

// act hands in an action: mostly one that is offered.
func (m *monkey) act() {
	if m.oneIn(2) {
		m.readAll()
	}
	texts := []string{"edge lab", "other", "7", "PayByBandwidth", "no\x1b"}
	d := Do{Kind(m.pick(int(Leave) + 1)), m.pick(3), texts[m.pick(len(texts))], m.read.revision}
	if all := m.Actions(); len(all) > 0 && !m.oneIn(4) {
		a := all[m.pick(len(all))]
		if m.oneIn(2) { // what is advised
			a = all[0]
		}
		d.Kind, d.Index = a.Kind, a.Index
	}
	if _, sending := m.Step.(*Sending); (d.Kind == Leave || d.Kind == Finish) && !sending && !m.oneIn(30) {
		return
	}
	m.note("do %d %d at %T", d.Kind, d.Index, m.Step)
	p := &press{reading: m.read, kind: d.Kind, index: d.Index}
	for _, effect := range m.Handle(d) {
		m.effects = append(m.effects, func(ctx context.Context) Event {
			if p.kind.Irrevocable() { // the effect knows the key it follows from
				m.pressed = p
				defer func() { m.pressed = nil }()
			}
			e := effect(ctx)
			if e != nil && (p.kind == Confirm || p.kind == ConfirmAgain) {
				return replied{e}
			}
			return e
		})
	}
}

func (m *monkey) note(format string, args ...any) {
	m.trail = append(m.trail, fmt.Sprintf(format, args...))
}

// work runs an effect, or hands in what one came to, perhaps once more.
func (m *monkey) work() {
	switch {
	case len(m.effects) > 0 && m.oneIn(2):
		i := m.pick(len(m.effects))
		effect := m.effects[i]
		m.effects = slices.Delete(m.effects, i, i+1)
		if e := effect(context.Background()); e != nil {
			m.events = append(m.events, e)
		}
		m.note("ran an effect")
	case len(m.events) > 0:
		i := m.pick(len(m.events))
		e := m.events[i]
		if !m.oneIn(5) {
			m.events = slices.Delete(m.events, i, i+1)
		}
		if len(m.events) > 30 {
			m.events = m.events[1:]
		}
		_, isReply := e.(replied)
		_, before := m.Ending()
		m.effects = append(m.effects, m.Handle(e)...)
		m.note("took a result, now at %T", m.Step)
		if end, over := m.Ending(); isReply && over && !before && m.truth.known && wasInterrupted(end) {
			m.fail("the reply came, and it ended with %+v", end.Outcome)
		}
	}
}

// session is where a journey begins: anywhere.
func (m *monkey) session(own, played *world) Session {
	s := Session{
		Service: own, Connect: own.Connect, Practice: played, Stage: played.Stage, Practising: m.oneIn(12),
		Unsettled: []journal.Record{unsettled("P-1"), unsettled("P-2")}[:m.pick(3)],
	}
	if !m.oneIn(3) {
		s.Given = answered()
	}
	if m.oneIn(3) {
		kept := forms.Origin{Kind: forms.FromDraft}
		s.Saved = forms.Answers{client.BillingMethod: {Value: "PayByBandwidth", Origin: kept}}
	}
	if m.oneIn(5) {
		s.Damaged = damage
	}
	return s
}

// TestMonkey: whatever comes in, in whichever order, nothing is sent or recorded
// that was not read and confirmed, nothing twice, and nothing before a wait is over.
// Each guard was taken out in turn, and made one of these fail:
//
//	the revision of what cannot be undone           what was sent or closed is what had been read
//	that of a rehearsal follows the list's          check
//	that an action is offered, and not blocked      the same, waits, damage, nothing closed twice, panics
//	ConfirmAgain, Damaged, Checks, WaitUntil, keys  their cases in Send
//	that a result is awaited, once, by its step     panics, more looks than were made
//	cancelling on leaving and on Stop               nothing is sent after either
//	rejectKeys                                      nothing is sent with keys that were rejected
//	which outcome ends the run, nothing after Over  checkEnd, the ending stays as it was
//
// What only leads elsewhere fails in the journeys: that leaving asks first, that
// what was left unsent is no outcome, that rejected keys and the look before a
// create are looked up anew, why a confirmation is blocked, which looks end.
func TestMonkey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := &monkey{T: t, rng: rand.New(rand.NewPCG(1, 2))}
		creates, ends := 0, 0
		var own, played *world
		for range 400_000 {
			if m.Flow == nil {
				*m = monkey{T: t, rng: m.rng}
				own = newWorld(m)
				played = new(*own)
				played.key, played.sent = "practice", 1000
				m.truth, m.staged = own, played
				m.Flow, m.effects = New(m.session(own, played))
			}
			switch {
			case m.oneIn(1000):
				m.note("signal")
				m.effects = append(m.effects, m.Handle(Signalled{Signal: syscall.SIGTERM})...)
			case m.oneIn(2000):
				m.note("stopped")
				m.Stop()
			case m.oneIn(3):
				m.act()
			default:
				m.work()
			}
			m.check()
			if e, over := m.Ending(); over {
				for len(m.effects) > 0 || len(m.events) > 0 {
					m.work()
				}
				m.Handle(Signalled{Signal: syscall.SIGHUP})
				if after, _ := m.Ending(); !reflect.DeepEqual(e, after) {
					m.fail("it ended with %+v, and then with %+v", e, after)
				}
				m.checkEnd(own)
				creates, ends = creates+own.sent+played.sent-1000, ends+1
				m.Flow = nil
			}
		}
		if creates < 400 || ends < 100 {
			t.Errorf("%d creates in %d journeys are too few to say much: behaviour may merely have shifted, so that "+
				"this seed leads elsewhere", creates, ends)
		}
		t.Logf("%d creates in %d journeys", creates, ends)
	})
}
