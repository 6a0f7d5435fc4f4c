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

func newAnswers(t *testing.T, status int, list, billing string) *answers {
	t.Helper()
	a := &answers{asked: map[string]int{}, both: make(chan struct{})}
	by := map[string]string{client.ListAction: list, client.BillingAction: billing}
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

// check runs one that asks it, whose looks are all that is asked, and gives its status and
// a line of what it says.
func (a *answers) check(t *testing.T, more ...string) string {
	t.Helper()
	args := append([]string{"check", "--live", "--endpoint", a.URL, "--output", "json"}, more...)
	r := script(t, t.TempDir(), keys(), args...)
	var c struct {
		Outcome              string
		Permissions          []struct{ Allowed any }
		ClockSkewSeconds     int
		BillingMethodInForce *string
		Warnings             []struct{ Kind, Message string }
		Error                *struct{ Cause string }
	}
	if err := json.Unmarshal([]byte(r.stdout), &c); err != nil || r.stderr != "" || (c.Error == nil) != (r.status < 2) {
		t.Fatalf("%v: %s%s", err, r.stdout, r.stderr)
	}
	said := fmt.Sprint(r.status, " ", c.Outcome)
	for _, p := range c.Permissions {
		said += fmt.Sprint(" ", p.Allowed)
	}
	for _, w := range c.Warnings {
		if said += " " + w.Kind; w.Message == "" {
			t.Errorf("a warning says nothing: %s", r.stdout)
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.asked) != 2 || a.asked[client.ListAction] != 1 || a.asked[client.BillingAction] != 1 {
		t.Errorf("%s: asked %v", said, a.asked)
	}
	if len(more) == 0 && (c.ClockSkewSeconds < 1199 || c.ClockSkewSeconds > 1260 || c.BillingMethodInForce != nil) {
		t.Errorf("%s: %s", said, r.stdout)
	}
	return said
}

// TestCheckTellsPermissions: a look that is denied warns, and stands in no order's
// way; whatever else is refused is not known. Nothing but the looks is asked.
func TestCheckTellsPermissions(t *testing.T) {
	t.Parallel()
	for code, c := range map[string]struct {
		status int
		want   string
	}{
		"Forbidden.RAM":                {403, "0 ready unknown false false look-denied look-denied"},
		"NoPermission":                 {400, "0 ready unknown false false look-denied look-denied"},
		"Throttling.User":              {400, "0 ready unknown unknown unknown look-failed look-failed"},
		"InternalError":                {500, "0 ready unknown unknown unknown look-failed look-failed"},
		"InvalidSecurityToken.Expired": {400, "4 unauthenticated unknown unknown unknown"},
	} {
		text := `{"Code":"` + code + `","Message":"No.","RequestId":"R"}`
		if got := newAnswers(t, c.status, text, text).check(t); got != c.want {
			t.Errorf("%s: %s, want %s", code, got, c.want)
		}
	}
}

// TestCheckOfAServiceThatDoesNotAnswer: one answer is enough to know that the
// service is there; none, or somebody else's, is as if it was not.
func TestCheckOfAServiceThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	const page, none = "<html>Sign in to the network</html>", `{"EPNInstances":{"EPNInstance":[]},"TotalCount":0}`
	for name, c := range map[string]struct{ list, billing, want string }{
		"silence":       {"", "", "6 unreachable"},
		"a portal":      {page, page, "6 unreachable"},
		"one of two":    {none, "", "0 ready"},
		"one and a lie": {none, page, "0 ready"},
	} {
		if got := newAnswers(t, 200, c.list, c.billing).check(t, "--timeout", "300ms"); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestCheckIsLimited: whoever does not answer, the service or the process that holds
// the journal. TestCheckLimit has the ten seconds.
func TestCheckIsLimited(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "journal.jsonl"), nil, 0o600))
	lock := flock.New(filepath.Join(dir, "journal.lock"), flock.SetPermissions(0o600))
	must(t, lock.Lock())
	t.Cleanup(func() { _ = lock.Unlock() })
	start := time.Now()
	got := newAnswers(t, 200, "", "").check(t, "--timeout", "1s", "--state-dir", dir)
	const most = 8 * time.Second // two where nothing else runs
	if took := time.Since(start); !strings.HasPrefix(got, "1 error") || took > most {
		t.Errorf("%s after %v", got, took)
	}
}

// TestCheckIsInterrupted: a check that waits for a service ends at a signal.
func TestCheckIsInterrupted(t *testing.T) {
	t.Parallel()
	silent := newAnswers(t, 200, "", "")
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
