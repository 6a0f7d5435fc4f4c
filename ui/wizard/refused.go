package wizard

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// refused is the screen of an order of which nothing was created. It is the same
// every time: what happened, why, what to do, the choices, the details.
type refused struct {
	*page
	menu
	step *flow.Refused
}

func (r *refused) listBindings() []binding {
	s := r.composeSheet()
	all := r.menu.bindChoices(r.page, s)
	if r.flow.Rehearsal != nil {
		all = append(all, r.page.bindActions(flow.ToList)...)
	} else {
		all = append(all, r.page.bindActions(flow.ToReview)...)
	}
	return append(all, r.bindCopy(r.Words.Keys.Copy, r.Words.Wizard.CopiedDetails, joinLines(s.details))...)
}

func (r *refused) takeMessage(tea.Msg) tea.Cmd { return nil }

func (r *refused) drawBody(height int) body { return r.drawSheet(r.page, r.composeSheet(), height) }

func (r *refused) explainScreen(width int) []string {
	return append(theme.Wrap(r.Words.Wizard.SheetHelp, width), r.detailLines(r.composeSheet().details)...)
}

// composeSheet says what happened, why, and what to do, and offers what advances it.
func (r *refused) composeSheet() sheet {
	failure, width := r.step.Outcome.Failure, r.textWidth()
	x := phrase.DescribeFailure(r.Words, failure)
	lines := r.markHeadline(r.Theme.Bad, r.Theme.Wrong, x.Title, width)
	paragraph := func(text string) []string { return indentLines(theme.Wrap(text, width-indent), indent) }
	lines = append(lines, paragraph(x.Kind)...)
	lines = append(append(lines, ""), paragraph(x.Explanation.Explanation)...)
	for _, place := range x.Places {
		lines = append(lines, indentLines(theme.WrapItem(place, width-indent), indent)...)
	}
	if x.Clock != "" {
		lines = append(lines, paragraph(x.Clock)...)
	}
	lines = append(append(lines, ""), indentLines(r.emboldenText(x.Remedy, width-indent), indent)...)
	return sheet{text: lines, choices: r.listChoices(x), details: failureDetails(r.page, failure)}
}

// listChoices gives what advances it, what is advised first.
func (r *refused) listChoices(x phrase.FailureText) []choice {
	w := r.Words.Wizard
	var all []choice
	for _, a := range r.flow.Actions() {
		label := ""
		switch a.Kind {
		case flow.Edit:
			label = fmt.Sprintf(w.DoEdit, r.questionAt(a.Index))
		case flow.ToReview:
			label = w.DoReview
			if left := secondsUntil(r.flow.WaitUntil); left > 0 { // the review waits, too
				label = fmt.Sprintf(w.DoWait, left)
			}
		case flow.Reconnect:
			label = w.DoLookForKeys
		case flow.ToList:
			label = r.Words.Practice.DoList
		case flow.Leave:
			if r.flow.Rehearsal != nil {
				continue
			}
			label = w.DoLeave
		default:
			continue
		}
		all = append(all, makeChoice(a, label))
	}
	return all
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
	if f.Message != "" {
		lines = append(lines, fmt.Sprintf(p.Words.Joins.Quote, f.Message))
	}
	return lines
}
