package wizard

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// composeReview gives every answer and where it came from; what is permanent, what costs
// and who pays; what is in order; the action, before which all of this must be read; and
// where there is room, the command that would do the same.
func (p *page) composeReview(step *flow.Reviewing) sheet {
	width := p.textWidth()
	var lines []string
	if rehearsal := p.flow.Rehearsal; rehearsal != nil {
		lines = append(p.emboldenText(p.Words.Practice.Rehearsals[rehearsal.ID].Intro, width), "")
	} else if !p.isCompact() {
		lines = append(p.emboldenText(p.Words.Wizard.ReviewTitle, width), "")
	}
	if step.Returned {
		lines = append(append(lines, markText(p.Theme.Warned, p.Words.Line.Returned, width)...), "")
	}
	lines = slices.Concat(lines, p.drawAnswers(step, width), []string{""},
		p.listFindings(step, width), []string{""}, p.drawAction(width))
	ordered := p.Target.CLIFor(p.flow.Connection.Payer()).CreateCommand(step.Order)
	command, hint := p.drawCommand(ordered, width)
	s := sheet{text: lines, must: len(lines), keys: p.bindReview(ordered)}
	for _, k := range s.keys {
		if k.means != "" {
			s.help = append(s.help, theme.Wrap(k.means, width)...)
		}
	}
	s.help = slices.Concat(s.help, theme.Wrap(p.Words.Wizard.ReviewHelp, width), []string{""}, command, hint)
	known := slices.Concat(command, hint) // never one without the other
	if len(known) > 0 && s.must+1+len(known) <= p.bodyHeight() {
		s.text = append(append(lines, ""), known...)
	}
	return s
}

// bindReview makes the keys of the review. Where y does nothing, it says why.
func (p *page) bindReview(ordered client.Command) []binding {
	all := p.bindActions(flow.Confirm, flow.ConfirmAgain, flow.Acknowledge, flow.SettleFirst, flow.Reconnect)
	if why := p.explainBlock(); why != "" {
		if _, lost := p.findOffered(flow.Reconnect); lost {
			why = fmt.Sprintf(p.Words.Joins.Sentences, why, p.Words.Keys.Means["r"])
		} else if p.flow.Checks == nil {
			why = fmt.Sprintf(p.Words.Joins.Sentences, why, p.Words.Checks.Checking)
		}
		all = append(all, binding{keys: actionKeys[flow.Confirm].keys, means: why, act: func() tea.Cmd {
			p.notice = why
			return nil
		}})
	}
	for i := range p.questions {
		edit := binding{keys: []string{fmt.Sprint(i + 1)}, act: p.makeAction(flow.Edit, i)}
		if i == 0 { // it stands for all of them
			edit.shown, edit.does = fmt.Sprintf("1-%d", len(p.questions)), p.Words.Keys.Edit
			edit.spare = true
			edit.means = p.Words.Keys.Means[edit.shown]
		}
		all = append(all, edit)
	}
	all = append(all, p.bindActions(flow.Back, flow.ToList)...)
	for _, copying := range p.bindCopy(p.Words.Keys.CopyCommand, p.copiedText(ordered), ordered.String()) {
		copying.means = p.Words.Keys.Means["c"]
		all = append(all, copying)
	}
	return all
}

// copiedText says that a command was copied, that it orders for real where this order does
// not, and what has to be known of it.
func (p *page) copiedText(ordered client.Command) string {
	text := p.Words.Wizard.CopiedCommand
	if p.Target.Sandbox {
		text = fmt.Sprintf(p.Words.Joins.Sentences, text, p.Words.Commands.OrdersForReal)
	}
	if hint := p.Words.Commands.Hints[string(ordered.Hint)]; hint != "" {
		text = fmt.Sprintf(p.Words.Joins.Sentences, text, hint)
	}
	return text
}

// drawCommand gives the command that would do the same, and what has to be known of it.
func (p *page) drawCommand(ordered client.Command, width int) (lines, hint []string) {
	c := phrase.DescribeCommand(p.Words, p.Target.Sandbox, ordered, width-indent)
	if c.Caption != "" {
		command := indentLines(phrase.FitCommand(p.Words, c.Lines, width-indent), indent)
		lines = append(theme.Wrap(c.Caption, width), command...)
	}
	if c.Hint != "" {
		hint = theme.Wrap(c.Hint, width)
	}
	return lines, hint
}
