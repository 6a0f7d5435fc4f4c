package command

import (
	"maps"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// takeUp takes a draft up for a run without a review: its answers stand where no
// flag or variable gave one. It gives the draft where anything of it is used;
// until it is closed no other wizard has it.
func (a *app) takeUp(s settings) *journal.Draft {
	if !a.flags.resume || !a.flags.yes && !a.flags.dryRun || !journal.HasDraft(s.target.dir) {
		return nil // a face takes it up by itself
	}
	draft, err := journal.OpenDraft(s.target.dir)
	if err != nil {
		return nil
	}
	saved := a.saved(draft, s.target.submitter(), s.answers)
	if len(saved) == 0 {
		draft.Close()
		return nil
	}
	maps.Copy(s.answers, saved)
	return draft
}

// forget deletes a draft whose order has been sent, and was created or may have been.
func forget(d *journal.Draft, o submit.Outcome) {
	if d == nil || o.Result != submit.Created && o.Result != submit.Result(client.Unknown) {
		return
	}
	if o.Failure != nil && !o.Sent() {
		return
	}
	_ = d.Delete()
}
