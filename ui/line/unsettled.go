package line

import (
	"errors"
	"fmt"
	"strconv"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// askDamaged says that parts of the journal cannot be read.
func (d *dialog) askDamaged(s *flow.Damaged) {
	if d.waitWhile(d.Words.Line.Recording, d.waitCondition(s, flow.ForRecord)); d.flow.Step != s {
		return
	}
	if d.enterStep(s) {
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
	if d.isPiped() {
		d.doAction(flow.GoOn, 0)
		return
	}
	if !d.discardTyped() {
		return
	}
	d.sayLine(d.Words.Line.DamageKeys, seenWord)
	switch line, ok := d.nextKeyAnswer(); {
	case !ok:
	case line != seenWord:
		d.doLetter(line)
	case d.cameAlone():
		d.doAction(flow.Acknowledge, 0)
	}
}

// askUnsettled says that it is not known what became of an order, waits for a look, or
// for the first ones of this run's own order, and asks what to do. About an earlier
// order nothing is asked where nobody is there to answer.
func (d *dialog) askUnsettled(s *flow.Unsettled) {
	w := d.Words.Unsettled
	when, name := phrase.TimeText(s.Record.Time), client.Visible(s.Record.Order.EPNInstanceName)
	if d.enterStep(s) {
		if s.Own != nil {
			d.sayFailure(s.Own.Failure)
		}
		d.sayLine("")
		if s.Own == nil {
			d.sayLine("%s", w.MayExist)
			d.sayLine(w.Earlier, when, name)
			d.sayLine("%s", w.LookYourself)
		}
		if d.Target.Sandbox {
			d.sayLine("%s", d.Words.Wizard.NothingBilled)
		}
		d.sayLine(d.Words.Wizard.Detail, d.Words.Wizard.Journal, s.Record.ID)
	}
	looking := d.waitCondition(s, flow.ForLook, flow.ForConnection, flow.ForRecord)
	pausing := d.waitCondition(s, flow.ForPause)
	d.waitWhile(w.Looking, func() bool {
		return looking() || pausing() && s.Own != nil && s.NextLook.Before(d.met.Add(submit.LookUpLimit))
	})
	recorded := d.recording == s.Record.ID
	switch {
	case d.flow.Step != s:
		d.recording = ""
		if _, created := d.flow.Step.(*flow.Created); recorded && !created {
			d.sayLine("%s", d.Words.Line.Recorded)
		}
	case s.Instance != "":
		d.recording = ""
		d.sayLine(w.Settled, when, name, client.Visible(s.Instance))
		d.leaveEarlierOrder(s)
	case d.isPiped() && s.Own == nil:
		d.sayLookUp(s)
		d.leaveEarlierOrder(s)
	default:
		d.askSearch(s)
	}
}

// leaveEarlierOrder goes on from an earlier order. After the last one it is said how
// many are left where nobody could be asked.
func (d *dialog) leaveEarlierOrder(s *flow.Unsettled) {
	d.doAction(flow.GoOn, 0)
	if left := len(d.flow.Unsettled); d.isPiped() && s.More == 0 && left > 0 {
		d.sayLine(d.Words.Script.Unsettled, left)
	}
}

// askSearch says how the look-ups stand, and takes an answer.
func (d *dialog) askSearch(s *flow.Unsettled) {
	if d.saidRevision = d.flow.Revision; s.Closing {
		d.sayLine(d.Words.Unsettled.Confirm, client.Visible(s.Record.Order.EPNInstanceName))
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
		switch {
		case s.Closing && (line == "" || line == "n"):
			d.doAction(flow.Back, 0)
		case line == "":
			again, _ := d.findOffered(flow.Reconnect, flow.Look)
			d.doAction(again.Kind, 0)
			if looks != s.Looks || d.flow.IsWaiting(flow.ForLook, flow.ForConnection) {
				return
			}
		case n >= 1 && n <= len(s.Candidates) && !s.Closing, line == nothingWord:
			d.closeRecord(s, n)
		case !d.doLetter(line):
			if line == "?" {
				d.sayLine("%s", d.Words.Unsettled.Help)
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
	d.inVain, d.recording = 0, s.Record.ID
	if n > 0 {
		d.doAction(flow.Pick, n-1)
		return
	}
	if !s.Closing { // the word says all that is asked
		d.doAction(flow.Close, 0)
		d.saidRevision = d.flow.Revision
	}
	d.doAction(flow.ConfirmClose, 0)
}

// saySearchKeys says what can be answered.
func (d *dialog) saySearchKeys(s *flow.Unsettled) {
	w := d.Words
	switch {
	case s.Closing:
		d.sayLine(w.Line.ConfirmKeys, nothingWord)
		return
	case len(s.Candidates) > 0:
		d.sayLine("%s", w.Line.PickKeys)
	}
	if d.flow.Rehearsal != nil { // n leads back to the list
		d.sayLine("%s", w.Practice.LineUnsettledKeys)
	} else {
		d.sayLine("%s", w.Line.UnsettledKeys)
	}
}

// sayLookUp says what the last look found, or why it could not.
func (d *dialog) sayLookUp(s *flow.Unsettled) {
	w := d.Words.Unsettled
	recording := d.recording != ""
	d.recording = ""
	switch {
	case recording && d.flow.StepError != nil:
		d.sayLine(w.NotRecorded, phrase.ErrorText(d.Words, d.flow.StepError))
	case errors.Is(d.flow.StepError, submit.ErrOtherOwner):
		d.sayLine("%s", w.OtherOwner)
	case d.flow.StepError != nil:
		d.sayLine(w.NotPossible, phrase.ErrorText(d.Words, d.flow.StepError))
	case s.Looks == 0 && s.Failure != nil:
		d.sayLine("%s", w.NoKeys)
	case s.Failure != nil:
		d.sayLine(w.LookFailed, phrase.FailureTitle(d.Words, s.Failure))
	case len(s.Candidates) == 0:
		d.sayLine("%s", w.NotYet)
	}
	for i, found := range s.Candidates {
		d.sayLine(d.Words.Line.Numbered, i+1, fmt.Sprintf(w.DoPick, phrase.CandidateText(d.Words, found)))
	}
}
