package line

import (
	"os"
	"time"

	"epn-wizard/ui/flow"
)

const (
	quietWait  = 300 * time.Millisecond // nothing is said of a wait for so long
	waitReport = 5 * time.Second        // and then so often, at most, that something is still waited for
)

// startEffects begins to run effects of the journey, beside the conversation.
func (d *dialog) startEffects(all []flow.Effect) {
	for _, effect := range all {
		go func() {
			if event := effect(d.ctx); event != nil {
				select {
				case d.events <- event:
				case <-d.ctx.Done():
				}
			}
		}()
	}
}

// handleEvent hands an event to the journey, and runs what follows.
func (d *dialog) handleEvent(event flow.Event) {
	d.startEffects(d.flow.Handle(event))
}

// doAction does what was answered about what was said.
func (d *dialog) doAction(kind flow.Kind, index int) {
	d.handleEvent(flow.Do{Kind: kind, Index: index, Revision: d.saidRevision})
}

// stillHolds reports whether what was said of a step still holds.
func (d *dialog) stillHolds(step flow.Step) bool {
	return d.flow.Step == step && d.flow.Revision == d.saidRevision && !d.flow.IsWaiting(flow.ForRecord)
}

// waitCondition gives a condition: the journey stands at a step and waits for one of these.
func (d *dialog) waitCondition(step flow.Step, all ...flow.Waiting) func() bool {
	return func() bool { return d.flow.Step == step && d.flow.IsWaiting(all...) }
}

// waitWhile takes events in while something holds. It says what is waited for where
// that takes long enough to be noticed, and then how long it has been.
func (d *dialog) waitWhile(what string, holds func() bool) {
	began := time.Now()
	if !d.waitAtMost(quietWait, holds) {
		return
	}
	d.sayLine("%s", what)
	for d.waitAtMost(waitReport, holds) {
		d.sayLine(d.Words.Line.Waiting, int(time.Since(began)/time.Second))
	}
}

// waitAtMost takes events in while something holds, for so long at most, and reports whether
// it still holds. A signal ends the wait with the journey, or has the journey ask about it,
// which can be answered with another one.
func (d *dialog) waitAtMost(limit time.Duration, holds func() bool) (still bool) {
	end := time.After(limit)
	for holds() {
		select {
		case event := <-d.events:
			d.handleEvent(event)
		case <-end:
			return true
		case s := <-d.Signals:
			d.handleEvent(flow.Signalled{Signal: s, Pressed: s == os.Interrupt})
			if _, asks := d.findOffered(flow.Back); asks {
				d.sayLine("%s", d.Words.Wizard.LeaveAsk)
			}
		}
	}
	return false
}
