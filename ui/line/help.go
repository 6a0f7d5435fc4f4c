package line

import (
	"strconv"

	"epn-wizard/client"
	"epn-wizard/forms"
	"epn-wizard/ui/phrase"
)

// explainQuestion says what a question means and how to answer it: all of it, or what is
// to be said of the option with a number.
func (d *dialog) explainQuestion(q forms.Question, number string) {
	if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= len(q.Options) {
		d.explainOption(q, n)
		return
	}
	if len(q.Options) == 0 {
		l := d.buildLesson(q, d.flow.StandingValue(q.Field))
		d.sayLines(l.Means, l.Advice, l.More, []string{d.Words.Line.HowTo})
		return
	}
	d.sayLine("%s", q.Help)
	for n := range q.Options {
		d.explainOption(q, n+1)
	}
	fixes := q.Fixes
	if q.Field == client.BillingMethod {
		d.compareMethods(q)
		fixes = phrase.PermanenceText(d.Words, q, d.flow.Checks, false)
	}
	d.sayLines([]string{fixes, d.Words.Lessons.EPN, d.Words.Line.HowTo, d.Words.Line.HowToOption})
}

func (d *dialog) buildLesson(q forms.Question, value string) forms.Lesson {
	return q.BuildLesson(d.Words, value, phrase.AnswersInForce(d.flow.Answers, d.flow.Checks), d.Traffic)
}

// explainOption says what one option means, when to choose it, and what that
// fixes for later.
func (d *dialog) explainOption(q forms.Question, n int) {
	l := d.buildLesson(q, q.Options[n-1].Value)
	d.sayLine(d.Words.Line.Option, n, l.Title, l.Value, l.Means[0])
	if l.Cost != "" {
		d.sayLine("%s", l.Cost)
	}
	d.sayLines(l.Advice)
}

// compareMethods says in words what the pictures of the billing methods show.
func (d *dialog) compareMethods(q forms.Question) {
	var l forms.Lesson
	for n, o := range q.Options {
		if l = d.buildLesson(q, o.Value); n == 0 {
			d.sayLine(d.Words.Joins.Sentences, l.Source, l.Extent)
		}
		d.sayLine(d.Words.Line.Answer, l.Title, l.Billed)
	}
	if cost := l.Traffic.CostText(d.Words, l.Traffic.Shown.Cheapest); cost != "" {
		d.sayLine("%s: %s", forms.BillingMethodName(d.Words, l.Traffic.Shown.Cheapest), cost)
	}
	if l.Warning != "" {
		d.sayLine(d.Words.Script.Warning, l.Warning)
	}
}
