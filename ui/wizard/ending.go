package wizard

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
)

// flightLines is the body while a request is under way.
func (m *Model) flightLines() []string {
	w := m.Words.Wizard
	what := fmt.Sprintf(w.Submitting, client.Visible(m.conn.Endpoint.String()))
	seconds := fmt.Sprintf(w.Elapsed, int(m.flight.elapsed/time.Second))
	lines := []string{
		m.Theme.Title.Render(what), "",
		m.flight.spinner.View() + " " + seconds, "",
	}
	width := m.columns() - 2
	if m.flight.leaving {
		return append(lines, styled(m.Theme.Warning, wrap(m.Theme.Warn+" "+w.LeaveAsk, width))...)
	}
	return append(lines, styled(m.Theme.Muted, wrap(w.SubmittingNote, width))...)
}

// resultText is what stands after a create that succeeded: the id first.
func (m *Model) resultText(width int) []string {
	w := m.Words.Wizard
	o := m.outcome
	lines := []string{
		m.Theme.Success.Render(m.Theme.Done + " " + w.Created), "",
		m.Theme.Title.Render(o.Created.EPNInstanceID),
		m.Theme.Muted.Render(w.RequestID + " " + o.Created.RequestID), "",
	}
	for _, q := range m.questions {
		lines = append(lines, m.Theme.Muted.Render(q.Step+": ")+q.Show(m.answers[q.Field].Value))
	}
	lines = append(lines, "", m.Theme.Title.Render(w.NextSteps))
	for _, step := range m.Words.NextSteps[o.Order.NetworkingModel] {
		lines = append(lines, wrap(step.Text, width)...)
		lines = append(lines, styled(m.Theme.Value, wrap(fmt.Sprintf(step.Command, o.Created.EPNInstanceID), width))...)
	}
	lines = append(lines, "", m.Theme.Title.Render(w.Undo))
	lines = append(lines, wrap(w.UndoNote, width)...)
	return append(lines, styled(m.Theme.Value, wrap(fmt.Sprintf(w.UndoCommand, o.Created.EPNInstanceID), width))...)
}

func (m *Model) pressResult(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case matches(msg, m.keys.finish):
		return m.leave()
	case matches(msg, m.keys.copy):
		m.notice = m.Words.Wizard.Copied
		return tea.SetClipboard(m.outcome.Created.EPNInstanceID)
	}
	return nil
}

// mayRetry reports whether the review may be reached again: never where the
// request may have been carried out.
func (m *Model) mayRetry() bool {
	return m.outcome != nil && m.outcome.Failure != nil && m.outcome.Failure.Kind != client.Unknown
}

// failureText is what stands after a create that failed.
func (m *Model) failureText(width int) []string {
	w := m.Words.Wizard
	f := m.outcome.Failure
	lines := styled(m.Theme.Problem, wrap(m.Theme.Wrong+" "+m.Words.Kinds[string(f.Kind)], width))
	lines = append(lines, "")
	if cause, ok := m.Words.Causes[string(f.Cause)]; ok {
		lines = append(lines, wrap(cause, width)...)
		lines = append(lines, "")
	}
	if f.Kind == client.Unknown {
		lines = append(lines, wrap(w.UnknownExplained, width)...)
	} else {
		lines = append(lines, wrap(w.AnswersKept, width)...)
	}
	lines = append(lines, "")
	for _, detail := range [][2]string{
		{w.Code, f.Code}, {w.Message, f.Message}, {w.HTTPStatus, status(f.HTTPStatus)},
		{w.RequestID, f.RequestID}, {w.Endpoint, f.Host},
	} {
		if detail[1] != "" {
			lines = append(lines, styled(m.Theme.Muted, wrap(detail[0]+" "+detail[1], width))...)
		}
	}
	return lines
}

func status(code int) string {
	if code == 0 {
		return ""
	}
	return fmt.Sprint(code)
}

func (m *Model) pressFailure(msg tea.KeyPressMsg) tea.Cmd {
	if matches(msg, m.keys.toReview) || matches(msg, m.keys.back) {
		if m.trouble != nil || m.outcome.Failure.Kind == client.Unauthenticated {
			m.conn, m.trouble = nil, nil
			return tea.Batch(m.connect(), m.toReview())
		}
		return m.toReview()
	}
	return nil
}
