package wizard

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// composeRefusal says of an order of which nothing was created what happened, why, and
// what to do, and offers what advances it. It is the same every time.
func (p *page) composeRefusal(step *flow.Refused) sheet {
	failure, width := step.Outcome.Failure, p.textWidth()
	x := phrase.DescribeFailure(p.Words, failure)
	lines := append(p.markHeadline(p.Theme.Failed, x.Title, width), p.indentText(x.Kind, width)...)
	why := append([]string{""}, p.indentText(x.Explanation.Reason, width)...)
	for _, place := range x.Places {
		why = append(why, indentLines(theme.WrapItem(place, width-indent), indent)...)
	}
	if x.Clock != "" {
		why = append(why, p.indentText(x.Clock, width)...)
	}
	remedy, choices := styleLines(p.Theme.Title, p.indentText(x.Remedy, width)), p.listRemedies(step)
	if len(lines)+len(why)+1+len(remedy)+1+len(choices) <= p.bodyHeight() {
		lines = slices.Concat(lines, why, []string{""}, remedy)
	} else { // what to do is seen before why
		lines = slices.Concat(lines, remedy, why)
	}
	onwards, details := flow.ToReview, failureDetails(p, failure)
	if p.flow.Rehearsal != nil {
		onwards = flow.ToList
	}
	return sheet{
		text: lines, choices: choices, details: details, help: theme.Wrap(p.Words.Wizard.SheetHelp, width),
		keys: append(p.bindActions(onwards),
			p.bindCopy(p.Words.Keys.Copy, p.Words.Wizard.CopiedDetails, strings.Join(details, "\n"))...),
	}
}

// listRemedies gives what advances a refused order, what is advised first.
func (p *page) listRemedies(step *flow.Refused) []choice {
	w := p.Words.Wizard
	return p.listChoices(func(a flow.Action) string {
		switch a.Kind {
		case flow.Edit:
			return fmt.Sprintf(w.DoEdit, p.questions[a.Index].Step)
		case flow.ToReview:
			if left := time.Until(p.flow.WaitUntil); left > 0 { // the review waits, too
				return phrase.WaitText(p.Words, left)
			}
			if p.flow.Failure != nil { // the review looks for keys first
				return w.DoLookForKeys
			}
			return w.DoReview
		case flow.ToList:
			return p.Words.Practice.DoList
		case flow.Leave:
			if p.flow.Rehearsal == nil {
				return w.DoLeave
			}
		}
		return ""
	})
}

// failureDetails are the details of a failure in at most three lines: its code, status
// and endpoint, the request's id, and the service's own message.
func failureDetails(p *page, f *client.Failure) []string {
	var head []string
	if f.Code != "" {
		head = append(head, f.Code)
	}
	if f.HTTPStatus != 0 {
		head = append(head, fmt.Sprintf("HTTP %d", f.HTTPStatus))
	}
	if f.Host != "" {
		head = append(head, f.Host)
	}
	var lines []string
	if len(head) > 0 {
		lines = append(lines, joinDots(p, head))
	}
	if f.RequestID != "" {
		lines = append(lines, p.Words.Wizard.RequestID+" "+f.RequestID)
	}
	if message := phrase.MessageText(p.Words, f); message != "" {
		lines = append(lines, fmt.Sprintf(p.Words.Joins.Quote, message))
	}
	return lines
}
