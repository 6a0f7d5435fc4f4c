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

// TestAnswersKept: what was typed stays, valid or not, and origins tell who gave what.
func TestAnswersKept(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, nil, "answer lab, accept, type bad, back, accept", func(d *face) {
		if s := d.Step.(*Asking); s.Text != "bad" || s.Problem == nil || !s.Touched {
			t.Errorf("%+v", s)
		}
		if a := d.Answers; a[client.Name].Origin.Kind != forms.FromTyping || a[client.BillingMethod].Origin.Kind != forms.FromDefault {
			t.Errorf("%+v", a)
		}
	})
	travel(t, Session{}, nil, "answer lab, accept, accept, type 10, signal", func(d *face) {
		e, over := d.Ending()
		if !over || e.Answers[client.Bandwidth].Value != "10" || e.Signal != syscall.SIGTERM || e.Outcome != nil {
			t.Errorf("%+v", e)
		}
	})
	travel(t, Session{Given: answered()}, nil, "edit 3, type 11, back, leave", func(d *face) {
		if e, _ := d.Ending(); e.Answers != nil {
			t.Errorf("an edit that was left is kept: %+v", e.Answers)
		}
	})
	travel(t, Session{}, &fake{replies: []submit.Outcome{failed(client.Refused, "InternetMaxBandwidthOut.Invalid")}}, toReview+", confirm, edit 3", func(d *face) {
		if s, ok := d.Step.(*Asking); ok && (s.Reason == nil || s.Field != client.Bandwidth || s.Text != "10") {
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
			if _, ok := d.Step.(*Reviewing); !ok || d.Connection == nil || d.Connection.Account.KeyID != "2" {
				t.Errorf("%s: at %s with %+v", way, d.where(), d.Step)
			}
		})
	}
	// Nor are they used where the review was drawn before they were replaced.
	again := &fake{replies: []submit.Outcome{failed(client.Unauthenticated, "InvalidSecurityToken.Expired"), {Result: submit.Created}}}
	travel(t, Session{}, again, toReview+", confirm, review, confirm", func(d *face) {
		s, ok := d.Step.(*Reviewing)
		if !ok || !s.Returned || d.Connection.Account.KeyID != "3" || len(d.service.sent) != 1 {
			t.Errorf("at %s after %d creates", d.where(), len(d.service.sent))
		}
		if d.act("confirm"); d.where() != "Created" || d.service.connected != 3 {
			t.Errorf("at %s with %d connections", d.where(), d.service.connected)
		}
	})
	unread := &fake{checks: submit.Checks{NamesFailed: &client.Failure{Kind: client.Unauthenticated}}}
	travel(t, Session{}, unread, toReview+", confirm", func(d *face) {
		if _, ok := d.Step.(*Reviewing); !ok || d.Connection.Account.KeyID != "2" || len(d.service.sent) != 0 {
			t.Errorf("at %s after %d creates", d.where(), len(d.service.sent))
		}
	})
	denied := submit.Settlement{Failure: &client.Failure{Kind: client.Unauthenticated}}
	travel(t, Session{}, &fake{replies: lost(), settles: []submit.Settlement{denied}}, toReview+", confirm", func(d *face) {
		if d.IsWaiting(ForPause) {
			t.Error("a look that was denied is to be repeated")
		}
		if d.act("pass 60, look"); d.service.asked != 1 {
			t.Errorf("a look that was denied was repeated %d times", d.service.asked)
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
		if s, ok := d.Step.(*Sending); !ok || !s.Leaving {
			t.Fatalf("at %s", d.where())
		}
		d.act("back")
		d.act("leave")
		if d.where() != "Sending" {
			t.Fatalf("what was taken back ends it: %s", d.where())
		}
		d.act("leave")
		e, over := d.Ending()
		if !over || e.Outcome == nil || e.Outcome.JournalID != "J-1" || e.Outcome.Failure.Cause != client.Interrupted || e.Outcome.Order.EPNInstanceName != "edge lab" {
			t.Errorf("over %v: %+v", over, e)
		}
	})
	for outcome, ended := range map[submit.Result]bool{submit.Created: true, submit.Result(client.Refused): true, submit.Result(client.Unreachable): false} {
		travel(t, Session{}, nil, toReview, func(d *face) {
			held := d.Handle(Do{Kind: Confirm, Revision: d.Revision})
			d.Handle(Signalled{syscall.SIGTERM})
			send, _ := d.Step.(*Sending)
			if all := d.Actions(); len(all) != 1 || len(d.Handle(Do{Kind: Leave})) > 0 {
				t.Errorf("what was left can be more than waited for: %v", all)
			}
			d.service.replies = []submit.Outcome{{Result: outcome}}
			send.began.Store(new("J-1"))
			d.takeReply(send, submit.Outcome{Result: outcome}, journal.Record{})
			if e, over := d.Ending(); !over || (e.Outcome != nil) != ended {
				t.Errorf("%s: over %v, %+v", outcome, over, e)
			}
			if d.run(held); len(d.service.sent) > 0 {
				t.Errorf("%s: what was left was sent", outcome)
			}
		})
	}
	travel(t, Session{}, &fake{held: true}, toReview+", confirm", func(d *face) {
		d.Stop()
		if e, over := d.Ending(); !over || e.Outcome == nil {
			t.Errorf("%+v", e)
		}
	})
}

// TestLookAfterACreate: what was there before a create is not what is there after it.
func TestLookAfterACreate(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, &fake{replies: []submit.Outcome{failed(client.Refused, "StockNotEnough")}}, toReview, func(d *face) {
		before := d.Checks
		d.act("edit 3")
		if d.act("back"); d.Checks != before {
			t.Error("the same name is looked for twice")
		}
		d.act("confirm")
		d.act("review")
		if after := d.Checks; after == nil || after == before {
			t.Errorf("%p is shown after %p", after, before)
		}
	})
}

// TestRevision: a confirmation of what was not read does nothing.
func TestRevision(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, nil, toReview, func(d *face) {
		old := d.Revision
		d.act("edit 3")
		d.act("answer 20")
		d.run(d.Handle(Do{Kind: Confirm, Revision: old}))
		if len(d.service.sent) > 0 {
			t.Errorf("sent %+v", d.service.sent)
		}
	})
}

// TestReviewReadAnew: nothing is confirmed by what was read with another
// connection, or before damage was acknowledged.
func TestReviewReadAnew(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, &fake{guardErr: errTest}, toReview, func(d *face) {
		before := d.Checks
		if _, why := d.can(Confirm); why != NotReady {
			t.Errorf("the journal cannot be read, and the review says %v", why)
		}
		reconnecting := d.Handle(Do{Kind: Reconnect})
		if _, why := d.can(Confirm); why != NotReady {
			t.Errorf("nobody is connected, and the review says %v", why)
		}
		if d.run(reconnecting); d.Checks == before {
			t.Error("what was found for another account is shown")
		}
	})
	travel(t, Session{}, &fake{obstacles: submit.Obstacles{Damaged: []journal.Damage{{Line: 3}}}}, toReview, func(d *face) {
		acknowledging := d.Handle(Do{Kind: Acknowledge, Revision: d.Revision})
		d.Handle(acknowledging[0](d.ctx))
		if _, why := d.can(Confirm); why != NotReady {
			t.Errorf("the guard has not looked again, and the review says %v", why)
		}
	})
}

// TestSince: what was created since the journey began stands in the way of the same
// order, whatever was looked at meanwhile.
func TestSince(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, nil, toReview+", pass 5, edit 0, pass 5, back", func(d *face) {
		if s := d.service.since; len(s) != 2 || !s[0].Equal(s[1]) {
			t.Errorf("%v", s)
		}
		d.act("edit 3")
		d.act("answer 20")
		if s := d.service.since; len(s) != 3 || !s[2].Equal(s[0]) {
			t.Errorf("%v", s)
		}
	})
}

// drafts notes what is kept.
type drafts struct {
	kept []map[client.Field]string
}

func (d *drafts) Save(a map[client.Field]string) error {
	d.kept = append(d.kept, maps.Clone(a))
	return nil
}

// TestDrafts: every answer is kept, and nothing of an order that was sent.
func TestDrafts(t *testing.T) {
	t.Parallel()
	kept := &drafts{}
	travel(t, Session{SaveDraft: kept.Save}, nil, toReview, func(d *face) {
		if len(kept.kept) != 4 || kept.kept[3][client.Bandwidth] != "10" {
			t.Errorf("%+v", kept)
		}
	})
	late := &drafts{}
	f, _ := New(Session{SaveDraft: late.Save, Service: &fake{}})
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
