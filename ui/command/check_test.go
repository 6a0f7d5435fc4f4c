//go:build unix

package command_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client"
)

// answers is a service that answers each action as it is told, with a clock 20
// minutes behind this machine's, and notes what it was asked.
type answers struct {
	*httptest.Server
	mu    sync.Mutex
	asked map[string]int
	both  chan struct{} // closed once both looks have come in
}

func newAnswers(t *testing.T, status int, by map[string]string) *answers {
	t.Helper()
	a := &answers{asked: map[string]int{}, both: make(chan struct{})}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		action := r.Header.Get("X-Acs-Action")
		a.mu.Lock()
		a.asked[action]++
		if len(a.asked) == 2 && a.asked[action] == 1 {
			close(a.both)
		}
		a.mu.Unlock()
		if by[action] == "" { // no answer, until the client goes
			<-r.Context().Done()
			return
		}
		w.Header().Set("Date", time.Now().Add(-20*time.Minute).UTC().Format(http.TimeFormat))
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, by[action])
	}))
	t.Cleanup(a.Close)
	return a
}

// checked is what check --output json says.
type checked struct {
	Outcome     string
	Permissions []struct {
		Action  string
		Allowed any
	}
	ClockSkewSeconds     *int
	BillingMethodInForce *string
	Warnings             []struct{ Kind, Message string }
	Error                *struct{ Code, Cause string }
}

func check(t *testing.T, url string, more ...string) (checked, int) {
	t.Helper()
	r := script(t, t.TempDir(), keys(), append([]string{"check", "--live", "--endpoint", url, "--output", "json"}, more...)...)
	var c checked
	if err := json.Unmarshal([]byte(r.stdout), &c); err != nil || r.stderr != "" {
		t.Fatalf("%v: %s%s", err, r.stdout, r.stderr)
	}
	return c, r.status
}

// TestCheckTellsPermissions: a look that is denied warns, and stands in no order's
// way; whatever else is refused is not known. Nothing but the looks is asked.
func TestCheckTellsPermissions(t *testing.T) {
	t.Parallel()
	refusal := func(code string) map[string]string {
		text := `{"Code":"` + code + `","Message":"No.","RequestId":"R"}`
		return map[string]string{client.ListAction: text, client.BillingAction: text}
	}
	for code, c := range map[string]struct {
		status, exit  int
		allowed       any
		outcome, kind string
	}{
		"Forbidden.RAM":                {403, 0, false, "ready", "look-denied"},
		"NoPermission":                 {400, 0, false, "ready", "look-denied"},
		"Throttling.User":              {400, 0, "unknown", "ready", "look-failed"},
		"InternalError":                {500, 0, "unknown", "ready", "look-failed"},
		"InvalidSecurityToken.Expired": {400, 4, "unknown", "unauthenticated", ""},
	} {
		s := newAnswers(t, c.status, refusal(code))
		got, exit := check(t, s.URL)
		if exit != c.exit || got.Outcome != c.outcome || len(got.Permissions) != 3 || got.BillingMethodInForce != nil {
			t.Fatalf("%s: status %d, %+v", code, exit, got)
		}
		if got.Permissions[0].Allowed != "unknown" || got.Permissions[1].Allowed != c.allowed || got.Permissions[2].Allowed != c.allowed {
			t.Errorf("%s: %+v", code, got.Permissions)
		}
		if skew := got.ClockSkewSeconds; skew == nil || *skew < 1199 || *skew > 1260 {
			t.Errorf("%s: the clock is told as %v", code, skew)
		}
		for _, w := range got.Warnings {
			if w.Kind != c.kind || w.Message == "" {
				t.Errorf("%s: %+v", code, w)
			}
		}
		if len(got.Warnings) > 0 == (c.kind == "") || (got.Error == nil) != (exit == 0) {
			t.Errorf("%s: %+v", code, got)
		}
		if len(s.asked) != 2 || s.asked[client.ListAction] != 1 || s.asked[client.BillingAction] != 1 {
			t.Errorf("%s: asked %v", code, s.asked)
		}
	}
}

// TestCheckOfAServiceThatDoesNotAnswer: one answer is enough to know that the
// service is there; none, or somebody else's, is as if it was not.
func TestCheckOfAServiceThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	const page = "<html>Sign in to the network</html>"
	none := `{"EPNInstances":{"EPNInstance":[]},"TotalCount":0}`
	for name, c := range map[string]struct {
		by   map[string]string
		exit int
	}{
		"silence":       {nil, 6},
		"a portal":      {map[string]string{client.ListAction: page, client.BillingAction: page}, 6},
		"one of two":    {map[string]string{client.ListAction: none}, 0},
		"one and a lie": {map[string]string{client.ListAction: none, client.BillingAction: page}, 0},
	} {
		s := newAnswers(t, 200, c.by)
		got, exit := check(t, s.URL, "--timeout", "300ms")
		if exit != c.exit || (got.Outcome == "unreachable") != (exit == 6) || (got.Error == nil) != (exit == 0) {
			t.Errorf("%s: status %d, %+v", name, exit, got)
		}
		if len(s.asked) != 2 {
			t.Errorf("%s: asked %v", name, s.asked)
		}
	}
}

// TestCheckTakesTenSecondsAtMost: whatever --timeout says, and whoever does not
// answer: a service, or the process that holds the journal.
func TestCheckTakesTenSecondsAtMost(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "journal.jsonl"), nil, 0o600))
	lock := flock.New(filepath.Join(dir, "journal.lock"), flock.SetPermissions(0o600))
	must(t, lock.Lock())
	t.Cleanup(func() { _ = lock.Unlock() })
	for outcome, args := range map[string][]string{
		"unreachable": {"--timeout", "60s"},
		"error":       {"--timeout", "60s", "--state-dir", dir},
	} {
		t.Run(outcome, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			got, _ := check(t, newAnswers(t, 200, nil).URL, args...)
			if took := time.Since(start); got.Outcome != outcome || took > 10*time.Second {
				t.Errorf("%s, want %s, after %v", got.Outcome, outcome, took)
			}
		})
	}
}

// TestCheckIsInterrupted: a check that waits for a service ends at a signal.
func TestCheckIsInterrupted(t *testing.T) {
	t.Parallel()
	silent := newAnswers(t, 200, nil)
	r := run{env: keys()}.start(t, "check", "--live", "--endpoint", silent.URL)
	<-silent.both
	must(t, r.cmd.Process.Signal(syscall.SIGTERM))
	r.ends(143)
	if screen := strings.Join(r.screen(), "\n"); !strings.Contains(screen, "Nothing was sent") {
		t.Errorf("it says\n%s", screen)
	}
	if _, err := os.Lstat(stateDir(r.home)); !os.IsNotExist(err) {
		t.Errorf("something was kept: %v", err)
	}
}
