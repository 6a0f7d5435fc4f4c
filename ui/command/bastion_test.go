//go:build unix

package command_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
)

// bastion is a real sshd on loopback, set up as the topic bastion tells operators to.
// Whoever logs in is the user who runs the tests.
type bastion struct {
	t       *testing.T
	dir     string // its configuration and keys
	state   string // the state directory of its sessions
	port    string
	options []string    // of the clients: where it is and how to log in
	vary    [][2]string // what of its configuration is other than the example
}

// newBastion starts it, with more flags for the wizard.
func newBastion(t *testing.T, flags ...string) *bastion {
	t.Helper()
	return newOtherBastion(t, nil, flags...)
}

// newOtherBastion starts one whose configuration varies the example.
func newOtherBastion(t *testing.T, vary [][2]string, flags ...string) *bastion {
	t.Helper()
	if os.Getenv("EPN_TEST_TERMINALS") == "" {
		t.Skip("sshd is tried where EPN_TEST_TERMINALS is set")
	}
	sshd, err := exec.LookPath("sshd")
	if err != nil {
		sshd = "/usr/sbin/sshd" // which is not in everybody's PATH
	}
	for _, program := range []string{sshd, "ssh", "ssh-keygen"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s on this machine: install openssh-server and openssh-client", program)
		}
	}
	b := &bastion{t: t, dir: t.TempDir(), state: filepath.Join(t.TempDir(), "state"), vary: vary}
	for _, key := range []string{"host", "user"} {
		mustRun(t, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", b.path(key))
	}
	for range 5 { // until nobody takes the port away
		if b.listen(sshd, flags) {
			return b
		}
	}
	t.Fatal("sshd gets no port")
	return nil
}

func (b *bastion) path(name string) string { return filepath.Join(b.dir, name) }

// listen starts sshd on a free port, and reports whether the port was still free.
func (b *bastion) listen(sshd string, flags []string) bool {
	b.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(b.t, err)
	_, b.port, _ = net.SplitHostPort(l.Addr().String())
	must(b.t, l.Close())
	me, err := user.Current()
	must(b.t, err)
	public, err := os.ReadFile(b.path("host.pub"))
	must(b.t, err)
	must(b.t, os.WriteFile(b.path("known_hosts"), fmt.Appendf(nil, "[127.0.0.1]:%s %s", b.port, public), 0o600))
	must(b.t, os.WriteFile(b.path("sshd_config"), []byte(b.config(me.Username, flags)), 0o600))
	b.options = []string{
		"-F", "/dev/null", "-i", b.path("user"), "-o", "User=" + me.Username, "-o", "Port=" + b.port,
		"-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none",
		"-o", "GlobalKnownHostsFile=/dev/null", "-o", "UserKnownHostsFile=" + b.path("known_hosts"),
	}

	cmd := exec.Command(sshd, "-D", "-e", "-f", b.path("sshd_config"))
	log, err := cmd.StderrPipe()
	must(b.t, err)
	must(b.t, cmd.Start())
	lines, text := bufio.NewScanner(log), ""
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "Server listening on") {
			b.t.Cleanup(func() {
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
				b.deserted()
			})
			go io.Copy(io.Discard, log) //nolint:errcheck // what it says of each session is not needed
			return true
		}
		text += lines.Text() + "\n"
	}
	_ = cmd.Wait() // it said why
	switch {
	case strings.Contains(text, "Address already in use"):
		return false
	case strings.Contains(text, "privilege separation"):
		b.t.Skipf("sshd does not start on this machine: %s", text)
	default:
		b.t.Fatalf("sshd does not start: %s", text)
	}
	return false
}

// config is the example of the topic bastion for this user, below what every sshd needs to
// be told here. It accepts every variable: what the example leaves out has to
// be ignored all the same.
func (b *bastion) config(name string, flags []string) string {
	example := matchBlock(b.t)
	for _, vary := range append([][2]string{
		{"Match Group epn\n", "Match User " + name + "\n"},
		{"ForceCommand exec /usr/local/bin/epn-wizard", "ForceCommand exec " + binary}, // no shell stays in between
		{" --live --profile epn", " --state-dir " + b.state + " " + strings.Join(flags, " ")},
	}, b.vary...) {
		if strings.Count(example, vary[0]) != 1 {
			b.t.Fatalf("the example does not hold %q once:\n%s", vary[0], example)
		}
		example = strings.ReplaceAll(example, vary[0], vary[1])
	}
	return "ListenAddress 127.0.0.1:" + b.port + "\nHostKey " + b.path("host") + `
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
Subsystem sftp internal-sftp
AcceptEnv *
AuthorizedKeysFile ` + b.path("user.pub") + "\n" + example + "\n"
}

// matchBlock gives what the topic bastion puts into sshd's configuration.
func matchBlock(t *testing.T) string {
	t.Helper()
	for _, block := range bastionCommands(t) {
		if _, after, ok := strings.Cut(block, "\nMatch Group epn\n"); ok {
			lines, _, _ := strings.Cut(after, "\nEND\n")
			return "Match Group epn\n" + lines
		}
	}
	t.Fatal("the topic bastion has no block for a group")
	return ""
}

// bastionCommands gives the commands of the topic bastion, as they are pasted.
func bastionCommands(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("help/en/bastion.md")
	must(t, err)
	var blocks []string
	for i, block := range strings.Split(string(text), "\n```") {
		if commands, ok := strings.CutPrefix(block, "\n"); ok && i%2 == 1 {
			blocks = append(blocks, "\n"+commands+"\n")
		}
	}
	return blocks
}

// login connects with a terminal, with variables of the client's choosing.
func (b *bastion) login(env []string, command ...string) *session {
	b.t.Helper()
	args := append([]string{"-tt", "-o", "SendEnv=LANG", "-o", "SendEnv=GORACE"}, b.options...)
	for _, v := range env {
		name, _, _ := strings.Cut(v, "=")
		args = append(args, "-o", "SendEnv="+name)
	}
	return run{program: "ssh", env: env}.start(b.t, append(append(args, "127.0.0.1"), command...)...)
}

// client runs ssh, scp or sftp without a terminal and gives its exit status and
// all that it said.
func (b *bastion) client(program string, args ...string) (int, string) {
	b.t.Helper()
	// A way through that is open does not end by itself.
	ctx, cancel := context.WithTimeout(context.Background(), patience/2)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, append(b.options[:len(b.options):len(b.options)], args...)...)
	cmd.Env = environment(b.dir)
	out, err := cmd.CombinedOutput()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		b.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// sessions gives the processes that the state directory is told to: wizards and
// the shells that started them.
func (b *bastion) sessions() []string {
	b.t.Helper()
	out, err := exec.Command("ps", "-A", "-o", "pid=,args=").Output()
	if err != nil {
		b.t.Skipf("the processes of this machine cannot be listed: %v", err)
	}
	var found []string
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, b.state) {
			found = append(found, strings.TrimSpace(line))
		}
	}
	return found
}

// deserted waits until no session is left.
func (b *bastion) deserted() {
	b.t.Helper()
	until(b.t, "has ended all sessions", func() bool { return len(b.sessions()) == 0 })
}
