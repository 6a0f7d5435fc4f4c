package client

import (
	"context"
	"io"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// inMemory has a service reach a server over connections in memory, and gives the
// server's end of each to a handler. Without a handler no connection ever stands.
func (c *caller) inMemory(handle func(net.Conn)) (end func()) {
	var servers sync.WaitGroup
	over := make(chan struct{})
	c.timeout = 30 * time.Second
	c.wire.transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
		c.dials.Add(1)
		if handle == nil {
			<-over
			return nil, net.ErrClosed
		}
		ours, theirs := net.Pipe()
		servers.Go(func() {
			defer theirs.Close()
			handle(theirs)
		})
		return &watchedConn{Conn: ours}, nil
	}
	return func() {
		close(over)
		servers.Wait()
	}
}

// On a clock that jumps ahead whenever everyone waits.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	const half = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"
	const upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"
	stopping := func(part string) func(net.Conn) {
		return func(c net.Conn) { answerOnce(part)(c); drain(c) }
	}
	trickle := func(c net.Conn) {
		_, _ = readRequest(c)
		for raw := formatReply(200, created); raw != ""; raw = raw[1:] {
			time.Sleep(time.Second)
			if _, err := c.Write([]byte(raw[:1])); err != nil {
				return
			}
		}
	}
	for name, test := range map[string]struct {
		scheme string
		server func(net.Conn)
		after  time.Duration
		kind   Kind
		cause  Cause
	}{
		"no connection":     {"http", nil, 30 * time.Second, Unreachable, ConnectTimeout},
		"no TLS":            {"https", drain, connectTimeout, Unreachable, ConnectTimeout},
		"no reply":          {"http", drain, 30 * time.Second, Unknown, ReplyTimeout},
		"a byte a second":   {"http", trickle, 30 * time.Second, Unknown, ReplyTimeout},
		"an interim reply":  {"http", stopping("HTTP/1.1 100 Continue\r\n\r\n"), 30 * time.Second, Unknown, ReplyTimeout},
		"a held connection": {"http", stopping(upgrade), 0, Unknown, UnexpectedReply},
		"a body that stops": {"http", stopping(half), 30 * time.Second, Unknown, ReplyTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := newCaller(Endpoint{test.scheme, "ens.example"})
				defer c.inMemory(test.server)()
				start := time.Now()
				is(t, c.fails(t, t.Context(), 1), test.kind, test.cause)
				if took := time.Since(start); took != test.after {
					t.Errorf("took %v, want %v", took, test.after)
				}
			})
		})
	}
}

// TestListKeepsOneDeadline: each page comes in time, and all of them together do not.
func TestListKeepsOneDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCaller(plain("ens.example"))
		defer c.inMemory(func(conn net.Conn) {
			_, _ = readRequest(conn)
			time.Sleep(1500 * time.Millisecond)
			n := int(c.dials.Load())
			_, _ = io.WriteString(conn, formatReply(200, numberRows(n, n+1, "")))
		})()
		start := time.Now()
		list, f := c.ListInstances(t.Context(), "edge")
		if f == nil || f.Cause != ReplyTimeout && f.Cause != ConnectTimeout || list.Instances != nil {
			t.Errorf("got %+v, %+v", list, f)
		}
		if took := time.Since(start); took != 30*time.Second || c.dials.Load() < 20 {
			t.Errorf("%d pages took %v", c.dials.Load(), took)
		}
	})
}
