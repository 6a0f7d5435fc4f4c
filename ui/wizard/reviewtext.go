package wizard

import (
	"fmt"
	"slices"
	"strings"
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

// composeText gives the review: every answer and where it came from; what is permanent,
// what costs and who pays; what is in order; the action; and where there is room, the
// command that would do the same. It also tells how many of the lines must be read
// before the action.
func (r *review) composeText() (lines []string, must int) {
	width := r.textWidth()
	if rehearsal := r.flow.Rehearsal; rehearsal != nil {
		lines = append(r.emboldenText(r.Words.Practice.Rehearsal(rehearsal.ID).Intro, width), "")
	} else if !r.isCompact() {
		lines = append(r.emboldenText(r.Words.Wizard.ReviewTitle, width), "")
	}
	if r.step.Returned {
		lines = append(append(lines, r.markWarning(r.Words.Line.Returned, width)...), "")
	}
	lines = append(lines, r.composeRows(width)...)
	lines = append(lines, "")
	lines = append(lines, r.listFindings(width)...)
	lines = append(lines, "")
	lines = append(lines, r.composeAction(width)...)
	must = len(lines)
	command, hint := r.commandText(width)
	for _, part := range [][]string{slices.Concat(command, hint), command} { // never a hint without its command
		if len(part) > 0 && must+1+len(part) <= r.bodyHeight() {
			return append(append(lines, ""), part...), must
		}
	}
	return lines, must
}

// commandText is the command that would do the same, and what has to be known of it.
func (r *review) commandText(width int) (lines, hint []string) {
	c := phrase.DescribeCommand(r.Words, r.Target, r.makeCommand(), width-indent)
	if c.Caption != "" {
		command := indentLines(phrase.FitCommand(r.Words, c.Lines, width-indent), indent)
		lines = append(theme.Wrap(c.Caption, width), command...)
	}
	if c.Hint != "" {
		hint = theme.Wrap(c.Hint, width)
	}
	return lines, hint
}

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

// composeRows gives the answers, each with its number, and what the service has fixed.
func (r *review) composeRows(width int) []string {
	w, answers := r.Words.Wizard, r.flow.Answers
	origin, value := lipgloss.Width(w.TypeFixed), 0
	for _, q := range r.questions {
		origin = max(origin, lipgloss.Width(answers[q.Field].Origin.OriginText(r.Words)))
		if one := lipgloss.Width(q.DisplayValue(answers[q.Field].Value)); one <= maxValue {
			value = max(value, one)
		}
	}
	label := r.labelWidth()
	column := max(min(maxValue, width-2-label-2*columnGap-origin), value)
	var lines []string
	prevails, margin := r.findPrevailing(), ""
	if prevails != "" {
		margin = "  "
	}
	for i, q := range r.questions {
		mark, value := margin, q.DisplayValue(answers[q.Field].Value)
		if q.Field == client.BillingMethod && prevails != "" {
			mark = r.Theme.Alert.Padding(0).Render(r.Theme.Warn) + " "
			value = fmt.Sprintf(w.Prevails, value, r.Theme.Arrow, q.DisplayValue(prevails))
		}
		key := mark + r.Theme.Title.Render(fmt.Sprint(i+1))
		origin := answers[q.Field].Origin.OriginText(r.Words)
		lines = append(lines, r.composeRow(width, label, column, key, q.Step, value, origin)...)
	}
	return append(lines, r.composeRow(width, label, column, margin+" ", w.Type, client.EdgeToEdge, w.TypeFixed)...)
}

// findPrevailing gives the billing method that is in force in place of the one that was
// answered, or "".
func (r *review) findPrevailing() string {
	if k := r.flow.Checks; k != nil && k.InForce != r.step.Order.InternetChargeType {
		return k.InForce
	}
	return ""
}

// composeRow gives one value of the review: its key, its name, itself, its origin. What
// needs more room gets more lines; nothing is cut.
func (r *review) composeRow(width, label, column int, key, name, value, origin string) []string {
	head := key + " " + padLine(name, label+columnGap)
	room := width - lipgloss.Width(head)
	values := r.emboldenText(value, room)
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
func (r *review) listFindings(width int) (lines []string) {
	if r.flow.Failure != nil {
		return r.noConnection(width)
	}
	if r.flow.StepError != nil {
		said := fmt.Sprintf(r.Words.Unsettled.NotPossible, phrase.ErrorText(r.Words, r.flow.StepError))
		lines = r.markProblem(said, width)
	}
	s := r.step
	for _, said := range phrase.DescribeReview(r.Words, r.Target, r.flow.Connection, r.flow.Checks, s.Order, s.Obstacles) {
		switch said.Mark {
		case phrase.Warned: // its first words are in bold
			lines = append(lines, r.markLeading(r.Theme.Alert, r.Theme.Warn, said.Text, width)...)
		case phrase.NotKnown:
			lines = append(lines, r.markUnsure(said.Text, width)...)
		case phrase.Fine:
			lines = append(lines, r.markConfirmed(said.Text, width)...)
		}
	}
	return lines
}

// markLeading gives a text with a mark, whose first words, up to a full stop or a colon,
// are in bold.
func (r *review) markLeading(style lipgloss.Style, mark, text string, width int) []string {
	lines := emboldenLead(r.Theme.Title, findLead(text), theme.Wrap(text, width-indent))
	return hangIndented(style.Render(mark)+" ", lines)
}

// noConnection says why nobody can be asked, and how to mend it.
func (r *review) noConnection(width int) []string {
	w, f := r.Words.Wizard, r.flow.Failure
	paragraph := func(text string) []string { return indentLines(theme.Wrap(text, width-indent), indent) }
	if f.Cause != client.NoCredentials {
		x := phrase.ExplainFailure(r.Words, f)
		lines := append(r.markHeadline(r.Theme.Bad, r.Theme.Wrong, x.Title, width), paragraph(x.Explanation)...)
		if f.Message != "" {
			lines = append(lines, paragraph(fmt.Sprintf(r.Words.Joins.Quote, f.Message))...)
		}
		return append(lines, paragraph(x.Remedy)...)
	}
	lines := append(r.markHeadline(r.Theme.Bad, r.Theme.Wrong, w.NoKeys, width), paragraph(w.NoKeysRetry)...)
	lines = append(lines, paragraph(w.LookedIn)...)
	for _, place := range f.Looked {
		lines = append(lines, indentLines(theme.WrapItem(phrase.FindingText(r.Words, place), width-2), 2)...)
	}
	return lines
}

// composeAction gives what the review is for, or why it is not possible now.
func (r *review) composeAction(width int) []string {
	w := r.Words.Wizard
	confirm, offered := r.findOffered(flow.Confirm)
	label := "y  " + w.DoCreate
	if !offered {
		confirm, offered = r.findOffered(flow.ConfirmAgain)
		label = "a  " + w.DoCreateAgain
	}
	switch confirm.Blocked {
	case flow.Possible:
		if !offered { // the journey is over, and this may be what the terminal goes on showing
			return nil
		}
		return []string{r.Theme.Selected.Render(label)}
	case flow.WaitRequested:
		return theme.Wrap(fmt.Sprintf(w.DoWait, max(secondsUntil(r.flow.WaitUntil), 1)), width)
	case flow.JournalDamaged:
		return theme.Wrap(w.NotBeforeSeen, width)
	}
	return theme.Wrap(w.NotYet, width)
}

// findLead gives what a text begins with, up to its first full stop or colon.
func findLead(text string) string {
	if i := strings.IndexAny(text, ".:。："); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		return text[:i+size]
	}
	return ""
}
