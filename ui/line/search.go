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
	if d.waitWhile(d.Words.Line.Recording, d.waits(s, flow.ForRecord)); d.flow.Step() != flow.Step(s) {
		return
	}
	if d.meets(s) {
		var lines []string
		for _, damage := range s.Records {
			lines = append(lines, strconv.Itoa(damage.Line))
		}
		d.say("")
		d.say("%s", phrase.WarningText(d.Words, submit.Warning{Kind: submit.Damaged, Values: lines}))
	}
	if s.Trouble != nil {
		d.say(d.Words.Unsettled.NotRecorded, phrase.ErrorText(d.Words, s.Trouble))
	}
	if d.Piped {
		d.do(flow.GoOn, 0)
		return
	}
	if !d.discardTyped() {
		return
	}
	d.say(w.DamageKeys, w.Seen)
	line, ok := d.nextKey()
	switch {
	case ok && is(line, w.Seen) && d.isMeant():
		d.do(flow.Acknowledge, 0)
	case ok && is(line, "n"):
		d.do(flow.GoOn, 0)
	case ok && is(line, "q"):
		d.do(flow.Leave, 0)
	}
}

// askEarlier says that an earlier order is unsettled, has it looked up once, and
// asks what to do. Nothing is asked where nobody is there to answer.
func (d *dialog) askEarlier(s *flow.Unsettled) {
	w, first := d.Words.Unsettled, d.meets(s)
	when, name := phrase.TimeText(s.Record.Time), client.Visible(s.Record.Order.EPNInstanceName)
	if first {
		d.sayUnsettled(s, fmt.Sprintf(w.Earlier, when, name))
	}
	d.waitWhile(w.Looking, d.waits(s, flow.ForLook, flow.ForConnection, flow.ForRecord))
	if d.flow.Step() != flow.Step(s) {
		d.saySettled(s.Record)
		return
	}
	switch {
	case s.Instance != "":
		d.closing = ""
		d.say(w.Settled, when, name, client.Visible(s.Instance))
		d.do(flow.GoOn, 0)
	case d.Piped:
		d.sayLook(s)
		d.do(flow.GoOn, 0)
	default:
		d.askSearch(s, flow.GoOn)
		return
	}
	if left := len(d.flow.Unsettled()); d.Piped && s.More == 0 && left > 0 {
		d.say(d.Words.Script.Unsettled, left)
	}
}

// askOwn says that it is not known what became of this run's order, waits for
// the first looks, and asks what to do.
func (d *dialog) askOwn(s *flow.Unsettled) {
	if d.meets(s) {
		d.explainOutcome(*s.Own)
		d.sayUnsettled(s, "")
	}
	busy := d.waits(s, flow.ForLook, flow.ForConnection, flow.ForRecord)
	d.waitWhile(d.Words.Unsettled.Looking, func() bool {
		return busy() || d.waits(s, flow.ForPause)() && s.NextLook.Before(d.met.Add(ownLooks))
	})
	if d.flow.Step() != flow.Step(s) {
		d.saySettled(s.Record)
		return
	}
	d.askSearch(s, flow.ToReview)
}

// sayUnsettled says what is not known.
func (d *dialog) sayUnsettled(s *flow.Unsettled, earlier string) {
	w := d.Words
	d.say("")
	d.say("%s", w.Unsettled.MayExist)
	if d.Target.Sandbox {
		d.say("%s", w.Wizard.NothingBilled)
	}
	if earlier != "" {
		d.say("%s", earlier)
	}
	d.say(w.Wizard.Detail, w.Wizard.Journal, s.Record.ID)
}

// saySettled says that the user's word was recorded, where it was.
func (d *dialog) saySettled(r journal.Record) {
	if d.closing == r.ID {
		d.closing = ""
		if _, created := d.flow.Step().(*flow.Created); !created {
			d.say("%s", d.Words.Line.Recorded)
		}
	}
}

// askSearch says how the look-ups stand, and takes an answer.
func (d *dialog) askSearch(s *flow.Unsettled, onwards flow.Kind) {
	w := d.Words
	if d.said = d.flow.Revision(); s.Closing {
		d.say(w.Unsettled.Confirm, client.Visible(s.Record.Order.EPNInstanceName))
	} else {
		d.sayLook(s)
	}
	if !d.discardTyped() {
		return
	}
	d.saySearchKeys(s)
	for looks := s.Looks; d.stands(s); {
		line, ok := d.nextKey()
		if !ok {
			return
		}
		n, _ := strconv.Atoi(line) // 0 is none of them
		switch nothing := is(line, w.Line.NothingThere); {
		case line == "" && s.Closing:
			d.do(flow.Back, 0)
		case line == "":
			again, _ := d.offered(flow.Reconnect, flow.Look)
			d.do(again.Kind, 0)
			if looks != s.Looks || d.flow.IsWaiting(flow.ForLook, flow.ForConnection) {
				return
			}
		case is(line, "q"):
			d.do(flow.Leave, 0)
		case d.rehearsing() && (is(line, "n") || is(line, "b")):
			d.do(flow.ToList, 0)
		case is(line, "n"):
			d.do(onwards, 0)
		case n >= 1 && n <= len(s.Candidates) && !s.Closing, nothing:
			d.closeRecord(s, n)
		case is(line, "x"):
			d.do(flow.Close, 0)
		default:
			if line == "?" {
				d.say("%s", w.Unsettled.Help)
			}
			d.saySearchKeys(s)
		}
	}
}

// closeRecord has the user's word recorded: candidate n, or nothing there.
func (d *dialog) closeRecord(s *flow.Unsettled, n int) {
	if !d.isMeant() {
		d.saySearchKeys(s)
		return
	}
	d.noteChange()
	d.closing = s.Record.ID
	if n > 0 {
		d.do(flow.Pick, n-1)
	} else {
		if !s.Closing { // the word says all that is asked
			d.do(flow.Close, 0)
			d.said = d.flow.Revision()
		}
		d.do(flow.ConfirmClose, 0)
	}
}

// saySearchKeys says what can be answered.
func (d *dialog) saySearchKeys(s *flow.Unsettled) {
	w := d.Words
	switch {
	case s.Closing:
		d.say(w.Line.ConfirmKeys, w.Line.NothingThere)
		return
	case len(s.Candidates) > 0:
		d.say("%s", w.Line.PickKeys)
	}
	if d.rehearsing() {
		d.say("%s", w.Practice.LineUnsettledKeys)
	} else {
		d.say("%s", w.Line.UnsettledKeys)
	}
}

// sayLook says what the last look found, or why it could not.
func (d *dialog) sayLook(s *flow.Unsettled) {
	w := d.Words.Unsettled
	closing := d.closing != ""
	d.closing = ""
	switch {
	case closing && s.Trouble != nil:
		d.say(w.NotRecorded, phrase.ErrorText(d.Words, s.Trouble))
	case errors.Is(s.Trouble, submit.ErrOtherOwner):
		d.say("%s", w.OtherOwner)
	case s.Trouble != nil:
		d.say(w.LookFailed, phrase.ErrorText(d.Words, s.Trouble))
	case s.Looks == 0 && s.Failure != nil:
		d.say("%s", w.NoKeys)
	case s.Failure != nil:
		d.say(w.LookFailed, phrase.ExplainFailure(d.Words, s.Failure).Title)
	case len(s.Candidates) == 0:
		d.say("%s", w.NotYet)
	}
	for i, found := range s.Candidates {
		d.say(d.Words.Line.Numbered, i+1, phrase.CandidateText(d.Words, found))
	}
}

// sayCreated says which instance was created, where that is not for the end to
// say, and what a rehearsal showed.
func (d *dialog) sayCreated(s *flow.Created) {
	w, o, r := d.Words, s.Outcome, d.flow.Rehearsal()
	d.meets(s)
	if o.Recovered {
		d.say(w.Line.CreatedFound, o.Created.EPNInstanceID)
	} else {
		d.say("%s", w.Wizard.Created)
	}
	if r == nil {
		d.do(flow.Finish, 0)
		return
	}
	if !o.Recovered {
		d.say("%s", o.Created.EPNInstanceID)
	}
	for _, warning := range o.Warnings {
		d.say("%s", phrase.WarningText(w, warning))
	}
	d.say(w.Wizard.Detail, w.Practice.Showed, w.Practice.ShowedText(string(r.ID), s.Missed))
	d.do(flow.ToList, 0)
}

// listRehearsals says what there is, what was learned, and how to answer.
func (d *dialog) listRehearsals(s *flow.Rehearsals) {
	w := d.Words.Practice
	d.meets(s)
	if s.Failure != nil {
		failed := fmt.Sprintf(w.Failed, phrase.ExplainFailure(d.Words, s.Failure).Title)
		d.say(d.Words.Joins.Sentences, failed, s.Failure.Message)
	}
	d.say("")
	d.say(w.LineList, d.target())
	for i, r := range s.List {
		texts, learned := w.Rehearsal(string(r.ID)), ""
		if s.Done[i] {
			learned = w.LineDone + texts.Learned
		}
		d.say(d.Words.Line.Answer+"%s", strconv.Itoa(i+1), texts.Title, learned)
	}
	d.say("%s", w.LineKeys)
	line, ok := d.nextKey()
	n, _ := strconv.Atoi(line) // 0 is none of them
	switch {
	case !ok:
	case is(line, "q"):
		d.do(flow.Finish, 0)
	case line == "?":
		d.say("%s", w.Intro)
	case n < 1 || n > len(s.List):
		d.say("%s", w.LineNotListed)
	default:
		d.do(flow.Rehearse, n-1)
		d.waitWhile(strings.TrimSpace(w.Rehearsal(string(s.List[n-1].ID)).Title), d.waits(s, flow.ForStage))
		if r := d.flow.Rehearsal(); r != nil {
			d.say("")
			d.say("%s", w.Rehearsal(string(r.ID)).Intro)
		}
	}
}
