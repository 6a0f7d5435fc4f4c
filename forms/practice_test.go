package forms

import (
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// TestRehearsals: each is an order that can be sent as it stands, and shows
// what it says it does.
func TestRehearsals(t *testing.T) {
	t.Parallel()
	w := words.English()
	kinds := map[sandbox.Kind]Rehearsal{}
	for _, r := range Rehearsals(w) {
		kinds[r.Answer.Kind] = r
		if _, problems := client.NewOrder(r.Answers.Values()); len(problems) > 0 {
			t.Errorf("%s: %+v", r.Title, problems)
		}
		if r.Answers.ByHand() {
			t.Errorf("%s: its answers look typed", r.Title)
		}
		if got := r.Answers[client.Name].Origin.Say(w); got != "practice" {
			t.Errorf("%s: its answers come from %q", r.Title, got)
		}
		if got := r.SayShowed(w, submit.Outcome{Result: submit.Created, Recovered: true, Warnings: []submit.Warning{{Kind: submit.BillingForced}}}); got != r.Showed {
			t.Errorf("%s: says %q", r.Title, got)
		}
	}
	refused := kinds[sandbox.Refuse]
	if x := explain.Explain("en", refused.Answer.Code, refused.Answer.Message); x.Field != client.Bandwidth || x.Retry != explain.Change || !x.Known {
		t.Errorf("the refusal is %+v", x)
	}
	if lost := kinds[sandbox.LostReply]; lost.SayShowed(w, submit.Outcome{Result: submit.Created}) != w.Practice.OrderedTwice {
		t.Error("who orders again is not told of the second instance")
	}
	forced := kinds[0]
	if forced.SayShowed(w, submit.Outcome{Result: submit.Created}) != w.Practice.NothingForced {
		t.Error("who chooses the method in force is told of a warning that was not there")
	}
	if len(forced.Before) != 1 || forced.Before[0].InternetChargeType == forced.Answers[client.BillingMethod].Value {
		t.Errorf("no other billing method is in force: %+v", forced)
	}
}
