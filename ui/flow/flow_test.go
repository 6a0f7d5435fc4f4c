package flow

import (
	"slices"
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

// sight is a journey, and what else must hold where it has led.
type sight struct {
	journey
	holds func(d *face) bool
}

// look follows journeys, and looks where they lead.
func look(t *testing.T, all []sight) {
	t.Helper()
	t.Parallel()
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.follow(t, func(d *face) {
				if !c.holds(d) {
					t.Errorf("%+v of %+v", d.Step, d.Journey)
				}
			})
		})
	}
}

// ended gives how a journey ended.
func (d *face) ended() Ending {
	e, over := d.Ending()
	if !over || len(d.Actions()) > 0 {
		d.Errorf("it goes on at %s with %v", d.where(), d.Actions())
	}
	return e
}

// TestAnswersKept: what was typed stays, valid or not, and origins tell who gave what.
func TestAnswersKept(t *testing.T) {
	origin := func(d *face, f client.Field) forms.OriginKind { return d.Answers[f].Origin.Kind }
	wrong := fake{replies: []submit.Outcome{failed(client.Refused, "InvalidParameter.InternetMaxBandwidthOut")}}
	look(t, []sight{
		{journey{"back and forth", Session{}, fake{}, "answer lab, accept, type bad, back, accept", "Asking networking-mode", 0},
			func(d *face) bool {
				return origin(d, client.Name) == forms.FromTyping && origin(d, client.BillingMethod) == forms.FromDefault
			}},
		{journey{"not valid", Session{}, fake{}, "answer lab, accept, accept, type bad, back, accept", "Asking bandwidth", 0},
			func(d *face) bool {
				s := d.Step.(*Asking)
				return s.Text == "bad" && s.Problem != nil && s.Touched
			}},
		{journey{"cut off", Session{}, fake{}, "answer lab, accept, accept, type 10, signal", "Over", 0}, func(d *face) bool {
			e := d.ended()
			return e.Answers[client.Bandwidth].Value == "10" && e.Signal == syscall.SIGTERM && e.Outcome == nil
		}},
		{journey{"a choice that was not made", Session{}, fake{}, "answer lab, type 95BandwidthByMonth, signal", "Over", 0},
			func(d *face) bool { return len(d.ended().Answers) == 1 }},
		{journey{"chosen as it stood", Session{}, fake{}, "answer lab, type BandwidthByDay, accept", "Asking networking-mode", 0},
			func(d *face) bool { return origin(d, client.BillingMethod) == forms.FromChoosing }},
		{journey{"an edit that was left", Session{Given: answered()}, fake{}, "edit 3, type 11, back, leave", "Over", 0},
			func(d *face) bool { return d.ended().Answers == nil }},
		{journey{"answered as before", Session{Given: answered()}, fake{}, "edit 3, answer 10", "Reviewing", 0},
			func(d *face) bool { return origin(d, client.Bandwidth) == forms.FromFlag }},
		{journey{"refused", Session{}, wrong, toReview + ", confirm, edit 3", "Asking bandwidth", 1}, func(d *face) bool {
			s := d.Step.(*Asking)
			return s.Reason != nil && s.Text == "10"
		}},
	})
}

// TestChoices: what is advised comes first.
func TestChoices(t *testing.T) {
	var all []sight
	for code, want := range map[string][]Kind{
		"StockNotEnough": {ToReview, Edit, Leave}, "InvalidParameter.InternetMaxBandwidthOut": {Edit, ToReview, Leave},
		"NoPermission": {ToReview, Leave}, "InvalidAccessKeyId.NotFound": {Reconnect, ToReview, Leave},
	} {
		kind := client.Refused
		if want[0] == Reconnect {
			kind = client.Unauthenticated
		}
		refuses := fake{replies: []submit.Outcome{failed(kind, code)}}
		all = append(all, sight{journey{code, Session{}, refuses, toReview + ", confirm", "Refused", 1}, func(d *face) bool {
			return slices.EqualFunc(d.Actions(), want, func(a Action, k Kind) bool { return a.Kind == k })
		}})
	}
	look(t, all)
}

// TestDeadKeys: keys that the service rejected are looked up again, whichever way
// leads back to the review, and are not used where the review was drawn before they
// were replaced.
func TestDeadKeys(t *testing.T) {
	expired, stock := failed(client.Unauthenticated, "InvalidSecurityToken.Expired"), failed(client.Refused, "StockNotEnough")
	rejects := func(then ...submit.Outcome) fake { return fake{replies: append([]submit.Outcome{expired}, then...)} }
	unread := fake{checks: submit.Checks{NamesFailed: expired.Failure}}
	denied := fake{replies: lost(), settles: []submit.Settlement{{Failure: expired.Failure}}}
	same := rejects(stock)
	same.key = "1"
	connected := func(times int, key string) func(*face) bool {
		return func(d *face) bool { return d.service.connected == times && d.Connection.Account.KeyID == key }
	}
	look(t, []sight{
		{journey{"back", Session{}, rejects(), toReview + ", confirm, review", "Reviewing", 1}, connected(2, "2")},
		{journey{"reconnected", Session{}, rejects(), toReview + ", confirm, reconnect", "Reviewing", 1}, connected(2, "2")},
		{journey{"replaced", Session{}, rejects(), toReview + ", confirm, review, confirm", "Reviewing", 1}, func(d *face) bool {
			return connected(3, "3")(d) && d.Step.(*Reviewing).Returned
		}},
		{journey{"confirmed", Session{}, rejects(), toReview + ", confirm, review, confirm, confirm", "Created", 2}, connected(3, "3")},
		{journey{"taken", Session{}, same, toReview + ", confirm, review, confirm, review, confirm", "Created", 3}, connected(3, "1")},
		{journey{"rejected by the look", Session{}, unread, toReview + ", confirm", "Reviewing", 0}, connected(2, "2")},
		{journey{"denied", Session{}, denied, toReview + ", confirm, pass 60, look", "Unsettled", 1}, func(d *face) bool {
			return d.service.asked == 1 && !d.IsWaiting(ForPause)
		}},
		{journey{"looked again", Session{}, denied, toReview + ", confirm, pass 60, reconnect", "Unsettled", 1}, func(d *face) bool {
			return d.service.asked == 2 && d.service.connected == 2
		}},
	})
}

// TestLeaving: a request under way is left when that was asked for twice, and
// its answer is taken where it comes within a second.
func TestLeaving(t *testing.T) {
	held := fake{held: true}
	underWay := func(d *face) bool {
		o := d.ended().Outcome
		return o != nil && o.JournalID == "J-1" && o.Failure.Cause == client.Interrupted && o.Order.EPNInstanceName == "edge lab"
	}
	t.Run("under way", func(t *testing.T) {
		look(t, []sight{
			{journey{"asked", Session{}, held, toReview + ", confirm, leave", "Sending", 1}, func(d *face) bool {
				return d.Step.(*Sending).Leaving
			}},
			{journey{"stayed", Session{}, held, toReview + ", confirm, leave, back, leave", "Sending", 1}, func(*face) bool { return true }},
			{journey{"left", Session{}, held, toReview + ", confirm, leave, leave", "Over", 1}, underWay},
			{journey{"stopped", Session{}, held, toReview + ", confirm, stop", "Over", 1}, underWay},
		})
	})
	for outcome, ended := range map[submit.Result]bool{
		submit.Created: true, submit.Result(client.Refused): true, submit.Result(client.Unreachable): false,
	} {
		travel(t, Session{}, nil, toReview, func(d *face) {
			held := d.Handle(Do{Kind: Confirm, Revision: d.Revision})
			d.Handle(Signalled{syscall.SIGTERM})
			send, _ := d.Step.(*Sending)
			if all := d.Actions(); len(all) != 1 || len(d.Handle(Do{Kind: Leave})) > 0 {
				t.Errorf("what was left can be more than waited for: %v", all)
			}
			send.began.Store(new("J-1"))
			d.takeReply(send, submit.Outcome{Result: outcome}, journal.Record{})
			if e := d.ended(); (e.Outcome != nil) != ended {
				t.Errorf("%s: %+v", outcome, e)
			}
			if d.run(held); len(d.service.sent) > 0 {
				t.Errorf("%s: what was left was sent", outcome)
			}
		})
	}
}

// TestReviewReadAnew: nothing is confirmed by what was read before.
func TestReviewReadAnew(t *testing.T) {
	t.Parallel()
	travel(t, Session{}, &fake{guardErr: errTest}, toReview, func(d *face) {
		before, read := d.Checks, d.Revision
		reconnecting := d.Handle(Do{Kind: Reconnect})
		if _, why := d.can(Confirm); why != NotReady || d.Revision == read {
			t.Errorf("nobody is connected, and revision %d after %d says %v", d.Revision, read, why)
		}
		if d.run(reconnecting); d.Checks == before {
			t.Error("what was found for another account is shown")
		}
	})
	damage := fake{obstacles: submit.Obstacles{Damaged: []journal.Damage{{Line: 3}}}}
	travel(t, Session{}, &damage, toReview, func(d *face) {
		acknowledging := d.Handle(Do{Kind: Acknowledge, Revision: d.Revision})
		d.Handle(acknowledging[0](d.ctx))
		if _, why := d.can(Confirm); why != NotReady {
			t.Errorf("the guard has not looked again, and the review says %v", why)
		}
	})
	travel(t, Session{}, &fake{replies: []submit.Outcome{failed(client.Refused, "StockNotEnough")}}, toReview, func(d *face) {
		old, before := d.Revision, d.Checks
		d.act("edit 3")
		d.act("answer 20")
		if d.run(d.Handle(Do{Kind: Confirm, Revision: old})); len(d.service.sent) > 0 || d.Checks != before {
			t.Errorf("sent %+v, and the same name is looked for twice", d.service.sent)
		}
		d.act("confirm")
		if d.act("review"); d.Checks == nil || d.Checks == before {
			t.Errorf("what was there before the create is said to be there after it")
		}
		if s := d.service.since; !s[0].Equal(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) || !s[len(s)-1].Equal(s[0]) {
			t.Errorf("what was created since %v stands in the way", s)
		}
	})
}

// TestDrafts: every answer is kept, and none by an effect that comes too late.
func TestDrafts(t *testing.T) {
	t.Parallel()
	var kept []map[client.Field]string
	save := func(a map[client.Field]string) error {
		kept = append(kept, a)
		return nil
	}
	travel(t, Session{SaveDraft: save}, nil, toReview, func(*face) {
		if len(kept) != 4 || kept[3][client.Bandwidth] != "10" {
			t.Errorf("%+v", kept)
		}
	})
	kept = nil
	travel(t, Session{SaveDraft: save}, nil, "", func(d *face) {
		late := d.Handle(Do{Kind: Answer, Text: "a"})
		d.act("accept")
		if d.run(late); len(kept) != 1 || kept[0][client.BillingMethod] == "" {
			t.Errorf("an older draft was written: %+v", kept)
		}
	})
	for _, until := range []string{"end", "confirm"} {
		travel(t, Session{SaveDraft: save}, nil, "answer a, accept, accept", func(d *face) {
			late := d.Handle(Do{Kind: Answer, Text: "10"})
			d.run(late[1:])
			saved := len(kept)
			d.act(until)
			if d.run(late[:1]); len(kept) != saved {
				t.Errorf("%s: a draft was written after it: %+v", until, kept)
			}
		})
	}
}
