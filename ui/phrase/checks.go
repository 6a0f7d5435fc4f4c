// Package phrase puts into words what the service, the journal and the answers'
// rules say: failures, checks, warnings, problems, payers and next steps. Every
// face uses it.
package phrase

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
)

// Mark tells apart what a look before the create can say.
type Mark int

// What speaks against the order, what is not known, and what is in order: this is also
// the order in which a review says them.
const (
	Warned Mark = iota
	NotKnown
	Fine
)

// TargetWord is the one word that says where an order goes.
func TargetWord(w *words.Words, sandbox bool) string {
	if sandbox {
		return w.Header.Sandbox
	}
	return w.Header.Live
}

// CheckText is one thing that a look found.
type CheckText struct {
	Mark Mark
	Text string
}

// DescribeReview says what is to be known of an order before it is confirmed: what is
// permanent, what costs and who pays; what is not known; what is in order. Without a
// connection nothing has been looked up, and there may be no obstacles yet.
func DescribeReview(
	w *words.Words, target submit.Target, connection *submit.Connection, checks *submit.Checks, order client.Order,
	obstacles *submit.Obstacles,
) (all []CheckText) {
	if connection != nil {
		all = DescribeChecks(w, checks, order, *cmp.Or(obstacles, &submit.Obstacles{}))
	}
	switch {
	case target.Sandbox:
		all = append(all, CheckText{Fine, w.Wizard.NothingBilled})
	case connection == nil:
		all = append(all, CheckText{NotKnown, w.Wizard.CheckingKeys})
	default:
		all = append(all, CheckText{Warned, PayerText(w, connection.Account)})
		for _, place := range connection.PassedOver {
			all = append(all, CheckText{Warned, PassedOverText(w, place)})
		}
	}
	slices.SortStableFunc(all, func(a, b CheckText) int { return cmp.Compare(a.Mark, b.Mark) })
	return all
}

// DescribeChecks says what a look before the create found for an order, or that it is
// under way where there are no checks yet, and what stands in the order's way.
func DescribeChecks(w *words.Words, k *submit.Checks, o client.Order, obstacles submit.Obstacles) []CheckText {
	var all []CheckText
	say := func(m Mark, text string) { all = append(all, CheckText{m, text}) }
	for _, warning := range submit.ObstacleWarnings(obstacles) {
		say(Warned, WarningText(w, warning))
	}
	if k == nil {
		say(NotKnown, w.Checks.Checking)
		return all
	}
	switch {
	case k.NamesFailed != nil:
		say(NotKnown, fmt.Sprintf(w.Checks.NamesUnknown, FailureTitle(w, k.NamesFailed)))
		if k.NamesFailed.Kind == client.Refused && !k.NamesFailed.WasThrottled() {
			say(NotKnown, w.Checks.LostUnseen)
		}
	case len(k.SameName) == 0:
		say(Fine, w.Checks.NameFree)
	}
	switch ordered := forms.BillingMethodName(w, o.InternetChargeType); {
	case k.BillingFailed != nil:
		say(NotKnown, fmt.Sprintf(w.Checks.BillingUnknown, FailureTitle(w, k.BillingFailed), ordered))
	case k.InForce == "":
		say(Warned, fmt.Sprintf(w.Checks.BillingOpen, ordered))
	case k.InForce == o.InternetChargeType:
		say(Fine, w.Checks.BillingSame)
	}
	for _, warning := range k.Warnings(o) {
		say(Warned, WarningText(w, warning))
	}
	return all
}

// PermanenceText says of the billing question that its method is one for the whole
// account, and what a look found of the one in force.
func PermanenceText(w *words.Words, q forms.Question, k *submit.Checks, brief bool) string {
	switch {
	case k != nil && k.InForce != "":
		return WarningText(w, submit.Warning{Kind: submit.BillingForced, Values: []string{k.InForce}})
	case brief:
		return q.Brief
	case k != nil && k.BillingFailed == nil:
		return w.Questions.BillingOpen
	}
	return q.Fixes
}

// AnswersInForce gives the answers with the billing method in force, which prevails
// over the one that was chosen.
func AnswersInForce(answers forms.Answers, k *submit.Checks) forms.Answers {
	if k == nil || k.InForce == "" {
		return answers
	}
	answers = maps.Clone(answers)
	answers[client.BillingMethod] = forms.Answer{Value: k.InForce}
	return answers
}
