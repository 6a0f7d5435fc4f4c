package line

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"epn-wizard/ui/phrase"

	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// rehearsals offers those of c.Practice until the user leaves.
func rehearsals(ctx context.Context, c Config) forms.Ending {
	d := &dialog{Config: c, questions: forms.Questions(c.Words)}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d.answerReader = readAnswers(ctx, c.In)
	d.say(c.Words.Script.Sentence, c.Words.Practice.Brand)
	d.say("%s", d.targetSentence())
	d.say("%s", c.Words.Practice.Intro)
	finished := d.practise(ctx)
	return forms.Ending{Practised: finished, Signal: d.signal}
}

// practise reports whether the list was left with q, rather than cut short.
func (d *dialog) practise(ctx context.Context) bool {
	w, rehearsals := d.Words.Practice, forms.Rehearsals(d.Words)
	done := make([]bool, len(rehearsals))
	for {
		d.listRehearsals(rehearsals, done)
		line, err := d.nextKey()
		if err != nil {
			return false
		}
		n, _ := strconv.Atoi(line) // 0 is none of them
		switch {
		case is(line, "q"):
			return true
		case line == "?":
			d.say("%s", w.Intro)
		case n < 1 || n > len(rehearsals):
			d.say("%s", w.LineNotListed)
		default:
			created, err := d.rehearse(ctx, rehearsals[n-1])
			if err != nil {
				return false
			}
			done[n-1] = done[n-1] || created
		}
	}
}

// listRehearsals says what there is, what was learned, and how to answer.
func (d *dialog) listRehearsals(rehearsals []forms.Rehearsal, done []bool) {
	w := d.Words.Practice
	d.say("")
	d.say(w.LineList, d.target())
	for i, r := range rehearsals {
		learned := ""
		if done[i] {
			learned = w.LineDone + r.Learned
		}
		d.say(d.Words.Line.Answer+"%s", strconv.Itoa(i+1), r.Title, learned)
	}
	d.say("%s", w.LineKeys)
}

// rehearse plays one, from its review on, in a dialog of its own. It reports
// whether its order was created; the error says that practice was left from it.
func (d *dialog) rehearse(ctx context.Context, r forms.Rehearsal) (created bool, err error) {
	w := d.Words
	conn, failure := d.Practice.Stage(ctx, r)
	if failure != nil {
		d.say(w.Joins.Sentences, fmt.Sprintf(w.Practice.Failed, phrase.ExplainFailure(d.Words, failure).Title), failure.Message)
		return false, nil
	}
	play := &dialog{Config: d.Config, questions: d.questions, answers: maps.Clone(r.Answers), answerReader: d.answerReader, have: &connected{conn: conn}, rehearsing: true}
	play.Submitter, play.Target = d.Practice.Submitter, d.Practice.Submitter.Target
	d.say("")
	d.say("%s", r.Intro)
	err = play.review(ctx)
	d.signal = play.signal
	if o := play.outcome; o != nil && o.Result == submit.Created {
		play.sayCreated(*o)
		d.say(w.Wizard.Detail, w.Practice.Showed, r.SayShowed(w, *o))
		return true, nil
	}
	if errors.Is(err, errToList) {
		return false, nil
	}
	return false, err
}

// sayCreated says which instance was created, where it was not said before.
func (d *dialog) sayCreated(o submit.Outcome) {
	if !o.Recovered {
		d.say("%s", o.Created.EPNInstanceID)
	}
	for _, warning := range o.Warnings {
		d.say("%s", phrase.WarningText(d.Words, warning.Kind, warning.Values))
	}
}
