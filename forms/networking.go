package forms

import (
	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// networking asks for NetworkingModel.
func networking(w *words.Words) Question {
	t := w.Questions.Networking
	return Question{Question: t, Field: client.NetworkingMode, Options: options(client.NetworkingModes(), t.Options)}
}
