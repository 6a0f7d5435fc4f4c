package flow

import (
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// journey is where words lead from a session, and how often something was sent on the way.
type journey struct {
	name    string
	session Session
	service fake
	words   string
	where   string
	sent    int
}

// keptDraft are the answers of a draft that an earlier run left.
var keptDraft = forms.Answers{
	client.Name:           {Value: "kept", Origin: forms.Origin{Kind: forms.FromDraft}},
	client.NetworkingMode: {Value: "SpeedUp", Origin: forms.Origin{Kind: forms.FromDraft}},
}

func journeys() []journey {
	twice := []submit.Settlement{{Candidates: []client.Instance{{EPNInstanceID: "epn-7"}, {EPNInstanceID: "epn-8"}}}}
	standing := submit.Obstacles{Records: []journal.Record{unsettled("J-0")}}
	return []journey{
		{"questions", Session{}, fake{}, toReview, "Reviewing", 0},
		{"created", Session{}, fake{}, toReview + ", confirm", "Created", 1},
		{"once", Session{}, fake{}, toReview + ", confirm, confirm, again", "Created", 1},
		{"not valid", Session{}, fake{}, "answer  , accept", "Asking name", 0},
		{"back at the first", Session{}, fake{}, "back", "Asking name", 0},
		{"back and forth", Session{}, fake{}, "answer a, back, accept, accept, back", "Asking billing-method", 0},
		{"back from the review", Session{}, fake{}, toReview + ", back", "Asking bandwidth", 0},
		{"back from a review of what was given", Session{Given: answered()}, fake{}, "back, back", "Reviewing", 0},
		{"edited", Session{}, fake{}, toReview + ", edit 1, answer PayByBandwidth", "Reviewing", 0},
		{"a draft with a gap", Session{Saved: keptDraft}, fake{}, "resume, accept", "Asking bandwidth", 0},
		{"a draft taken up unasked", Session{Saved: keptDraft, Resume: true}, fake{}, "", "Asking billing-method", 0},
		{"back into a draft", Session{Saved: keptDraft}, fake{}, "resume, back", "Asking name", 0},
		{"afresh", Session{Saved: keptDraft}, fake{}, "fresh", "Asking name", 0},
		{"only asked", Session{AskOnly: true}, fake{}, toReview, "Over", 0},
		{"left", Session{}, fake{}, "leave", "Over", 0},
		{"nobody to send to", Session{}, fake{connects: []*client.Failure{{}}}, toReview + ", confirm", "Reviewing", 0},
		{"connected again", Session{}, fake{connects: []*client.Failure{{}}}, toReview + ", reconnect, confirm", "Created", 1},
		{"the journal cannot be read", Session{}, fake{guardErr: errTest}, toReview + ", confirm, again", "Reviewing", 0},
		{"an open order takes more than y", Session{}, fake{obstacles: standing}, toReview + ", confirm", "Reviewing", 0},
		{"an open order, again", Session{}, fake{obstacles: standing}, toReview + ", again", "Created", 1},
		{"an open order, settled first", Session{}, fake{obstacles: standing, settles: []submit.Settlement{settled("J-0", journal.Created, "epn-7")}}, toReview + ", settle 0", "Unsettled", 0},
		{"and back", Session{}, fake{obstacles: standing, settles: []submit.Settlement{settled("J-0", journal.Created, "epn-7")}}, toReview + ", settle 0, on", "Reviewing", 0},
		{"a pause that another run was asked for", Session{}, fake{obstacles: submit.Obstacles{WaitUntil: time.Date(2000, 1, 1, 0, 0, 9, 0, time.UTC)}}, toReview + ", confirm", "Reviewing", 0},
		{"that is over", Session{}, fake{obstacles: submit.Obstacles{WaitUntil: time.Date(2000, 1, 1, 0, 0, 9, 0, time.UTC)}}, toReview + ", pass 10, confirm", "Created", 1},
		{"damage", Session{Damaged: []journal.Damage{{Line: 3}}}, fake{}, "answer a", "Damaged", 0},
		{"damage left", Session{Damaged: []journal.Damage{{Line: 3}}}, fake{obstacles: submit.Obstacles{Damaged: []journal.Damage{{Line: 3}}}}, "on, " + toReview + ", confirm, again", "Reviewing", 0},
		{"damage acknowledged", Session{Damaged: []journal.Damage{{Line: 3}}}, fake{}, "acknowledge, " + toReview + ", confirm", "Created", 1},
		{"damage acknowledged on the review", Session{}, fake{obstacles: submit.Obstacles{Damaged: []journal.Damage{{Line: 3}}}}, toReview + ", acknowledge, confirm", "Created", 1},
		{"damage that cannot be", Session{Damaged: []journal.Damage{{Line: 3}}}, fake{closeErr: errTest}, "acknowledge", "Damaged", 0},
		{"what was not shown", Session{}, fake{returned: &standing}, toReview + ", confirm", "Reviewing", 0},
		{"and is then", Session{}, fake{returned: &standing}, toReview + ", confirm, again", "Created", 1},
		{"a look that was not shown", Session{}, fake{looked: &submit.Checks{InForce: "PayByBandwidth"}}, toReview + ", confirm", "Reviewing", 0},
		{"refused", Session{}, fake{replies: []submit.Outcome{failed(client.Refused, "StockNotEnough")}}, toReview + ", confirm", "Refused", 1},
		{"refused, edited, sent", Session{}, fake{replies: []submit.Outcome{failed(client.Refused, "StockNotEnough:2")}}, toReview + ", confirm, review, edit 3, answer 5, confirm", "Created", 2},
		{"throttled", Session{}, fake{replies: []submit.Outcome{throttled()}, throttles: true}, toReview + ", confirm, review, confirm, edit 3, back, confirm", "Reviewing", 1},
		{"throttled, after a while", Session{}, fake{replies: []submit.Outcome{throttled()}, throttles: true}, toReview + ", confirm, pass 31, review, confirm", "Created", 2},
		{"not known", Session{}, fake{replies: lost()}, toReview + ", confirm", "Unsettled", 1},
		{"not known, found", Session{}, fake{replies: lost(), settles: []submit.Settlement{{}, {}, settled("J-1", journal.Created, "epn-7")}}, toReview + ", confirm, pass 3", "Created", 1},
		{"not known, found by hand", Session{}, fake{replies: lost(), settles: []submit.Settlement{{}, settled("J-1", journal.Created, "epn-7")}}, toReview + ", confirm, look", "Created", 1},
		{"not known, closed", Session{}, fake{replies: lost()}, toReview + ", confirm, close, nothing", "Reviewing", 1},
		{"not known, not closed after all", Session{}, fake{replies: lost()}, toReview + ", confirm, close, back, nothing", "Unsettled", 1},
		{"nothing is closed without the question", Session{}, fake{replies: lost()}, toReview + ", confirm, nothing", "Unsettled", 1},
		{"not known, picked", Session{}, fake{replies: lost(), settles: twice}, toReview + ", confirm, pick 1", "Created", 1},
		{"not known, settled elsewhere", Session{}, fake{replies: lost(), settles: []submit.Settlement{settled("J-1", journal.NotCreated, "")}}, toReview + ", confirm", "Reviewing", 1},
		{"a record that cannot be read", Session{}, fake{replies: lost(), settleErr: errTest}, toReview + ", confirm, pass 100", "Unsettled", 1},
		{"a word that cannot be recorded", Session{}, fake{replies: lost(), closeErr: errTest}, toReview + ", confirm, close, nothing", "Unsettled", 1},
		{"earlier orders", Session{Unsettled: []journal.Record{unsettled("J-8"), unsettled("J-9")}}, fake{}, "on", "Unsettled", 0},
		{"earlier orders, left", Session{Unsettled: []journal.Record{unsettled("J-8"), unsettled("J-9")}}, fake{}, "on, on", "Asking name", 0},
		{"an earlier order, found", Session{Unsettled: []journal.Record{unsettled("J-8")}}, fake{settles: []submit.Settlement{settled("J-8", journal.Created, "epn-7")}}, "confirm", "Unsettled", 0},
		{"an earlier order, closed elsewhere", Session{Unsettled: []journal.Record{unsettled("J-8")}}, fake{settles: []submit.Settlement{settled("J-8", journal.NotCreated, "")}}, "", "Asking name", 0},
		{"finished", Session{}, fake{}, toReview + ", confirm, finish", "Over", 1},
	}
}

// follow follows the words, and has the journey looked at where they lead.
func (c journey) follow(t *testing.T, look func(d *face)) {
	t.Helper()
	travel(t, c.session, &c.service, c.words, func(d *face) {
		if got := d.where(); got != c.where || len(d.service.sent) != c.sent {
			t.Fatalf("at %s after %d creates, want %s after %d", got, len(d.service.sent), c.where, c.sent)
		}
		look(d)
	})
}

// TestJourneys: where words lead, and how often something was sent on the way.
func TestJourneys(t *testing.T) {
	t.Parallel()
	for _, c := range journeys() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.follow(t, func(*face) {})
		})
	}
}
