package line

import (
	"strconv"
	"strings"

	"epn-wizard/client"
	"epn-wizard/forms"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// askQuestion asks until there is a valid answer or the user goes elsewhere.
func (d *dialog) askQuestion(s *flow.Asking) {
	q := d.questions[s.Index]
	d.enterStep(s)
	if q.Field == client.BillingMethod { // A look that takes longer is told of when it has answered.
		d.waitAtMost(quietWait, d.waitCondition(s, flow.ForConnection, flow.ForChecks))
	}
	if d.flow.Step != s {
		return
	}
	d.poseQuestion(s.Index)
	for d.flow.Step == s {
		line, ok := d.nextAnswer()
		if !ok {
			return
		}
		about, asks := strings.CutPrefix(client.NarrowCharacters(line), "?")
		letter := strings.ToLower(line)
		if q.Field != client.InstanceName && letter == "help" { // which may be a name
			about, asks = "", true
		}
		switch {
		case letter == "q", letter == "b":
			if !d.doLetter(letter) {
				d.sayLine("%s", d.Words.Line.FirstQuestion)
				d.poseQuestion(s.Index)
			}
		case asks && (about == "" || len(q.Options) > 0): // else it may be a name
			d.explainQuestion(q, strings.TrimSpace(about))
			d.sayQuestionStep(s.Index)
			d.sayPreset(q)
		default:
			d.handInAnswer(q, s, line)
		}
	}
}

// handInAnswer hands in an answer, or the number of one, and says it or what is wrong with it.
func (d *dialog) handInAnswer(q forms.Question, s *flow.Asking, line string) {
	w, before := d.Words.Line, d.flow.Answers[q.Field].Value
	if line == "" {
		line = d.flow.StandingValue(q.Field)
	} else {
		if n, err := strconv.Atoi(client.NarrowCharacters(line)); err == nil && n >= 1 && n <= len(q.Options) {
			line = q.Options[n-1].Value
		}
		d.handleEvent(flow.Do{Kind: flow.Type, Text: line})
	}
	d.handleEvent(flow.Do{Kind: flow.Answer, Text: line})
	switch {
	case d.flow.Step != s:
		now := d.flow.Answers[q.Field].Value
		if now != before {
			d.inVain = 0
		}
		d.sayLine(w.Answer, q.Step, q.DisplayValue(now))
	case len(q.Options) > 0 && s.Problem.Rule != client.NotUTF8:
		d.sayLine(w.Choose, len(q.Options))
	default:
		d.sayLine(w.Problem, q.Step, phrase.ProblemText(d.Words, *s.Problem))
	}
}

// poseQuestion says a question: its step, its options by number and name, what each would
// bill for the user's own traffic, and what an empty line takes. What options mean
// stands behind ?.
func (d *dialog) poseQuestion(i int) {
	w, q := d.Words.Line, d.questions[i]
	d.sayLine("")
	d.sayQuestionStep(i)
	for n, o := range q.Options {
		d.sayLine(w.Numbered, n+1, o.Label)
	}
	if q.Field == client.BillingMethod && d.Traffic != nil {
		d.compareMethods(q)
	}
	if len(q.Options) == 0 {
		d.sayLine("%s", q.Limits)
		if q.Field == client.Bandwidth && d.Traffic != nil {
			d.sayLines(d.Traffic.NeedsTexts(d.Words, 0))
		}
	}
	d.saidNote = ""
	d.sayNote(q)
	d.sayPreset(q)
}

// sayNote says what has to be known of every answer to a question, and again where a
// look has found more meanwhile.
func (d *dialog) sayNote(q forms.Question) {
	note := q.Brief
	switch q.Field {
	case client.BillingMethod:
		note = phrase.PermanenceText(d.Words, q, d.flow.Checks, false)
	case client.Bandwidth:
		note = q.BillingNote(d.Words, phrase.AnswersInForce(d.flow.Answers, d.flow.Checks))
	case client.InstanceName:
		return
	case client.NetworkingMode:
	}
	if note != "" && note != d.saidNote {
		d.sayLine("%s", note)
	}
	d.saidNote = note
}

// sayQuestionStep says which question it is, and where the order goes.
func (d *dialog) sayQuestionStep(i int) {
	d.sayLine(d.Words.Line.Step, i+1, len(d.questions), d.targetWord(), d.questions[i].Title)
}

// sayPreset says what an empty line takes.
func (d *dialog) sayPreset(q forms.Question) {
	if preset := d.flow.StandingValue(q.Field); preset != "" {
		d.sayLine(d.Words.Line.Preset, q.DisplayValue(preset))
	}
}
