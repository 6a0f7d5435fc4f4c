package line

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// ownLooks is how long line mode waits for the looks for what became of its own
// order, before it asks.
const ownLooks = 10 * time.Second

// askDamaged says that parts of the journal cannot be read.
func (d *dialog) askDamaged(s *flow.Damaged) {
	w := d.Words.Line
	if d.waitWhile(d.Words.Line.Recording, d.waitCondition(s, flow.ForRecord)); d.flow.Step != flow.Step(s) {
		return
	}
	if d.isNewStep(s) {
		var lines []string
		for _, damage := range s.Records {
			lines = append(lines, strconv.Itoa(damage.Line))
		}
		d.sayLine("")
		d.sayLine("%s", phrase.WarningText(d.Words, submit.Warning{Kind: submit.Damaged, Values: lines}))
	}
	if d.flow.StepError != nil {
		d.sayLine(d.Words.Unsettled.NotRecorded, phrase.ErrorText(d.Words, d.flow.StepError))
	}
	if d.Piped {
		d.doAction(flow.GoOn, 0)
		return
	}
	if !d.discardTyped() {
		return
	}
	d.sayLine(w.DamageKeys, w.Seen)
	line, ok := d.nextKeyAnswer()
	switch {
	case ok && matchesKey(line, w.Seen) && d.cameAlone():
		d.doAction(flow.Acknowledge, 0)
	case ok && matchesKey(line, "n"):
		d.doAction(flow.GoOn, 0)
	case ok && matchesKey(line, "q"):
		d.doAction(flow.Leave, 0)
	}
}

// askEarlierOrder says that an earlier order is unsettled, has it looked up once, and
// asks what to do. Nothing is asked where nobody is there to answer.
func (d *dialog) askEarlierOrder(s *flow.Unsettled) {
	w, first := d.Words.Unsettled, d.isNewStep(s)
	when, name := phrase.TimeText(s.Record.Time), client.Visible(s.Record.Order.EPNInstanceName)
	if first {
		d.sayUnsettled(s, fmt.Sprintf(w.Earlier, when, name))
	}
	d.waitWhile(w.Looking, d.waitCondition(s, flow.ForLook, flow.ForConnection, flow.ForRecord))
	if d.flow.Step != flow.Step(s) {
		d.saySettled(s.Record)
		return
	}
	switch {
	case s.Instance != "":
		d.closing = ""
		d.sayLine(w.Settled, when, name, client.Visible(s.Instance))
		d.doAction(flow.GoOn, 0)
	case d.Piped:
		d.sayLookUp(s)
		d.doAction(flow.GoOn, 0)
	default:
		d.askSearch(s)
		return
	}
	if left := len(d.flow.Unsettled); d.Piped && s.More == 0 && left > 0 {
		d.sayLine(d.Words.Script.Unsettled, left)
	}
}

// askOwnOrder says that it is not known what became of this run's order, waits for
// the first looks, and asks what to do.
func (d *dialog) askOwnOrder(s *flow.Unsettled) {
	if d.isNewStep(s) {
		d.explainOutcome(*s.Own)
		d.sayUnsettled(s, "")
	}
	busy := d.waitCondition(s, flow.ForLook, flow.ForConnection, flow.ForRecord)
	d.waitWhile(d.Words.Unsettled.Looking, func() bool {
		return busy() || d.waitCondition(s, flow.ForPause)() && s.NextLook.Before(d.met.Add(ownLooks))
	})
	if d.flow.Step != flow.Step(s) {
		d.saySettled(s.Record)
		return
	}
	d.askSearch(s)
}

// sayUnsettled says what is not known.
func (d *dialog) sayUnsettled(s *flow.Unsettled, earlier string) {
	w := d.Words
	d.sayLine("")
	d.sayLine("%s", w.Unsettled.MayExist)
	if d.Target.Sandbox {
		d.sayLine("%s", w.Wizard.NothingBilled)
	}
	if earlier != "" {
		d.sayLine("%s", earlier)
	}
	d.sayLine(w.Wizard.Detail, w.Wizard.Journal, s.Record.ID)
}

// saySettled says that the user's word was recorded, where it was.
func (d *dialog) saySettled(r journal.Record) {
	if d.closing == r.ID {
		d.closing = ""
		if _, created := d.flow.Step.(*flow.Created); !created {
			d.sayLine("%s", d.Words.Line.Recorded)
		}
	}
}

// askSearch says how the look-ups stand, and takes an answer.
func (d *dialog) askSearch(s *flow.Unsettled) {
	w := d.Words
	if d.saidRevision = d.flow.Revision; s.Closing {
		d.sayLine(w.Unsettled.Confirm, client.Visible(s.Record.Order.EPNInstanceName))
	} else {
		d.sayLookUp(s)
	}
	if !d.discardTyped() {
		return
	}
	d.saySearchKeys(s)
	for looks := s.Looks; d.stillHolds(s); {
		line, ok := d.nextKeyAnswer()
		if !ok {
			return
		}
		n, _ := strconv.Atoi(line) // 0 is none of them
		switch nothing := matchesKey(line, w.Line.NothingThere); {
		case line == "" && s.Closing:
			d.doAction(flow.Back, 0)
		case line == "":
			again, _ := d.findOffered(flow.Reconnect, flow.Look)
			d.doAction(again.Kind, 0)
			if looks != s.Looks || d.flow.IsWaiting(flow.ForLook, flow.ForConnection) {
				return
			}
		case matchesKey(line, "q"):
			d.doAction(flow.Leave, 0)
		case d.isRehearsing() && (matchesKey(line, "n") || matchesKey(line, "b")):
			d.doAction(flow.ToList, 0)
		case matchesKey(line, "n"):
			d.doAction(flow.GoOn, 0)
		case n >= 1 && n <= len(s.Candidates) && !s.Closing, nothing:
			d.closeRecord(s, n)
		case matchesKey(line, "x"):
			d.doAction(flow.Close, 0)
		default:
			if line == "?" {
				d.sayLine("%s", w.Unsettled.Help)
			}
			d.saySearchKeys(s)
		}
	}
}

// closeRecord has the user's word recorded: candidate n, or nothing there.
func (d *dialog) closeRecord(s *flow.Unsettled, n int) {
	if !d.cameAlone() {
		d.saySearchKeys(s)
		return
	}
	d.noteChange()
	d.closing = s.Record.ID
	if n > 0 {
		d.doAction(flow.Pick, n-1)
	} else {
		if !s.Closing { // the word says all that is asked
			d.doAction(flow.Close, 0)
			d.saidRevision = d.flow.Revision
		}
		d.doAction(flow.ConfirmClose, 0)
	}
}

// saySearchKeys says what can be answered.
func (d *dialog) saySearchKeys(s *flow.Unsettled) {
	w := d.Words
	switch {
	case s.Closing:
		d.sayLine(w.Line.ConfirmKeys, w.Line.NothingThere)
		return
	case len(s.Candidates) > 0:
		d.sayLine("%s", w.Line.PickKeys)
	}
	if d.isRehearsing() {
		d.sayLine("%s", w.Practice.LineUnsettledKeys)
	} else {
		d.sayLine("%s", w.Line.UnsettledKeys)
	}
}

// sayLookUp says what the last look found, or why it could not.
func (d *dialog) sayLookUp(s *flow.Unsettled) {
	w := d.Words.Unsettled
	closing := d.closing != ""
	d.closing = ""
	switch {
	case closing && d.flow.StepError != nil:
		d.sayLine(w.NotRecorded, phrase.ErrorText(d.Words, d.flow.StepError))
	case errors.Is(d.flow.StepError, submit.ErrOtherOwner):
		d.sayLine("%s", w.OtherOwner)
	case d.flow.StepError != nil:
		d.sayLine(w.NotPossible, phrase.ErrorText(d.Words, d.flow.StepError))
	case s.Looks == 0 && s.Failure != nil:
		d.sayLine("%s", w.NoKeys)
	case s.Failure != nil:
		d.sayLine(w.LookFailed, phrase.ExplainFailure(d.Words, s.Failure).Title)
	case len(s.Candidates) == 0:
		d.sayLine("%s", w.NotYet)
	}
	for i, found := range s.Candidates {
		d.sayLine(d.Words.Line.Numbered, i+1, phrase.CandidateText(d.Words, found))
	}
}

// sayCreated says which instance was created, where that is not for the end to
// say, and what a rehearsal showed.
func (d *dialog) sayCreated(s *flow.Created) {
	w, o, r := d.Words, s.Outcome, d.flow.Rehearsal
	d.isNewStep(s)
	if o.Recovered {
		d.sayLine(w.Line.CreatedFound, o.Created.EPNInstanceID)
	} else {
		d.sayLine("%s", w.Wizard.Created)
	}
	if r == nil {
		d.doAction(flow.Finish, 0)
		return
	}
	if !o.Recovered {
		d.sayLine("%s", o.Created.EPNInstanceID)
	}
	for _, warning := range o.Warnings {
		d.sayLine("%s", phrase.WarningText(w, warning))
	}
	d.sayLine(w.Wizard.Detail, w.Practice.Showed, w.Practice.ShowedText(r.ID, s.Missed))
	d.doAction(flow.ToList, 0)
}

// listRehearsals says what there is, what was learned, and how to answer.
func (d *dialog) listRehearsals(s *flow.Rehearsals) {
	w := d.Words.Practice
	d.isNewStep(s)
	if s.Failure != nil {
		failed := fmt.Sprintf(w.Failed, phrase.ExplainFailure(d.Words, s.Failure).Title)
		d.sayLine(d.Words.Joins.Sentences, failed, s.Failure.Message)
	}
	d.sayLine("")
	d.sayLine(w.LineList, d.targetWord())
	for i, r := range s.List {
		texts, learned := w.Rehearsal(r.ID), ""
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
	case matchesKey(line, "q"):
		d.doAction(flow.Finish, 0)
	case line == "?":
		d.sayLine("%s", w.Intro)
	case n < 1 || n > len(s.List):
		d.sayLine("%s", w.LineNotListed)
	default:
		d.doAction(flow.Rehearse, n-1)
		d.waitWhile(strings.TrimSpace(w.Rehearsal(s.List[n-1].ID).Title), d.waitCondition(s, flow.ForStage))
		if r := d.flow.Rehearsal; r != nil {
			d.sayLine("")
			d.sayLine("%s", w.Rehearsal(r.ID).Intro)
		}
	}
}
