package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestParseAnswer(t *testing.T) {
	t.Parallel()
	for what, want := range map[string]Kind{
		"timeout": Timeout, "lost-reply": LostReply, "reset": ConnectionReset,
		"throttled": Throttled, "HTML-502": HTML502, "slow": Slow,
	} {
		if got, ok := ParseAnswer(what); !ok || got != (Answer{Kind: want}) {
			t.Errorf("%s: got %v, %v", what, got, ok)
		}
	}
	if a, ok := ParseAnswer("stockNotEnough:2"); !ok || a.Kind != Refuse || a.Code != "StockNotEnough" || a.Status != 400 {
		t.Errorf("a code: got %v, %v", a, ok)
	}
	for _, what := range []string{"", "StockNotEnoughs", "lost"} {
		if a, ok := ParseAnswer(what); ok {
			t.Errorf("%q: %v", what, a)
		}
	}
}

// createRequest is a create with a signature of its own.
func createRequest(t *testing.T, s *Server, changes ...string) *http.Request {
	t.Helper()
	return newRequest(t, "POST", s.URL()+"/?"+signed("POST", rpcParams("CreateEpnInstance", order(changes...))), "")
}

func TestRefusalsHoldForTheNextCreateOnly(t *testing.T) {
	t.Parallel()
	const limit = "You have reached 100% of the purchase default limit."
	s := start(t, Options{Answers: []Answer{
		{Kind: Refuse, Code: "StockNotEnough", Message: limit},
		{},
		{Kind: Refuse, Status: 500, Code: "CallInterface", Message: "Call Interface Happen Error."},
	}})
	c := &sdk{}
	c.must(t, s, "DescribeEpnInstances", emptyQuery)
	_, err := c.call(t, s, "CreateEpnInstance", order("NetworkingModel", "none"))
	refused(t, err, 400, "InvalidParameter.NetworkingModel")
	_, err = (&sdk{secret: "x"}).call(t, s, "CreateEpnInstance", order())
	refused(t, err, 400, "SignatureDoesNotMatch")

	res, f := send(t, createRequest(t, s))
	if res.StatusCode != 400 || f.Code != "StockNotEnough" || f.Message != limit || !uuid.MatchString(f.RequestId) ||
		"http://"+f.HostId != s.URL() || !strings.Contains(f.Recommend, "q=StockNotEnough") {
		t.Errorf("got %d %+v", res.StatusCode, f)
	}
	if count(t, s) != 0 {
		t.Error("a refused create made an instance")
	}
	c.must(t, s, "CreateEpnInstance", order())
	_, err = c.call(t, s, "CreateEpnInstance", order())
	refused(t, err, 500, "CallInterface")
	c.must(t, s, "CreateEpnInstance", order())
	if got := count(t, s); got != 2 {
		t.Errorf("%d instances, want 2", got)
	}
}

// What comes of a rehearsed create, and what is left of it. The next one is answered as usual.
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
		if got := count(t, s); got != c.left {
			t.Errorf("%s: %d instances, want %d", name, got, c.left)
		}
		(&sdk{}).must(t, s, "CreateEpnInstance", order())
	}
}

// hang sends a create that is not answered and returns once the sandbox has
// taken it up; the error of the exchange comes over the channel.
func hang(t *testing.T, s *Server, a Answer) (leave context.CancelFunc, ended <-chan error) {
	t.Helper()
	s.NextAnswer(a)
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	r := createRequest(t, s).WithContext(ctx)
	errs := make(chan error, 1)
	go func() {
		res, err := exchange(r)
		if err == nil {
			_ = res.Body.Close()
		}
		errs <- err
	}()
	takenUp(t, s)
	return cancel, errs
}

// takenUp waits until the rehearsed answer has met its create.
func takenUp(t *testing.T, s *Server) {
	t.Helper()
	eventually(t, "the sandbox takes the request up", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.answers) == 0
	})
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
		leave, ended := hang(t, s, Answer{Kind: kind})
		if kind == Slow {
			eventually(t, "the instance is made", func() bool { return count(t, s) == 1 })
		}
		leave()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("kind %d: %v", kind, err)
		}
		s.conns.Wait() // hangs, and the test with it, if the sandbox goes on waiting
		if got := count(t, s); got != created {
			t.Errorf("kind %d: %d instances, want %d", kind, got, created)
		}
	}
}

func TestCloseEndsARequestWithMoreBehindIt(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Answers: []Answer{{Kind: Timeout}}})
	conn, err := net.Dial("tcp", s.host)
	must(t, err)
	defer conn.Close()
	write := func(text string) {
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
	}
	write("GET /?" + signed("GET", rpcParams("CreateEpnInstance", order())) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
	takenUp(t, s)
	write("GET")
	(&sdk{}).must(t, s, "DescribeEpnInstances", emptyQuery) // and meanwhile the server has read on
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Not parallel: it looks at every goroutine of the program.
func TestCloseLeavesNothingRunning(t *testing.T) {
	for _, kind := range []Kind{Timeout, Slow} {
		s, err := Listen("localhost:0", Options{Dir: t.TempDir(), slow: time.Hour})
		must(t, err)
		_, ended := hang(t, s, Answer{Kind: kind})
		for range 2 {
			if err := s.Close(); err != nil {
				t.Errorf("kind %d: %v", kind, err)
			}
		}
		if err := <-ended; err == nil {
			t.Errorf("kind %d: the request was answered", kind)
		}
	}
	eventually(t, "nothing of the server runs", func() bool {
		all := make([]byte, 1<<20)
		stacks := string(all[:runtime.Stack(all, true)])
		return !strings.Contains(stacks, "net/http.(*Server).Serve(") && !strings.Contains(stacks, "net/http.(*conn).serve(")
	})
}

// TestUnlisted: what was created is there, but the next lists leave it out.
func TestUnlisted(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Answers: []Answer{{Unlisted: 2}}})
	c := &sdk{}
	c.must(t, s, "CreateEpnInstance", order())
	if got := count(t, s); got != 1 {
		t.Fatalf("%d instances, want 1", got)
	}
	for look, want := range []string{"0", "0", "1", "1"} {
		if got := c.must(t, s, "DescribeEpnInstances", emptyQuery)["TotalCount"]; fmt.Sprint(got) != want {
			t.Errorf("look %d lists %v instances, want %s", look+1, got, want)
		}
	}
	c.must(t, s, "CreateEpnInstance", order())
	if got := c.must(t, s, "DescribeEpnInstances", emptyQuery)["TotalCount"]; fmt.Sprint(got) != "2" {
		t.Errorf("%v instances are listed, want 2", got)
	}
}

// TestRefusesAllThatAskForTooMuch: a limit stays, whatever is ordered below it.
func TestRefusesAllThatAskForTooMuch(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Answers: []Answer{{Kind: Refuse, Code: "StockNotEnough", Above: 50}}})
	for _, mbps := range []string{"100", "51"} {
		_, err := (&sdk{}).call(t, s, "CreateEpnInstance", order("InternetMaxBandwidthOut", mbps))
		refused(t, err, 400, "StockNotEnough")
	}
	(&sdk{}).must(t, s, "CreateEpnInstance", order("InternetMaxBandwidthOut", "50"))
	if n := count(t, s); n != 1 {
		t.Errorf("%d instances", n)
	}
}
