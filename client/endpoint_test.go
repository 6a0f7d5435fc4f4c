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
		{"https://ens.ap-southeast-1.aliyuncs.com", "https://ens.ap-southeast-1.aliyuncs.com", "ens.ap-southeast-1.aliyuncs.com"},
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
		{"http://localhost:443", "https://localhost", false},
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
	for in, want := range map[string]error{
		"": ErrEndpointForm, " ": ErrEndpointForm, "https://": ErrEndpointForm, "/": ErrEndpointForm, ":443": ErrEndpointForm,
		"https://user@host": ErrEndpointForm, "https://user:pass@host": ErrEndpointForm, "user@host": ErrEndpointForm, "@host": ErrEndpointForm,
		"http://127.0.0.1@evil.example":    ErrEndpointForm,
		"http://127.0.0.1:80@evil.example": ErrEndpointForm,
		"host/path":                        ErrEndpointForm, "https://host/a/": ErrEndpointForm, "https://host/..": ErrEndpointForm,
		"host?": ErrEndpointForm, "host?a=b": ErrEndpointForm, "https://host/?Action=x": ErrEndpointForm, "host#there": ErrEndpointForm,
		"two hosts": ErrEndpointForm, "host,host": ErrEndpointForm, "host\\path": ErrEndpointForm, "h%6fst": ErrEndpointForm, "*.host": ErrEndpointForm,
		"ho\nst": ErrEndpointForm, "ho\x00st": ErrEndpointForm, "ho\x1b[31mst": ErrEndpointForm, "host\x7f": ErrEndpointForm, "ho\tst": ErrEndpointForm,
		"ens。aliyuncs.com": ErrEndpointForm, "边缘.example": ErrEndpointForm, "ho\u200bst": ErrEndpointForm, "ho\u202est": ErrEndpointForm, "ho\xffst": ErrEndpointForm,
		".": ErrEndpointForm, "https://.:443": ErrEndpointForm, "host..": ErrEndpointForm,
		"host:": ErrEndpointForm, "https://host:": ErrEndpointForm, "host:https": ErrEndpointForm, "host:-1": ErrEndpointForm, "host:1:2": ErrEndpointForm,
		"host:0": ErrEndpointForm, "host:65536": ErrEndpointForm, "host:99999999999999999999": ErrEndpointForm, "host:４４３": ErrEndpointForm,
		"::1": ErrEndpointForm, "[::1": ErrEndpointForm, "[]": ErrEndpointForm, "[::1%25lo]": ErrEndpointForm, "[::1]x": ErrEndpointForm,
		"ftp://host": ErrEndpointForm, "file:///etc/passwd": ErrEndpointForm, "://host": ErrEndpointForm, "//host": ErrEndpointForm, "javascript://host": ErrEndpointForm,

		"http://ens.aliyuncs.com": ErrEndpointPlain, "HTTP://ens.aliyuncs.com": ErrEndpointPlain, "http://10.0.0.1:8420": ErrEndpointPlain,
		"http://0.0.0.0:8420": ErrEndpointPlain, "http://[2001:db8::1]": ErrEndpointPlain, "http://[::]": ErrEndpointPlain,
		"http://localhost.example": ErrEndpointPlain, "http://127.0.0.1.example": ErrEndpointPlain, "http://127.1": ErrEndpointPlain,
		"http://2130706433": ErrEndpointPlain, "http://169.254.169.254": ErrEndpointPlain,
	} {
		if e, err := ParseEndpoint(in); !errors.Is(err, want) || e != (Endpoint{}) {
			t.Errorf("%q: got %+v, %v, want %v", in, e, err, want)
		}
	}
}
