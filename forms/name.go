package forms

import (
	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// name asks for EPNInstanceName.
func name(w *words.Words) Question {
	return Question{Question: w.Questions.Name, Field: client.Name, Limit: 2 * client.MaxNameLength}
}
