package flow

import (
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// TestLooks: an order is looked up by itself, with growing pauses, and then no more.
func TestLooks(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, &fake{replies: lost()}, toReview+", confirm", func(d *face) {
		if !d.IsWaiting(ForPause) {
			t.Error("it does not wait")
		}
		if d.act("pass 3"); d.service.asked != 3 {
			t.Errorf("%d looks within three seconds", d.service.asked)
		}
		looking := d.Handle(Do{Kind: Look})
		_, why := d.can(Look)
		if d.act("pass 60"); d.service.asked != 3 || why != NotReady {
			t.Errorf("%d looks, though one was under way: %v", d.service.asked, why)
		}
		d.run(looking)
		if d.act("pass 3600"); d.service.asked != 8 || d.IsWaiting(ForPause, ForLook) {
			t.Errorf("%d looks within an hour", d.service.asked)
		}
		if got := d.Unsettled; len(got) != 1 || got[0].ID != "J-1" {
			t.Errorf("its own order is not among the open ones: %+v", got)
		}
	})
}

// TestRevisionOfWhatIsFound: what a look finds by itself is news to who reads.
func TestRevisionOfWhatIsFound(t *testing.T) {
	t.Parallel()
	s := &fake{settles: []submit.Settlement{{}, settled("J-8", journal.Created, "epn-7")}}
	travel(t, Session{Unsettled: []journal.Record{unsettled("J-8")}}, s, "", func(d *face) {
		old := d.Revision
		if d.act("pass 5"); d.Revision == old || d.Step.(*Unsettled).Instance != "epn-7" || len(d.Unsettled) > 0 {
			t.Errorf("revision %d follows %d, and %v are unsettled", d.Revision, old, d.Unsettled)
		}
	})
}

// TestRecording: nothing else is done before the user's word is recorded, so that
// the journey takes in what follows from it.
func TestRecording(t *testing.T) {
	t.Parallel()
	twins := []submit.Settlement{{Candidates: []client.Instance{{EPNInstanceID: "epn-7"}}}}
	travel(t, Session{}, &fake{replies: lost(), settles: twins}, toReview+", confirm", func(d *face) {
		picking := d.Handle(Do{Kind: Pick, Revision: d.Revision})
		for _, a := range d.Actions() {
			if (a.Blocked == NotReady) == (a.Kind == Leave) {
				t.Errorf("%v while it is recorded", a)
			}
		}
		d.act("on")
		d.run(picking)
		if s, ok := d.Step.(*Created); !ok || s.Outcome.Created.EPNInstanceID != "epn-7" {
			t.Errorf("at %s", d.where())
		}
	})
}

// TestStepError: what could not be recorded is said where that was tried, and not later.
func TestStepError(t *testing.T) {
	earlier := Session{Unsettled: []journal.Record{unsettled("J-8")}}
	look(t, []sight{
		{journey{"there", earlier, fake{closeErr: errTest}, "close, nothing", "Unsettled", 0}, func(d *face) bool {
			return d.StepError == errTest && !d.Step.(*Unsettled).Closing
		}},
		{journey{"later", earlier, fake{closeErr: errTest}, "close, nothing, on", "Asking name", 0}, func(d *face) bool {
			return d.StepError == nil
		}},
	})
}
