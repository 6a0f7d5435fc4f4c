package forms

import (
	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// networkingQuestion asks for NetworkingModel.
func networkingQuestion(w *words.Words) Question {
	t := w.Questions.Networking
	return Question{Question: t, Field: client.NetworkingMode, Options: pairOptions(client.NetworkingModes(), t.Options)}
}
