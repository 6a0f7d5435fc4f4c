package client

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestProxiesOfTheEnvironment: whatever its spelling, the setting is used as every program
// uses it. Where it is none, a request that would go through it goes nowhere, least of all
// past it; where it is not used, what is wrong with it does not matter.
func TestProxiesOfTheEnvironment(t *testing.T) {
	for _, row := range readTable(t, "proxies.tsv") {
		setting, want := unquote(t, row[0]), row[1]
		t.Setenv("HTTP_PROXY", setting)
		t.Setenv("HTTPS_PROXY", setting)
		t.Setenv("NO_PROXY", "excepted.example")
		for target, want := range map[string]string{
			"https://ens.example/": want, "https://excepted.example/": "directly", "http://127.0.0.1:8420/": "directly",
		} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, target, nil)
			if err != nil {
				t.Fatal(err)
			}
			proxy, err := readProxies()(req)
			got := "directly"
			if err != nil {
				got = err.Error()
			} else if proxy != nil {
				got = proxy.String()
			}
			if got != want {
				t.Errorf("%q: %s is reached by %s, want %s", setting, target, got, want)
			}
		}
	}
}

func TestProxySettingThatIsNone(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://u:proxy-password%zz@h")
	c := NewService(secure("ens.example"), exampleKeys(), time.Minute)
	c.wire.transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
		t.Error("something is dialled")
		return nil, net.ErrClosed
	}
	_, created := c.CreateInstance(t.Context(), edgeLab())
	_, listed := c.ListInstances(t.Context(), "edge lab")
	for _, f := range []*Failure{created, listed} {
		is(t, f, Unreachable, ProxySetting)
		if text := fmt.Sprintf("%+v", f); strings.Contains(text, "proxy-password") {
			t.Errorf("the password is told: %s", text)
		}
	}
}

// through makes a service use a proxy, named as in HTTPS_PROXY.
func (c *caller) through(proxy string) *caller {
	u, err := url.Parse("http://" + proxy)
	c.wire.transport.Proxy = func(*http.Request) (*url.URL, error) { return u, err }
	return c
}

// tunnel is a proxy that connects everyone to one server, and tells what it was asked.
func tunnel(t *testing.T, to string) (host string, asked chan *http.Request) {
	t.Helper()
	asked = make(chan *http.Request, 9)
	return serve(t, func(c net.Conn) {
		r, err := readRequest(c)
		if err != nil {
			return
		}
		asked <- r
		there, err := net.Dial("tcp", to)
		if err != nil {
			t.Error(err)
			return
		}
		defer there.Close()
		_, _ = io.WriteString(c, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() {
			_, _ = io.Copy(there, c)
			_ = there.(*net.TCPConn).CloseWrite()
		}()
		_, _ = io.Copy(c, there)
	}), asked
}

// The proxy's password is for the proxy alone. The SDK reads HTTPS_PROXY too, and by itself
// would not parse what every other program takes for a proxy.
func TestProxyPasswordStaysWithTheProxy(t *testing.T) {
	server, requests := newIdentity(t, nil), make(chan *http.Request, 3)
	proxy, asked := tunnel(t, serve(t, server.overTLS(answerOnce(formatReply(200, created), requests))))
	withPassword := "user:proxy-password@" + proxy
	for _, setting := range []string{"http://" + withPassword, proxy, "us%zer:pa^ss@" + proxy} {
		t.Setenv("HTTPS_PROXY", setting)
		c := newCaller(secure("ens.example")).trust(server).through(withPassword)
		if got, f := c.CreateInstance(t.Context(), edgeLab()); f != nil || got.EPNInstanceID == "" {
			t.Fatalf("%s: got %+v, %v", setting, got, f)
		}
	}
	const basic = "dXNlcjpwcm94eS1wYXNzd29yZA"
	r := <-asked
	if r.Method != "CONNECT" || r.Host != "ens.example:443" || r.Header.Get("Proxy-Authorization") != "Basic "+basic+"==" {
		t.Errorf("the proxy was asked to %s %s with %v", r.Method, r.Host, r.Header)
	}
	if header := fmt.Sprint((<-requests).Header); strings.Contains(header, "Proxy-") || strings.Contains(header, basic) {
		t.Errorf("the service was sent %s", header)
	}
}

// As long as there is no tunnel, nothing was sent.
func TestProxyRefuses(t *testing.T) {
	t.Parallel()
	for name, handle := range map[string]func(net.Conn){
		"407":         answerOnce(formatReply(407, "who are you?", "Proxy-Authenticate: Basic")),
		"403":         answerOnce(formatReply(403, `{"Code":"StockNotEnough"}`)),
		"200 and end": answerOnce("HTTP/1.1 200 OK\r\n\r\n"),
		"hangs up":    answerOnce(""),
		"not a proxy": answerOnce("220 mail.example ESMTP\r\n"),
		"resets":      func(c net.Conn) { _, _ = readRequest(c); reset(c) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newCaller(secure("ens.example")).through(serve(t, handle)).fails(t, t.Context(), 1)
			is(t, f, Unreachable, ProxyFailed)
			if f.HTTPStatus != 0 || f.Code != "" {
				t.Errorf("the proxy's reply is taken for the service's: %+v", f)
			}
		})
	}
	for _, proxy := range []string{nobody, "nonexistent.invalid:3128"} {
		is(t, newCaller(secure("ens.example")).through(proxy).fails(t, t.Context(), 1), Unreachable, ProxyFailed)
	}
}

// Through a tunnel, everything is as it is without one.
func TestLostThroughAProxy(t *testing.T) {
	t.Parallel()
	server := newIdentity(t, nil)
	proxy, _ := tunnel(t, serve(t, server.overTLS(answerOnce(""))))
	f := newCaller(secure("ens.example")).trust(server).through(proxy).fails(t, t.Context(), 1)
	is(t, f, Unknown, ConnectionLost)
	f = newCaller(secure("other.example")).trust(server).through(proxy).fails(t, t.Context(), 1)
	is(t, f, Unreachable, TLSWrongHost)
}

// Through a proxy, the metadata address is another machine's.
func TestMetadataIsAskedDirectly(t *testing.T) {
	t.Parallel()
	cloned, ok := http.DefaultTransport.(*http.Transport) // by the SDK
	if !ok || reflect.ValueOf(cloned.Proxy).Pointer() == reflect.ValueOf(http.ProxyFromEnvironment).Pointer() {
		t.Error("the SDK's transport asks a proxy for every address")
	}
	choose := exceptMetadata(func(*http.Request) (*url.URL, error) { return &url.URL{Host: "proxy"}, nil })
	for address, proxied := range map[string]bool{
		"http://100.100.100.200/latest/": false, "http://100.100.100.200:80/": false, "http://sts.aliyuncs.com/": true,
	} {
		if proxy, err := choose(httptest.NewRequest(http.MethodGet, address, nil)); err != nil || (proxy != nil) != proxied {
			t.Errorf("%s: %v, %v", address, proxy, err)
		}
	}
}
