package client

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

const created = `{"EPNInstanceId":"epn-20200825134537VyK81T","RequestId":"CEF72CEB"}`

// The request is the documented one and holds nothing that it need not.
func TestRequestOnTheWire(t *testing.T) {
	t.Parallel()
	server, requests := newIdentity(t, nil), make(chan *http.Request, 2)
	host := serve(t, server.overTLS(taking(requests)))
	c := newCaller(secure(host)).trust(server)
	o := edgeLab()
	o.EPNInstanceName = "边缘 a+b&c=d%20'\"/?#~"
	for range 2 {
		got, f := c.CreateInstance(t.Context(), o)
		if want := (Created{EPNInstanceID: "epn-20200825134537VyK81T", RequestID: "CEF72CEB"}); f != nil || got != want {
			t.Fatalf("got %+v, %v, want %+v", got, f, want)
		}
	}
	if n := c.dials.Load(); n != 2 {
		t.Errorf("%d connections for 2 requests", n)
	}

	first, second := <-requests, <-requests
	const target = "/?EPNInstanceName=%E8%BE%B9%E7%BC%98+a%2Bb%26c%3Dd%2520%27%22%2F%3F%23~" +
		"&EPNInstanceType=EdgeToEdge&InternetChargeType=BandwidthByDay&InternetMaxBandwidthOut=10&NetworkingModel=SpeedUp"
	if first.Method != "POST" || first.RequestURI != target || first.Host != host {
		t.Errorf("%s %s to %s\nwant POST %s to %s", first.Method, first.RequestURI, first.Host, target, host)
	}
	for name, want := range map[string]string{
		"X-Acs-Action": "CreateEpnInstance", "X-Acs-Version": "2017-11-10", "Connection": "close",
		"X-Acs-Security-Token": "", "Proxy-Authorization": "", "Cookie": "", "Referer": "",
	} {
		if got := first.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	const signed = "ACS3-HMAC-SHA256 Credential=LTAI5tExampleExample9Q,SignedHeaders="
	if got := first.Header.Get("Authorization"); !strings.HasPrefix(got, signed) {
		t.Errorf("Authorization: %q, want %s…", got, signed)
	}
	if !strings.HasPrefix(first.UserAgent(), "AlibabaCloud") || !strings.Contains(first.UserAgent(), "epn-wizard") {
		t.Errorf("User-Agent: %q", first.UserAgent())
	}
	if a, b := first.Header.Get("X-Acs-Signature-Nonce"), second.Header.Get("X-Acs-Signature-Nonce"); a == "" || a == b {
		t.Errorf("nonces %q and %q", a, b)
	}
	for name, values := range first.Header {
		if strings.Contains(strings.Join(values, " "), "example-secret") {
			t.Errorf("the secret stands in %s", name)
		}
	}
}

func TestTokenIsSentWithKeysThatHaveOne(t *testing.T) {
	t.Parallel()
	requests := make(chan *http.Request, 1)
	host := serve(t, taking(requests))
	keys := NewKeys(Account{Source: FromConfigFile}, "STS.example", "example-secret", "example-token")
	if _, f := NewService(plain(host), keys, time.Hour).CreateInstance(t.Context(), edgeLab()); f != nil {
		t.Fatal(f)
	}
	h := (<-requests).Header
	if h.Get("X-Acs-Security-Token") != "example-token" || h.Get("X-Acs-Accesskey-Id") != "STS.example" {
		t.Errorf("token %q of %q", h.Get("X-Acs-Security-Token"), h.Get("X-Acs-Accesskey-Id"))
	}
}

// Whatever asks for a second send of the same request does not get it.
func TestARequestIsSentOnce(t *testing.T) {
	t.Parallel()
	host := serve(t, answer(replying(503, `{"Code":"ServiceUnavailable"}`)))
	c := newCaller(plain(host))
	x := new(exchange)
	req, err := http.NewRequestWithContext(x.contextWith(t.Context()), "POST", "http://"+host, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.wire.Call(req, nil); err != errTaken {
		t.Errorf("first: %v, want %v", err, errTaken)
	}
	if _, err := c.wire.Call(req, nil); err != errSecondSend {
		t.Errorf("second: %v, want %v", err, errSecondSend)
	}
	if _, err := c.wire.Call(req.WithContext(t.Context()), nil); err != errSecondSend {
		t.Errorf("outside of an exchange: %v, want %v", err, errSecondSend)
	}
	if n := c.dials.Load(); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}
