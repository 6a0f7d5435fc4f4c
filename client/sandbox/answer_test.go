package sandbox

import (
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"epn-wizard/client"
)

func TestParseAnswer(t *testing.T) {
	t.Parallel()
	for what, want := range map[string]Answer{
		"timeout": {Kind: Timeout}, "lost-reply": {Kind: LostReply}, "reset": {Kind: ConnectionReset},
		"throttled": {Kind: Throttled}, "HTML-502": {Kind: HTML502}, "slow": {Kind: Slow},
		"stockNotEnough:2": {Kind: Refuse, Status: 400, Code: "StockNotEnough",
			Message: "The specified configuration is unavailable. Reconfigure and try again."},
		"": {}, "StockNotEnoughs": {}, "lost": {},
	} {
		if got, ok := ParseAnswer(what); got != want || ok != (want != Answer{}) {
			t.Errorf("%q: got %+v, %v, want %+v", what, got, ok, want)
		}
	}
}

// createRequest is a create with a signature of its own.
func createRequest(t *testing.T, s *Server) *http.Request {
	t.Helper()
	return newRequest(t, s, "POST", rpcQuery("POST", client.CreateAction, order()), "")
}

// TestRefusalsHoldForTheNextCreateOnly: neither a look nor a create that is wrong in itself takes it away. A limit
// stays, whatever is ordered below it.
func TestRefusalsHoldForTheNextCreateOnly(t *testing.T) {
	t.Parallel()
	const limit = "You have reached 100% of the purchase default limit."
	s := start(t, Options{Answers: []Answer{
		{Kind: Refuse, Code: "StockNotEnough", Message: limit},
		{},
		{Kind: Refuse, Status: 500, Code: "CallInterface", Message: "Call Interface Happen Error."},
		{Kind: Refuse, Code: "StockNotEnough", Above: 50},
	}})
	c, create := &sdk{}, client.CreateAction
	c.list(t, s)
	c.checkCall(t, s, create, order("NetworkingModel", "none"), "400 InvalidParameter.NetworkingModel")
	(&sdk{secret: "x"}).checkCall(t, s, create, order(), "400 SignatureDoesNotMatch")
	if f := checkReply(t, s, "refused", createRequest(t, s), "400 StockNotEnough"); f.Message != limit {
		t.Errorf("the message is %q", f.Message)
	}
	checkCount(t, s, 0)
	c.checkCall(t, s, create, order(), "200 ")
	c.checkCall(t, s, create, order(), "500 CallInterface")
	for _, step := range []struct{ mbps, want string }{
		{"100", "400 StockNotEnough"}, {"51", "400 StockNotEnough"}, {"50", "200 "}, {"51", "400 StockNotEnough"},
	} {
		c.checkCall(t, s, create, order("InternetMaxBandwidthOut", step.mbps), step.want)
	}
	checkCount(t, s, 2)
}

// TestRehearsedAnswers: what comes of a rehearsed create, and what is left of it. The next one is answered as usual.
func TestRehearsedAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind          Kind
		err           error // of the exchange
		status        int
		header, value string // the value's end
		body          string // a part of it
		left          int    // instances
	}{
		"throttled":  {Throttled, nil, 400, "X-Ratelimit-User-Api", ",TimeLeft:3000", `"Throttling.User"`, 0},
		"HTML":       {HTML502, nil, 502, "Content-Type", "text/html", "<html>", 0},
		"lost reply": {LostReply, io.EOF, 0, "", "", "", 1},
		"reset":      {ConnectionReset, syscall.ECONNRESET, 0, "", "", "", 0},
		"slow":       {Slow, nil, 200, "X-Acs-Request-Id", "", `"epn-`, 1},
	} {
		s := start(t, Options{slow: time.Millisecond})
		s.NextAnswer(Answer{Kind: Refuse})
		s.NextAnswer(Answer{Kind: c.kind}) // in place of the one before
		res, err := exchange(createRequest(t, s))
		if !errors.Is(err, c.err) {
			t.Fatalf("%s: got %v, want %v", name, err, c.err)
		}
		if err == nil {
			body, _ := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if res.StatusCode != c.status || !strings.HasSuffix(res.Header.Get(c.header), c.value) ||
				!strings.Contains(string(body), c.body) {
				t.Errorf("%s: got %s with %v: %s", name, res.Status, res.Header, body)
			}
		}
		checkCount(t, s, c.left)
		(&sdk{}).must(t, s, client.CreateAction, order())
	}
}

// TestUnlisted: what was created is there, but the next lists leave it out.
func TestUnlisted(t *testing.T) {
	t.Parallel()
	s, c := start(t, Options{Answers: []Answer{{Unlisted: 2}}}), &sdk{}
	c.must(t, s, client.CreateAction, order())
	checkCount(t, s, 1)
	for look, want := range []string{"1 10 0", "1 10 0", "1 10 1", "1 10 1", "1 10 2"} {
		if look == 4 {
			c.must(t, s, client.CreateAction, order())
		}
		if _, counts := c.list(t, s); counts != want {
			t.Errorf("look %d lists %s, want %s", look+1, counts, want)
		}
	}
}

// hang sends a create that is not answered, on a connection of its own, and returns once the sandbox has taken it up.
func hang(t *testing.T, s *Server, kind Kind) net.Conn {
	t.Helper()
	s.NextAnswer(Answer{Kind: kind})
	query := rpcQuery("GET", client.CreateAction, order())
	conn := hold(t, s, "GET /"+query+" HTTP/1.1\r\nHost: localhost\r\n\r\n")
	eventually(t, "the sandbox takes the request up", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.answers) == 0
	})
	return conn
}

// eventually waits for what another goroutine is about to do.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain: " + what)
		}
	}
}

func TestWaitingEndsWhenTheClientGoes(t *testing.T) {
	t.Parallel()
	for kind, created := range map[Kind]int{Timeout: 0, Slow: 1} {
		s := start(t, Options{slow: time.Hour})
		conn := hang(t, s, kind)
		eventually(t, "the instance is made", func() bool { return len(contents(t, s).Instances) == created })
		if countWaiting(s) > 0 {
			t.Error("a request that is being answered could be shut out by others")
		}
		_ = conn.Close()
		s.conns.Wait() // hangs, and the test with it, if the sandbox goes on waiting
		checkCount(t, s, created)
	}
}

// TestCloseLeavesNothingRunning, also of a request that has more behind it. It is not parallel, since it looks at every
// goroutine of the program.
func TestCloseLeavesNothingRunning(t *testing.T) {
	for _, behind := range []string{"", "GET"} {
		for _, kind := range []Kind{Timeout, Slow} {
			s := start(t, Options{slow: time.Hour})
			conn := hang(t, s, kind)
			_, err := io.WriteString(conn, behind)
			must(t, err)
			(&sdk{}).list(t, s) // and meanwhile the server has read on
			must(t, s.Close())
			must(t, s.Close())
			if reply, _ := io.ReadAll(conn); len(reply) > 0 {
				t.Errorf("kind %d: the request was answered: %s", kind, reply)
			}
		}
	}
	eventually(t, "nothing of the server runs", func() bool {
		all := make([]byte, 1<<20)
		stacks := string(all[:runtime.Stack(all, true)])
		return !strings.Contains(stacks, "net/http.(*Server).Serve(") && !strings.Contains(stacks, "net/http.(*conn).serve(")
	})
}

// hold opens a connection that stays open until the test ends, and sends a text on it.
func hold(t *testing.T, s *Server, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", s.host)
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(time.Minute)) // no test hangs on it
	_, err = io.WriteString(conn, text)
	must(t, err)
	return conn
}

// TestUnfinishedBodiesEnd: also those of requests that are refused unread.
func TestUnfinishedBodiesEnd(t *testing.T) {
	t.Parallel()
	s := start(t, Options{body: 50 * time.Millisecond})
	for _, host := range []string{"127.0.0.1", "sandbox.example"} {
		var conns []net.Conn
		for range 300 {
			conns = append(conns, hold(t, s, "POST / HTTP/1.1\r\nHost: "+host+"\r\nContent-Length: 100\r\n\r\na"))
		}
		for _, conn := range conns {
			_, err := io.Copy(io.Discard, conn)
			if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
				t.Fatalf("%s: the connection is still held", host)
			}
		}
	}
	(&sdk{}).must(t, s, client.CreateAction, order())
}

// TestIdleConnectionsShutNobodyOut: those that say nothing, and those that say only a part of a header.
func TestIdleConnectionsShutNobodyOut(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	var conns []net.Conn
	for _, text := range []string{"", "POST / HTTP/1.1\r\nHost:"} {
		for range maxWaiting + 50 {
			conns = append(conns, hold(t, s, text))
		}
	}
	(&sdk{}).must(t, s, client.CreateAction, order())
	if n := countWaiting(s); n > maxWaiting {
		t.Errorf("%d connections wait, want at most %d", n, maxWaiting)
	}
	for _, conn := range conns {
		_ = conn.Close()
	}
	eventually(t, "no connection waits", func() bool { return countWaiting(s) == 0 })
}

func countWaiting(s *Server) int {
	s.waiting.mu.Lock()
	defer s.waiting.mu.Unlock()
	return len(s.waiting.conns)
}
