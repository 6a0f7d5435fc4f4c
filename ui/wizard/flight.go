package wizard

import (
	"context"
	"fmt"
	"time"

	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// flight is the screen while a request is under way.
type flight struct {
	spinner spinner.Model
	start   time.Time
	elapsed time.Duration
	leaving bool // ctrl+c was pressed once
}

// orderFinished says what became of the create.
type orderFinished struct{ outcome submit.Outcome }

// submit sends the order, once.
func (m *Model) submit() tea.Cmd {
	m.flight = flight{start: time.Now(), spinner: spinner.New(spinner.WithSpinner(spinner.Spinner{
		Frames: m.Theme.Spinner, FPS: time.Second / 4,
	}))}
	m.show(submitting)
	conn, order := *m.conn, m.order()
	send := func() tea.Msg { return orderFinished{submit.Send(context.Background(), conn, order)} }
	return tea.Batch(send, m.flight.spinner.Tick)
}

// tick moves the spinner while a request is under way.
func (m *Model) tick(msg spinner.TickMsg) tea.Cmd {
	if m.screen != submitting {
		return nil
	}
	var cmd tea.Cmd
	m.flight.spinner, cmd = m.flight.spinner.Update(msg)
	m.flight.elapsed = msg.Time.Sub(m.flight.start)
	return cmd
}

// finish shows what became of the create.
func (m *Model) finish(o submit.Outcome) tea.Cmd {
	m.outcome = &o
	if o.Result == submit.Created {
		m.show(showingResult)
		return nil
	}
	return m.showFailure(o.Failure)
}

// flightLines is the body while a request is under way.
func (m *Model) flightLines() []string {
	w := m.Words.Wizard
	width := m.columns() - 2
	lines := styled(m.Theme.Title, wrap(fmt.Sprintf(w.Submitting, client.Visible(m.conn.Endpoint.String())), width))
	lines = append(lines, "", m.flight.spinner.View()+" "+fmt.Sprintf(w.Elapsed, int(m.flight.elapsed/time.Second)), "")
	if m.flight.leaving {
		return append(lines, styled(m.Theme.Warning, wrap(m.Theme.Warn+" "+w.LeaveAsk, width))...)
	}
	return append(lines, styled(m.Theme.Muted, wrap(w.SubmittingNote, width))...)
}
