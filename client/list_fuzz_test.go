package client

import (
	"encoding/json"
	"testing"
)

// FuzzRows: whatever a page holds, its instances have an id, and texts that are
// fit to be shown.
func FuzzRows(f *testing.F) {
	for _, body := range []string{
		`{"EPNInstances":{"EPNInstance":[{"EPNInstanceId":"epn-1","InternetMaxBandwidthOut":"10"}]},"TotalCount":"1"}`,
		`{"EPNInstances":{"EPNInstance":[{"EPNInstanceId":"\u009b2J","Status":"\u202e"}]}}`,
		`{"EPNInstances":{"EPNInstance":[null,{}]}}`, `{"EPNInstances":{}}`,
		`{"EPNInstances":null,"TotalCount":1e99}`, `null`, `[]`,
	} {
		f.Add(body)
	}
	s := NewService(plain("127.0.0.1"), NewKeys(Account{}, "LTAI5tExampleExample9Q", "example-secret", ""), 0)
	f.Fuzz(func(t *testing.T, body string) {
		var p page
		if json.Unmarshal([]byte(body), &p) != nil {
			return
		}
		rows, whole := s.readRows(p, "edge", map[string]bool{})
		if !whole && rows != nil {
			t.Errorf("%d instances of a list that is not whole", len(rows))
		}
		for _, i := range rows {
			if i.EPNInstanceID == "" {
				t.Errorf("an instance without an id: %+v", i)
			}
			for _, text := range []string{i.EPNInstanceID, i.EPNInstanceName, i.CreationTime, i.Status} {
				if text != Visible(text) {
					t.Errorf("%q may reach a terminal", text)
				}
			}
		}
	})
}

// FuzzParseEndpoint: the normal form of an endpoint is its own normal form.
func FuzzParseEndpoint(f *testing.F) {
	for _, text := range []string{
		"ENS.Test.:443", "http://LOCALHOST:080", "[::FFFF:127.0.0.1]:8420", "http://[::1]", "https://a_b.", "0x7f.1",
		"host:00443",
	} {
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
