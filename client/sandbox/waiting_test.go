package sandbox

import (
	"fmt"
	"io"
	"net"
	"testing"
	"time"
)

// hold opens connections that stay open until the test ends, and sends a text on each.
func hold(t *testing.T, s *Server, count int, text string) (conns []net.Conn) {
	t.Helper()
	for range count {
		conn, err := net.Dial("tcp", s.host)
		must(t, err)
		t.Cleanup(func() { _ = conn.Close() })
		_ = conn.SetDeadline(time.Now().Add(time.Minute)) // no test hangs on it
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
		conns = append(conns, conn)
	}
	return conns
}

// TestUnfinishedBodiesEnd: also those of requests that are refused unread.
func TestUnfinishedBodiesEnd(t *testing.T) {
	t.Parallel()
	s := start(t, Options{body: 50 * time.Millisecond})
	for _, host := range []string{"127.0.0.1", "sandbox.example"} {
		request := fmt.Sprintf("POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: 100\r\n\r\na", host)
		for _, conn := range hold(t, s, 300, request) {
			if _, err := io.Copy(io.Discard, conn); err != nil {
				if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
					t.Fatalf("%s: the connection is still held", host)
				}
			}
		}
	}
	(&sdk{}).must(t, s, "CreateEpnInstance", order())
}

// TestIdleConnectionsShutNobodyOut: those that say nothing, and those that say
// only a part of a header.
func TestIdleConnectionsShutNobodyOut(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	hold(t, s, maxWaiting+50, "")
	hold(t, s, maxWaiting+50, "POST / HTTP/1.1\r\nHost:")
	(&sdk{}).must(t, s, "CreateEpnInstance", order())
	s.waiting.mu.Lock()
	defer s.waiting.mu.Unlock()
	if n := len(s.waiting.conns); n > maxWaiting {
		t.Errorf("%d connections wait, want at most %d", n, maxWaiting)
	}
}
