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
	env := append(trap.variables(), "HOME="+trap.dir, "USER=trapped", "LOGNAME=trapped", "PATH="+trap.path("bin"), "SHELL="+trap.path("bin/sh"))
	s := run{env: env}.start(t, service.live("--restricted", "--restricted=false", "--profile", "epn", "--state-dir", state)...)
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
	must(t, os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "https://"), ":")
	for name, c := range map[string]struct{ endpoint, variable, cause string }{
		"SSL_CERT_FILE": {server.URL, "SSL_CERT_FILE=" + authority, "tls-unknown-authority"},
		"HTTPS_PROXY":   {"https://0.0.0.0:" + port, "HTTPS_PROXY=http://" + trap.address, "tls-"}, // loopback, but not by name
	} {
		cause := func(env []string, flags ...string) string {
			args := append(given("--live", "--profile", "epn", "--endpoint", c.endpoint, "--yes", "--output", "json", "--state-dir", t.TempDir()), flags...)
			var report struct{ Error struct{ Cause string } }
			must(t, json.Unmarshal([]byte(script(t, accountHome(), env, args...).stdout), &report))
			return report.Error.Cause
		}
		if got := cause([]string{c.variable}, "--restricted"); !strings.HasPrefix(got, c.cause) {
			t.Errorf("%s: %s, want %s", name, got, c.cause)
		}
		trap.untouched()
		if got := cause([]string{c.variable}); strings.HasPrefix(got, c.cause) {
			t.Errorf("%s: %s without --restricted too, so this test shows nothing", name, got)
		}
		trap.calls.Store(0)
	}
}

func TestRestrictedToTheWizard(t *testing.T) {
	t.Parallel()
	for _, args := range []string{
		"sandbox", "explain", "explain StockNotEnough", "history", "settle", "settle x --not-created", "compare -", "compare /etc/passwd", "practice",
		"man", "completion bash", "help", "help environment", "environment", "__complete --profile x", "__completeNoDesc x", "--sandbox history",
		"--state-dir /tmp man", "-- history",
	} {
		for _, r := range []result{
			script(t, t.TempDir(), []string{"EPN_RESTRICTED=1"}, strings.Fields(args)...),
			script(t, t.TempDir(), nil, append([]string{"--restricted"}, strings.Fields(args)...)...),
		} {
			if r.status != 2 || r.stdout != "" || strings.Count(r.stderr, "\n") != 1 {
				t.Errorf("%s: status %d: %s%s", args, r.status, r.stdout, r.stderr)
			}
		}
	}
	r := script(t, t.TempDir(), nil, "--restricted", "--traffic", "/etc/passwd")
	if r.status != 2 || !strings.Contains(r.stderr, "not allowed") || strings.Contains(r.stderr, "root:") {
		t.Errorf("--traffic: status %d: %s%s", r.status, r.stdout, r.stderr)
	}
	for _, args := range []string{"--help", "--version"} {
		if r := script(t, t.TempDir(), nil, args, "--restricted"); r.status != 0 || strings.Contains(r.stdout, "history") {
			t.Errorf("%s: status %d: %s%s", args, r.status, r.stdout, r.stderr)
		}
	}
}

// A profile that runs a program is refused, also where another stands before it.
func TestRestrictedProfiles(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"program", "chained"} {
		s := run{}.start(t, given("--restricted", "--live", "--profile", profile, "--state-dir", t.TempDir())...)
		s.waitFor(`profile "program" (mode External): runs a program, which a restricted session does not do`)
		s.waitFor("operator")
		s.press("r", "y", "1")
		s.waitFor(nameQuestion)
		s.leave()
	}
	if _, err := os.Stat(programRan()); err == nil {
		t.Error("the program was run")
	}
}

// Without a terminal there is nobody to ask.
func TestNoTerminal(t *testing.T) {
	t.Parallel()
	ssh := []string{"SSH_CONNECTION=192.0.2.7 5000 192.0.2.1 22"}
	for name, c := range map[string]struct {
		env       []string
		args      string
		want, not string
	}{
		"restricted":          {ssh, "--sandbox --restricted", "connect with ssh -t", "yes"},
		"over SSH":            {ssh, "--sandbox", "ssh -t", "restricted"},
		"on the same machine": {nil, "--sandbox", "--yes", "ssh"},
	} {
		if r := script(t, t.TempDir(), c.env, strings.Fields(c.args)...); r.status != 2 || !strings.Contains(r.stderr, c.want) || strings.Contains(r.stderr, c.not) {
			t.Errorf("%s: status %d: %s", name, r.status, r.stderr)
		}
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
	dir, err := os.MkdirTemp("", "epn-wizard-test")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	must(t, os.Chmod(dir, 0o755))
	program := filepath.Join(dir, "epn-wizard")
	data, err := os.ReadFile(binary)
	must(t, err)
	must(t, os.WriteFile(program, data, 0o755))
	must(t, os.Chmod(program, 0o755))
	for user, want := range map[string]string{"": "uid 54321", "ldap-alice": "ldap-alice"} {
		state := filepath.Join(dir, "state"+user)
		must(t, os.Mkdir(state, 0o700))
		must(t, os.Chown(state, nobody, nobody))
		cmd := exec.Command(program, given("--restricted", "--sandbox", "--yes", "--state-dir", state)...)
		cmd.Dir, cmd.Env = dir, []string{"USER=" + user, "HOME=" + dir, "GORACE=atexit_sleep_ms=0"}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		journal, err := os.ReadFile(filepath.Join(state, "journal.jsonl"))
		must(t, err)
		if !strings.Contains(string(journal), `"login":"`+want+`"`) {
			t.Errorf("as %q: recorded %s", user, journal)
		}
	}
}
