package wizard

import (
	"fmt"

	"epn-wizard/ui/phrase"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/ui/terminal"
)

// resultText is what stands after a create that succeeded: the id first.
func (m *Model) resultText(width int) []string {
	w := m.Words.Wizard
	o := m.outcome
	title := w.Created
	if o.Recovered {
		title = w.CreatedFound
	}
	lines := m.success(title, width)
	lines = append(lines, "", m.Theme.Title.Render(o.Created.EPNInstanceID))
	if o.Created.RequestID != "" {
		lines = append(lines, m.muted(w.RequestID+" "+o.Created.RequestID, width)...)
	}
	for _, warning := range o.Warnings {
		lines = append(lines, "")
		lines = append(lines, m.warning(phrase.WarningText(m.Words, warning.Kind, warning.Values), width)...)
	}
	if m.Rehearsal != nil {
		lines = append(lines, m.showed(width)...)
	}
	lines = append(lines, "")
	lines = append(lines, m.resultRows(width)...)
	if m.Rehearsal != nil {
		return lines
	}
	if m.Practice != nil {
		lines = append(lines, "")
		lines = append(lines, theme.Wrap(m.Words.Practice.Offer, width)...)
	}
	return append(lines, m.nextSteps(width)...)
}

// resultRows are the values that the instance has.
func (m *Model) resultRows(width int) []string {
	label := m.labelWidth()
	var lines []string
	for _, q := range m.questions {
		value := q.Show(q.Of(m.outcome.Order))
		for _, w := range m.outcome.Warnings {
			if w.Kind == submit.BillingForced && q.Field == client.BillingMethod {
				value = fmt.Sprintf(m.Words.Wizard.InForceRow, q.Show(w.Values[0]), value)
			}
		}
		for i, line := range theme.Wrap(value, width-label-2) {
			head := q.Step
			if i > 0 {
				head = ""
			}
			lines = append(lines, m.Theme.Muted.Render(pad(head, label+2))+line)
		}
	}
	return lines
}

// nextSteps is what to do after the create, and how to undo it.
func (m *Model) nextSteps(width int) []string {
	next := phrase.NextSteps(m.Words, m.Target, m.connected(), *m.outcome)
	lines := append([]string{""}, m.titled(next.Title, width)...)
	lines = append(lines, theme.Wrap(next.Intro, width)...)
	for _, s := range next.Steps {
		lines = append(lines, theme.Wrap(s.Text, width)...)
		lines = append(lines, styled(m.Theme.Value, phrase.FitCommand(m.Words, s.Lines(width), width))...)
	}
	if next.Hint != "" {
		lines = append(lines, m.muted(next.Hint, width)...)
	}
	return lines
}

func (m *Model) pressResult(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case matches(msg, m.keys.finish):
		if m.Rehearsal != nil {
			return leaveRehearsal
		}
		return m.leave()
	case matches(msg, m.keys.practice):
		m.offerPractice()
	case matches(msg, m.keys.copy):
		m.notice = m.Words.Wizard.Copied
		return terminal.CopyText(m.outcome.Created.EPNInstanceID)
	}
	return nil
}
