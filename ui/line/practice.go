package line

import (
	"fmt"
	"strconv"
	"strings"

	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// listRehearsals says what there is, what was learned, and how to answer.
func (d *dialog) listRehearsals(s *flow.Rehearsals) {
	w := d.Words.Practice
	d.enterStep(s)
	if s.Failure != nil {
		failed := fmt.Sprintf(w.Failed, phrase.FailureTitle(d.Words, s.Failure))
		d.sayLine(d.Words.Joins.Sentences, failed, s.Failure.Message)
	}
	d.sayLine("")
	d.sayLine(w.LineList, d.targetWord())
	for i, r := range s.List {
		texts, learned := w.Rehearsals[r.ID], ""
		if r.Done {
			learned = w.LineDone + texts.Learned
		}
		d.sayLine(d.Words.Line.Answer+"%s", strconv.Itoa(i+1), texts.Title, learned)
	}
	d.sayLine("%s", w.LineKeys)
	line, ok := d.nextKeyAnswer()
	n, _ := strconv.Atoi(line) // 0 is none of them
	switch {
	case !ok:
	case line == "q":
		d.doLetter(line)
	case line == "?":
		d.sayLine("%s", w.Intro)
	case n < 1 || n > len(s.List):
		d.sayLine("%s", w.LineNotListed)
	default:
		d.doAction(flow.Rehearse, n-1)
		d.waitWhile(strings.TrimSpace(w.Rehearsals[s.List[n-1].ID].Title), d.waitCondition(s, flow.ForStage))
		if r := d.flow.Rehearsal; r != nil {
			d.sayLine("")
			d.sayLine("%s", w.Rehearsals[r.ID].Intro)
		}
	}
}
