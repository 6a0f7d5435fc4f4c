package flow

import (
	"errors"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// journey is where words lead from what there is, and what is seen there.
type journey struct {
	name  string
	there fake
	words string
	want  string
}

// follow follows journeys, and compares what is seen where they have led.
func follow(t *testing.T, see func(*face) string, all []journey) {
	t.Helper()
	t.Parallel()
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			travel(t, c.there, c.words, func(d *face) {
				if got := see(d); got != c.want {
					t.Errorf("%s leads to\n\t%s, want\n\t%s", c.words, got, c.want)
				}
			})
		})
	}
}

func failed(kind client.Kind, code string) submit.Outcome {
	return submit.Outcome{Result: submit.Result(kind), Failure: &client.Failure{Kind: kind, Code: code}}
}

// unsettled is a record of an order that is not known to have ended.
func unsettled(id string) journal.Record { return settled(id, string(client.Unknown), "").Record }

// settled is a record of an order that came to an end.
func settled(id, outcome, instance string) submit.Settlement {
	return submit.Settlement{Record: journal.Record{
		Entry:      journal.Entry{ID: id, Order: client.Order{EPNInstanceName: "edge lab"}},
		Resolution: journal.Resolution{Outcome: outcome, EPNInstanceID: instance},
	}}
}

// answered are answers to all questions, given by flag.
func answered() forms.Answers {
	answers := forms.Answers{}
	for i, value := range []string{"edge lab", "BandwidthByDay", "SpeedUp", "10"} {
		answers[client.Fields()[i]] = forms.Answer{Value: value, Origin: forms.Origin{Kind: forms.FromFlag}}
	}
	return answers
}

// replies are the ends of the creates in turn.
func replies(all ...submit.Outcome) fake { return fake{replies: all} }

var (
	errTest   = errors.New("test")
	lost      = failed(client.Unknown, "")
	stock     = failed(client.Refused, "StockNotEnough")
	rejected  = failed(client.Unauthenticated, "InvalidSecurityToken.Expired")
	throttled = submit.Outcome{Result: stock.Result, Failure: &client.Failure{
		Kind: client.Refused, Code: "Throttling.User", RetryAfter: 4 * time.Second,
	}}
	damage   = []journal.Damage{{Line: 3}}
	damaged  = submit.Obstacles{Damaged: damage}
	standing = submit.Obstacles{Records: []journal.Record{unsettled("J-0")}}
	paused   = submit.Obstacles{WaitUntil: time.Date(2000, 1, 1, 0, 0, 9, 0, time.UTC)}
)

// finds is a service that loses the reply, and what the looks then find in turn.
func finds(all ...submit.Settlement) fake { return fake{replies: []submit.Outcome{lost}, settles: all} }

// earlier is a journey that begins with unsettled orders, and what looks find.
func earlier(n int, found ...submit.Settlement) fake {
	open := []journal.Record{unsettled("J-8"), unsettled("J-9")}
	return fake{start: Session{Unsettled: open[:n]}, settles: found}
}

// TestQuestions: what was typed stays, valid or not, and only what nobody gave is asked.
func TestQuestions(t *testing.T) {
	draft := func(resume bool) fake {
		kept := forms.Origin{Kind: forms.FromDraft}
		saved := forms.Answers{
			client.InstanceName: {Value: "kept", Origin: kept}, client.NetworkingMode: {Value: "SpeedUp", Origin: kept},
		}
		return fake{start: Session{Saved: saved, Resume: resume}}
	}
	given := fake{start: Session{Given: answered()}}
	follow(t, (*face).see, []journey{
		{"not valid", fake{}, "answer  , accept", `Asking name "" not valid`},
		{"back at the first", fake{}, "back", `Asking name ""`},
		{"what was left stays", fake{}, "answer a, accept, accept, type bad, back, accept",
			`Asking bandwidth "bad" not valid`},
		{"back from the review", fake{}, "order, back, back", `Asking networking-mode "SpeedUp"`},
		{"back from a review of what was given", given, "back, back", "Reviewing confirm"},
		{"a draft with a gap", draft(false), "resume, accept", `Asking bandwidth ""`},
		{"a draft taken up unasked", draft(true), "", `Asking billing-method "BandwidthByDay"`},
		{"back into a draft", draft(false), "resume, back", `Asking name "kept"`},
		{"afresh", draft(false), "fresh", `Asking name ""`},
		{"only asked", fake{start: Session{AskOnly: true}}, "order", "Over completed 4 answers"},
		{"cut off", fake{}, "answer a, accept, accept, type 10, signal", "Over terminated 4 answers"},
		{"cut off in what is not valid", fake{}, "answer a, accept, accept, type bad, signal", "Over terminated 3 answers"},
		{"a choice that was not made", fake{}, "answer a, type 95BandwidthByMonth, signal", "Over terminated 1 answers"},
		{"an edit that was left", given, "edit 3, type 11, back, leave", "Over"},
	})
}

// TestOrigins: they tell who gave what.
func TestOrigins(t *testing.T) {
	names := map[forms.OriginKind]string{
		forms.FromDefault: " default", forms.FromTyping: " typed", forms.FromChoosing: " chosen", forms.FromFlag: " flag",
	}
	see := func(d *face) (all string) {
		for _, f := range client.Fields()[:len(d.Answers)] {
			all += names[d.Answers[f].Origin.Kind]
		}
		return all
	}
	follow(t, see, []journey{
		{"as they stood", fake{}, "order", " typed default default typed"},
		{"chosen as it stood", fake{}, "answer a, type BandwidthByDay, accept", " typed chosen"},
		{"corrected", fake{}, "answer a, answer bad, accept", " typed chosen"},
		{"answered as before", fake{start: Session{Given: answered()}}, "edit 3, answer 10", " flag flag flag flag"},
		{"changed", fake{start: Session{Given: answered()}}, "edit 1, answer PayByBandwidth", " flag chosen flag flag"},
	})
}

// TestReview: nothing is sent past what stands in the way, and all of it can be got over.
func TestReview(t *testing.T) {
	unreadable := fake{guardErr: errTest}
	first := fake{obstacles: standing, settles: []submit.Settlement{settled("J-0", journal.Created, "epn-7")}}
	before := fake{start: Session{Damaged: damage}}
	left, unrecorded := before, before
	left.obstacles, unrecorded.recordErr = damaged, errTest
	follow(t, (*face).see, []journey{
		{"once", fake{}, "send, confirm, again", "Created epn-1 sent 1"},
		{"nobody to send to", fake{unconnected: true}, "send", "Reviewing confirm not ready"},
		{"connected again", fake{unconnected: true}, "order, reconnect, confirm", "Created epn-1 keys 2 by 2 sent 1"},
		{"the journal cannot be read", unreadable, "send, again", "Reviewing confirm not ready test"},
		{"looked at again", unreadable, "order, reconnect", "Reviewing confirm not ready test keys 2 by 2 checks 2"},
		{"the same name is not", fake{}, "order, edit 3, answer 20", "Reviewing confirm"},
		{"an open order takes more than y", fake{obstacles: standing}, "send", "Reviewing again"},
		{"settled first, and back", first, "order, settle 0, on", "Reviewing again looks 1"},
		{"another run was asked to wait", fake{obstacles: paused}, "send", "Reviewing confirm after a wait"},
		{"that is over", fake{obstacles: paused}, "order, pass 10, confirm", "Created epn-1 sent 1"},
		{"damage left", left, "on, order, confirm, again", "Reviewing confirm after damage"},
		{"damage acknowledged", before, "acknowledge, order, confirm", "Created epn-1 sent 1"},
		{"on the review", fake{obstacles: damaged}, "order, acknowledge, confirm", "Created epn-1 sent 1"},
		{"damage that cannot be", unrecorded, "acknowledge", "Damaged test"},
		{"what was not shown", fake{returned: &standing}, "send, again", "Created epn-1 sent 1 checks 2"},
		{"a look that was not shown", fake{looked: &submit.Checks{}}, "send", "Reviewing confirm returned checks 2"},
	})
}

// TestReplies: what each leads to, what is advised first, and when an order can be sent again.
func TestReplies(t *testing.T) {
	throttles := fake{replies: []submit.Outcome{throttled}, throttles: true}
	bandwidth := replies(failed(client.Refused, "InvalidParameter.InternetMaxBandwidthOut"))
	follow(t, (*face).see, []journey{
		{"a field that may be at fault", replies(stock), "send", "Refused review edit sent 1 checks 2"},
		{"a field at fault", bandwidth, "send", "Refused edit review sent 1 checks 2"},
		{"to the field", bandwidth, "send, edit 3", `Asking bandwidth "10" refused sent 1 checks 2`},
		{"not permitted", replies(failed(client.Refused, "NoPermission")), "send", "Refused review sent 1 checks 2"},
		{"edited, sent", replies(stock), "send, review, edit 3, answer 5, confirm", "Created epn-1 sent 2 checks 2"},
		{"throttled", throttles, "send, review, confirm, edit 3, back, confirm",
			"Reviewing confirm after a wait sent 1 checks 2"},
		{"throttled, after a while", throttles, "send, pass 5, review, confirm", "Created epn-1 sent 2 checks 2"},
	})
}

// TestRejectedKeys: keys that the service rejected are looked up again, whichever way
// leads back to the review, and are not used where the review was drawn before they
// were replaced.
func TestRejectedKeys(t *testing.T) {
	same := replies(rejected, stock)
	same.key = "1"
	unread := fake{checks: submit.Checks{NamesFailed: rejected.Failure}}
	denied := finds(submit.Settlement{Failure: rejected.Failure})
	follow(t, (*face).see, []journey{
		{"rejected", replies(rejected), "send", "Refused review sent 1"},
		{"back", replies(rejected), "send, review", "Reviewing confirm keys 2 by 2 sent 1 checks 2"},
		{"confirmed", replies(rejected), "send, review, confirm, confirm", "Created epn-1 keys 3 by 3 sent 2 checks 3"},
		{"taken", same, "send, review, confirm, review, confirm", "Created epn-1 keys 3 sent 3 checks 3"},
		{"rejected by the look", unread, "send", "Reviewing confirm returned keys 2 by 2 checks 2"},
		{"looks end", denied, "send, pass 60, look", "Unsettled J-1 failed open 1 sent 1 looks 1"},
		{"looked again", denied, "send, pass 60, reconnect",
			"Unsettled J-1 waiting open 1 keys 2 by 2 sent 1 looks 2 checks 2"},
	})
}

// TestLeaving: a request under way is left when that was asked for twice, and its answer
// is taken where it comes within a second. What was left before it began is never sent.
func TestLeaving(t *testing.T) {
	held := func(reply submit.Outcome) fake { return fake{hangs: true, replies: []submit.Outcome{reply}} }
	follow(t, (*face).see, []journey{
		{"stayed", held(lost), "send, leave, back, leave", "Sending leaving sent 1"},
		{"left", held(lost), "send, leave, leave", "Over 4 answers J-1 edge lab unknown interrupted sent 1"},
		{"interrupted once", held(lost), "send, interrupt, back, interrupt, stop",
			"Over 4 answers J-1 edge lab unknown interrupted sent 1"},
		{"interrupted twice", held(lost), "send, interrupt, interrupt",
			"Over interrupt 4 answers J-1 edge lab unknown interrupted sent 1"},
		{"stopped", held(lost), "send, stop", "Over 4 answers J-1 edge lab unknown interrupted sent 1"},
		{"answered in time", held(submit.Outcome{Result: submit.Created}), "send, signal",
			"Over terminated 4 answers J-1 edge lab created sent 1"},
		{"refused in time", held(stock), "send, signal", "Over terminated 4 answers J-1 edge lab refused sent 1"},
		{"known to have reached nobody", held(failed(client.Unreachable, "")), "send, signal",
			"Over terminated 4 answers sent 1"},
		{"before it began", fake{}, "order, hold confirm, signal, back, leave, run", "Over terminated 4 answers"},
	})
}

// TestUnsettled: an order is looked up by itself, with growing pauses, and ends with what
// is found or with the user's word, which nothing comes between.
func TestUnsettled(t *testing.T) {
	found := settled("J-1", journal.Created, "epn-7")
	twins := submit.Settlement{Candidates: []client.Instance{{EPNInstanceID: "epn-7"}, {EPNInstanceID: "epn-8"}}}
	unrecorded := earlier(1)
	unrecorded.recordErr = errTest
	nobody := earlier(1)
	nobody.unconnected = true
	unreadable := finds()
	unreadable.settleErr = errTest
	follow(t, (*face).see, []journey{
		{"looked up", finds(), "send, pass 3", "Unsettled J-1 waiting open 1 sent 1 looks 3"},
		{"one look at a time", finds(), "send, pass 3, hold look, look, pass 60", "Unsettled J-1 open 1 sent 1 looks 3"},
		{"until no more follow", finds(), "send, pass 3600", "Unsettled J-1 open 1 sent 1 looks 8"},
		{"found", finds(submit.Settlement{}, submit.Settlement{}, found), "send, pass 3", "Created epn-7 sent 1 looks 3"},
		{"found by hand", finds(submit.Settlement{}, found), "send, look, finish",
			"Over 4 answers J-1 edge lab created sent 1 looks 2"},
		{"settled elsewhere", finds(settled("J-1", journal.NotCreated, "")), "send",
			"Reviewing confirm sent 1 looks 1 checks 2"},
		{"a record that cannot be read", unreadable, "send, pass 100", "Unsettled J-1 test open 1 sent 1 looks 8"},
		{"closed", finds(), "send, close, nothing", "Reviewing confirm sent 1 looks 1 checks 2"},
		{"not closed after all", finds(), "send, close, back, nothing", "Unsettled J-1 waiting open 1 sent 1 looks 1"},
		{"picked, and nothing else", finds(twins), "send, hold pick 1, on, close, look, run", "Created epn-8 sent 1 looks 1"},
		{"left meanwhile", finds(twins), "send, hold pick 1, leave",
			"Over 4 answers J-1 edge lab unknown open 1 sent 1 looks 1"},
		{"nobody to ask", nobody, "look", "Unsettled J-8 failed open 1"},
		{"asked again", nobody, "reconnect", "Unsettled J-8 waiting open 1 keys 2 by 2 looks 1"},
		{"left", earlier(2), "on, on", `Asking name "" open 2 looks 2`},
		{"an earlier one, found", earlier(1, settled("J-8", journal.Created, "epn-7")), "confirm",
			"Unsettled J-8 is epn-7 looks 1"},
		{"closed elsewhere", earlier(1, settled("J-8", journal.NotCreated, "")), "", `Asking name "" looks 1`},
		{"a word that cannot be recorded", unrecorded, "close, nothing", "Unsettled J-8 waiting test open 1 looks 1"},
		{"which is not said later", unrecorded, "close, nothing, on", `Asking name "" open 1 looks 1`},
	})
}

// TestPractice: rehearsals change nothing of the order before them. Who orders again after
// a lost reply has missed its point, and who does not choose the billing method in force.
func TestPractice(t *testing.T) {
	play := func(played fake) fake { return fake{start: Session{Practising: true}, played: &played} }
	unstaged := play(fake{})
	unstaged.unconnected = true
	after := func() fake { return fake{played: new(replies(lost))} }
	found := func() fake { return play(finds(submit.Settlement{}, settled("J-1", journal.Created, "epn-7"))) }
	forced := submit.Outcome{Result: submit.Created, Warnings: []submit.Warning{{Kind: submit.BillingForced}}}
	follow(t, (*face).see, []journey{
		{"finished", play(fake{}), "finish", "Over completed"},
		{"ended", play(fake{}), "signal", "Over terminated"},
		{"no room", unstaged, "rehearse 0", "Rehearsals next 0 failed"},
		{"one at a time", play(fake{}), "hold rehearse 1, rehearse 0, run", "Reviewing confirm"},
		{"no question before it", play(fake{}), "rehearse 1, back", "Reviewing confirm"},
		{"back to the list", play(fake{}), "rehearse 1, list", "Rehearsals next 1"},
		{"left from within", play(fake{}), "rehearse 1, leave", "Over"},
		{"done", play(fake{}), "rehearse 0, confirm, list", "Rehearsals next 1 played 1"},
		{"edited", play(fake{}), "rehearse 0, edit 3, answer 5, confirm", "Created epn-1 played 1"},
		{"all", play(fake{}), "rehearse 2, confirm, list, rehearse 1, confirm, list, rehearse 0, confirm, list",
			"Rehearsals next -1 keys 3 played 3"},
		{"found", found(), "rehearse 1, confirm, look", "Created epn-7 played 1"},
		{"ordered again", found(), "rehearse 1, confirm, on, confirm", "Created epn-1 missed open 1 played 2"},
		{"in force", play(replies(forced)), "rehearse 2, confirm", "Created  played 1"},
		{"not in force", play(fake{}), "rehearse 2, confirm", "Created epn-1 missed played 1"},
		{"after a create", after(), "send, practice, back, finish", "Over 4 answers J-1 edge lab created sent 1"},
		{"left from within, after a create", after(), "send, practice, rehearse 1, confirm, leave",
			"Over 4 answers J-1 edge lab created keys 2 sent 1 played 1"},
		{"played and finished", after(), "send, practice, rehearse 1, confirm, list, finish",
			"Over 4 answers J-1 edge lab created keys 2 sent 1 played 1"},
		{"ended from within", after(), "send, practice, rehearse 0, signal",
			"Over terminated 4 answers J-1 edge lab created keys 2 sent 1"},
	})
}
