// Package phrase puts into words what the service, the journal and the answers'
// rules say: failures, checks, warnings, problems, payers and next steps. Every
// face uses it.
package phrase

import (
	"fmt"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
)

// Mark tells apart what a look before the create can say.
type Mark int

// What speaks for the order, what against it, and what is not known.
const (
	Fine Mark = iota
	Warned
	NotKnown
)

// CheckText is one thing that a look found.
type CheckText struct {
	Mark Mark
	Text string
}

// DescribeChecks says what a look before the create found for an order, or that it is
// under way where there are no checks yet, and what stands in the order's way.
func DescribeChecks(w *words.Words, k *submit.Checks, o client.Order, stands submit.Obstacles) []CheckText {
	var all []CheckText
	say := func(m Mark, text string) { all = append(all, CheckText{m, text}) }
	title := func(f *client.Failure) string { return ExplainFailure(w, f).Title }
	for _, warning := range submit.ObstacleWarnings(stands) {
		say(Warned, WarningText(w, warning))
	}
	if k == nil {
		say(NotKnown, w.Checks.Checking)
		return all
	}
	switch {
	case k.NamesFailed != nil:
		say(NotKnown, fmt.Sprintf(w.Checks.NamesUnknown, title(k.NamesFailed)))
		if k.NamesFailed.Kind == client.Refused && !k.NamesFailed.Throttled() {
			say(NotKnown, w.Checks.LostUnseen)
		}
	case len(k.SameName) == 0:
		say(Fine, w.Checks.NameFree)
	}
	switch {
	case k.BillingFailed != nil:
		say(NotKnown, fmt.Sprintf(w.Checks.BillingUnknown, title(k.BillingFailed), forms.BillingQuestion(w).Show(o.InternetChargeType)))
	case k.InForce == "":
		say(Warned, fmt.Sprintf(w.Checks.BillingOpen, forms.BillingQuestion(w).Show(o.InternetChargeType)))
	case k.InForce == o.InternetChargeType:
		say(Fine, w.Checks.BillingSame)
	}
	for _, warning := range k.Warnings(o) {
		say(Warned, WarningText(w, warning))
	}
	return all
}
