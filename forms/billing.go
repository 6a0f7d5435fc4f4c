package forms

import (
	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// billing asks for InternetChargeType.
func billing(w *words.Words) Question {
	t := w.Questions.Billing
	return Question{Question: t, Field: client.BillingMethod, Options: options(client.BillingMethods(), t.Options)}
}
