package forms

import (
	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// nameQuestion asks for EPNInstanceName.
func nameQuestion(w *words.Words) Question {
	return Question{Question: w.Questions.Name, Field: client.Name, Limit: 2 * client.MaxNameLength}
}
