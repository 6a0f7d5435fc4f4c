//go:build unix

package command_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// standing is the sandbox as a program of its own.
type standing struct {
	*exec.Cmd
	t    *testing.T
	home string
	url  string
}

func stand(t *testing.T, home string, args ...string) *standing {
	t.Helper()
	return standWith(t, home, io.Discard, args...)
}

// standWith starts one whose standard error goes elsewhere.
func standWith(t *testing.T, home string, told io.Writer, args ...string) *standing {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	s := &standing{exec.CommandContext(ctx, binary, append([]string{"sandbox", "--listen", "127.0.0.1:0"}, args...)...),
		t, home, ""}
	s.Env, s.Stderr = environment(home), told
	out, err := s.StdoutPipe()
	must(t, err)
	must(t, s.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	must(t, err)
	url, ok := strings.CutPrefix(line, "listening on ")
	if !ok || !strings.HasPrefix(url, "http://") {
		t.Fatalf("it says %q first", line)
	}
	s.url = strings.TrimSpace(url)
	return s
}

// ends interrupts it and fails unless it ends as wanted.
func (s *standing) ends(signal syscall.Signal) {
	s.t.Helper()
	must(s.t, s.Process.Signal(signal))
	if err := s.Wait(); err != nil {
		s.t.Errorf("after %v: %v", signal, err)
	}
}

// TestSettleAsksNoRemoteSource: what was ordered with keys of this machine is not
// looked up with those of another place, unless that is said.
func TestSettleAsksNoRemoteSource(t *testing.T) {
	t.Parallel()
	for source, asked := range map[client.Source]bool{client.FromEnvironment: false, client.FromURI: true} {
		trap, dir := newTrap(t), t.TempDir()
		recordLost(t, dir, journal.Entry{Target: "live", Endpoint: "http://127.0.0.1:1", Source: string(source), Looked: true})
		uri := []string{"ALIBABA_CLOUD_CREDENTIALS_URI=http://" + trap.address + "/keys"}
		for _, live := range []bool{false, true} {
			args := []string{"settle", "--state-dir", dir}
			if live {
				args = append(args, "--live")
			}
			trap.calls.Store(0)
			if r := script(t, t.TempDir(), uri, args...); r.status != 5 || (trap.calls.Load() > 0) != (asked || live) {
				t.Errorf("%s, live %v: status %d after %d calls: %s", source, live, r.status, trap.calls.Load(), r.stderr)
			}
		}
	}
}

// recordLost records a request of which nothing came back.
func recordLost(t *testing.T, dir string, e journal.Entry) {
	t.Helper()
	j, err := journal.Open(dir)
	must(t, err)
	e.Order, _ = client.NewOrder(map[client.Field]string{
		client.Name: "edge lab", client.BillingMethod: "fixed", client.NetworkingMode: "both", client.Bandwidth: "10",
	})
	shown, err := j.FindObstacles(e, time.Now())
	must(t, err)
	flight, _, err := j.BeginRequest(e, shown)
	must(t, err)
	must(t, flight.RecordOutcome(journal.Resolution{Outcome: string(client.Unknown)}))
}

// TestSettleNamesAnEndpointThatIsNone: one that another version or a hand wrote.
func TestSettleNamesAnEndpointThatIsNone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	recordLost(t, dir, journal.Entry{Target: "live", Endpoint: "ftp://ens.test"})
	r := script(t, t.TempDir(), nil, "settle", "--state-dir", dir)
	if want := `Endpoint "ftp://ens.test" must be a host name`; r.status != 5 || !strings.Contains(r.stdout, want) {
		t.Errorf("%d: %s%s", r.status, r.stdout, r.stderr)
	}
}

// TestSandboxSaysHowToReachIt: each client reaches it by what it prints, also at an address that
// is a pattern to zsh.
func TestSandboxSaysHowToReachIt(t *testing.T) {
	t.Parallel()
	for shell, address := range map[string]string{"sh": "127.0.0.1:0", "zsh": "[::1]:0"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			l, err := net.Listen("tcp", address)
			if err != nil {
				t.Skipf("there is no IPv6 here: %v", err)
			}
			must(t, l.Close())
			program, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("there is no %s on this machine", shell)
			}
			typeWhatSandboxSays(t, program, address)
		})
	}
}

func typeWhatSandboxSays(t *testing.T, program, address string) {
	t.Helper()
	p := newTypist(t)
	told, saying := io.Pipe()
	standing := standWith(t, p.home, saying, "--listen", address)
	said := bufio.NewReader(told)
	var commands []string
	for len(commands) < 4 {
		line, err := said.ReadString('\n')
		must(t, err)
		commands = append(commands, shownCommands(line)...)
	}
	go io.Copy(io.Discard, said) //nolint:errcheck // what else it says
	shell := run{home: p.home, env: p.variables, program: program, width: 120, height: 40}.start(t)
	for _, command := range commands[:3] {
		shell.send(command, enter)
	}
	shell.waitFor(nameQuestion)
	shell.waitFor("LIVE " + standing.url)
	shell.send(ctrlC)
	shell.waitFor("Nothing was sent")
	shell.send(commands[3], enter)
	shell.waitFor("TotalCount")
	shell.send("exit", enter)
	shell.exit()
	standing.ends(syscall.SIGINT)
}
