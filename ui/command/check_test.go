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

// answers is a service that answers each look as it is told, with a clock 20 minutes behind
// this machine's. Without an answer it is silent.
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
		if by[action] == "" {
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

// TestCheck: a look that is denied warns, and stands in no order's way; what else is refused
// is not known. One answer tells that the service is there; none, or somebody else's, that it is
// not. Nothing but the two looks is asked, and whoever does not answer, the service or the process
// that holds the journal, is waited for as long as TestCheckLimit says.
func TestCheck(t *testing.T) {
	t.Parallel()
	const page, none = "<html>Sign in to the network</html>", `{"EPNInstances":{"EPNInstance":[]},"TotalCount":0}`
	refusal := func(code string) string { return `{"Code":"` + code + `","Message":"No.","RequestId":"R"}` }
	denied, throttled, expired := refusal("Forbidden.RAM"), refusal("Throttling"), refusal("InvalidSecurityToken.Expired")
	held := t.TempDir()
	must(t, os.WriteFile(filepath.Join(held, "journal.jsonl"), nil, 0o600))
	lock := flock.New(filepath.Join(held, "journal.lock"), flock.SetPermissions(0o600))
	must(t, lock.Lock())
	t.Cleanup(func() { _ = lock.Unlock() })
	for name, c := range map[string]struct {
		status             int
		list, billing, dir string
		want               string
	}{
		"denied":        {403, denied, denied, "", "0 ready [unknown false false] look-denied look-denied"},
		"throttled":     {400, throttled, throttled, "", "0 ready [unknown unknown unknown] look-failed look-failed"},
		"expired":       {400, expired, expired, "", "4 unauthenticated [unknown unknown unknown]"},
		"silence":       {200, "", "", "", "6 unreachable [unknown unknown unknown]"},
		"a portal":      {200, page, page, "", "6 unreachable [unknown unknown unknown]"},
		"one of two":    {200, none, "", "", "0 ready [unknown true unknown] look-failed"},
		"one and a lie": {200, none, page, "", "0 ready [unknown true unknown] look-failed"},
		"a held lock":   {200, "", "", held, "1 error [unknown unknown unknown]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAnswers(t, c.status, c.list, c.billing)
			start := time.Now()
			r := script(t, t.TempDir(), append(keys(), "EPN_STATE_DIR="+c.dir), "check", "--live", "--endpoint", a.URL,
				"--timeout", "1s", "--output", "json")
			const most = 8 * time.Second // two where nothing else runs
			if took := time.Since(start); took > most {
				t.Errorf("it took %v", took)
			}
			var said struct {
				Outcome              string
				Permissions          []struct{ Allowed any }
				ClockSkewSeconds     int
				BillingMethodInForce *string
				Warnings             []struct{ Kind string }
				Error                *struct{ Cause string }
			}
			if err := json.Unmarshal([]byte(r.stdout), &said); err != nil || r.stderr != "" {
				t.Fatalf("%v: %s%s", err, r.stdout, r.stderr)
			}
			var allowed []any
			for _, p := range said.Permissions {
				allowed = append(allowed, p.Allowed)
			}
			got := fmt.Sprint(r.status, " ", said.Outcome, " ", allowed)
			for _, w := range said.Warnings {
				got += " " + w.Kind
			}
			clockKnown := said.ClockSkewSeconds >= 1199 && said.ClockSkewSeconds <= 1260
			if got != c.want || (said.Error == nil) != (r.status < 2) || said.BillingMethodInForce != nil ||
				clockKnown != strings.HasPrefix(c.list, "{") {
				t.Errorf("%s, want %s: %s", got, c.want, r.stdout)
			}
			a.mu.Lock()
			defer a.mu.Unlock()
			if len(a.asked) != 2 || a.asked[client.ListAction] != 1 || a.asked[client.BillingAction] != 1 {
				t.Errorf("asked %v", a.asked)
			}
		})
	}
}

// TestLooksAreInterrupted: a check that waits for a service ends at a signal, and so does an order
// before it is sent. Nothing is recorded.
func TestLooksAreInterrupted(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"check"}, given("--yes")} {
		silent := newAnswers(t, 200, "", "")
		r := run{env: keys()}.start(t, append(args, "--live", "--endpoint", silent.URL)...)
		<-silent.both
		must(t, r.cmd.Process.Signal(syscall.SIGTERM))
		r.ends(143)
		if screen := strings.Join(r.screen(), "\n"); !strings.Contains(screen, "Nothing was sent") {
			t.Errorf("it says\n%s", screen)
		}
		if _, err := os.Lstat(filepath.Join(stateDir(r.home), "journal.jsonl")); !os.IsNotExist(err) {
			t.Errorf("something was recorded: %v", err)
		}
	}
}
