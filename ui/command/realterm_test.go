//go:build unix

package command_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// real is a shell in a real terminal.
type real struct {
	t     testing.TB
	types func(keys string)
	shows func() string // its lines
}

// prompt ends the lines of the shell's that a test waits behind.
const prompt = "READY>"

// comesTrue waits up to a minute until something is so.
func comesTrue(so func() bool) bool {
	for range 1200 {
		if so() {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

// until waits until something is so.
func until(t testing.TB, what string, so func() bool) {
	t.Helper()
	if !comesTrue(so) {
		t.Fatalf("in the end nothing %s", what)
	}
}

// waitFor waits until the terminal shows a text.
func (r *real) waitFor(text string) {
	r.t.Helper()
	if !comesTrue(func() bool { return strings.Contains(r.shows(), text) }) {
		r.t.Fatalf("%q is not shown:\n%s", text, r.shows())
	}
}

// command is a line for the shell: its words, quoted.
func command(words ...string) string {
	for i, word := range words {
		words[i] = "'" + word + "'"
	}
	return strings.Join(words, " ")
}

// shellWords start a plain shell in a terminal of a name.
func shellWords(term string) []string {
	return []string{"env", "TERM=" + term, "PS1=" + prompt, "HISTFILE=/dev/null", "bash", "--norc", "--noprofile", "-i"}
}

// ask has a program say something, with the variables of a script.
func ask(ts *testscript.TestScript, words ...string) string {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env = environment(ts.Getenv("HOME"), "PATH="+ts.Getenv("PATH"), "TMUX_TMPDIR="+ts.Getenv("TMUX_TMPDIR"),
		"SCREENDIR="+ts.Getenv("SCREENDIR"))
	cmd.Dir = ts.MkAbs(".")
	out, err := cmd.CombinedOutput()
	if err != nil {
		ts.Fatalf("%q: %v: %s", words, err, out)
	}
	return string(out)
}

// startTmux starts a shell in tmux.
func startTmux(s *played, ts *testscript.TestScript, _ bool, _ []string) {
	ts.Setenv("TMUX_TMPDIR", ts.MkAbs("."))
	ask(ts, append([]string{"tmux", "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24"},
		shellWords("tmux-256color")...)...)
	ts.Defer(func() { ask(ts, "tmux", "kill-server") })
	s.real = &real{s.t, func(keys string) { ask(ts, "tmux", "send-keys", "-l", keys) },
		func() string { return ask(ts, "tmux", "capture-pane", "-p") }}
	s.real.waitFor(prompt)
}

// startScreen starts a shell in GNU screen, which by default has no other screen for programs.
func startScreen(s *played, ts *testscript.TestScript, _ bool, _ []string) {
	ts.Setenv("SCREENDIR", ts.MkAbs("."))
	ask(ts, append([]string{"screen", "-S", "s", "-c", "/dev/null", "-U", "-dm"}, shellWords("screen")...)...)
	ts.Defer(func() { ask(ts, "screen", "-S", "s", "-X", "quit") })
	tell := func(words ...string) { ask(ts, append([]string{"screen", "-S", "s", "-p", "0", "-X"}, words...)...) }
	quoted := strings.NewReplacer("\\", `\\`, "^", `\^`, "$", `\$`)
	copied := ts.MkAbs("copied")
	s.real = &real{s.t, func(keys string) { tell("stuff", quoted.Replace(keys)) }, func() (shown string) {
		_ = os.Remove(copied)
		tell("hardcopy", copied)
		until(s.t, "is copied", func() bool {
			data, _ := os.ReadFile(copied) // The file may not be there yet.
			shown = string(data)
			return shown != ""
		})
		return shown
	}}
	s.real.waitFor(prompt)
}

// noteSettings writes the terminal's settings into a file: settings FILE.
func noteSettings(s *played, _ *testscript.TestScript, _ bool, args []string) {
	s.real.types("clear; stty -a >" + args[0] + "; echo wri''tten\r") // The shell echoes it otherwise.
	s.real.waitFor("written")
}

// create has an order sent and left, and fails unless its id stands alone on a line.
func (r *real) create(dir string) {
	r.t.Helper()
	until(r.t, "is created", func() bool {
		r.types("y")
		time.Sleep(500 * time.Millisecond) // as on a busy machine, where a key can be too soon
		return strings.Contains(r.shows(), created)
	})
	r.types(enter)
	r.waitFor(prompt)
	id, shown := onlyInstance(r.t, dir), r.shows()
	if alone := regexp.MustCompile(`(?m)^ *` + id + ` *$`); !alone.MatchString(shown) {
		r.t.Errorf("%s does not stand alone:\n%s", id, shown)
	}
	if mixed := regexp.MustCompile(id + `.*finish`); mixed.MatchString(shown) {
		r.t.Errorf("%s is mixed with the footer:\n%s", id, shown)
	}
}

// bastionCommands gives the commands of the topic bastion, as they are pasted.
func bastionCommands(ts *testscript.TestScript) (blocks []string) {
	text, err := os.ReadFile("help/en/bastion.md")
	ts.Check(err)
	for i, block := range strings.Split(string(text), "\n```") {
		if commands, ok := strings.CutPrefix(block, "\n"); ok && i%2 == 1 {
			blocks = append(blocks, "\n"+commands+"\n")
		}
	}
	return blocks
}

// startSSHD starts a real sshd on loopback, set up as the topic bastion tells operators to:
// sshd [SETTING...] [FLAG...]. The settings stand before the example's; the flags are the wizard's.
// Whoever logs in is the user who runs the tests. The state directory of all sessions is state.
func startSSHD(s *played, ts *testscript.TestScript, _ bool, args []string) {
	sshd, err := exec.LookPath("sshd")
	if err != nil {
		sshd = "/usr/sbin/sshd" // It is not in everybody's PATH.
	}
	for _, program := range []string{sshd, "ssh", "ssh-keygen"} {
		if _, err := exec.LookPath(program); err != nil {
			s.t.Skipf("there is no %s on this machine: install openssh-server and openssh-client", program)
		}
	}
	for _, key := range []string{"host", "user"} {
		ts.Check(ts.Exec("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key))
	}
	flags := max(slices.IndexFunc(args, func(word string) bool { return strings.HasPrefix(word, "--") }), 0)
	example := ""
	for _, block := range bastionCommands(ts) {
		if _, after, ok := strings.Cut(block, "\nMatch Group epn\n"); ok {
			example, _, _ = strings.Cut(after, "\nEND\n")
		}
	}
	// It accepts every variable: what the example leaves out has to be ignored all the same.
	config := `StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
Subsystem sftp internal-sftp
AcceptEnv *
HostKey ` + ts.MkAbs("host") + "\nAuthorizedKeysFile " + ts.MkAbs("user.pub") + "\nMatch all\n" +
		strings.Join(args[:flags], "\n") + "\n" + strings.NewReplacer("/usr/local/bin/epn-wizard", binary,
		"--live --profile epn", "--state-dir "+ts.MkAbs("state")+" "+strings.Join(args[flags:], " ")).Replace(example)
	ts.Check(os.WriteFile(ts.MkAbs("sshd_config"), []byte(config+"\n"), 0o600))
	if err := ts.Exec(sshd, "-t", "-f", ts.MkAbs("sshd_config")); err != nil {
		if said := ts.ReadFile("stderr"); strings.Contains(said, "privilege separation") {
			s.t.Skipf("sshd does not start on this machine: %s", said)
		}
		ts.Fatalf("sshd does not start: %v: %s", err, ts.ReadFile("stderr"))
	}
	port := serveEach(s.t, sshd, "-i", "-f", ts.MkAbs("sshd_config"))
	configureSSH(ts, "user", port)
}

// configureSSH writes the configuration for clients, whose host is bastion, into $SSH_CONFIG.
func configureSSH(ts *testscript.TestScript, key string, port int) {
	ts.Setenv("SSH_CONFIG", ts.MkAbs("ssh_config"))
	ts.Check(os.WriteFile(ts.MkAbs("ssh_config"), fmt.Appendf(nil, `Host bastion
HostName 127.0.0.1
Port %d
IdentityFile %s
BatchMode yes
LogLevel ERROR
IdentitiesOnly yes
IdentityAgent none
StrictHostKeyChecking no
UserKnownHostsFile /dev/null
SendEnv *
`, port, ts.MkAbs(key)), 0o600))
}

// serveEach has a program serve each connection to a port of loopback, and waits for all of them at
// the test's end, so that nothing stays behind.
func serveEach(t testing.TB, program string, args ...string) (port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer c.Close() //nolint:errcheck // the program has it, too
				f, err := c.(*net.TCPConn).File()
				if err != nil {
					return
				}
				defer f.Close() //nolint:errcheck // likewise
				cmd := exec.Command(program, args...)
				cmd.Stdin, cmd.Stdout = f, f
				_ = cmd.Run() // The client sees what became of it.
			})
		}
	})
	t.Cleanup(func() { _ = l.Close(); all.Wait() })
	return l.Addr().(*net.TCPAddr).Port
}

// operator is what the topic bastion makes on a machine, which is why it is tried in a container alone.
var operator = []string{
	"/usr/local/bin/epn-wizard", "/usr/local/bin/epn-wizard-recorded", "/home/alice",
	"/etc/ssh/sshd_config.d/epn-wizard.conf", "/var/log/epn-wizard", "/run/sshd.pid",
}

// becomeOperator makes ready to follow the topic bastion as root, with the program and a key in the
// script's directory and a free port in $PORT. It refuses a machine where there is already what
// would be made, and has that removed at the end.
func becomeOperator(s *played, ts *testscript.TestScript, _ bool, _ []string) {
	if os.Geteuid() != 0 {
		ts.Fatalf("this needs root")
	}
	for _, path := range operator {
		if _, err := os.Lstat(path); err == nil {
			ts.Fatalf("%s is there already: this is for a container where it is not", path)
		}
	}
	s.t.Cleanup(func() {
		for _, command := range []string{"pkill -KILL -u alice", "userdel alice", "groupdel epn"} {
			_ = exec.Command("sh", "-c", command).Run() // A test that failed early has made less.
		}
		for _, path := range operator {
			must(s.t, os.RemoveAll(path))
		}
	})
	out, err := exec.Command("go", "build", "-o", ts.MkAbs("epn-wizard"), "epn-wizard").CombinedOutput()
	if err != nil {
		ts.Fatalf("building the program: %v: %s", err, out)
	}
	ts.Check(ts.Exec("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "alice"))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	port := l.Addr().(*net.TCPAddr).Port
	ts.Check(l.Close())
	ts.Setenv("PORT", fmt.Sprint(port))
	configureSSH(ts, "alice", port)
	s.commands = bastionCommands(ts)
}

// pasteCommands has a root shell run the next block of the topic, which holds a text: pasted TEXT.
// With !, it fails where there is a block more.
func pasteCommands(s *played, ts *testscript.TestScript, neg bool, args []string) {
	if neg != (len(s.commands) == 0) || !neg && !strings.Contains(s.commands[0], args[0]) {
		ts.Fatalf("the commands that are left: %q", s.commands)
	}
	if neg {
		return
	}
	ts.Check(ts.Exec("sh", "-eu", "-c", s.commands[0]))
	s.commands = s.commands[1:]
	ts.Check(os.WriteFile(ts.MkAbs("said"), []byte(ts.ReadFile("stdout")), 0o600))
}
