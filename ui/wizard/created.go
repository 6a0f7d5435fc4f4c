package wizard

import (
	"fmt"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// composeSending says of a create that is under way where it was sent, and since when.
func (p *page) composeSending(step *flow.Sending, start time.Time) sheet {
	w, width := p.Words.Wizard, p.textWidth()
	lines := p.emboldenText(fmt.Sprintf(w.Submitting, client.Visible(step.Connection.Endpoint.String())), width)
	lines = append(lines, "", fmt.Sprintf(w.Elapsed, int(time.Since(start)/time.Second)), "")
	if step.Leaving {
		lines = append(lines, markText(p.Theme.Warned, w.LeaveAsk, width)...)
	} else {
		lines = append(lines, theme.Wrap(w.SubmittingNote, width)...)
	}
	help := theme.Wrap(w.SubmittingNote+"\n\n"+w.SubmittingHelp, width)
	return sheet{text: lines, keys: p.bindActions(flow.Back), help: help}
}

// composeCreated gives the id of what was created first, what it is of, what a user should
// know, and what comes next.
func (p *page) composeCreated(step *flow.Created) sheet {
	w, o, width := p.Words.Wizard, step.Outcome, p.textWidth()
	title, rehearsal := w.Created, p.flow.Rehearsal
	if o.Recovered {
		title = w.CreatedFound
	}
	lines := p.markHeadline(p.Theme.Fine, title, width)
	lines = append(lines, "", strings.Repeat(" ", indent)+p.Theme.Title.Render(o.Created.EPNInstanceID), "")
	lines = append(lines, p.drawValues(o, width)...)
	for _, warning := range o.Warnings {
		lines = append(append(lines, ""), markText(p.Theme.Warned, phrase.WarningText(p.Words, warning), width)...)
	}
	keys := p.bindActions(flow.Finish, flow.ToList, flow.OpenPractice)
	keys = append(keys, p.bindCopy(p.Words.Keys.CopyID, w.CopiedID, o.Created.EPNInstanceID)...)
	if rehearsal != nil {
		keys[0].keys, keys[0].shown = []string{"enter", "esc", "q"}, "enter" // there the list is what comes next
		lines = append(lines, "", p.Theme.Title.Render(p.Words.Practice.Showed))
		lines = append(lines, theme.Wrap(p.Words.Practice.ShowedText(rehearsal.ID, step.Missed), width)...)
		return sheet{text: lines, keys: keys, help: theme.Wrap(p.Words.Practice.ResultHelp, width)}
	}
	lines = append(lines, p.drawNextSteps(o, width)...)
	if _, offered := p.findOffered(flow.OpenPractice); offered {
		lines = append(append(lines, ""), theme.Wrap(p.Words.Practice.Offer, width)...)
	}
	return sheet{text: lines, keys: keys, help: theme.Wrap(w.ResultHelp, width)}
}

// drawValues gives the values that the instance has, and the id of its request.
func (p *page) drawValues(o submit.Outcome, width int) []string {
	var lines []string
	for _, q := range p.questions {
		value := q.DisplayValue(q.ValueInOrder(o.Order))
		for _, w := range o.Warnings {
			if w.Kind == submit.BillingForced && q.Field == client.BillingMethod {
				value = fmt.Sprintf(p.Words.Wizard.Prevails, value, p.Theme.Arrow, q.DisplayValue(w.Values[0]))
			}
		}
		lines = append(lines, p.drawValue(q.Step, value, width)...)
	}
	if o.Created.RequestID != "" {
		lines = append(lines, p.drawValue(p.Words.Wizard.RequestID, o.Created.RequestID, width)...)
	}
	return lines
}

// drawNextSteps says what to do after the create, and how to undo it.
func (p *page) drawNextSteps(o submit.Outcome, width int) []string {
	next := phrase.NextSteps(p.Words, p.Target, p.flow.Connection.Payer(), o)
	lines := append(append([]string{""}, theme.Wrap(next.Intro, width)...), "")
	lines = append(lines, p.emboldenText(next.Title, width)...)
	for _, s := range next.Steps {
		lines = append(lines, theme.Wrap(s.Text, width)...)
		command := phrase.FitCommand(p.Words, s.CommandLines(width-indent), width-indent)
		lines = append(lines, indentLines(command, indent)...)
	}
	if next.Hint != "" {
		lines = append(append(lines, ""), theme.Wrap(next.Hint, width)...)
	}
	return lines
}
