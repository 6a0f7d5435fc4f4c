package forms

import (
	"fmt"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// bandwidthQuestion asks for InternetMaxBandwidthOut, in Mbit/s.
func bandwidthQuestion(w *words.Words) Question {
	texts := w.Questions.Bandwidth
	for _, text := range []*string{&texts.Prompt, &texts.Limits, &texts.Help} {
		*text = fmt.Sprintf(*text, client.MinBandwidth, client.MaxBandwidth)
	}
	return Question{Question: texts, Field: client.Bandwidth, Limit: 12, unit: " Mbit/s"}
}
