package wizard

import (
	"testing"
	"time"

	"epn-wizard/theme/words"
)

func TestSpan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d      time.Duration
		en, zh string
	}{
		{61 * time.Second, "1 minute", "1 分钟"},
		{23 * time.Minute, "23 minutes", "23 分钟"},
		{time.Hour, "1 hour", "1 小时"},
		{65*time.Minute + 29*time.Second, "1 hour 5 minutes", "1 小时 5 分钟"},
		{49*time.Hour + time.Minute, "49 hours 1 minute", "49 小时 1 分钟"},
	} {
		for want, w := range map[string]*words.Words{c.en: words.English(), c.zh: words.Chinese()} {
			if got := (&Model{Config: Config{Words: w}}).span(c.d); got != want {
				t.Errorf("%v: got %q, want %q", c.d, got, want)
			}
		}
	}
}
