package client

import (
	"errors"
	"strings"
	"testing"
)

// TestParseEndpoint: each spelling, quoted in the table, is read as the normal form that
// follows it, which is read as itself, or is refused for the reason that follows it.
func TestParseEndpoint(t *testing.T) {
	t.Parallel()
	for _, row := range readTable(t, "endpoints.tsv") {
		in, want := unquote(t, row[0]), row[1]
		e, err := ParseEndpoint(in)
		if !strings.Contains(want, "://") {
			if !errors.Is(err, EndpointError(want)) || e != (Endpoint{}) || NormalizeEndpoint(in) != in {
				t.Errorf("%q: got %+v, %v, want %s; in its normal form %q", in, e, err, want, NormalizeEndpoint(in))
			}
			continue
		}
		if text := strings.TrimPrefix(want, "https://"); err != nil || e.URL() != want || e.String() != text {
			t.Errorf("%q: got %q, %q, %v, want %q, %q", in, e.URL(), e, err, want, text)
		}
		for _, spelled := range []string{e.String(), want} {
			if again, err := ParseEndpoint(spelled); err != nil || again != e || NormalizeEndpoint(spelled) != want {
				t.Errorf("%q, written %q, is read as %+v, %v", in, spelled, again, err)
			}
		}
	}
}

// TestIdentifyService: one service stands in the way of its own orders, however it is
// spelled. The scheme is the way to a service, not the service.
func TestIdentifyService(t *testing.T) {
	t.Parallel()
	services := map[string]int{}
	for i, spellings := range [][]string{
		{
			"http://localhost:8420", "http://LOCALHOST:8420", "http://127.0.0.1:8420", "http://[::1]:8420",
			"https://localhost:8420",
		},
		{"http://127.0.0.2:8420"}, // which localhost never stands for
		{"http://localhost:8421"},
		{"http://localhost", "http://127.0.0.1:80"},
		{"https://localhost", "http://localhost:443"},
		{"https://ens.test", "ens.test:443", "https://ENS.TEST.", "https://ens.test:443/"},
		{"https://ens.test:8443"},
		{"https://a.test"},
		{"no endpoint"},
		{"http://ens.test"}, // no order goes there, so no record has it
	} {
		for n, text := range spellings {
			service := IdentifyService(text)
			if other, known := services[service]; known && other != i || !known && n > 0 {
				t.Errorf("%q is %q: not the service of %q alone", text, service, spellings[0])
			}
			services[service] = i
		}
	}
}

func TestHideUserInfo(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                              "",
		"https://ens.aliyuncs.com/a":    "https://ens.aliyuncs.com/a",
		"https://user:pass@host":        "https://****@host",
		"@host":                         "****@host",
		"https://user:p@ss@host/path":   "https://****@host/path",
		"https://user:pa//ss@host":      "https://****@host",
		"http://a:b@c://user:pass@host": "http://****@host",
	} {
		if got := HideUserInfo(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// FuzzParseEndpoint: the normal form of an endpoint is its own normal form.
func FuzzParseEndpoint(f *testing.F) {
	for _, text := range []string{"ENS.Test.:443", "http://LOCALHOST:080", "[::FFFF:127.0.0.1]:8420", "0x7f.1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseEndpoint(text)
		if err != nil {
			return
		}
		for _, spelled := range []string{e.String(), e.URL()} {
			if again, err := ParseEndpoint(spelled); err != nil || again != e {
				t.Errorf("%q is %+v, and %q is %+v, %v", text, e, spelled, again, err)
			}
		}
		if NormalizeEndpoint(text) != e.URL() || IdentifyService(text) != IdentifyService(e.URL()) {
			t.Errorf("%q is not the same service as %q", text, e.URL())
		}
	})
}
