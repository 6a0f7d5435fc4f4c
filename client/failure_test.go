package client

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// A link is followed by people: only the service's owner may set it.
func TestHelpLink(t *testing.T) {
	t.Parallel()
	const ours = "https://api.alibabacloud.com/troubleshoot?q=A+%26B&product=Ens"
	for recommend, want := range map[string]string{
		"https://api.aliyun.com/troubleshoot?q=X&product=Ens": "https://api.aliyun.com/troubleshoot?q=X&product=Ens",
		"https://api.alibabacloud.com/x":                      "https://api.alibabacloud.com/x",
		"":                                                    ours,
		"see the manual":                                      ours,
		"http://api.aliyun.com/":                              ours,
		"https://aliyun.com.evil.example/":                    ours,
		"https://evilaliyun.com/":                             ours,
		"https://api.aliyun.com@evil.example/":                ours,
		"https://user@api.aliyun.com/":                        ours,
		"https://evil.example/?.aliyun.com":                   ours,
		"javascript://x.aliyun.com/":                          ours,
		`https://api.aliyun.com/\x1b`:                         `https://api.aliyun.com/\x1b`,
	} {
		if got := (&Failure{Code: "A &B", Recommend: recommend}).HelpLink(); got != want {
			t.Errorf("%q: got %q, want %q", recommend, got, want)
		}
	}
	if got := (&Failure{Cause: ConnectionLost}).HelpLink(); got != "" {
		t.Errorf("without a code: %q", got)
	}
}

func TestClockSkew(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 22, 23, 18, 900_000_000, time.UTC)
	for date, want := range map[string]time.Duration{
		"":                                  0,
		"Sun, 22 Nov 2026 22:23:18 GMT\x1b": 0,
		"Sun, 22 Nov 2026 22:23:18 GMT":     0,
		"Sun, 22 Nov 2026 22:03:18 GMT":     20 * time.Minute,
		"Sun, 22 Nov 2026 22:43:19 GMT":     -20 * time.Minute,
		"Sun Nov 22 22:23:08 2026":          10 * time.Second,
	} {
		got, known := measureClockSkew(http.Header{"Date": {date}}, now)
		if got != want || known != (strings.HasSuffix(date, "GMT") || strings.HasSuffix(date, "2026")) {
			t.Errorf("%q: %v, %v, want %v", date, got, known, want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		want    time.Duration
		headers http.Header
	}{
		{1500 * time.Millisecond, http.Header{"X-Ratelimit-User-Api": {"Limit:5,Remain:0,TimeLeft:1500,Reset:2000"}}},
		{30 * time.Second, http.Header{"X-Ratelimit-User": {"TimeLeft: 30000"}}},
		{0, http.Header{"X-Ratelimit-User": {"Remain:0"}}},
		{time.Millisecond, http.Header{"X-Ratelimit-User": {"TimeLeft:2"}, "X-Ratelimit-User-Api": {"TimeLeft:1"}}},
		{0, http.Header{"Retry-After": {"TimeLeft:1"}}},
		{30 * time.Second, http.Header{"Retry-After": {"30"}}},
		{0, http.Header{"Retry-After": {"-30"}}},
		{time.Minute, http.Header{"Retry-After": {"Sun, 22 Nov 2026 10:01:00 GMT"}}},
		{0, http.Header{"Retry-After": {"Sun, 22 Nov 2026 09:00:00 GMT"}}},
	} {
		test.headers.Set("Date", "Sun, 22 Nov 2026 10:00:00 GMT")
		if got := readRetryAfter(test.headers); got != test.want {
			t.Errorf("%v: %v, want %v", test.headers, got, test.want)
		}
	}
}
