package forms

import (
	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// bandwidthQuestion asks for InternetMaxBandwidthOut, in Mbit/s.
func bandwidthQuestion(w *words.Words) Question {
	return Question{Question: w.Questions.Bandwidth, Field: client.Bandwidth, Limit: 12, unit: " Mbit/s"}
}
