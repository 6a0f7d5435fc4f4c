package sandbox

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestOnlyLoopbackIsListenedOn(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{
		":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "example.com:0", "127.0.0.1", "localhost.example:0", "[::1%lo]:0", "",
	} {
		s, err := Listen(addr, Options{Dir: t.TempDir()})
		if err == nil {
			_ = s.Close()
			t.Errorf("listens on %q", addr)
		} else if !strings.Contains(err.Error(), fmt.Sprintf("%q", addr)) {
			t.Errorf("%q is not named in: %v", addr, err)
		}
	}
	for addr, url := range map[string]string{
		"127.0.0.1:0": "http://127.0.0.1:", "LOCALHOST:0": "http://127.0.0.1:", "[::1]:0": "http://[::1]:",
	} {
		s, err := Listen(addr, Options{Dir: t.TempDir()})
		if err != nil && addr == "[::1]:0" {
			continue // there is no IPv6 here
		}
		must(t, err)
		if !strings.HasPrefix(s.URL(), url) {
			t.Errorf("%s is %s", addr, s.URL())
		}
		(&sdk{}).must(t, s, "CreateEpnInstance", order())
		_ = s.Close()
	}
	s := start(t, Options{})
	if _, err := Listen(strings.TrimPrefix(s.URL(), "http://"), Options{Dir: t.TempDir()}); err == nil {
		t.Error("two sandboxes on one port")
	}
}

func TestWhatNoClientSends(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	describe := func(changes ...string) string {
		return signed("POST", rpcParams("DescribeEpnInstances", nil, changes...))
	}
	host := func(host string) func(*http.Request) { return func(r *http.Request) { r.Host = host } }
	method := func(method string) func(*http.Request) { return func(r *http.Request) { r.Method = method } }
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	form := header("Content-Type", "application/x-www-form-urlencoded")
	json := header("Content-Type", "application/json")
	for name, c := range map[string]struct {
		path, body string
		change     func(*http.Request)
		status     int
		code       string
	}{
		"localhost":             {"/?" + describe(), "", host("localhost:1"), 200, ""},
		"rebound name":          {"/?" + describe(), "", host("sandbox.example:8420"), 403, "Forbidden.Host"},
		"loopback in a name":    {"/?" + describe(), "", host("127.0.0.1.example"), 403, "Forbidden.Host"},
		"other address":         {"/?" + describe(), "", host("192.0.2.1"), 403, "Forbidden.Host"},
		"web page":              {"/?" + describe(), "", header("Origin", "null"), 403, "Forbidden.Origin"},
		"browser":               {"/?" + describe(), "", header("Sec-Fetch-Site", "none"), 403, "Forbidden.Origin"},
		"PUT":                   {"/?" + describe(), "", method("PUT"), 403, "UnsupportedHTTPMethod"},
		"DELETE":                {"/", "", method("DELETE"), 403, "UnsupportedHTTPMethod"},
		"path":                  {"/api?" + describe(), "", nil, 404, "InvalidApi.NotFound"},
		"path upwards":          {"//..//?" + describe(), "", nil, 404, "InvalidApi.NotFound"},
		"nothing":               {"/", "", nil, 400, "MissingAccessKeyId"},
		"broken escape":         {"/?a=%zz", "", nil, 400, "InvalidParameter"},
		"semicolon":             {"/?a=1;b=2", "", nil, 400, "InvalidParameter"},
		"parameter twice":       {"/?" + describe() + "&Action=CreateEpnInstance", "", nil, 400, "InvalidParameter"},
		"twice, query and form": {"/?" + describe(), "Action=CreateEpnInstance", form, 400, "InvalidParameter"},
		"unsigned form":         {"/?" + describe(), "PageSize=5", form, 400, "SignatureDoesNotMatch"},
		"broken form":           {"/?" + describe(), "a=%zz", form, 400, "InvalidParameter"},
		"body of no type":       {"/?" + describe(), "PageSize=5", nil, 400, "InvalidParameter"},
		"JSON":                  {"/?" + describe(), "{}", json, 400, "InvalidParameter"},
		"huge body":             {"/?" + describe(), strings.Repeat("a", maxBodyBytes+1), form, 413, "InvalidParameter"},
		"control characters":    {"/?" + describe("Action", "\x00\x1b[2J\n"), "", nil, 404, "InvalidAction.NotFound"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRequest(t, "POST", s.URL()+c.path, c.body)
			if c.change != nil {
				c.change(r)
			}
			res, f := send(t, r)
			if res.StatusCode != c.status || f.Code != c.code {
				t.Errorf("got %d %s %q, want %d %s", res.StatusCode, f.Code, f.Message, c.status, c.code)
			}
			id := res.Header.Get("x-acs-request-id")
			if c.code != "" && (f.RequestId != id || !uuid.MatchString(id) || f.Message == "") {
				t.Errorf("got %+v with %v", f, res.Header)
			}
		})
	}
}

// An ACS3 signature covers a body by its hash, and the type that says how to read it.
func TestBodiesAreSigned(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	c := &sdk{form: true}
	c.must(t, s, "CreateEpnInstance", order())
	c.sent.Body = io.NopCloser(strings.NewReader("PageSize=5"))
	c.sent.ContentLength = int64(len("PageSize=5"))
	if _, f := send(t, c.sent); f.Code != "SignatureDoesNotMatch" {
		t.Errorf("another body: %s", f.Code)
	}
	c.must(t, s, "CreateEpnInstance", order())
	c.sent.Header.Set("Authorization", strings.Replace(c.sent.Header["Authorization"][0], "content-type;", "", 1))
	c.sent.Body, _ = c.sent.GetBody()
	if _, f := send(t, c.sent); f.Code != "IncompleteSignature" {
		t.Errorf("unsigned type: %s", f.Code)
	}
}

// What package net/http refuses by itself is not tried.
func TestRawRequests(t *testing.T) {
	t.Parallel()
	const host = "\r\nHost: 127.0.0.1"
	huge := strings.Repeat("a", 2*maxHeaderBytes)
	s := start(t, Options{})
	for name, c := range map[string]struct {
		request string
		status  int
	}{
		"no host":       {"GET / HTTP/1.0\r\n\r\n", 403},
		"proxy request": {"GET http://sandbox.example/ HTTP/1.1" + host + "\r\n\r\n", 403},
		"CONNECT":       {"CONNECT 127.0.0.1:22 HTTP/1.1" + host + ":22\r\n\r\n", 403},
		"huge header":   {"GET / HTTP/1.1" + host + "\r\nA: " + huge + "\r\n\r\n", 431},
		"huge query":    {"GET /?a=" + huge + " HTTP/1.1" + host + "\r\n\r\n", 431},
		"broken chunks": {"POST / HTTP/1.1" + host + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
		"shorter body":  {"POST / HTTP/1.1" + host + "\r\nContent-Length: 3\r\n\r\na", 400},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", s.host)
			must(t, err)
			defer conn.Close()
			go func() { // the answer may come before all is sent
				_, _ = conn.Write([]byte(c.request))
				_ = conn.(*net.TCPConn).CloseWrite()
			}()
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			must(t, err)
			_ = res.Body.Close()
			if res.StatusCode != c.status {
				t.Errorf("got %s, want %d", res.Status, c.status)
			}
		})
	}
	(&sdk{}).must(t, s, "CreateEpnInstance", order()) // it still works
}
