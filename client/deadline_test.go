package client

import (
	"context"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// On a clock that jumps ahead whenever everyone waits, over connections in memory.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		scheme string
		server func(net.Conn) // nil: the connection never stands
		after  time.Duration
		kind   Kind
		cause  Cause
	}{
		{"no connection", "http", nil, 30 * time.Second, Unreachable, ConnectTimeout},
		{"no TLS", "https", drain, connectTimeout, Unreachable, ConnectTimeout},
		{"no reply", "http", drain, 30 * time.Second, Unknown, ReplyTimeout},
		{"a byte a second", "http", func(c net.Conn) {
			_, _ = readRequest(c)
			for raw := replying(200, created); raw != ""; raw = raw[1:] {
				time.Sleep(time.Second)
				if _, err := c.Write([]byte(raw[:1])); err != nil {
					return
				}
			}
		}, 30 * time.Second, Unknown, ReplyTimeout},
		{"an interim reply and no other", "http", func(c net.Conn) {
			_, _ = readRequest(c)
			_, _ = c.Write([]byte("HTTP/1.1 100 Continue\r\n\r\n"))
			drain(c)
		}, 30 * time.Second, Unknown, ReplyTimeout},
		{"a connection that is held open", "http", func(c net.Conn) {
			_, _ = readRequest(c)
			_, _ = c.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"))
			drain(c)
		}, 0, Unknown, UnexpectedReply},
		{"a body that stops", "http", func(c net.Conn) {
			_, _ = readRequest(c)
			_, _ = c.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"))
			drain(c)
		}, 30 * time.Second, Unknown, ReplyTimeout},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := newCaller(Endpoint{test.scheme, "ens.example"})
				c.timeout = 30 * time.Second
				var servers sync.WaitGroup
				defer servers.Wait()
				end := make(chan struct{})
				defer close(end)
				c.wire.transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
					if test.server == nil {
						<-end
						return nil, net.ErrClosed
					}
					ours, theirs := net.Pipe()
					servers.Go(func() {
						defer theirs.Close()
						test.server(theirs)
					})
					return &watchedConn{Conn: ours}, nil
				}
				start := time.Now()
				is(t, c.fails(t, t.Context(), 0), test.kind, test.cause)
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
		c.timeout = 30 * time.Second
		var servers sync.WaitGroup
		defer servers.Wait()
		dials := 0
		c.wire.transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
			dials++
			body := fmt.Sprintf(`{"EPNInstances":{"EPNInstance":[{"EPNInstanceId":"epn-%d"}]}}`, dials)
			ours, theirs := net.Pipe()
			servers.Go(func() {
				defer theirs.Close()
				_, _ = readRequest(theirs)
				time.Sleep(1500 * time.Millisecond)
				_, _ = io.WriteString(theirs, replying(200, body))
			})
			return &watchedConn{Conn: ours}, nil
		}
		start := time.Now()
		list, f := c.ListInstances(t.Context(), "edge")
		if f == nil || f.Cause != ReplyTimeout && f.Cause != ConnectTimeout || list.Instances != nil {
			t.Errorf("got %+v, %+v", list, f)
		}
		if took := time.Since(start); took != 30*time.Second || dials < 20 {
			t.Errorf("%d pages took %v", dials, took)
		}
	})
}
