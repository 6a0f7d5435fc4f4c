package forms

import (
	"fmt"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
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

// Said is one thing that a look found.
type Said struct {
	Mark Mark
	Text string
}

// SayChecks says what a look before the create found for an order, or that it is
// under way where there are no checks yet, and which of the pending requests,
// whose fate is not known, are of the same order or name.
func SayChecks(w *words.Words, k *submit.Checks, o client.Order, pending []journal.Record) []Said {
	var all []Said
	say := func(m Mark, text string) { all = append(all, Said{m, text}) }
	title := func(f *client.Failure) string { return Explain(w, f).Title }
	for _, r := range pending {
		if r.Order == o {
			say(Warned, SayWarning(w, submit.SameOrder, []string{r.ID}))
		} else if r.Order.EPNInstanceName == o.EPNInstanceName {
			say(Warned, SayWarning(w, submit.UnsettledName, []string{r.ID}))
		}
	}
	if k == nil {
		say(NotKnown, w.Checks.Checking)
		return all
	}
	switch {
	case k.NamesFailed != nil:
		say(NotKnown, fmt.Sprintf(w.Checks.NamesUnknown, title(k.NamesFailed)))
	case len(k.SameName) == 0:
		say(Fine, w.Checks.NameFree)
	}
	switch {
	case k.BillingFailed != nil:
		say(NotKnown, fmt.Sprintf(w.Checks.BillingUnknown, title(k.BillingFailed), billing(w).Show(o.InternetChargeType)))
	case k.InForce == "":
		say(Fine, fmt.Sprintf(w.Checks.BillingOpen, billing(w).Show(o.InternetChargeType)))
	case k.InForce == o.InternetChargeType:
		say(Fine, w.Checks.BillingSame)
	}
	for _, warning := range k.Warnings(o) {
		say(Warned, SayWarning(w, warning.Kind, warning.Values))
	}
	return all
}
