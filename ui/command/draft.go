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
		saved, _ := a.acceptDraft(journal.ReadDraft(s.destination.dir), s.destination.submitter(), s.answers)
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
	answers, sent := a.acceptDraft(d.Load(), submitter, given)
	if sent {
		_ = d.Delete()
	}
	return answers
}

// acceptDraft gives the answers of a draft that are still valid and that nobody gave, or
// says that its order was sent since.
func (a *app) acceptDraft(
	kept journal.Saved, submitter submit.Submitter, given forms.Answers,
) (answers forms.Answers, sent bool) {
	if kept.NotUTF8 {
		a.printer().PrintNotes(a.words.Draft.NotUTF8) // The JSON object does not tell it.
	}
	if len(kept.Answers) == 0 {
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

// deleteDoneDraft deletes a draft that is done with, if there is one: there is an instance of
// its order, or may be one since it was sent. It reports whether the order is done with.
func deleteDoneDraft(d *journal.Draft, o submit.Outcome) bool {
	done := o.Sent && (o.Result == submit.Created || o.Result == submit.Unknown)
	if done && d != nil {
		_ = d.Delete()
	}
	return done
}

// keepDraft keeps the answers of a run that is not done with its order, and says in its
// report whether it did.
func keepDraft(r *script.Report, e flow.Ending, d *journal.Draft) {
	if !deleteDoneDraft(d, r.Outcome) && len(e.Answers) > 0 {
		r.Kept = d != nil && d.Save(e.Answers.ValuesByField()) == nil
		r.NotKept = !r.Kept
	}
}
