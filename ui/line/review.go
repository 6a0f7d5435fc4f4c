package line

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"epn-wizard/client"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// askReview says what would be ordered, or what of it has changed since that was
// said last, and takes an answer.
func (d *dialog) askReview(s *flow.Reviewing) {
	w := d.Words
	d.waitWhile(w.Wizard.CheckingKeys, d.waitCondition(s, flow.ForConnection))
	d.waitWhile(w.Checks.Checking, d.waitCondition(s, flow.ForChecks, flow.ForGuard, flow.ForRecord))
	if d.flow.Step != s {
		return
	}
	if d.enterStep(s) {
		d.sayLine("")
		if s.Returned {
			d.sayLine("%s", w.Line.Returned)
		}
	}
	d.sayLine(w.Line.Review, d.targetWord())
	lines := d.reviewLines(s)
	for _, line := range lines {
		if !slices.Contains(d.saidReview, line) {
			d.sayLine("%s", line)
		}
	}
	d.saidReview = lines
	if d.flow.Failure != nil {
		d.sayUnconnected(d.flow.Failure)
	}
	if !d.discardTyped() {
		return
	}
	d.sayReviewKeys(s)
	for d.stillHolds(s) {
		line, ok := d.nextKeyAnswer()
		if !ok {
			return
		}
		d.answerReview(s, line)
	}
}

// answerReview does what is answered.
func (d *dialog) answerReview(s *flow.Reviewing, line string) {
	confirm, _ := d.findOffered(flow.Confirm, flow.ConfirmAgain)
	n, _ := strconv.Atoi(line) // 0 is none of them
	switch {
	case confirm.Blocked == flow.Possible && line == confirmWords[confirm.Kind]:
		if d.cameAlone() {
			d.doAction(confirm.Kind, 0)
		} else if d.flow.Step == s {
			d.sayReviewKeys(s)
		}
	case confirm.Blocked == flow.JournalDamaged && line == seenWord:
		if d.cameAlone() {
			d.doAction(flow.Acknowledge, 0)
		}
	case n >= 1 && n <= len(d.questions):
		d.doAction(flow.Edit, n-1)
	case line == "c":
		d.sayCommand(s)
	case line == "?" && confirm.Kind == flow.Confirm && confirm.Blocked == flow.Possible && d.flow.Rehearsal == nil:
		d.sayLine("%s", d.Words.Line.ReviewHelp)
	case !d.doLetter(line):
		d.sayReviewKeys(s)
	}
}

// sayReviewKeys says what can be answered.
func (d *dialog) sayReviewKeys(s *flow.Reviewing) {
	w := d.Words.Line
	confirm, _ := d.findOffered(flow.Confirm, flow.ConfirmAgain)
	switch {
	case d.flow.Failure != nil && d.flow.Failure.Cause == client.NoCredentials:
		d.sayLine("%s", w.NoKeysRetry)
	case d.flow.Failure != nil || d.flow.StepError != nil:
		d.sayLine("%s", w.RetryKeys)
	case confirm.Blocked == flow.JournalDamaged:
		d.sayLine(w.DamageKeys, seenWord)
	case confirm.Blocked == flow.WaitRequested || confirm.Kind == flow.ConfirmAgain:
		if confirm.Blocked == flow.WaitRequested {
			d.sayLine(d.Words.Script.Sentence, phrase.WaitText(d.Words, time.Until(d.flow.WaitUntil)))
		} else {
			d.sayLine(w.AgainKeys, againWord)
		}
		if _, can := d.findOffered(flow.SettleFirst); can {
			d.sayLine("%s", w.SettleKeys)
		}
		d.sayLine("%s", w.EditKeys)
	case d.flow.Rehearsal != nil: // n leads back to the list
		d.sayLine("%s", d.Words.Practice.LineReviewKeys)
	default:
		d.sayLine("%s", w.ReviewKeys)
	}
}

// reviewLines are every value and where it came from, what speaks for and against
// the order, and who pays.
func (d *dialog) reviewLines(s *flow.Reviewing) (lines []string) {
	w := d.Words
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for i, q := range d.questions {
		a := d.flow.Answers[q.Field]
		row := fmt.Sprintf(w.Line.Row, i+1, q.Step, q.DisplayValue(a.Value), a.Origin.OriginText(w))
		if method := d.flow.Checks.PrevailingMethod(s.Order); method != "" && q.Field == client.BillingMethod {
			row = fmt.Sprintf(w.Wizard.Prevails, row, "->", q.DisplayValue(method))
		}
		add("%s", row)
	}
	add(w.Line.TypeRow, w.Wizard.Type, client.EdgeToEdge, w.Wizard.TypeFixed)
	if d.flow.Connection == nil {
		return lines
	}
	if d.flow.StepError != nil {
		add("%s", phrase.ErrorText(w, d.flow.StepError))
		return lines
	}
	for _, said := range phrase.DescribeReview(w, d.Target, d.flow.Connection, d.flow.Checks, s.Order, s.Obstacles) {
		if said.Mark == phrase.Warned {
			said.Text = fmt.Sprintf(w.Script.Warning, said.Text)
		}
		add("%s", said.Text)
	}
	add("%s", w.NextSteps.ConnectsNothing)
	return lines
}

// sayCommand says which command would send the same order.
func (d *dialog) sayCommand(s *flow.Reviewing) {
	command := d.Target.CLIFor(d.flow.Connection.Payer()).CreateCommand(s.Order)
	said := phrase.DescribeCommand(d.Words, d.Target.Sandbox, command, max(d.Width-2, 0))
	if said.Caption != "" {
		d.sayLine("%s", said.Caption)
	}
	for _, line := range said.Lines {
		d.sayLine("  %s", line)
	}
	if said.Hint != "" {
		d.sayLine("%s", said.Hint)
	}
}

// sayUnconnected says why there is nobody to send the order to.
func (d *dialog) sayUnconnected(f *client.Failure) {
	if f.Cause != client.NoCredentials {
		d.sayFailure(f)
		return
	}
	d.sayLine("%s", d.Words.Wizard.NoKeys)
	d.sayLine("%s", d.Words.Wizard.LookedIn)
	for _, place := range f.Looked {
		d.sayLine("  %s", phrase.FindingText(d.Words, place))
	}
}

// sayFailure says what happened, why and what to do, for the end not to say it again.
func (d *dialog) sayFailure(f *client.Failure) {
	d.explained = true
	w, x := d.Words, phrase.DescribeFailure(d.Words, f)
	d.sayLine("")
	if f.Kind == client.Unknown { // The title says that an instance may exist.
		d.sayLine(w.Script.Sentence, x.Title)
	} else {
		d.sayLine(w.Line.Failed, x.Title, x.Kind)
	}
	x.Wait = "" // The review, which follows, says how long.
	d.sayLines(x.ListLines())
	d.sayLines(x.Details)
}
