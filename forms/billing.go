package forms

import (
	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// billingQuestion asks for InternetChargeType.
func billingQuestion(w *words.Words) Question {
	t := w.Questions.Billing
	return Question{Question: t, Field: client.BillingMethod, Options: pairOptions(client.BillingMethods(), t.Options)}
}
