package forms

import (
	"fmt"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// nameQuestion asks for EPNInstanceName.
func nameQuestion(w *words.Words) Question {
	texts := w.Questions.Name
	for _, text := range []*string{&texts.Limits, &texts.Help} {
		*text = fmt.Sprintf(*text, client.MaxNameLength)
	}
	return Question{Question: texts, Field: client.InstanceName, Limit: 2 * client.MaxNameLength}
}
