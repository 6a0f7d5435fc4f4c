package flow

import (
	"context"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/journal"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
)

// practising is a session that offers rehearsals played against a service.
func practising(played *fake, failure *client.Failure) Session {
	return Session{Practising: true, Practice: played, Stage: func(context.Context, Rehearsal) (submit.Connection, *client.Failure) {
		return submit.Connection{}, failure
	}}
}

func TestRehearsals(t *testing.T) {
	t.Parallel()
	for _, r := range AllRehearsals() {
		if _, problems := client.NewOrder(r.Answers.ValuesByField()); len(problems) > 0 || r.Answers.HasOwnAnswers() {
			t.Errorf("%s: %+v, %+v", r.ID, r.Answers, problems)
		}
	}
	refusal := AllRehearsals()[0].Answer
	if x := explain.ExplainReply("en", refusal.Code, refusal.Message); refusal.Kind != sandbox.Refuse || x.Field != client.Bandwidth || x.Retry != explain.Change {
		t.Errorf("the refusal is %+v", x)
	}
	played := &fake{}
	for _, c := range []struct {
		words, where string
		next         int // on the list
		sent         int
		practised    bool
	}{
		{"finish", "Over", 0, 0, true},
		{"leave", "Over", 0, 0, false},
		{"signal", "Over", 0, 0, false},
		{"rehearse 1", "Reviewing", 1, 0, false},
		{"rehearse 1, back", "Reviewing", 1, 0, false},
		{"rehearse 1, list", "Rehearsals", 1, 0, false},
		{"rehearse 1, leave", "Over", 1, 0, false},
		{"rehearse 0, confirm, list", "Rehearsals", 1, 1, false},
		{"rehearse 0, edit 3, answer 5, confirm", "Created", 0, 1, false},
		{"rehearse 0, confirm, list, rehearse 1, confirm, list", "Rehearsals", 2, 2, false},
		{"rehearse 2, confirm, list, rehearse 1, confirm, list, rehearse 0, confirm, list", "Rehearsals", -1, 3, false},
	} {
		*played = fake{}
		travel(t, practising(played, nil), nil, c.words, func(d *face) {
			e, _ := d.Ending()
			if d.where() != c.where || d.own.listed.Next != c.next || len(played.sent) != c.sent || e.Completed != c.practised || e.Outcome != nil || len(d.service.sent) > 0 {
				t.Errorf("%s: at %s, next %d, %d creates, %+v", c.words, d.where(), d.own.listed.Next, len(played.sent), e)
			}
		})
	}
	travel(t, practising(&fake{}, nil), nil, "", func(d *face) {
		d.Handle(Do{Kind: Rehearse})
		if _, why := d.can(Rehearse); why != NotReady || !d.IsWaiting(ForStage) {
			t.Errorf("two rehearsals are set up at a time: %v", why)
		}
	})
	travel(t, practising(&fake{}, &client.Failure{}), nil, "rehearse 0", func(d *face) {
		if s, ok := d.Step.(*Rehearsals); !ok || s.Failure == nil || d.IsWaiting(ForStage) {
			t.Errorf("at %s", d.where())
		}
	})
}

// TestMissedPoint: who orders again after a lost reply is told so, and who
// chooses the billing method in force.
func TestMissedPoint(t *testing.T) {
	t.Parallel()
	found := []submit.Settlement{{}, settled("J-1", journal.Created, "epn-7")}
	forced := submit.Outcome{Result: submit.Created, Warnings: []submit.Warning{{Kind: submit.BillingForced}}}
	for _, c := range []struct {
		words   string
		replies []submit.Outcome
		missed  bool
	}{
		{"rehearse 1, confirm, look", lost(), false},
		{"rehearse 1, confirm, on, confirm", lost(), true},
		{"rehearse 2, confirm", []submit.Outcome{forced}, false},
		{"rehearse 2, confirm", nil, true},
		{"rehearse 0, confirm", nil, false},
	} {
		travel(t, practising(&fake{replies: c.replies, settles: found}, nil), nil, c.words, func(d *face) {
			if s, ok := d.Step.(*Created); !ok || s.Missed != c.missed || d.Rehearsal == nil {
				t.Errorf("%s: at %s, %+v", c.words, d.where(), d.Step)
			}
		})
	}
}

// TestPracticeAfterACreate: rehearsals change nothing of the order before them.
func TestPracticeAfterACreate(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"finish", "back, finish", "leave", "rehearse 1, confirm, leave", "rehearse 1, confirm, list, finish", "rehearse 0, signal"} {
		s := practising(&fake{replies: lost()}, nil)
		s.Practising = false
		travel(t, s, nil, toReview+", confirm, practice, "+words, func(d *face) {
			e, over := d.Ending()
			if !over || e.Outcome == nil || e.Outcome.Order.EPNInstanceName != "edge lab" || e.Completed || len(e.Answers) != 4 {
				t.Errorf("%s: over %v with %+v", words, over, e)
			}
		})
	}
}
