//go:build unix

package command_test

import (
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// TestRestrictedConnection: the way to the service and who is trusted there are not the
// environment's business.
func TestRestrictedConnection(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // a client that trusts it not is no error here
	server.StartTLS()
	t.Cleanup(server.Close)
	trap := newTrap(t)
	authority := filepath.Join(t.TempDir(), "authority")
	must(t, os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}),
		0o600))
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "https://"), ":")
	for name, c := range map[string]struct{ endpoint, variable, cause string }{ // the second is loopback, but not by name
		"SSL_CERT_FILE": {server.URL, "SSL_CERT_FILE=" + authority, "tls-unknown-authority"},
		"HTTPS_PROXY":   {"https://0.0.0.0:" + port, "HTTPS_PROXY=http://" + trap.address, "tls-"},
	} {
		cause := func(flags ...string) string {
			flags = append(flags, "--live", "--profile", "epn", "--endpoint", c.endpoint, "--output", "json", "--state-dir",
				t.TempDir())
			var report struct{ Error struct{ Cause string } }
			must(t, json.Unmarshal([]byte(script(t, accountHome(), []string{c.variable}, flags...).stdout), &report))
			return report.Error.Cause
		}
		if got := cause(given("--yes", "--restricted")...); !strings.HasPrefix(got, c.cause) {
			t.Errorf("%s: %s, want %s", name, got, c.cause)
		}
		trap.untouched()
		if got := cause("check"); strings.HasPrefix(got, c.cause) {
			t.Errorf("%s: %s without --restricted too, so this test shows nothing", name, got)
		}
		trap.calls.Store(0)
	}
}

// TestSettleOfAnotherPlace: what was ordered with keys of this machine is not looked up with those of
// another place, unless that is said, and an endpoint that is none, as another version or a hand
// can write it, is named.
func TestSettleOfAnotherPlace(t *testing.T) {
	t.Parallel()
	const here = "http://127.0.0.1:1"
	for name, c := range map[string]struct {
		endpoint string
		source   client.Source
		flags    []string
		asked    bool // for keys
		says     string
	}{
		"keys of this machine":            {here, client.FromEnvironment, nil, false, ""},
		"keys of this machine, with live": {here, client.FromEnvironment, []string{"--live"}, true, ""},
		"keys of another place":           {here, client.FromURI, nil, true, ""},
		"no endpoint": {"ftp://user:password@ens.test", client.FromEnvironment, nil, false,
			`Endpoint "ftp://****@ens.test" must be a host name`},
	} {
		trap, dir := newTrap(t), t.TempDir()
		j, err := journal.Open(dir)
		must(t, err)
		e := journal.Entry{Target: "live", Endpoint: c.endpoint, Source: string(c.source), Looked: true}
		e.Order, _ = client.NewOrder(map[client.Field]string{client.Name: "edge lab", client.BillingMethod: "fixed",
			client.NetworkingMode: "both", client.Bandwidth: "10"})
		shown, err := j.FindObstacles(e, time.Now())
		must(t, err)
		lost, _, err := j.BeginRequest(e, shown)
		must(t, err)
		must(t, lost.RecordOutcome(journal.Resolution{Outcome: string(client.Unknown)}))
		r := script(t, t.TempDir(), []string{"ALIBABA_CLOUD_CREDENTIALS_URI=http://" + trap.address + "/keys"},
			append([]string{"settle", "--state-dir", dir}, c.flags...)...)
		if asked := trap.calls.Load() > 0; r.status != 5 || asked != c.asked || !strings.Contains(r.stdout, c.says) {
			t.Errorf("%s: status %d, keys were asked for: %v: %s%s", name, r.status, asked, r.stdout, r.stderr)
		}
	}
}
