package client

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"
)

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

// Not parallel, as the others that set HTTPS_PROXY: the SDK reads it too, and by itself
// would not parse what every other program takes for a proxy. The proxy's password is
// for the proxy alone.
func TestProxyPasswordStaysWithTheProxy(t *testing.T) {
	server, requests := newIdentity(t, nil), make(chan *http.Request, 3)
	proxy, asked := tunnel(t, serve(t, server.overTLS(taking(requests))))
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
	for name, values := range (<-requests).Header {
		if strings.HasPrefix(name, "Proxy-") || strings.Contains(strings.Join(values, " "), basic) {
			t.Errorf("the service was sent %s: %q", name, values)
		}
	}
}

// TestProxySettingThatIsNone: a request that would go through such a proxy goes
// nowhere, least of all past it.
func TestProxySettingThatIsNone(t *testing.T) {
	past := serve(t, func(net.Conn) { t.Error("the request went past the proxy") })
	for _, setting := range []string{
		"http://u:proxy-password%zz@h", `DOMAIN\u:proxy-password@h`,
		"http://" + past + "\n", " http://" + past, "http://" + past + " ", "\thttp://" + past,
		"http://", "://h", "ftp://" + past, "http://h:port", " ", "http:// h", "http://[::1",
	} {
		t.Setenv("HTTPS_PROXY", setting)
		keys := NewKeys(Account{}, "LTAI5tExampleExample9Q", "example-secret", "")
		c := NewService(secure("ens.example"), keys, time.Minute)
		c.wire.transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
			t.Errorf("%q: something is dialled", setting)
			return nil, net.ErrClosed
		}
		_, f := c.CreateInstance(t.Context(), edgeLab())
		if f == nil {
			t.Fatalf("%q: created", setting)
		}
		is(t, f, Unreachable, ProxySetting)
		if text := fmt.Sprintf("%+v", *f); strings.Contains(text, "proxy-password") {
			t.Errorf("the password is told: %s", text)
		}
		_, f = c.ListInstances(t.Context(), "edge lab")
		is(t, f, Unreachable, ProxySetting)
	}
}

// TestProxySettingThatIsNotUsed: what is wrong with it does not matter then.
func TestProxySettingThatIsNotUsed(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://u:p%zz@h")
	t.Setenv("HTTP_PROXY", "http://u:p%zz@h")
	keys := NewKeys(Account{}, "LTAI5tExampleExample9Q", "example-secret", "")
	local := NewService(plain(serve(t, answer(replying(200, created)))), keys, time.Minute)
	if _, f := local.CreateInstance(t.Context(), edgeLab()); f != nil {
		t.Errorf("on loopback: %+v", f)
	}
	t.Setenv("NO_PROXY", "ens.example")
	c := NewService(secure("ens.example"), keys, time.Minute)
	c.wire.transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
		return nil, syscall.ECONNREFUSED
	}
	_, f := c.CreateInstance(t.Context(), edgeLab())
	is(t, f, Unreachable, ConnectionRefused)
}

// TestProxiesOfTheEnvironment: whatever its spelling, the setting is used as every program uses it.
func TestProxiesOfTheEnvironment(t *testing.T) {
	req, err := http.NewRequest(http.MethodPost, "https://ens.example/", nil)
	if err != nil {
		t.Fatal(err)
	}
	for setting, want := range map[string]string{
		"":                          "",
		"http://proxy.example:3128": "http://proxy.example:3128",
		"proxy.example:3128":        "http://proxy.example:3128",
		"user:pass@proxy.example":   "http://user:pass@proxy.example",
		"socks5://127.0.0.1:1080":   "socks5://127.0.0.1:1080",
		"http://[::1]:1":            "http://[::1]:1",
	} {
		t.Setenv("HTTPS_PROXY", setting)
		got := ""
		proxy, err := readProxies()(req)
		if proxy != nil {
			got = proxy.String()
		}
		if err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", setting, got, err, want)
		}
	}
}

// As long as there is no tunnel, nothing was sent.
func TestProxyRefuses(t *testing.T) {
	t.Parallel()
	for name, handle := range map[string]func(net.Conn){
		"407":         answer(replying(407, "who are you?", "Proxy-Authenticate: Basic")),
		"403":         answer(replying(403, `{"Code":"StockNotEnough"}`)),
		"502":         answer(replying(502, "")),
		"200 and end": answer("HTTP/1.1 200 OK\r\n\r\n"),
		"redirect":    answer(replying(302, "", "Location: http://127.0.0.1:1/")),
		"hangs up":    answer(""),
		"not a proxy": answer("220 mail.example ESMTP\r\n"),
		"resets":      func(c net.Conn) { _, _ = readRequest(c); reset(c) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCaller(secure("ens.example")).through(serve(t, handle))
			f := c.fails(t, t.Context(), 1)
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
	proxy, _ := tunnel(t, serve(t, server.overTLS(answer(""))))
	f := newCaller(secure("ens.example")).trust(server).through(proxy).fails(t, t.Context(), 1)
	is(t, f, Unknown, ConnectionLost)

	proxy, _ = tunnel(t, serve(t, server.overTLS(func(net.Conn) { t.Error("a request may have been sent") })))
	f = newCaller(secure("other.example")).trust(server).through(proxy).fails(t, t.Context(), 1)
	is(t, f, Unreachable, TLSWrongHost)
}
