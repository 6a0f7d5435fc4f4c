package client

import "testing"

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
