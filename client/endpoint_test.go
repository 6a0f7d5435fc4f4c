package client

import (
	"errors"
	"testing"
)

func TestParseEndpoint(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ in, url, text string }{
		{"ens.aliyuncs.com", "https://ens.aliyuncs.com", "ens.aliyuncs.com"},
		{" ens.aliyuncs.com\n", "https://ens.aliyuncs.com", "ens.aliyuncs.com"},
		{"ens.aliyuncs.com:8443", "https://ens.aliyuncs.com:8443", "ens.aliyuncs.com:8443"},
		{"https://ens.aliyuncs.com/", "https://ens.aliyuncs.com", "ens.aliyuncs.com"},
		{"HTTPS://ens.aliyuncs.com", "https://ens.aliyuncs.com", "ens.aliyuncs.com"},
		{"a_host", "https://a_host", "a_host"},
		{"203.0.113.7", "https://203.0.113.7", "203.0.113.7"},
		{"[2001:db8::1]:443", "https://[2001:db8::1]", "[2001:db8::1]"},
		{"127.0.0.1:8420", "https://127.0.0.1:8420", "127.0.0.1:8420"},
		{"host:1", "https://host:1", "host:1"},
		{"host:65535", "https://host:65535", "host:65535"},

		{"http://127.0.0.1:8420", "http://127.0.0.1:8420", "http://127.0.0.1:8420"},
		{"http://127.255.255.254", "http://127.255.255.254", "http://127.255.255.254"},
		{"http://[::1]:8420", "http://[::1]:8420", "http://[::1]:8420"},
		{"http://[::ffff:127.0.0.1]", "http://127.0.0.1", "http://127.0.0.1"},
		{"http://localhost:8420/", "http://localhost:8420", "http://localhost:8420"},
		{"http://LocalHost", "http://localhost", "http://localhost"},

		{"ENS.Test", "https://ens.test", "ens.test"},
		{"ens.test.:443", "https://ens.test", "ens.test"},
		{"ens.test:0443", "https://ens.test", "ens.test"},
		{"ens.test:80", "https://ens.test:80", "ens.test:80"},
		{"HTTP://LOCALHOST.:80/", "http://localhost", "http://localhost"},
		{"http://localhost:08420", "http://localhost:8420", "http://localhost:8420"},
		{"http://127.0.0.1:443", "http://127.0.0.1:443", "http://127.0.0.1:443"},
		{"[2001:0DB8:0:0::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443"},
	} {
		e, err := ParseEndpoint(test.in)
		if err != nil || e.URL() != test.url || e.String() != test.text {
			t.Errorf("%q: got %q, %q, %v, want %q, %q", test.in, e.URL(), e, err, test.url, test.text)
			continue
		}
		if again, err := ParseEndpoint(e.String()); err != nil || again != e {
			t.Errorf("%q, written %q, is read as %+v, %v", test.in, e, again, err)
		}
	}
}

// TestIdentifyService: one service stands in the way of its own orders, however it is spelled.
func TestIdentifyService(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"http://localhost:8420", "http://LOCALHOST:8420", true},
		{"http://localhost:8420", "http://127.0.0.1:8420", true},
		{"http://localhost:8420", "http://[::1]:8420", true},
		{"http://localhost", "http://127.0.0.1:80", true},
		{"http://127.0.0.1:8420", "http://127.0.0.2:8420", false}, // which localhost never stands for
		{"http://127.0.0.1:8420", "http://localhost:8421", false},
		{"https://ens.test", "ens.test:443", true},
		{"https://ENS.TEST.", "https://ens.test:443/", true},
		{"https://ens.test", "https://ens.test:8443", false},
		{"http://localhost:443", "https://localhost", true},
		{"http://127.0.0.1:8420", "https://localhost:8420", true}, // the scheme is the way to a service, not the service
		{"http://localhost", "https://localhost", false},
		{"https://a.test", "https://b.test", false},
		{"no endpoint", "no endpoint", true},
		{"http://ens.test", "http://ENS.test", false}, // no order goes there, so no record has it
	} {
		if got := IdentifyService(test.a) == IdentifyService(test.b); got != test.same {
			t.Errorf("%q and %q: got %v, want %v", test.a, test.b, got, test.same)
		}
	}
}

func TestHideUser(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"ens.aliyuncs.com":              "ens.aliyuncs.com",
		"https://ens.aliyuncs.com/a":    "https://ens.aliyuncs.com/a",
		"https://user:pass@host":        "https://****@host",
		"user:pass@host":                "****@host",
		"https://user:p@ss@host/path":   "https://****@host/path",
		"https://user:pa//ss@host":      "https://****@host",
		"http://a:b@c://user:pass@host": "http://****@host",
		"@host":                         "****@host",
		"":                              "",
	} {
		if got := HideUserInfo(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestParseEndpointRefuses(t *testing.T) {
	t.Parallel()
	for want, texts := range map[error][]string{
		ErrEndpointForm: {
			"", " ", "https://", "/", ":443", "host/path", "https://host/a/", "https://host/..",
			"https://user@host", "https://user:pass@host", "user@host", "@host",
			"http://127.0.0.1@evil.example", "http://127.0.0.1:80@evil.example",
			"host?", "host?a=b", "https://host/?Action=x", "host#there",
			"two hosts", "host,host", "host\\path", "h%6fst", "*.host",
			"ho\nst", "ho\x00st", "ho\x1b[31mst", "host\x7f", "ho\tst",
			"ens。aliyuncs.com", "边缘.example", "ho\u200bst", "ho\u202est", "ho\xffst",
			".", "https://.:443", "host..", "host:", "https://host:", "host:https", "host:-1", "host:1:2",
			"host:0", "host:65536", "host:99999999999999999999", "host:４４３",
			"::1", "[::1", "[]", "[::1%25lo]", "[::1]x",
			"ftp://host", "file:///etc/passwd", "://host", "//host", "javascript://host",
		},
		ErrEndpointPlain: {
			"http://ens.aliyuncs.com", "HTTP://ens.aliyuncs.com", "http://10.0.0.1:8420", "http://0.0.0.0:8420",
			"http://[2001:db8::1]", "http://[::]", "http://localhost.example", "http://127.0.0.1.example",
			"http://127.1", "http://2130706433", "http://169.254.169.254",
		},
	} {
		for _, text := range texts {
			if e, err := ParseEndpoint(text); !errors.Is(err, want) || e != (Endpoint{}) {
				t.Errorf("%q: got %+v, %v, want %v", text, e, err, want)
			}
		}
	}
}
