package wizard

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// flight is the screen while a request is under way.
type flight struct {
	start   time.Time
	elapsed time.Duration
	leaving bool                    // ctrl+c was pressed once
	began   *atomic.Pointer[string] // the journal id, once the request is recorded
	cancel  context.CancelFunc      // keeps what is not sent yet from being sent
}

// orderFinished says what became of the create.
type orderFinished struct {
	outcome submit.Outcome
	record  journal.Record // where the outcome is not known

	// What the review did not show, so that nothing was sent, or nil.
	stands *submit.Obstacles
	anew   *checked
}

// submit sends the order, once.
func (m *Model) submit() tea.Cmd {
	m.flight = flight{start: time.Now(), began: new(atomic.Pointer[string])}
	m.show(submitting)
	book, conn, order, checks, shown, forget := m.Submitter, *m.conn, m.order(), m.checks.Checks, *m.obstacles, m.drafts.forget()
	began := m.flight.began
	ctx, cancel := context.WithCancel(context.Background())
	m.flight.cancel = cancel
	send := func() tea.Msg {
		defer cancel()
		o, stands, anew := book.Send(ctx, conn, order, &checks, shown, func(id string) { began.Store(&id) })
		finished := orderFinished{outcome: o, stands: stands}
		if anew != nil {
			finished.anew = &checked{*anew, order.EPNInstanceName}
		}
		switch o.Result {
		case submit.Created:
			forget()
		case submit.Result(client.Unknown):
			forget()
			finished.record = book.RecordOf(o)
		}
		return finished
	}
	m.checks = nil // what was there before the create is not what is there after it
	return tea.Batch(send, m.countFlight())
}

// flightSecond says that a request has been under way for another second.
type flightSecond struct{}

// countFlight has the next second counted while a request is under way. No more is
// drawn: every byte crosses a network where the wizard runs on a bastion.
func (m *Model) countFlight() tea.Cmd {
	if m.screen != submitting {
		return nil
	}
	m.flight.elapsed = time.Since(m.flight.start)
	return m.after(time.Second, func(time.Time) tea.Msg { return flightSecond{} })
}

// finish shows what became of the create.
func (m *Model) finish(f orderFinished) tea.Cmd {
	o := f.outcome
	if f.stands != nil || f.anew != nil {
		m.checks = f.anew
		back := m.toReview()
		m.notice = m.Words.Wizard.ReadAgain
		return back
	}
	m.became(o)
	switch o.Result {
	case submit.Created:
		m.show(showingResult)
		return nil
	case submit.Result(client.Unknown):
		return m.showUnsettled(f.record, false)
	}
	return tea.Batch(m.look(), m.showFailure(o.Failure))
}

// became takes in what became of an order. The run ends with that of the last one
// that was sent: an attempt that reached nobody says nothing of those before it.
func (m *Model) became(o submit.Outcome) {
	m.outcome = &o
	if o.Sent() || m.ending.Outcome == nil || !m.ending.Outcome.Sent() {
		m.ending.Outcome = &o
	}
}

// flightLines is the body while a request is under way.
func (m *Model) flightLines() []string {
	w := m.Words.Wizard
	width := m.columns() - 2
	lines := m.titled(fmt.Sprintf(w.Submitting, client.Visible(m.conn.Endpoint.String())), width)
	lines = append(lines, "", fmt.Sprintf(w.Elapsed, int(m.flight.elapsed/time.Second)), "")
	if m.notice != "" {
		lines = append(append(lines, m.warning(m.notice, width)...), "")
	}
	if m.flight.leaving {
		return append(lines, m.warning(w.LeaveAsk, width)...)
	}
	return append(lines, m.muted(w.SubmittingNote, width)...)
}
