package phrase

import "time"

// TimeText says when something was sent or kept, in this machine's time zone.
func TimeText(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }
