package command

import (
	"context"
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// askForOrder has the order answered, reviewed and sent by a face.
func (a *app) askForOrder(ctx context.Context, o *orderOptions, s startingPoint, f face) {
	d, submitter := s.destination, s.destination.submitter()
	draft, _ := journal.OpenDraft(d.dir) // Without one, the end says that the answers were not kept.
	if draft != nil {
		defer draft.Close()
	}
	saved := a.readDraft(o, draft, submitter, s.answers)
	// Piped answers are about the questions alone: line mode says that the draft waits, and it stays as it is.
	passedOver := inputIsPiped() && len(saved) > 0 && !o.resume
	session := faceSession{target: d.target(), traffic: s.traffic, firstRun: nothingCreatedYet(d.dir)}
	session.Given, session.Saved, session.Resume = s.answers, saved, o.resume
	session.Connect, session.Service = d.connect, submitter
	session.Unsettled, _ = submitter.FindUnsettled(d.endpoint) // A journal that cannot be read is told where it is needed.
	session.Damaged = submitter.FindDamage()
	if draft != nil && !passedOver {
		session.SaveDraft = draft.Save
	}
	if d.sandbox && !restricted.IsRestricted() {
		p := newPracticeSandbox(d.dir, d.timeout)
		defer p.close()
		session.Practice, session.Stage = p.submitter(), p.stageRehearsal
	}

	ending, broken := a.runFace(ctx, &o.displayOptions, f, session)
	r := a.newEndReport(ending, broken, d)
	if d.sandbox { // What would come next is for the real service: whoever was asked need not hear it here.
		r.Next = phrase.Next{}
	}
	if !passedOver {
		keepDraft(&r, ending, draft)
	}
	a.reportEnd(r, submitter, ending.Explained)
	if r.Result == submit.Cancelled {
		a.setSignalStatus(ending.Signal)
	}
	if f == asLineMode && session.Practice != nil && r.Result == submit.Created { // The full screen has said so.
		a.printer().PrintNote(a.words.Practice.LineOffer)
	}
}

// nothingCreatedYet reports whether a state directory's journal has no order that
// created an instance. Of one that cannot be read it is not known.
func nothingCreatedYet(dir string) bool {
	j, err := journal.Open(dir)
	if err != nil {
		return false
	}
	records, _, err := j.ReadRecords()
	return err == nil && !slices.ContainsFunc(records, func(r journal.Record) bool {
		return r.Resolution.Outcome == journal.Created
	})
}

// newEndReport makes a report of how a run that asked ended. A face that broke down
// does not change what became of an order.
func (a *app) newEndReport(e flow.Ending, broken error, d *destination) script.Report {
	var outcome submit.Outcome
	switch {
	case e.Outcome != nil:
		outcome = *e.Outcome
	case broken != nil:
		outcome.Result = submit.Internal
	default:
		outcome.Result = submit.Cancelled
	}
	r := a.newReport(outcome, d)
	if broken != nil {
		r.Reason = client.VisibleLines(broken.Error())
	}
	if left, err := d.submitter().FindUnsettled(d.endpoint); err == nil {
		r.Unsettled = len(left)
	}
	return r
}
