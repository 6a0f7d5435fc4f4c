package wizard

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// created is the screen of an instance that was created.
type created struct {
	*page
	pager
	step *flow.Created
}

func (c *created) listBindings() []binding {
	all := c.page.bindActions(flow.Finish, flow.ToList, flow.OpenPractice)
	if c.flow.Rehearsal != nil { // there it is what comes next
		all[0].keys, all[0].shown = []string{"enter", "esc", "q"}, "enter"
	}
	all = append(all, c.bindCopy(c.Words.Keys.CopyID, c.Words.Wizard.CopiedID, c.step.Outcome.Created.EPNInstanceID)...)
	return append(all, c.pager.bindScrolling(c.page, len(c.composeText()), c.bodyHeight(), false)...)
}

func (c *created) takeMessage(tea.Msg) tea.Cmd { return nil }

func (c *created) drawBody(height int) body {
	return body{lines: c.windowLines(c.composeText(), height)}
}

func (c *created) explainScreen(width int) []string {
	if c.flow.Rehearsal != nil {
		return theme.Wrap(c.Words.Practice.ResultHelp, width)
	}
	return theme.Wrap(c.Words.Wizard.ResultHelp, width)
}

// composeText gives the id first, what it is of, what a user should know, and what comes next.
func (c *created) composeText() []string {
	w, o, width := c.Words.Wizard, c.step.Outcome, c.textWidth()
	title := w.Created
	if o.Recovered {
		title = w.CreatedFound
	}
	lines := c.markHeadline(c.Theme.Good, c.Theme.Done, title, width)
	lines = append(lines, "", blankSpace("    ")+c.Theme.Title.Render(o.Created.EPNInstanceID), "")
	lines = append(lines, c.valueRows(width)...)
	if o.Created.RequestID != "" {
		lines = append(lines, c.drawValue(w.RequestID, o.Created.RequestID, width)...)
	}
	for _, warning := range o.Warnings {
		lines = append(append(lines, ""), c.markWarning(phrase.WarningText(c.Words, warning), width)...)
	}
	if r := c.flow.Rehearsal; r != nil {
		lines = append(lines, "", c.Theme.Title.Render(c.Words.Practice.Showed))
		return append(lines, theme.Wrap(c.Words.Practice.ShowedText(r.ID, c.step.Missed), width)...)
	}
	lines = append(lines, c.nextSteps(width)...)
	if _, offered := c.findOffered(flow.OpenPractice); offered {
		lines = append(append(lines, ""), theme.Wrap(c.Words.Practice.Offer, width)...)
	}
	return lines
}

// valueRows are the values that the instance has.
func (c *created) valueRows(width int) []string {
	var lines []string
	for _, q := range c.questions {
		value := q.DisplayValue(q.ValueInOrder(c.step.Outcome.Order))
		for _, w := range c.step.Outcome.Warnings {
			if w.Kind == submit.BillingForced && q.Field == client.BillingMethod {
				value = fmt.Sprintf(c.Words.Wizard.Prevails, value, c.Theme.Arrow, q.DisplayValue(w.Values[0]))
			}
		}
		lines = append(lines, c.drawValue(q.Step, value, width)...)
	}
	return lines
}

// nextSteps is what to do after the create, and how to undo it.
func (c *created) nextSteps(width int) []string {
	next := phrase.NextSteps(c.Words, c.Target, c.currentConnection(), c.step.Outcome)
	lines := append(append([]string{""}, theme.Wrap(next.Intro, width)...), "")
	lines = append(lines, c.emboldenText(next.Title, width)...)
	for _, s := range next.Steps {
		lines = append(lines, theme.Wrap(s.Text, width)...)
		lines = append(lines, indentLines(phrase.FitCommand(c.Words, s.CommandLines(width-indent), width-indent), indent)...)
	}
	if next.Hint != "" {
		lines = append(append(lines, ""), theme.Wrap(next.Hint, width)...)
	}
	return lines
}
