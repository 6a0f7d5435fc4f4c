package flow

import (
	"maps"
	"strings"
	"syscall"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

const toReview = "answer edge lab, accept, accept, answer 10"

func lost() []submit.Outcome { return []submit.Outcome{failed(client.Unknown, "")} }

func throttled() submit.Outcome {
	o := failed(client.Refused, "Throttling.User")
	o.Failure.RetryAfter = 30 * time.Second
	return o
}

// TestJourneys: where words lead, and how often something was sent on the way.
func TestJourneys(t *testing.T) {
	t.Parallel()
	draft := forms.Answers{
		client.Name:           {Value: "kept", Origin: forms.Origin{Kind: forms.FromDraft}},
		client.NetworkingMode: {Value: "SpeedUp", Origin: forms.Origin{Kind: forms.FromDraft}},
	}
	twice := []submit.Settlement{{Candidates: []client.Instance{{EPNInstanceID: "epn-7"}, {EPNInstanceID: "epn-8"}}}}
	standing := Obstacles{Records: []journal.Record{unsettled("J-0")}}
	for _, c := range []struct {
		name    string
		session Session
		service fake
		words   string
		where   string
		sent    int
	}{
		{"questions", Session{}, fake{}, toReview, "Reviewing", 0},
		{"created", Session{}, fake{}, toReview + ", confirm", "Created", 1},
		{"once", Session{}, fake{}, toReview + ", confirm, confirm, again", "Created", 1},
		{"not valid", Session{}, fake{}, "answer  , accept", "Asking name", 0},
		{"back at the first", Session{}, fake{}, "back", "Asking name", 0},
		{"back and forth", Session{}, fake{}, "answer a, back, accept, accept, back", "Asking billing-method", 0},
		{"back from the review", Session{}, fake{}, toReview + ", back", "Asking bandwidth", 0},
		{"back from a review of what was given", Session{Answers: answered()}, fake{}, "back, back", "Reviewing", 0},
		{"edited", Session{}, fake{}, toReview + ", edit 1, answer PayByBandwidth", "Reviewing", 0},
		{"a draft with a gap", Session{Saved: draft}, fake{}, "resume, accept", "Asking bandwidth", 0},
		{"a draft taken up unasked", Session{Saved: draft, Resume: true}, fake{}, "", "Asking billing-method", 0},
		{"back into a draft", Session{Saved: draft}, fake{}, "resume, back", "Asking name", 0},
		{"afresh", Session{Saved: draft}, fake{}, "fresh", "Asking name", 0},
		{"only asked", Session{AskOnly: true}, fake{}, toReview, "Over", 0},
		{"left", Session{}, fake{}, "leave", "Over", 0},
		{"nobody to send to", Session{}, fake{connects: []*client.Failure{{}}}, toReview + ", confirm", "Reviewing", 0},
		{"connected again", Session{}, fake{connects: []*client.Failure{{}}}, toReview + ", reconnect, confirm", "Created", 1},
		{"the journal cannot be read", Session{}, fake{guardErr: errTest}, toReview + ", confirm, again", "Reviewing", 0},
		{"an open order takes more than y", Session{}, fake{obstacles: standing}, toReview + ", confirm", "Reviewing", 0},
		{"an open order, again", Session{}, fake{obstacles: standing}, toReview + ", again", "Created", 1},
		{"an open order, settled first", Session{}, fake{obstacles: standing, settles: []submit.Settlement{settled("J-0", journal.Created, "epn-7")}}, toReview + ", settle 0", "Unsettled", 0},
		{"and back", Session{}, fake{obstacles: standing, settles: []submit.Settlement{settled("J-0", journal.Created, "epn-7")}}, toReview + ", settle 0, on", "Reviewing", 0},
		{"a pause that another run was asked for", Session{}, fake{obstacles: Obstacles{WaitUntil: time.Date(2000, 1, 1, 0, 0, 9, 0, time.UTC)}}, toReview + ", confirm", "Reviewing", 0},
		{"that is over", Session{}, fake{obstacles: Obstacles{WaitUntil: time.Date(2000, 1, 1, 0, 0, 9, 0, time.UTC)}}, toReview + ", pass 10, confirm", "Created", 1},
		{"damage", Session{Damaged: []Damage{{Line: 3}}}, fake{}, "answer a", "Damaged", 0},
		{"damage left", Session{Damaged: []Damage{{Line: 3}}}, fake{obstacles: Obstacles{Damaged: []Damage{{Line: 3}}}}, "on, " + toReview + ", confirm, again", "Reviewing", 0},
		{"damage acknowledged", Session{Damaged: []Damage{{Line: 3}}}, fake{}, "acknowledge, " + toReview + ", confirm", "Created", 1},
		{"damage acknowledged on the review", Session{}, fake{obstacles: Obstacles{Damaged: []Damage{{Line: 3}}}}, toReview + ", acknowledge, confirm", "Created", 1},
		{"damage that cannot be", Session{Damaged: []Damage{{Line: 3}}}, fake{closeErr: errTest}, "acknowledge", "Damaged", 0},
		{"what was not shown", Session{}, fake{returned: &standing}, toReview + ", confirm", "Reviewing", 0},
		{"and is then", Session{}, fake{returned: &standing}, toReview + ", confirm, again", "Created", 1},
		{"a look that was not shown", Session{}, fake{looked: &submit.Checks{InForce: "PayByBandwidth"}}, toReview + ", confirm", "Reviewing", 0},
		{"refused", Session{}, fake{replies: []submit.Outcome{failed(client.Refused, "StockNotEnough")}}, toReview + ", confirm", "Refused", 1},
		{"refused, edited, sent", Session{}, fake{replies: []submit.Outcome{failed(client.Refused, "StockNotEnough:2")}}, toReview + ", confirm, review, edit 3, answer 5, confirm", "Created", 2},
		{"throttled", Session{}, fake{replies: []submit.Outcome{throttled()}, throttles: true}, toReview + ", confirm, review, confirm, edit 3, back, confirm", "Reviewing", 1},
		{"throttled, after a while", Session{}, fake{replies: []submit.Outcome{throttled()}, throttles: true}, toReview + ", confirm, pass 31, review, confirm", "Created", 2},
		{"not known", Session{}, fake{replies: lost()}, toReview + ", confirm", "NotKnown", 1},
		{"not known, found", Session{}, fake{replies: lost(), settles: []submit.Settlement{{}, {}, settled("J-1", journal.Created, "epn-7")}}, toReview + ", confirm, pass 3", "Created", 1},
		{"not known, found by hand", Session{}, fake{replies: lost(), settles: []submit.Settlement{{}, settled("J-1", journal.Created, "epn-7")}}, toReview + ", confirm, look", "Created", 1},
		{"not known, closed", Session{}, fake{replies: lost()}, toReview + ", confirm, close, nothing", "Reviewing", 1},
		{"not known, not closed after all", Session{}, fake{replies: lost()}, toReview + ", confirm, close, back, nothing", "NotKnown", 1},
		{"nothing is closed without the question", Session{}, fake{replies: lost()}, toReview + ", confirm, nothing", "NotKnown", 1},
		{"not known, picked", Session{}, fake{replies: lost(), settles: twice}, toReview + ", confirm, pick 1", "Created", 1},
		{"not known, settled elsewhere", Session{}, fake{replies: lost(), settles: []submit.Settlement{settled("J-1", journal.NotCreated, "")}}, toReview + ", confirm", "Reviewing", 1},
		{"a record that cannot be read", Session{}, fake{replies: lost(), recordErr: errTest}, toReview + ", confirm, pass 100", "NotKnown", 1},
		{"a word that cannot be recorded", Session{}, fake{replies: lost(), closeErr: errTest}, toReview + ", confirm, close, nothing", "NotKnown", 1},
		{"earlier orders", Session{Pending: []journal.Record{unsettled("J-8"), unsettled("J-9")}}, fake{}, "on", "Unsettled", 0},
		{"earlier orders, left", Session{Pending: []journal.Record{unsettled("J-8"), unsettled("J-9")}}, fake{}, "on, on", "Asking name", 0},
		{"an earlier order, found", Session{Pending: []journal.Record{unsettled("J-8")}}, fake{settles: []submit.Settlement{settled("J-8", journal.Created, "epn-7")}}, "confirm", "Unsettled", 0},
		{"an earlier order, closed elsewhere", Session{Pending: []journal.Record{unsettled("J-8")}}, fake{settles: []submit.Settlement{settled("J-8", journal.NotCreated, "")}}, "", "Asking name", 0},
		{"finished", Session{}, fake{}, toReview + ", confirm, finish", "Over", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			travel(t, c.session, &c.service, c.words, func(d *face) {
				if got := d.where(); got != c.where || len(d.service.sent) != c.sent {
					t.Errorf("at %s after %d creates, want %s after %d", got, len(d.service.sent), c.where, c.sent)
				}
			})
		})
	}
}

// TestAnswersKept: what was typed stays, valid or not, and origins tell who gave what.
func TestAnswersKept(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, nil, "answer lab, accept, type bad, back, accept", func(d *face) {
		if s := d.Step().(*Asking); s.Text != "bad" || s.Problem == nil || !s.Touched {
			t.Errorf("%+v", s)
		}
		if a := d.Answers(); a[client.Name].Origin.Kind != forms.FromTyping || a[client.BillingMethod].Origin.Kind != forms.FromDefault {
			t.Errorf("%+v", a)
		}
	})
	travel(t, Session{}, nil, "answer lab, accept, accept, type 10, signal", func(d *face) {
		e, over := d.Ending()
		if !over || e.Answers[client.Bandwidth].Value != "10" || e.Signal != syscall.SIGTERM || e.Outcome != nil {
			t.Errorf("%+v", e)
		}
	})
	travel(t, Session{Answers: answered()}, nil, "edit 3, type 11, back, leave", func(d *face) {
		if e, _ := d.Ending(); e.Answers != nil {
			t.Errorf("an edit that was left is kept: %+v", e.Answers)
		}
	})
	travel(t, Session{}, &fake{replies: []submit.Outcome{failed(client.Refused, "InternetMaxBandwidthOut.Invalid")}}, toReview+", confirm, edit 3", func(d *face) {
		if s, ok := d.Step().(*Asking); ok && (s.Reason == nil || s.Field != client.Bandwidth || s.Text != "10") {
			t.Errorf("%+v", s)
		}
	})
}

// TestChoices: what is advised comes first.
func TestChoices(t *testing.T) {
	t.Parallel()
	for code, want := range map[string][]Kind{
		"StockNotEnough": {ToReview, Edit, Leave}, "InvalidParameter.InternetMaxBandwidthOut": {Edit, ToReview, Leave}, "NoPermission": {ToReview, Leave}, "InvalidAccessKeyId.NotFound": {Reconnect, ToReview, Leave},
	} {
		kind := client.Refused
		if strings.HasPrefix(code, "InvalidAccessKeyId") {
			kind = client.Unauthenticated
		}
		travel(t, Session{}, &fake{replies: []submit.Outcome{failed(kind, code)}}, toReview+", confirm", func(d *face) {
			var got []Kind
			for _, a := range d.Actions() {
				got = append(got, a.Kind)
			}
			if len(got) != len(want) || got[0] != want[0] {
				t.Errorf("%s: %v, want %v", code, got, want)
			}
		})
	}
}

// TestDeadKeys: keys that the service rejected are looked up again, whichever
// way leads back to the review.
func TestDeadKeys(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"review", "reconnect", "edit 0, back"} {
		travel(t, Session{}, &fake{replies: []submit.Outcome{failed(client.Unauthenticated, "InvalidSecurityToken.Expired")}}, toReview+", confirm, "+strings.Replace(way, "edit 0, back", "review", 1), func(d *face) {
			if s, ok := d.Step().(*Reviewing); !ok || s.Connection == nil || s.Connection.Account.KeyID != "2" {
				t.Errorf("%s: at %s with %+v", way, d.where(), d.Step())
			}
		})
	}
	denied := submit.Settlement{Failure: &client.Failure{Kind: client.Unauthenticated}}
	travel(t, Session{}, &fake{replies: lost(), settles: []submit.Settlement{denied}}, toReview+", confirm, pass 60", func(d *face) {
		if d.service.asked != 1 {
			t.Errorf("a look that was denied was repeated %d times", d.service.asked)
		}
		if _, why := d.can(Look); why != NotConnected {
			t.Errorf("looks with dead keys: %v", why)
		}
		if d.act("reconnect"); d.service.asked != 2 || d.service.connected != 2 {
			t.Errorf("%d looks with %d connections", d.service.asked, d.service.connected)
		}
	})
}

// TestLeaving: a request under way is left when that was asked for twice, and
// its answer is taken where it comes within a second.
func TestLeaving(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, &fake{held: true}, toReview+", confirm, leave", func(d *face) {
		if s, ok := d.Step().(*Sending); !ok || !s.Leaving {
			t.Fatalf("at %s", d.where())
		}
		d.act("back")
		d.act("leave")
		if d.where() != "Sending" {
			t.Fatalf("what was taken back ends it: %s", d.where())
		}
		d.act("leave")
		e, over := d.Ending()
		if !over || e.InFlight == nil || e.InFlight.JournalID != "J-1" || e.Outcome != nil || e.InFlight.Order.EPNInstanceName != "edge lab" {
			t.Errorf("over %v: %+v", over, e)
		}
	})
	for outcome, ended := range map[submit.Result]bool{submit.Created: true, submit.Result(client.Refused): true, submit.Result(client.Unreachable): false} {
		travel(t, Session{}, nil, toReview, func(d *face) {
			held := d.Handle(Do{Kind: Confirm, Revision: d.Revision()})
			d.Handle(Signalled{syscall.SIGTERM})
			send, _ := d.current.(*Sending)
			d.service.replies = []submit.Outcome{{Result: outcome}}
			d.send.began.Store(&send.JournalID)
			d.takeReply(submit.Outcome{Result: outcome}, journal.Record{})
			if e, over := d.Ending(); !over || e.InFlight != nil || (e.Outcome != nil) != ended {
				t.Errorf("%s: over %v, %+v", outcome, over, e)
			}
			if d.run(held); len(d.service.sent) > 0 {
				t.Errorf("%s: what was left was sent", outcome)
			}
		})
	}
	travel(t, Session{}, &fake{held: true}, toReview+", confirm", func(d *face) {
		d.Stop()
		if e, over := d.Ending(); !over || e.InFlight == nil {
			t.Errorf("%+v", e)
		}
	})
}

// TestLookAfterACreate: what was there before a create is not what is there after it.
func TestLookAfterACreate(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, &fake{replies: []submit.Outcome{failed(client.Refused, "StockNotEnough")}}, toReview, func(d *face) {
		before := d.Step().(*Reviewing).Checks
		d.act("confirm")
		d.act("review")
		if after := d.Step().(*Reviewing).Checks; after == nil || after == before {
			t.Errorf("%p is shown after %p", after, before)
		}
	})
}

// TestRevision: a confirmation of what was not read does nothing.
func TestRevision(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, nil, toReview, func(d *face) {
		old := d.Revision()
		d.act("edit 3")
		d.act("answer 20")
		d.run(d.Handle(Do{Kind: Confirm, Revision: old}))
		if len(d.service.sent) > 0 {
			t.Errorf("sent %+v", d.service.sent)
		}
	})
}

// TestLooks: an order is looked up by itself, with growing pauses, and then no more.
func TestLooks(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, &fake{replies: lost()}, toReview+", confirm", func(d *face) {
		if d.Waiting() != ForPause {
			t.Errorf("waits %v", d.Waiting())
		}
		if d.act("pass 3"); d.service.asked != 3 {
			t.Errorf("%d looks within three seconds", d.service.asked)
		}
		if d.act("pass 3600"); d.service.asked != maxLooks || d.Waiting() != Nothing {
			t.Errorf("%d looks within an hour, waits %v", d.service.asked, d.Waiting())
		}
		if got := d.Unsettled(); len(got) != 1 || got[0].ID != "J-1" {
			t.Errorf("its own order is not among the open ones: %+v", got)
		}
	})
}

// TestSince: what was created since the review of an order was first shown
// stands in its way, whatever was changed and taken back.
func TestSince(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, nil, toReview+", pass 5, edit 0, pass 5, back", func(d *face) {
		if s := d.service.since; len(s) != 2 || !s[0].Equal(s[1]) {
			t.Errorf("%v", s)
		}
		d.act("edit 3")
		d.act("answer 20")
		if s := d.service.since; s[2].Sub(s[0]) != 10*time.Second {
			t.Errorf("%v", s)
		}
	})
}

// drafts notes what is kept.
type drafts struct {
	kept    []map[client.Field]string
	deleted int
}

func (d *drafts) Save(a map[client.Field]string) error {
	d.kept = append(d.kept, maps.Clone(a))
	return nil
}

func (d *drafts) Delete() error { d.deleted++; return nil }

// TestDrafts: every answer is kept, and nothing of an order that was sent.
func TestDrafts(t *testing.T) {
	t.Parallel()
	kept := &drafts{}
	travel(t, Session{Drafts: kept}, nil, toReview, func(d *face) {
		if len(kept.kept) != 4 || kept.kept[3][client.Bandwidth] != "10" || kept.deleted != 0 {
			t.Errorf("%+v", kept)
		}
		if d.act("confirm"); kept.deleted != 1 {
			t.Errorf("deleted %d times", kept.deleted)
		}
	})
	late := &drafts{}
	f, _ := New(Session{Drafts: late, Service: &fake{}})
	first := f.Handle(Do{Kind: Answer, Text: "a"})
	second := f.Handle(Do{Kind: Accept})
	for _, effect := range append(second, first...) {
		effect(t.Context())
	}
	if len(late.kept) != 1 || late.kept[0][client.BillingMethod] == "" {
		t.Errorf("an older draft was written: %+v", late.kept)
	}
	third := f.Handle(Do{Kind: Accept})
	f.Stop()
	for _, effect := range third {
		effect(t.Context())
	}
	if len(late.kept) != 1 {
		t.Errorf("a draft was written after the end: %+v", late.kept)
	}
}
