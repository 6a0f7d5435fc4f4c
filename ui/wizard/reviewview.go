package wizard

import (
	"fmt"
	"strings"

	"epn-wizard/ui/phrase"

	"charm.land/lipgloss/v2"

	"epn-wizard/client"
	"epn-wizard/theme"
)

// reviewText is the review: every value and where it came from, who pays, and
// the command that would do the same.
func (m *Model) reviewText(width int) []string {
	w := m.Words.Wizard
	label, origin := m.labelWidth(), lipgloss.Width(w.TypeFixed)
	for _, q := range m.questions {
		origin = max(origin, lipgloss.Width(m.answers[q.Field].Origin.Say(m.Words)))
	}
	column := min(28, width-2-label-2*gap-origin) // where origins begin, if there is room
	var lines []string
	if m.Rehearsal != nil && m.outcome == nil {
		lines = append(m.titled(m.Rehearsal.Intro, width), "")
	} else if !m.compact() {
		lines = append(lines, m.Theme.Title.Render(w.ReviewTitle), "")
	}
	for i, q := range m.questions {
		a := m.answers[q.Field]
		lines = append(lines, m.row(width, label, column, fmt.Sprint(i+1), q.Step, q.Show(a.Value), a.Origin.Say(m.Words))...)
	}
	lines = append(lines, m.row(width, label, column, " ", w.Type, client.EdgeToEdge, w.TypeFixed)...)
	lines = append(lines, "")
	lines = append(lines, m.checkLines(width)...)
	lines = append(lines, m.payer(width)...)
	lines = append(lines, theme.Wrap(m.Words.NextSteps.ConnectsNothing, width)...)
	m.review.length = len(lines)
	lines = append(lines, "")
	return append(lines, m.commandText(width)...)
}

// commandText is the command that would do the same, and what has to be known of it.
func (m *Model) commandText(width int) (lines []string) {
	c := phrase.DescribeCommand(m.Words, m.Target, m.command(), width)
	if c.Caption != "" {
		lines = append(m.muted(c.Caption, width), phrase.FitCommand(m.Words, c.Lines, width)...)
	}
	if c.Hint != "" {
		lines = append(lines, m.muted(c.Hint, width)...)
	}
	return lines
}

// labelWidth is how wide the questions' names are.
func (m *Model) labelWidth() (width int) {
	for _, q := range m.questions {
		width = max(width, lipgloss.Width(q.Step))
	}
	return width
}

// gap is what is left free between two columns of the review.
const gap = 2

// row is one value of the review: its key, its name, itself, its origin. A
// value that needs more room gets more lines; none is cut.
func (m *Model) row(width, label, column int, key, name, value, origin string) []string {
	head := m.Theme.Key.Render(key) + " " + pad(name, label+gap)
	indent := strings.Repeat(" ", lipgloss.Width(head))
	room := width - lipgloss.Width(head)
	beside := lipgloss.Width(value)+gap+lipgloss.Width(origin) <= room
	var lines []string
	for i, line := range theme.Wrap(value, room) {
		line = m.Theme.Value.Render(line)
		if i > 0 {
			head = indent
		}
		lines = append(lines, head+line)
	}
	note := m.Theme.Muted.Render(origin)
	if !beside {
		return append(lines, indent+note)
	}
	column = max(lipgloss.Width(value), column)
	return []string{lines[0] + strings.Repeat(" ", column-lipgloss.Width(value)+gap) + note}
}

// payer says who pays, or why nobody can yet.
func (m *Model) payer(width int) []string {
	w := m.Words.Wizard
	switch {
	case m.Target.Sandbox && m.trouble == nil:
		return theme.Wrap(w.NothingBilled, width)
	case m.trouble != nil && m.trouble.Cause != client.NoCredentials:
		x := phrase.ExplainFailure(m.Words, m.trouble)
		lines := m.problem(x.Title, width)
		lines = append(lines, theme.Wrap(x.Explanation, width)...)
		lines = append(lines, theme.Wrap(m.trouble.Message, width)...)
		return append(lines, theme.Wrap(x.Remedy, width)...)
	case m.trouble != nil:
		lines := m.problem(w.NoKeys, width)
		for _, place := range m.trouble.Looked {
			lines = append(lines, theme.WrapItem(phrase.FindingText(m.Words, place), width)...)
		}
		return append(lines, theme.Wrap(w.NoKeysRetry, width)...)
	case m.conn == nil:
		return m.muted(w.CheckingKeys, width)
	}
	lines := theme.Wrap(phrase.PayerText(m.Words, m.conn.Account), width)
	for _, place := range m.conn.PassedOver {
		lines = append(lines, m.warning(phrase.PassedOverText(m.Words, place), width)...)
	}
	return lines
}
