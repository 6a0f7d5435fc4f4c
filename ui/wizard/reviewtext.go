package wizard

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// columnGap is what is left free between two columns, and maxValue is how wide the one of
// values is at most: a longer value goes beyond it.
const (
	columnGap = 2
	maxValue  = 28
)

// labelWidth is how wide the questions' names are.
func (p *page) labelWidth() (width int) {
	for _, q := range p.questions {
		width = max(width, lipgloss.Width(q.Step))
	}
	return width
}

// drawValue gives a value behind its name, or below it where an id would be broken.
func (p *page) drawValue(name, value string, width int) []string {
	head := padLine(name, p.labelWidth()+columnGap)
	if room := width - lipgloss.Width(head); theme.WidestWord(value) <= room {
		return hangIndented(head, p.emboldenText(value, room))
	}
	return append([]string{name}, p.emboldenText(value, width)...)
}

// drawAnswers gives the answers, each with its number, and what the service has fixed.
func (p *page) drawAnswers(step *flow.Reviewing, width int) []string {
	w, answers := p.Words.Wizard, p.flow.Answers
	origin, value := lipgloss.Width(w.TypeFixed), 0
	for _, q := range p.questions {
		origin = max(origin, lipgloss.Width(answers[q.Field].Origin.OriginText(p.Words)))
		if one := lipgloss.Width(q.DisplayValue(answers[q.Field].Value)); one <= maxValue {
			value = max(value, one)
		}
	}
	label := p.labelWidth()
	column := max(min(maxValue, width-2-label-2*columnGap-origin), value)
	var lines []string
	prevails, margin := p.flow.Checks.PrevailingMethod(step.Order), ""
	if prevails != "" && !p.isCompact() {
		margin = strings.Repeat(" ", indent)
	}
	for i, q := range p.questions {
		forced := q.Field == client.BillingMethod && prevails != ""
		mark := margin
		if forced && margin != "" {
			mark = p.Theme.Warned + " "
		}
		key, value := mark+p.Theme.Title.Render(fmt.Sprint(i+1)), q.DisplayValue(answers[q.Field].Value)
		origin := answers[q.Field].Origin.OriginText(p.Words)
		lines = append(lines, p.drawAnswer(width, label, column, key, q.Step, value, origin)...)
		if forced { // on a line of its own: the origin is that of the answer
			head := strings.Repeat(" ", lipgloss.Width(key)+1+label+columnGap)
			said := strings.TrimSpace(fmt.Sprintf(w.Prevails, "", p.Theme.Arrow, q.DisplayValue(prevails)))
			lines = append(lines, hangIndented(head, p.emboldenText(said, width-lipgloss.Width(head)))...)
		}
	}
	return append(lines, p.drawAnswer(width, label, column, margin+" ", w.Type, client.EdgeToEdge, w.TypeFixed)...)
}

// drawAnswer gives one value of the review: its key, its name, itself, its origin. What
// needs more room gets more lines; nothing is cut.
func (p *page) drawAnswer(width, label, column int, key, name, value, origin string) []string {
	head := key + " " + padLine(name, label+columnGap)
	room := width - lipgloss.Width(head)
	values := p.emboldenText(value, room)
	beside, last := room-column-columnGap, lipgloss.Width(value)
	switch {
	case last <= column && theme.WidestWord(origin) <= beside:
		return hangIndented(head+padLine(values[0], column)+strings.Repeat(" ", columnGap), theme.Wrap(origin, beside))
	case len(values) == 1 && last+columnGap+lipgloss.Width(origin) <= room:
		values[0] += strings.Repeat(" ", columnGap) + origin
	default:
		values = append(values, theme.Wrap(origin, room)...)
	}
	return hangIndented(head, values)
}

// listFindings gives what is permanent, what costs and who pays, what is not known, and
// what is in order, in that order; or why nobody can be asked.
func (p *page) listFindings(step *flow.Reviewing, width int) (lines []string) {
	if p.flow.Failure != nil {
		return p.explainMissing(p.flow.Failure, width)
	}
	if p.flow.StepError != nil {
		said := fmt.Sprintf(p.Words.Unsettled.NotPossible, phrase.ErrorText(p.Words, p.flow.StepError))
		lines = markText(p.Theme.Failed, said, width)
	}
	t := p.Theme
	marks := map[phrase.Mark]string{phrase.Warned: t.Warned, phrase.NotKnown: t.NotKnown, phrase.Fine: t.Fine}
	described := phrase.DescribeReview(p.Words, p.Target, p.flow.Connection, p.flow.Checks, step.Order, step.Obstacles)
	for _, said := range described {
		text := theme.Wrap(said.Text, width-indent)
		if said.Mark == phrase.Warned {
			text = emboldenLead(t.Title, findLead(said.Text), text)
		}
		lines = append(lines, hangIndented(marks[said.Mark]+" ", text)...)
	}
	return lines
}

// explainMissing says why nobody can be asked, and how to mend it.
func (p *page) explainMissing(f *client.Failure, width int) []string {
	w := p.Words.Wizard
	paragraph := func(text string) []string { return p.indentText(text, width) }
	if f.Cause != client.NoCredentials {
		x := phrase.DescribeFailure(p.Words, f)
		lines := append(p.markHeadline(p.Theme.Failed, x.Title, width), paragraph(x.Reason)...)
		lines = append(lines, paragraph(x.Remedy)...)
		if f.Message != "" { // below the remedy, which may speak of it
			lines = append(lines, paragraph(fmt.Sprintf(p.Words.Joins.Quote, f.Message))...)
		}
		return lines
	}
	lines := append(p.markHeadline(p.Theme.Failed, w.NoKeys, width), paragraph(w.NoKeysRetry)...)
	lines = append(lines, paragraph(w.LookedIn)...)
	for _, place := range f.Looked {
		lines = append(lines, indentLines(theme.WrapItem(phrase.FindingText(p.Words, place), width-indent), indent)...)
	}
	return lines
}

// drawAction gives what the review is for, or why it is not possible now.
func (p *page) drawAction(width int) []string {
	confirm, offered := p.findOffered(flow.Confirm, flow.ConfirmAgain)
	does := p.Words.Wizard.DoCreate
	if confirm.Kind == flow.ConfirmAgain {
		does = p.Words.Wizard.DoCreateAgain
	}
	switch {
	case !offered: // the journey is over, and this may be what the terminal goes on showing
		return nil
	case confirm.Blocked != flow.Possible:
		return theme.Wrap(p.explainBlock(), width)
	}
	return []string{p.Theme.Selected.Render(actionKeys[confirm.Kind].shown + "  " + does)}
}

// explainBlock says why y does not send the order, or "".
func (p *page) explainBlock() string {
	switch confirm, _ := p.findOffered(flow.Confirm, flow.ConfirmAgain); {
	case confirm.Blocked == flow.WaitRequested:
		return phrase.WaitText(p.Words, time.Until(p.flow.WaitUntil))
	case confirm.Blocked == flow.JournalDamaged:
		return p.Words.Wizard.NotBeforeSeen
	case confirm.Blocked == flow.NotReady:
		return p.Words.Wizard.NotYet
	case confirm.Kind == flow.ConfirmAgain:
		return p.Words.Wizard.NotPlainly
	}
	return ""
}

// findLead gives what a text begins with, up to its first full stop or colon.
func findLead(text string) string {
	if i := strings.IndexAny(text, ".:。："); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		return text[:i+size]
	}
	return ""
}
