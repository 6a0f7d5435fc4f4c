package flow

import (
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/journal"
	"epn-wizard/client/sandbox"
)

// TestNews: what a look finds by itself is news to who reads, and so is that nobody is
// connected any more, or that damage was acknowledged and the guard has to look again.
func TestNews(t *testing.T) {
	open := settled("J-8", string(client.Unknown), "")
	found := earlier(1, open, settled("J-8", journal.Created, "epn-7"))
	follow(t, (*face).see, []journey{
		{"nothing", found, "read", "Unsettled J-8 waiting open 1 looks 1"},
		{"found by itself", found, "read, pass 5", "Unsettled J-8 is epn-7 news looks 2"},
		{"nobody", fake{guardErr: errTest}, "order, read, hold reconnect", "Reviewing confirm not ready news test"},
		{"acknowledged", fake{obstacles: damaged}, "order, read, begin acknowledge", "Reviewing confirm not ready news"},
	})
}

// TestReconnectedInVain: what was asked with keys that are not there any more makes nothing
// possible, which would need them.
func TestReconnectedInVain(t *testing.T) {
	t.Parallel()
	travel(t, fake{guardErr: errTest}, "order", func(d *face) {
		d.service.guardErr = nil
		asked := d.Handle(d.do("reconnect")[0](d.ctx))
		d.service.connected, d.service.unconnected = 0, true
		d.act("reconnect")
		d.run(asked)
		if d.act("confirm"); d.see() != "Reviewing confirm not ready test checks 2" {
			t.Errorf("at %s", d.see())
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
