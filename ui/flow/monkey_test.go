package flow

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
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

	trail []string
}

// press is an action that cannot be undone, and what had been read before it.
type press struct {
	reading
	kind  Kind
	spent bool // it has had its effect
}

// spend takes the press that an effect needs.
func (m *monkey) spend(what string, kinds ...Kind) *press {
	p := m.pressed
	if p == nil || p.spent || !slices.Contains(kinds, p.kind) {
		m.fail("%s without a key, or twice: %+v", what, p)
	}
	p.spent = true
	return p
}

// reading is what a user has seen who read a revision.
type reading struct {
	revision   int
	order      client.Order
	obstacles  []string
	checks     *submit.Checks
	key        string // of who pays
	record     string
	candidates []client.Instance
	closing    bool
	damaged    int
}

func (m *monkey) pick(n int) int   { return m.rng.IntN(n) }
func (m *monkey) oneIn(n int) bool { return m.pick(n) == 0 }
func (m *monkey) fail(format string, args ...any) {
	m.Helper()
	m.Fatalf("%s, after %q", fmt.Sprintf(format, args...), m.trail[max(0, len(m.trail)-12):])
}

func ids(o submit.Obstacles) (all []string) {
	for _, r := range o.Records {
		all = append(all, r.ID)
	}
	return all
}

// readAll notes what is shown.
func (m *monkey) readAll() {
	m.read = reading{revision: m.Revision}
	switch s := m.Step.(type) {
	case *Reviewing:
		m.read.order, m.read.checks = s.Order, m.Checks
		if m.Connection != nil {
			m.read.key = m.Connection.Account.KeyID
		}
		if s.Obstacles != nil {
			m.read.obstacles = ids(*s.Obstacles)
			if len(s.Obstacles.Damaged) > 0 {
				m.read.damaged = s.Obstacles.Damaged[0].Line
			}
		}
	case *Damaged:
		m.read.damaged = s.Records[0].Line
	case *Unsettled:
		m.read.record, m.read.candidates, m.read.closing = s.Record.ID, slices.Clone(s.Candidates), s.Closing
	}
}

// act hands in an action: mostly one that is offered.
func (m *monkey) act() {
	if m.oneIn(2) {
		m.readAll()
	}
	d := Do{Kind: Kind(m.pick(int(Leave) + 1)), Index: m.pick(3), Revision: m.read.revision, Text: []string{"edge lab", "other", "7", "PayByBandwidth", "no\x1b"}[m.pick(5)]}
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
	was := m.Step
	effects := m.Handle(d)
	m.note("do %d %d at %T", d.Kind, d.Index, was)
	if d.Kind.Irrevocable() {
		effects = m.pressing(&press{reading: m.read, kind: d.Kind}, d.Index, effects)
	}
	m.effects = append(m.effects, effects...)
}

// pressing has effects know the key they follow from.
func (m *monkey) pressing(p *press, index int, effects []Effect) []Effect {
	if p.kind == Pick && index < len(p.candidates) {
		p.candidates = p.candidates[index : index+1]
	}
	for i, effect := range effects {
		effects[i] = func(ctx context.Context) Event {
			m.pressed = p
			defer func() { m.pressed = nil }()
			return effect(ctx)
		}
	}
	return effects
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
		m.effects = append(m.effects, m.Handle(e)...)
		m.note("took a result, now at %T", m.Step)
	}
}

// session is where a journey begins: anywhere.
func (m *monkey) session(own, played *world) Session {
	s := Session{Service: own, Connect: own.Connect, Practice: played, Stage: func(ctx context.Context, _ Rehearsal) (submit.Connection, *client.Failure) {
		return played.Connect(ctx)
	}}
	for _, id := range []string{"P-1", "P-2"}[:m.pick(3)] {
		s.Unsettled = append(s.Unsettled, unsettled(id))
	}
	if !m.oneIn(3) {
		s.Given = answered()
	}
	if m.oneIn(3) {
		s.Saved = forms.Answers{client.BillingMethod: {Value: "PayByBandwidth", Origin: forms.Origin{Kind: forms.FromDraft}}}
	}
	if m.oneIn(5) {
		s.Damaged = []journal.Damage{{Line: 4}}
	}
	s.Practising = m.oneIn(12)
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
	const events = 400_000
	synctest.Test(t, func(t *testing.T) {
		m := &monkey{T: t, rng: rand.New(rand.NewPCG(1, 2))}
		creates, ends := 0, 0
		var own, played *world
		for range events {
			if m.Flow == nil {
				own = &world{m: m, dead: map[string]bool{}, settlement: map[string]submit.Settlement{}, closed: map[string]bool{}, looks: map[string]int{}}
				played = new(*own)
				played.practice, played.keys = true, 1000
				m.truth, m.staged, m.events, m.read, m.trail, m.plays, m.sending, m.latest = own, played, nil, reading{}, nil, nil, nil, 0
				m.Flow, m.effects = New(m.session(own, played))
			}
			switch {
			case m.oneIn(1000):
				m.note("signal")
				m.effects = append(m.effects, m.Handle(Signalled{os.Signal(syscall.SIGTERM)})...)
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
				m.Handle(Signalled{os.Signal(syscall.SIGHUP)})
				if after, _ := m.Ending(); !reflect.DeepEqual(e, after) {
					m.fail("it ended with %+v, and then with %+v", e, after)
				}
				m.checkEnd(own)
				creates, ends = creates+own.creates+played.creates, ends+1
				m.Flow = nil
			}
		}
		if creates < 400 || ends < 100 {
			t.Errorf("only %d creates in %d journeys", creates, ends)
		}
		t.Logf("%d creates in %d journeys", creates, ends)
	})
}
