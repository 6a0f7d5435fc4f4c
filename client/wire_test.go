package client

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The request is the documented one and holds nothing that it need not.
func TestRequestOnTheWire(t *testing.T) {
	t.Parallel()
	server, requests := newIdentity(t, nil), make(chan *http.Request, 2)
	host := serve(t, server.overTLS(answerOnce(formatReply(200, created), requests)))
	o := edgeLab()
	o.EPNInstanceName = "边缘 a+b&c=d%20'\"/?#~"
	temporary := NewKeys(Account{Source: FromConfigFile}, "STS.example", "example-secret", "example-token")
	for _, keys := range []Keys{exampleKeys(), temporary} {
		c := newCaller(secure(host)).trust(server)
		c.keys = keys
		got, f := c.CreateInstance(t.Context(), o)
		if want := (Created{EPNInstanceID: "epn-20200825134537VyK81T", RequestID: "CEF72CEB"}); f != nil || got != want {
			t.Fatalf("got %+v, %v, want %+v", got, f, want)
		}
		if n := c.dials.Load(); n != 1 {
			t.Errorf("%d connections for a request", n)
		}
	}

	first, second := <-requests, <-requests
	const target = "POST /?EPNInstanceName=%E8%BE%B9%E7%BC%98+a%2Bb%26c%3Dd%2520%27%22%2F%3F%23~" +
		"&EPNInstanceType=EdgeToEdge&InternetChargeType=BandwidthByDay&InternetMaxBandwidthOut=10&NetworkingModel=SpeedUp"
	if got := first.Method + " " + first.RequestURI; got != target || first.Host != host {
		t.Errorf("%s to %s\nwant %s to %s", got, first.Host, target, host)
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
	id, token := second.Header.Get("X-Acs-Accesskey-Id"), second.Header.Get("X-Acs-Security-Token")
	if id != "STS.example" || token != "example-token" {
		t.Errorf("token %q of %q", token, id)
	}
	if headers := fmt.Sprint(first.Header, second.Header); strings.Contains(headers, "example-secret") {
		t.Errorf("the secret stands in %s", headers)
	}
}

// With DEBUG set, the SDK would print the signed request on standard output: the test
// above is run so, and must print no more than a test does.
func TestNothingIsPrintedWithDebug(t *testing.T) {
	t.Parallel()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRequestOnTheWire$")
	child.Env = append(os.Environ(), "DEBUG=dara,credential,tea")
	out, err := child.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "PASS\n") || strings.Contains(string(out), "STS.example") {
		t.Errorf("%v: printed\n%s", err, out)
	}
}

// Whatever asks for a second send of the same request does not get it.
func TestARequestIsSentOnce(t *testing.T) {
	t.Parallel()
	host := serve(t, answerOnce(formatReply(503, `{"Code":"ServiceUnavailable"}`)))
	c := newCaller(plain(host))
	x := new(exchange)
	req, err := http.NewRequestWithContext(x.contextWith(t.Context()), "POST", "http://"+host, nil)
	if err != nil {
		t.Fatal(err)
	}
	outside := req.WithContext(t.Context())
	for i, want := range []error{errTaken, errSecondSend, errSecondSend} {
		if _, err := c.wire.Call([]*http.Request{req, req, outside}[i], nil); err != want {
			t.Errorf("send %d: %v, want %v", i+1, err, want)
		}
	}
	if n := c.dials.Load(); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}
