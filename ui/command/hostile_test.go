package command_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"epn-wizard/client"
)

// result is what a run without a terminal left behind.
type result struct {
	stdout, stderr string
	status         int
}

// script runs the program without a terminal.
func script(t *testing.T, home string, env []string, args ...string) result {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Env = environment(home, env...)
	var out, err bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &err
	if e := cmd.Run(); e != nil {
		var exit *exec.ExitError
		if !errors.As(e, &exit) {
			t.Error(e)
			return result{status: -1}
		}
	}
	return result{out.String(), err.String(), cmd.ProcessState.ExitCode()}
}

// atOnce is how many programs run at a time: they mostly wait for answers.
var atOnce = make(chan struct{}, 16)

// later runs the program without a terminal, beside others.
func later(t *testing.T, args ...string) <-chan result {
	home, state := t.TempDir(), t.TempDir()
	done := make(chan result, 1)
	go func() {
		atOnce <- struct{}{}
		defer func() { <-atOnce }()
		done <- script(t, home, append(keyVariables(), "EPN_STATE_DIR="+state), args...)
	}()
	return done
}

// rawServer answers every request with the same bytes and closes the connection.
func rawServer(t *testing.T, answer string) (url string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close() //nolint:errcheck // a test's server
				buf := make([]byte, 64<<10)
				_, _ = c.Read(buf)
				_, _ = c.Write([]byte(answer))
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// reply is an HTTP answer of a status with a body.
func reply(status int, body string) string {
	return fmt.Sprintf("HTTP/1.1 %d X\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", status, len(body), body)
}

// withHeader is an answer with a header more.
func withHeader(header, answer string) string {
	return strings.Replace(answer, "Connection:", header+"\r\nConnection:", 1)
}

// refuse is a refusal of the service with texts of somebody's choosing.
func refuse(status int, code, message string) string {
	body, _ := json.Marshal(map[string]string{
		"Code": code, "Message": message, "RequestId": message, "HostId": code, "Recommend": message,
	})
	return reply(status, string(body))
}

// What a terminal could obey, and what it shows in another order.
const control, reordered = "\x1b]0;owned\x07\x1b[2J\x1b[31m", "\u202egnp.exe\u2066"

// hostileReplies are what services, proxies and attackers answer, and the status that
// the contract gives it. TestReplies of client has more of the shapes of replies.
var hostileReplies = []struct {
	name, answer string
	status       int
}{
	{"escape in the message", refuse(400, "StockNotEnough", control), 3},
	{"escape in the code", refuse(400, control, "x"), 3},
	{"bidi override", refuse(400, "NoPermission", reordered), 3},
	{"line breaks", refuse(400, "NoPermission", "a\r\nepn-forged\n"), 3},
	{"null bytes", refuse(400, "NoPermission\x00", "\x00"), 3},
	{"C1 controls", refuse(400, "NoPermission", "\u009b31m\u0085"), 3},
	{"line separators", refuse(400, "NoPermission", "a\u2028b\u2029c"), 3},
	{"zero-width", refuse(400, "No\u200bPermission", "\ufeff"), 3},
	{"tags and private use", refuse(400, "NoPermission", "\U000e0041\U000e007f\ue000\U00100000"), 3},
	{"long message", refuse(400, "StockNotEnough", strings.Repeat("x", 40_000)), 3},
	{"long code", refuse(400, strings.Repeat("C", 40_000), "x"), 3},
	{"placeholders", refuse(400, "InvalidParameter.%s", "%s %d {capture} {question} %!"), 3},
	{"markup", refuse(400, "NoPermission", "<script>&amp;"), 3},
	{"invalid UTF-8", reply(400, "{\"Code\":\"NoPermission\",\"Message\":\"\xff\xfe\x9b31m\"}"), 3},
	{"an absurd wait", withHeader("X-Ratelimit-User: TimeLeft:99999999999999999999",
		refuse(400, "Throttling.User", "x")), 3},
	{"a key's code", refuse(403, "InvalidAccessKeyId.Whatever"+control, control), 4},
	{"a token's code", refuse(400, "X.SecurityToken.Y", "x"), 4},
	{"signature with an escape", refuse(400, "SignatureDoesNotMatch", "server string to sign is: POST&"+control), 4},
	{"inner failure", refuse(400, "CallInterface", control), 5},
	{"nonce used", refuse(400, "SignatureNonceUsed", control), 5},
	{"HTML", reply(502, "<html>"+control+"</html>"), 5},
	{"wrong types", reply(400, `{"Code":400,"Message":["x"]}`), 5},
	{"too large", reply(200, `{"EPNInstanceId":"epn-1","x":"`+strings.Repeat("y", 1<<20)+`"}`), 5},
	{"redirect", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/" + control + "\r\nContent-Length: 0\r\n\r\n", 5},
	{"not HTTP", control + "\r\n\r\n", 5},
	{"date of letters", withHeader("Date: \x1b[31m", refuse(400, "InvalidTimeStamp.Expired", "x")), 5},
	{"id with an escape", reply(200, `{"EPNInstanceId":"epn-\u001b[31mred","RequestId":"\u202e"}`), 0},
	{"id with a line break", reply(200, `{"EPNInstanceId":"epn-1\nepn-2","RequestId":"R"}`), 0},
	{"long id", reply(200, `{"EPNInstanceId":"`+strings.Repeat("e", 40_000)+`","RequestId":"R"}`), 0},
}

// TestHostileReplies: whatever answers, the program says in its own shape what
// became of the order, exits with the status the contract gives it, and hands
// nothing on that a terminal could obey.
func TestHostileReplies(t *testing.T) {
	t.Parallel()
	for _, c := range hostileReplies {
		args := given("--live", "--endpoint", rawServer(t, c.answer), "--yes")
		text := later(t, args...)
		object := later(t, append(args, "--output", "json")...)
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text, object := <-text, <-object
			if text.status != c.status || object.status != c.status {
				t.Errorf("status %d and %d, want %d:\n%s", text.status, object.status, c.status, text.stderr)
			}
			if c.status != 0 && text.stdout != "" {
				t.Errorf("a failure stands on standard output: %q", text.stdout)
			}
			var parsed struct{ Outcome, Target string }
			if err := json.Unmarshal([]byte(object.stdout), &parsed); err != nil || parsed.Outcome == "" ||
				parsed.Target != "live" {
				t.Errorf("not an outcome: %v in %.300q", err, object.stdout)
			}
			if strings.Count(object.stdout, "\n") != 1 || object.stderr != "" {
				t.Errorf("more than one object: %.300q, %q", object.stdout, object.stderr)
			}
			for _, out := range []string{text.stdout, text.stderr, decoded(object.stdout)} {
				if r := obeyed(out); r != 0 {
					t.Errorf("%U reaches the terminal: %.300q", r, out)
				}
				if len(out) > 8<<10 {
					t.Errorf("%d bytes of somebody's text", len(out))
				}
			}
			if strings.HasPrefix(text.stdout, "epn-forged") || strings.Contains(text.stderr, "\nepn-forged") {
				t.Error("a line was forged")
			}
		})
	}
}

// decoded gives what a JSON text says once its escapes are read, as jq -r would.
func decoded(s string) string {
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		return s
	}
	return fmt.Sprint(v)
}

// obeyed gives the first character but a line break that a terminal could obey, or 0.
func obeyed(s string) rune {
	for _, r := range s {
		if r != '\n' && (unicode.IsControl(r) || client.Unprintable(r)) {
			return r
		}
	}
	return 0
}

// keyVariables are credentials for a service that never checks them.
func keyVariables() []string {
	return []string{"ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI0123456789abcdef",
		"ALIBABA_CLOUD_ACCESS_KEY_SECRET=notthesecretofanybody"}
}
