package phrase

import (
	"slices"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// TestDescribeFailure: all that the service said is passed on, and where the clock is
// why it refused, how far it is off.
func TestDescribeFailure(t *testing.T) {
	t.Parallel()
	w := words.English()
	f := client.Failure{
		Kind: client.Unauthenticated, Code: "InvalidTimeStamp.Expired", Message: "Specified time stamp is expired.", HTTPStatus: 400,
		RequestID: "R1", Host: "ens.aliyuncs.com", ClockSkew: -20 * time.Minute, RetryAfter: 1200 * time.Millisecond,
		Looked: []client.Finding{{Source: client.FromEnvironment, State: client.Absent}},
	}
	x := DescribeFailure(w, &f)
	want := []string{
		"Code: InvalidTimeStamp.Expired", "Message: Specified time stamp is expired.", "HTTP status: 400", "Request ID: R1",
		"Endpoint: ens.aliyuncs.com", "Help: https://api.alibabacloud.com/troubleshoot?q=InvalidTimeStamp.Expired&product=Ens",
	}
	if !slices.Equal(x.Details, want) || x.Clock != "This computer's clock is 20 minutes behind the service's." {
		t.Errorf("%q\n%s", x.Details, x.Clock)
	}
	lines := []string{x.Explanation.Explanation, "  " + x.Places[0], x.Clock, x.Remedy, "Try again in 2 s, as the service asks."}
	if got := x.ListLines(); !slices.Equal(got, lines) {
		t.Errorf("got %q, want %q", got, lines)
	}
	f.Kind = client.Unknown
	if x = DescribeFailure(w, &f); x.Clock != "" || !strings.Contains(x.Remedy, "epn-wizard settle") {
		t.Errorf("%+v", x)
	}
	w.Restrict()
	if x = DescribeFailure(w, &f); strings.Contains(x.Remedy, "epn-wizard") || x.Remedy == "" {
		t.Errorf("a restricted session is told %q", x.Remedy)
	}
}

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
			if got := durationText(w, c.d); got != want {
				t.Errorf("%v: got %q, want %q", c.d, got, want)
			}
		}
	}
}
