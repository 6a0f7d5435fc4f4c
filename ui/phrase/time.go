package phrase

import (
	"fmt"
	"time"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// TimeText says when something was sent or kept, in this computer's time zone,
// as people say it: of today, the time of day alone.
func TimeText(t time.Time) string {
	year, month, day := time.Now().Date()
	if y, m, d := t.Local().Date(); y == year && m == month && d == day {
		return t.Local().Format("15:04")
	}
	return DateText(t)
}

// DateText gives the day and the time of day, in this computer's time zone.
func DateText(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// CandidateText names an instance that could be an order's, by its id and by
// when it was created, or by what the service says of that if it is no time.
func CandidateText(w *words.Words, c client.Instance) string {
	created := client.Visible(c.CreationTime)
	if t, err := time.Parse(time.RFC3339, c.CreationTime); err == nil {
		created = TimeText(t)
	}
	return fmt.Sprintf(w.Unsettled.Candidate, client.Visible(c.EPNInstanceID), created)
}
