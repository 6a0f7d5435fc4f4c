package client

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// serve starts a server on loopback that hands each connection to a function
// and closes it afterwards. It is gone, connections included, when the test ends.
func serve(t *testing.T, handle func(net.Conn)) (host string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.SetDeadline(time.Now().Add(time.Minute)) // no test hangs on it
			running.Go(func() {
				defer c.Close()
				handle(c)
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		running.Wait()
	})
	return l.Addr().String()
}

// readRequest reads a whole request.
func readRequest(c net.Conn) (*http.Request, error) {
	r, err := http.ReadRequest(bufio.NewReader(c))
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, r.Body)
	return r, err
}

// answer makes a handler that reads a request, sends some bytes and hangs up.
func answer(raw string) func(net.Conn) {
	return func(c net.Conn) {
		if _, err := readRequest(c); err == nil {
			_, _ = io.WriteString(c, raw)
		}
	}
}

// taking makes a handler that creates an instance for each request, and hands the request on.
func taking(requests chan<- *http.Request) func(net.Conn) {
	return func(c net.Conn) {
		if r, err := readRequest(c); err == nil {
			requests <- r
			_, _ = io.WriteString(c, replying(200, created))
		}
	}
}

// replying makes the bytes of a complete reply.
func replying(status int, body string, headers ...string) string {
	raw := fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Length: %d\r\n", status, http.StatusText(status), len(body))
	for _, h := range headers {
		raw += h + "\r\n"
	}
	return raw + "\r\n" + body
}

// caller is a service under test. It counts the connections it makes.
type caller struct {
	*Service
	dials atomic.Int32
}

// newCaller makes a service without a proxy. Its requests may take very long.
func newCaller(e Endpoint) *caller {
	keys := NewKeys(Account{Source: FromEnvironment}, "LTAI5tExampleExample9Q", "example-secret", "")
	c := &caller{Service: NewService(e, keys, time.Hour)}
	c.wire.transport.Proxy = func(*http.Request) (*url.URL, error) { return nil, nil }
	dial := c.wire.transport.DialContext
	c.wire.transport.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		c.dials.Add(1)
		return dial(ctx, network, addr)
	}
	return c
}

func plain(host string) Endpoint  { return Endpoint{Scheme: "http", Host: host} }
func secure(host string) Endpoint { return Endpoint{Scheme: "https", Host: host} }

// trust makes a service trust one server.
func (c *caller) trust(i identity) *caller {
	c.wire.transport.TLSClientConfig = &tls.Config{RootCAs: i.pool}
	return c
}

// fails sends a create that must fail after so many connections, and gives how.
func (c *caller) fails(t *testing.T, ctx context.Context, dials int) *Failure {
	t.Helper()
	created, f := c.CreateInstance(ctx, edgeLab())
	if f == nil {
		t.Fatalf("created %+v, want a failure", created)
	}
	if created != (Created{}) {
		t.Errorf("created %+v and a failure", created)
	}
	if n := int(c.dials.Load()); n != dials {
		t.Errorf("%d connections, want %d", n, dials)
	}
	if f.Host != c.endpoint.Host {
		t.Errorf("host %q, want %q", f.Host, c.endpoint.Host)
	}
	return f
}

// is checks how a request failed.
func is(t *testing.T, f *Failure, kind Kind, cause Cause) {
	t.Helper()
	if f.Kind != kind || f.Cause != cause {
		t.Errorf("%s, %s; want %s, %s", f.Kind, f.Cause, kind, cause)
	}
}
