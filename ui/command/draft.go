package command

import (
	"maps"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/script"
)

// resumeDraft takes a draft up for a run without a review: its answers stand where
// no flag or variable gave one. It gives the draft where anything of it is used;
// until that is closed no other wizard has it.
func (a *app) resumeDraft(o *orderOptions, s startingPoint) *journal.Draft {
	if o.resume && o.dryRun { // It keeps nothing, and so does not need the draft to itself.
		kept, ok := journal.ReadDraft(s.destination.dir)
		saved, _ := a.acceptDraft(kept, ok, s.destination.submitter(), s.answers)
		maps.Copy(s.answers, saved)
		return nil
	}
	if !o.resume || !o.yes || !journal.HasDraft(s.destination.dir) {
		return nil // A face takes it up by itself.
	}
	draft, err := journal.OpenDraft(s.destination.dir)
	if err != nil {
		return nil
	}
	saved := a.readDraft(o, draft, s.destination.submitter(), s.answers)
	if len(saved) == 0 {
		draft.Close()
		return nil
	}
	maps.Copy(s.answers, saved)
	return draft
}

// readDraft gives the answers of a draft that can be taken up. One whose order was sent
// since is deleted.
func (a *app) readDraft(
	o *orderOptions, d *journal.Draft, submitter submit.Submitter, given forms.Answers,
) forms.Answers {
	if d == nil || o.fresh {
		return nil
	}
	kept, ok := d.Load()
	answers, sent := a.acceptDraft(kept, ok, submitter, given)
	if sent {
		_ = d.Delete()
	}
	return answers
}

// acceptDraft gives the answers of a draft that are still valid and that nobody gave, or
// says that its order was sent since.
func (a *app) acceptDraft(
	kept journal.Saved, ok bool, submitter submit.Submitter, given forms.Answers,
) (answers forms.Answers, sent bool) {
	if kept.NotUTF8 {
		a.printer().PrintNotes(a.words.Draft.NotUTF8) // The JSON object does not tell it.
	}
	if !ok {
		return nil, false
	}
	order, problems := client.NewOrder(kept.Answers)
	if len(problems) == 0 && submitter.WasSentSince(order, kept.Time) {
		return nil, true
	}
	answers = forms.Answers{}
	for _, f := range client.Fields() {
		value, problem := client.CheckAnswer(f, kept.Answers[f])
		if _, also := given[f]; problem == nil && !also {
			origin := forms.Origin{Kind: forms.FromDraft, Detail: phrase.TimeText(kept.Time)}
			answers[f] = forms.Answer{Value: value, Origin: origin}
		}
	}
	return answers, false
}

// deleteSentDraft deletes a draft whose order has been sent, and was created or may
// have been.
func deleteSentDraft(d *journal.Draft, o submit.Outcome) {
	if d != nil && mayHaveCreated(o) {
		_ = d.Delete()
	}
}

// mayHaveCreated reports whether there is or may be an instance of an outcome's order.
func mayHaveCreated(o submit.Outcome) bool {
	return o.Sent && (o.Result == submit.Created || o.Result == submit.Unknown)
}

// keepDraft keeps the answers of a run that created nothing, and says in its report
// whether it did. Where there is or may be an instance, the draft is deleted.
func keepDraft(r *script.Report, e flow.Ending, d *journal.Draft) {
	switch done := mayHaveCreated(r.Outcome); {
	case done && d != nil:
		_ = d.Delete()
	case !done && len(e.Answers) > 0:
		r.Kept = d != nil && d.IsOwned() && d.Save(e.Answers.ValuesByField()) == nil
		r.NotKept = !r.Kept
	}
}
