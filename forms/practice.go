package forms

import (
	"context"
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// Practice is where rehearsals are played: a sandbox of their own, so that
// nothing that the user ordered or kept is touched. There is none live.
type Practice struct {
	Submitter submit.Submitter

	// Stage empties that sandbox and sets it up for a rehearsal. Its Failure
	// says why it could not.
	Stage func(context.Context, Rehearsal) (submit.Connection, *client.Failure)
}

// Rehearsal is a situation that is met on purpose. What happens in it is real,
// down to the request on the wire.
type Rehearsal struct {
	words.Rehearsal
	Answers Answers        // the order, ready for its review
	Before  []client.Order // what the account holds already
	Answer  sandbox.Answer // how the sandbox answers the order
}

// Rehearsals gives the rehearsals in the order in which they are offered.
func Rehearsals(w *words.Words) []Rehearsal {
	refusal, _ := explain.Lookup("StockNotEnough:2") // the one that points to the bandwidth first
	code, message := refusal.Sample()
	return []Rehearsal{
		{
			Rehearsal: w.Practice.Refusal,
			Answers:   practised("practice 1", "BandwidthByDay", "100"),
			Answer:    sandbox.Answer{Kind: sandbox.Refuse, Status: refusal.HTTPStatus, Code: code, Message: message, Above: 50},
		},
		{
			Rehearsal: w.Practice.LostReply,
			Answers:   practised("practice 2", "BandwidthByDay", "10"),
			Answer:    sandbox.Answer{Kind: sandbox.LostReply, Unlisted: 3}, // the fourth look finds it, after some 7 seconds to read
		},
		{
			Rehearsal: w.Practice.Billing,
			Answers:   practised("practice 3", "PayByBandwidth", "10"),
			Before: []client.Order{{
				EPNInstanceType: client.EdgeToEdge, EPNInstanceName: "practice", InternetChargeType: "95BandwidthByMonth",
				NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10,
			}},
		},
	}
}

// practised are the answers of an order that nobody typed.
func practised(name, billing, bandwidth string) Answers {
	answers := Answers{}
	for f, v := range map[client.Field]string{
		client.Name: name, client.BillingMethod: billing, client.NetworkingMode: "SpeedUp", client.Bandwidth: bandwidth,
	} {
		answers[f] = Answer{Value: v, Origin: Origin{Kind: FromPractice}}
	}
	return answers
}

// SayShowed says what a rehearsal showed, once its order was created.
func (r Rehearsal) SayShowed(w *words.Words, o submit.Outcome) string {
	forced := func(w submit.Warning) bool { return w.Kind == submit.BillingForced }
	switch {
	case r.Answer.Kind == sandbox.LostReply && !o.Recovered:
		return w.Practice.OrderedTwice
	case len(r.Before) > 0 && !slices.ContainsFunc(o.Warnings, forced):
		return w.Practice.NothingForced
	}
	return r.Showed
}
