package phrase

import (
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// TestTimeText: of today the time of day is enough.
func TestTimeText(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		year, month, day := time.Now().Date()
		noon := time.Date(year, month, day, 12, 2, 3, 0, time.Local)
		for when, want := range map[time.Time]string{
			noon: "12:02", noon.UTC(): "12:02",
			noon.AddDate(0, 0, -1): noon.AddDate(0, 0, -1).Format(time.DateOnly) + " 12:02",
		} {
			if got := TimeText(when); got != want {
				t.Errorf("%v: got %q, want %q", when, got, want)
			}
		}
		for created, want := range map[string]string{
			noon.UTC().Format(time.RFC3339): "It is epn-1, created 12:02", "soon\x1b": `It is epn-1, created soon\x1b`,
		} {
			if got := CandidateText(words.English(), client.Instance{EPNInstanceID: "epn-1", CreationTime: created}); got != want {
				t.Errorf("%q: got %q, want %q", created, got, want)
			}
		}
	})
}
