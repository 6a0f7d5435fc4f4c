package flow

import (
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/journal"
	"epn-wizard/client/sandbox"
)

// TestReviewReadAnew: nothing is confirmed by what was read of another account, before
// damage was acknowledged, or before a create.
func TestReviewReadAnew(t *testing.T) {
	t.Parallel()
	travel(t, fake{guardErr: errTest}, "order", func(d *face) {
		before, read := d.Checks, d.Revision
		if d.act("hold reconnect"); d.Revision == read {
			t.Error("that nobody is connected any more is not news")
		}
		if d.act("run"); d.Checks == before {
			t.Error("what was found for another account is shown")
		}
	})
	travel(t, fake{obstacles: damaged}, "order, hold acknowledge", func(d *face) {
		d.Handle(d.held[0](d.ctx))
		if got := d.see(); got != "Reviewing confirm not ready" {
			t.Errorf("the guard has not looked again, and one sees %s", got)
		}
	})
	travel(t, replies(stock), "order", func(d *face) {
		before := d.Checks
		if d.actAll("edit 3, answer 20"); d.Checks != before {
			t.Error("the same name is looked for twice")
		}
		if d.actAll("confirm, review"); d.Checks == nil || d.Checks == before {
			t.Error("what was there before the create is said to be there after it")
		}
		for _, since := range d.service.since {
			if !since.Equal(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) {
				t.Errorf("what was created since %v stands in the way, and not all since the journey began", since)
			}
		}
	})
}

// TestNews: what a look finds by itself is news to who reads.
func TestNews(t *testing.T) {
	t.Parallel()
	found := settled("J-8", journal.Created, "epn-7")
	travel(t, earlier(1, settled("J-8", string(client.Unknown), ""), found), "", func(d *face) {
		read := d.Revision
		if d.act("pass 5"); d.Revision == read || d.see() != "Unsettled J-8 is epn-7 looks 2" {
			t.Errorf("revision %d follows %d at %s", d.Revision, read, d.see())
		}
	})
}

// TestDrafts: every answer is kept, and none by an effect that comes too late.
func TestDrafts(t *testing.T) {
	t.Parallel()
	travel(t, fake{}, "order", func(d *face) {
		if kept := d.service.kept; len(kept) != 4 || kept[3][client.Bandwidth] != "10" {
			t.Errorf("%+v", kept)
		}
	})
	travel(t, fake{}, "hold answer a, accept, run", func(d *face) {
		if kept := d.service.kept; len(kept) != 1 || kept[0][client.BillingMethod] == "" {
			t.Errorf("an older draft was written: %+v", kept)
		}
	})
	for _, until := range []string{"signal", "confirm"} {
		travel(t, fake{}, "answer a, accept, accept, hold answer 10", func(d *face) {
			d.run(d.held[1:])
			d.act(until)
			if d.run(d.held[:1]); len(d.service.kept) != 3 {
				t.Errorf("a draft was written after %s: %+v", until, d.service.kept)
			}
		})
	}
}

// TestAllRehearsals: each can be ordered as it stands, and the refusal points to the field.
func TestAllRehearsals(t *testing.T) {
	t.Parallel()
	for _, r := range AllRehearsals() {
		if _, problems := client.NewOrder(r.Answers.ValuesByField()); len(problems) > 0 || r.Answers.HasOwnAnswers() {
			t.Errorf("%s: %+v, %+v", r.ID, r.Answers, problems)
		}
	}
	refusal := AllRehearsals()[0].Answer
	x := explain.ExplainReply("en", refusal.Code, refusal.Message)
	if refusal.Kind != sandbox.Refuse || x.Field != client.Bandwidth || x.Retry != explain.Change {
		t.Errorf("the refusal is %+v", x)
	}
}
