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
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// Whatever stands in the environment, a restricted session goes where the
// operator's command line says, as the account, and touches nothing else.
func TestRestrictedEnvironment(t *testing.T) {
	t.Parallel()
	service, trap, state := newService(t), newTrap(t), t.TempDir()
	env := append(trap.variables(), "HOME="+trap.dir, "USER=trapped", "LOGNAME=trapped", "PATH="+trap.path("bin"),
		"SHELL="+trap.path("bin/sh"))
	s := run{env: env}.start(t, service.live("--restricted", "--restricted=false", "--profile", "epn", "--state-dir",
		state)...)
	s.waitFor("LIVE")
	s.walk("edge lab", "10")
	s.waitFor("profile epn")
	s.create()
	s.finish()
	onlyInstance(t, service.dir)
	trap.untouched()
	r := script(t, t.TempDir(), nil, "history", "--output", "json", "--state-dir", state)
	var record struct{ Login, Client string }
	must(t, json.Unmarshal([]byte(r.stdout), &record))
	if record.Login == "" || record.Login == "trapped" || record.Client != "" {
		t.Errorf("recorded %+v, want the account's name and no client", record)
	}
}

// Nothing is run to learn about the terminal, also where nothing is restricted.
func TestNoProgramIsRunForTheTerminal(t *testing.T) {
	t.Parallel()
	trap := newTrap(t)
	s := run{env: []string{"TMUX=" + trap.path("tmux") + ",1,0", "PATH=" + trap.path("bin")}}.start(t, "--version")
	s.exit()
	trap.untouched()
}

// The way to the service and who is trusted there are not the environment's
// business either.
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

// The memory, which holds keys, never comes to lie in a file.
func TestRestrictedDumpsNoCore(t *testing.T) {
	t.Parallel()
	core := regexp.MustCompile(`(?m)^Max core file size +(\S+) +(\S+)`)
	limits := func(pid string) []string {
		data, err := os.ReadFile("/proc/" + pid + "/limits")
		if err != nil {
			t.Skipf("the limits of processes cannot be read on this machine: %v", err)
		}
		return core.FindStringSubmatch(string(data))
	}
	if ours := limits("self"); ours[2] == "0" {
		t.Skip("no process may dump a core on this machine")
	}
	s := run{}.start(t, "--restricted", "--sandbox", "--state-dir", t.TempDir())
	s.waitFor(nameQuestion)
	if got := limits(strconv.Itoa(s.cmd.Process.Pid)); got[1] != "0" || got[2] != "0" {
		t.Errorf("%s", got[0])
	}
	s.leave()
}

// Every record names somebody, also where the system's accounts do not.
func TestRestrictedWithoutAnAccount(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	const nobody = 54321
	dir, err := os.MkdirTemp("", "epn-wizard-test") // t.TempDir's is for root alone
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	must(t, os.Chmod(dir, 0o755))
	program := filepath.Join(dir, "epn-wizard")
	data, err := os.ReadFile(binary)
	must(t, err)
	must(t, os.WriteFile(program, data, 0o700))
	must(t, os.Chown(program, nobody, nobody))
	for user, want := range map[string]string{"": "uid 54321", "ldap-alice": "ldap-alice"} {
		state := filepath.Join(dir, "state"+user)
		must(t, os.Mkdir(state, 0o700))
		must(t, os.Chown(state, nobody, nobody))
		cmd := exec.Command(program, given("--restricted", "--sandbox", "--yes", "--state-dir", state)...)
		cmd.Dir, cmd.Env = dir, []string{"USER=" + user, "HOME=" + dir, "GORACE=atexit_sleep_ms=0"}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		out, err := cmd.CombinedOutput()
		journal, _ := os.ReadFile(filepath.Join(state, "journal.jsonl"))
		if err != nil || !strings.Contains(string(journal), `"login":"`+want+`"`) {
			t.Errorf("as %q: %v: %s: recorded %s", user, err, out, journal)
		}
	}
}
