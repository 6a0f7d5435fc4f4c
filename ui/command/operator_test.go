//go:build linux

package command_test

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// operator follows the topic bastion as root: its accounts, files and sshd are
// those of the machine, which is why this is for a container alone.
type operator struct {
	t    *testing.T
	dir  string // where the commands are typed
	port string
}

// TestBastionTopic: the commands of the topic, pasted as they are into a root
// shell, set up what the topic says.
func TestBastionTopic(t *testing.T) {
	if os.Getenv("EPN_TEST_BASTION") != "1" {
		t.Skip("this makes an account and starts sshd: set EPN_TEST_BASTION=1 as root in a container to have it run")
	}
	o := newOperator(t)
	service := newService(t)
	var recording []string
	for _, block := range bastionCommands(t) {
		if recording != nil || strings.Contains(block, "/var/log/epn-wizard") {
			recording = append(recording, block)
			continue
		}
		if strings.Contains(block, "kill -HUP") {
			o.startDaemon()
		}
		if strings.Contains(block, "history") {
			s := o.login()
			s.waitFor("LIVE")
			s.waitFor(nameQuestion)
			s.leave()
			o.aimAt(service, "/etc/ssh/sshd_config.d/epn-wizard.conf")
			o.order()
		}
		said := o.run(block)
		switch {
		case strings.Contains(block, "sshd -T"):
			for _, line := range []string{
				"clientaliveinterval 30", "clientalivecountmax 4", "permittty yes", "disableforwarding yes",
				"forcecommand exec /usr",
			} {
				if !strings.Contains(said, line) {
					t.Errorf("sshd -T does not say %s:\n%s", line, said)
				}
			}
		case strings.Contains(block, "history"):
			twice := strings.Count(said, "alice") > 1 && strings.Count(said, "127.0.0.1") > 1
			if !twice || !strings.Contains(said, `"outcome":"created"`) {
				t.Errorf("the audit says\n%s", said)
			}
		}
	}
	o.silence()
	for _, block := range recording {
		o.run(block)
	}
	o.aimAt(service, "/usr/local/bin/epn-wizard-recorded")
	o.order()
	o.recorded("edge lab", "Request ID")
	s := o.login()
	s.waitFor(nameQuestion)
	must(t, s.cmd.Process.Kill())
	s.exit()
	o.deserted()
}

// newOperator refuses a machine where there is already what it would make, and
// has the rest removed at the end.
func newOperator(t *testing.T) *operator {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Fatal("this needs root")
	}
	made := []string{
		"/usr/local/bin/epn-wizard", "/usr/local/bin/epn-wizard-recorded", "/home/alice",
		"/etc/ssh/sshd_config.d/epn-wizard.conf", "/var/log/epn-wizard", "/run/sshd.pid",
	}
	for _, path := range made {
		if _, err := os.Lstat(path); err == nil {
			t.Fatalf("%s is there already: this is for a container where it is not", path)
		}
	}
	o := &operator{t: t, dir: t.TempDir()}
	t.Cleanup(func() {
		for _, command := range []string{"pkill -KILL -u alice", "userdel alice", "groupdel epn"} {
			_ = exec.Command("sh", "-c", command).Run() // a test that failed early has made less
		}
		for _, path := range made {
			must(t, os.RemoveAll(path))
		}
	})
	build := exec.Command("go", "build", "-o", filepath.Join(o.dir, "epn-wizard"), "epn-wizard")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v: %s", err, out)
	}
	o.run("ssh-keygen -q -t ed25519 -N '' -f alice")
	const profile = `{"current": "epn", "profiles": [{"name": "epn", "mode": "AK", "region_id": "cn-hangzhou",
		"access_key_id": "sandbox", "access_key_secret": "sandbox-secret"}]}`
	must(t, os.WriteFile(filepath.Join(o.dir, "epn.json"), []byte(profile), 0o600))
	return o
}

// run has a shell run commands as root, and gives what they said.
func (o *operator) run(commands string) string {
	o.t.Helper()
	const pidFile = "/run/sshd.pid" // It is written anew once sshd has read its configuration and listens.
	reloads := strings.Contains(commands, pidFile)
	var before os.FileInfo
	if reloads {
		until(o.t, "is an sshd", func() (there bool) {
			info, err := os.Stat(pidFile)
			before = info
			return err == nil
		})
	}
	c := exec.Command("sh", "-eu", "-c", commands)
	c.Dir = o.dir
	out, err := c.CombinedOutput()
	if err != nil {
		o.t.Fatalf("%s\n%v: %s", commands, err, out)
	}
	if reloads {
		until(o.t, "has read its configuration", func() bool {
			info, err := os.Stat(pidFile)
			return err == nil && info.Size() > 0 && !info.ModTime().Equal(before.ModTime())
		})
	}
	return string(out)
}

// startDaemon starts the machine's own sshd, on a free port of loopback.
func (o *operator) startDaemon() {
	o.t.Helper()
	if o.port != "" {
		return
	}
	must(o.t, os.MkdirAll("/run/sshd", 0o755))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(o.t, err)
	_, o.port, _ = net.SplitHostPort(l.Addr().String())
	must(o.t, l.Close())
	c := exec.Command("/usr/sbin/sshd", "-D", "-p", o.port, "-o", "ListenAddress=127.0.0.1")
	must(o.t, c.Start())
	o.t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
}

// reload has sshd read its configuration.
func (o *operator) reload() {
	o.t.Helper()
	o.run(`kill -HUP "$(cat /run/sshd.pid)"`)
}

// login connects as alice, as users are told to.
func (o *operator) login() *session {
	o.t.Helper()
	until(o.t, "listens", func() bool {
		c, err := net.Dial("tcp", "127.0.0.1:"+o.port)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	})
	return run{program: "ssh"}.start(o.t, "-t", "-F", "/dev/null", "-i", filepath.Join(o.dir, "alice"), "-p", o.port,
		"-o", "LogLevel=ERROR", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "StrictHostKeyChecking=no",
		"-o", "UserKnownHostsFile=/dev/null", "-o", "SendEnv=LANG", "alice@127.0.0.1")
}

// aimAt adds the endpoint of a sandbox to a file that starts the wizard.
func (o *operator) aimAt(s *service, file string) {
	o.t.Helper()
	data, err := os.ReadFile(file)
	must(o.t, err)
	aimed := bytes.Replace(data, []byte("--profile epn"), []byte("--profile epn --endpoint "+s.url), 1)
	if bytes.Equal(aimed, data) {
		o.t.Fatalf("%s starts no wizard", file)
	}
	info, err := os.Stat(file)
	must(o.t, err)
	must(o.t, os.WriteFile(file, aimed, info.Mode()))
	o.reload()
}

// order creates an instance over SSH.
func (o *operator) order() {
	o.t.Helper()
	s := o.login()
	s.waitFor("LIVE")
	s.waitFor(nameQuestion)
	s.walk("edge lab", "10")
	s.waitFor("profile epn")
	s.create()
	s.finish()
}

// silence has a client go silent, and checks the formula behind the topic's 150
// to 270 seconds: at least the interval, once more than the count; at most two
// intervals for each but the last.
func (o *operator) silence() {
	o.t.Helper()
	const interval, count = 2, 4 // seconds; times
	const file = "/etc/ssh/sshd_config.d/epn-wizard.conf"
	o.run("sed -i 's/ClientAliveInterval 30/ClientAliveInterval " + strconv.Itoa(interval) + "/' " + file)
	o.reload()
	s := o.login()
	s.waitFor(nameQuestion)
	must(o.t, s.cmd.Process.Signal(syscall.SIGSTOP))
	began := time.Now()
	o.deserted()
	const least = ((count+1)*interval - 1) * time.Second
	const most = ((2*count+1)*interval + 15) * time.Second // on a busy machine
	if took := time.Since(began); took < least || took > most {
		o.t.Errorf("a silent client was gone after %v, want %v to %v", took, least, most)
	}
	must(o.t, s.cmd.Process.Kill())
	s.exit()
}

// deserted waits until no wizard of alice's runs.
func (o *operator) deserted() {
	o.t.Helper()
	until(o.t, "has ended her sessions", func() bool {
		return exec.Command("pgrep", "-u", "alice", "epn-wizard").Run() != nil
	})
}

// recorded checks that the newest recording shows the texts when it is played.
func (o *operator) recorded(texts ...string) {
	o.t.Helper()
	played := o.run(`cd /var/log/epn-wizard
		for f in *.times; do scriptreplay --divisor 1000 --log-out "${f%.times}" --log-timing "$f"; done`)
	for _, text := range texts {
		if !strings.Contains(played, text) {
			o.t.Errorf("the recording does not show %q:\n%s", text, fmt.Sprintf("%.2000q", played))
		}
	}
}
