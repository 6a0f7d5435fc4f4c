package flow

import (
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// Rehearsal is a situation that is better met in practice first.
type Rehearsal struct {
	ID      string         // by which the words know it
	Answers forms.Answers  // the order, ready for its review
	Before  []client.Order // what the account holds already
	Answer  sandbox.Answer // how the sandbox answers the order
	Done    bool
}

// AllRehearsals lists them in the order in which they are offered.
func AllRehearsals() []Rehearsal {
	refusal, _ := sandbox.ParseAnswer("StockNotEnough:2") // the one that points to the bandwidth first
	refusal.Above = 50
	return []Rehearsal{
		{
			ID: "refusal", Answers: practised("practice 1", client.BillingDailyPeak, "100"), Answer: refusal,
		},
		{
			ID: "lost-reply", Answers: practised("practice 2", client.BillingDailyPeak, "10"),
			Answer: sandbox.Answer{Kind: sandbox.LostReply, Unlisted: 3}, // found by the fourth look, after some 7 seconds
		},
		{
			ID: "billing-method", Answers: practised("practice 3", client.BillingFixed, "10"),
			Before: []client.Order{practised("practice", client.Billing95thPercentile, "10").MakeOrder()},
		},
	}
}

func practised(name, billing, bandwidth string) forms.Answers {
	answers := forms.Answers{}
	for f, v := range map[client.Field]string{
		client.Name: name, client.BillingMethod: billing, client.NetworkingMode: client.NetworkingInternet,
		client.Bandwidth: bandwidth,
	} {
		answers[f] = forms.Answer{Value: v, Origin: forms.Origin{Kind: forms.FromPractice}}
	}
	return answers
}

// missedPoint reports whether a create went past what the rehearsal shows: a
// second order after a lost reply, or the billing method that is in force anyway.
func (r Rehearsal) missedPoint(o submit.Outcome) bool {
	forced := func(w submit.Warning) bool { return w.Kind == submit.BillingForced }
	return r.Answer.Kind == sandbox.LostReply && !o.Recovered ||
		len(r.Before) > 0 && !slices.ContainsFunc(o.Warnings, forced)
}
