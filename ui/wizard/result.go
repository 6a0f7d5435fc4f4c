package wizard

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/forms"
)

// resultText is what stands after a create that succeeded: the id first.
func (m *Model) resultText(width int) []string {
	w := m.Words.Wizard
	o := m.outcome
	command := func(format string) []string {
		return styled(m.Theme.Value, wrap(fmt.Sprintf(format, o.Created.EPNInstanceID), width))
	}
	title := w.Created
	if o.Found {
		title = w.CreatedFound
	}
	lines := styled(m.Theme.Success, wrap(m.Theme.Done+" "+title, width))
	lines = append(lines, "", m.Theme.Title.Render(o.Created.EPNInstanceID))
	if o.Created.RequestID != "" {
		lines = append(lines, styled(m.Theme.Muted, wrap(w.RequestID+" "+o.Created.RequestID, width))...)
	}
	for _, warning := range o.Warnings {
		lines = append(lines, "")
		lines = append(lines, styled(m.Theme.Warning, wrap(m.Theme.Warn+" "+forms.SayWarning(m.Words, warning.Kind, warning.Values), width))...)
	}
	lines = append(lines, "")
	for _, q := range m.questions {
		lines = append(lines, wrap(m.Theme.Muted.Render(q.Step)+" "+q.Show(q.Of(o.Order)), width)...)
	}
	next := w.NextSteps
	if m.Target.Sandbox {
		next = w.NextStepsSandbox
	}
	lines = append(lines, "")
	lines = append(lines, styled(m.Theme.Title, wrap(next, width))...)
	for _, step := range m.Words.NextSteps[o.Order.NetworkingModel] {
		lines = append(lines, wrap(step.Text, width)...)
		lines = append(lines, command(step.Command)...)
	}
	lines = append(lines, "", m.Theme.Title.Render(w.Undo))
	lines = append(lines, wrap(w.UndoNote, width)...)
	return append(lines, command(w.UndoCommand)...)
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
