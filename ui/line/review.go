package line

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// review says what would be ordered, or what of it has changed since that was
// said last, and takes an answer.
func (d *dialog) review(s *flow.Reviewing) {
	w := d.Words
	d.waitWhile(w.Wizard.CheckingKeys, d.waits(s, flow.ForConnection))
	d.waitWhile(w.Checks.Checking, d.waits(s, flow.ForChecks, flow.ForGuard, flow.ForRecord))
	if d.flow.Step() != flow.Step(s) {
		return
	}
	if d.meets(s) {
		d.say("")
		if s.Returned {
			d.say("%s", w.Line.Returned)
		}
	}
	d.say(w.Line.Review, d.target())
	lines := d.reviewLines(s)
	for _, line := range lines {
		if !slices.Contains(d.heard, line) {
			d.say("%s", line)
		}
	}
	d.heard = lines
	if s.Failure != nil {
		d.sayUnconnected(s.Failure)
	}
	if !d.discardTyped() {
		return
	}
	d.sayReviewKeys(s)
	for d.stands(s) {
		line, ok := d.nextKey()
		if !ok {
			return
		}
		d.answerReview(s, line)
	}
}

// answerReview does what is answered.
func (d *dialog) answerReview(s *flow.Reviewing, line string) {
	confirm, _ := d.offered(flow.Confirm, flow.ConfirmAgain)
	_, canReconnect := d.offered(flow.Reconnect)
	settle, canSettle := d.offered(flow.SettleFirst)
	n, _ := strconv.Atoi(line) // 0 is none of them
	switch {
	case confirm.Blocked == flow.Possible && is(line, d.confirmWord(confirm)):
		if d.isMeant() {
			d.do(confirm.Kind, 0)
		} else if d.flow.Step() == flow.Step(s) {
			d.sayReviewKeys(s)
		}
	case confirm.Blocked == flow.JournalDamaged && is(line, d.Words.Line.Seen):
		if d.isMeant() {
			d.do(flow.Acknowledge, 0)
		}
	case canReconnect && is(line, "y"): // credentials may have been set up meanwhile
		d.do(flow.Reconnect, 0)
	case canSettle && is(line, "s"):
		d.do(flow.SettleFirst, settle.Index)
	case d.rehearsing() && (is(line, "n") || is(line, "b")):
		d.do(flow.ToList, 0)
	case is(line, "n"), is(line, "q"):
		d.do(flow.Leave, 0)
	case is(line, "b"):
		d.do(flow.Back, 0)
	case n >= 1 && n <= len(d.questions):
		d.do(flow.Edit, n-1)
	case is(line, "c"):
		d.sayCommand(s)
	case (line == "?" || is(line, "help")) && confirm.Kind == flow.Confirm && confirm.Blocked == flow.Possible && !d.rehearsing():
		d.say("%s", d.Words.Line.ReviewHelp)
	default:
		d.sayReviewKeys(s)
	}
}

// confirmWord is what sends the order. It is more than y where something stands in
// the way: whoever answers y once more has not read that.
func (d *dialog) confirmWord(a flow.Action) string {
	if a.Kind == flow.ConfirmAgain {
		return d.Words.Line.Again
	}
	return "y"
}

// sayReviewKeys says what can be answered.
func (d *dialog) sayReviewKeys(s *flow.Reviewing) {
	w := d.Words.Line
	confirm, _ := d.offered(flow.Confirm, flow.ConfirmAgain)
	switch {
	case s.Failure != nil && s.Failure.Cause == client.NoCredentials:
		d.say("%s", w.NoKeysRetry)
	case s.Failure != nil || s.Trouble != nil:
		d.say("%s", w.RetryKeys)
	case confirm.Blocked == flow.JournalDamaged:
		d.say(w.DamageKeys, w.Seen)
	case confirm.Kind == flow.ConfirmAgain:
		d.say(w.AgainKeys, w.Again)
		if _, can := d.offered(flow.SettleFirst); can {
			d.say("%s", w.SettleKeys)
		}
		d.say("%s", w.EditKeys)
	case d.rehearsing():
		d.say("%s", d.Words.Practice.LineReviewKeys)
	default:
		d.say("%s", w.ReviewKeys)
	}
	if confirm.Blocked == flow.WaitRequested {
		d.say(d.Words.Wizard.DoWait, int(time.Until(s.Obstacles.WaitUntil).Round(time.Second)/time.Second))
	}
}

// reviewLines are every value and where it came from, what speaks for and against
// the order, and who pays.
func (d *dialog) reviewLines(s *flow.Reviewing) (lines []string) {
	w := d.Words
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for i, q := range d.questions {
		a := d.flow.Answers()[q.Field]
		add(w.Line.Row, i+1, q.Step, q.DisplayValue(a.Value), a.Origin.OriginText(w))
	}
	add(w.Line.TypeRow, w.Wizard.Type, client.EdgeToEdge, w.Wizard.TypeFixed)
	if s.Connection == nil {
		return lines
	}
	if s.Trouble != nil {
		add("%s", phrase.ErrorText(w, s.Trouble))
		return lines
	}
	for _, said := range phrase.DescribeReview(w, d.Target, s.Connection, s.Checks, s.Order, s.Obstacles) {
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
	var c submit.Connection
	if s.Connection != nil {
		c = *s.Connection
	}
	said := phrase.DescribeCommand(d.Words, d.Target, d.Target.CLI(c).CreateCommand(s.Order), max(d.Width-3, 0))
	if said.Caption != "" {
		d.say("%s", said.Caption)
	}
	for _, line := range said.Lines {
		d.say("  %s", line)
	}
	if said.Hint != "" {
		d.say("%s", said.Hint)
	}
}

// sayUnconnected says why there is nobody to send the order to.
func (d *dialog) sayUnconnected(f *client.Failure) {
	if f.Cause != client.NoCredentials {
		d.explain(f)
		return
	}
	d.say("%s", d.Words.Wizard.NoKeys)
	for _, place := range f.Looked {
		d.say("  %s", phrase.FindingText(d.Words, place))
	}
}

// explainOutcome says why the last order failed, for the end not to say it again.
func (d *dialog) explainOutcome(o submit.Outcome) {
	d.explain(o.Failure)
	d.explained = true
}

// explain says what happened, why and what to do.
func (d *dialog) explain(f *client.Failure) {
	w, x := d.Words, phrase.DescribeFailure(d.Words, f)
	d.say("")
	d.say(w.Line.Failed, x.Title, x.Kind)
	d.say("%s", x.Explanation.Explanation)
	for _, place := range x.Places {
		d.say("  %s", place)
	}
	if x.Clock != "" {
		d.say("%s", x.Clock)
	}
	d.say("%s", x.Remedy)
	if i := slices.Index(client.Fields(), x.Field); i >= 0 && f.Kind == client.Refused {
		d.say(w.Line.Changes, i+1, d.questions[i].Step)
	}
	d.sayAll(x.Details)
	if f.RetryAfter > 0 {
		d.say(w.Wizard.DoWait, int(f.RetryAfter.Round(time.Second)/time.Second))
	}
}
