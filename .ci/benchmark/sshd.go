//go:build linux

package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
)

// sshd is a real one on loopback, which has every session run one command.
type sshd struct {
	*exec.Cmd
	client []string // the command line of a session
}

// bastion starts an sshd whose sessions run a command.
func (b *bench) bastion(command ...string) (*sshd, error) {
	me, err := user.Current()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(b.dir, "sshd")
	if err != nil {
		return nil, err
	}
	file := func(name string) string { return filepath.Join(dir, name) }
	for _, key := range []string{"host", "user"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file(key)).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("making a key: %w: %s", err, out)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	config := []string{
		"ListenAddress 127.0.0.1:" + port, "HostKey " + file("host"), "AuthorizedKeysFile " + file("user.pub"), "PidFile none",
		"StrictModes no", "UsePAM no", "PermitRootLogin yes", "PasswordAuthentication no", "KbdInteractiveAuthentication no",
		"PrintMotd no", "PrintLastLog no", "MaxStartups 1000", "LogLevel INFO",
		"SetEnv " + strings.Join(append([]string{"LANG=C.UTF-8"}, keys...), " "),
		"ForceCommand exec " + strings.Join(command, " "),
	}
	if err := os.WriteFile(file("config"), []byte(strings.Join(config, "\n")+"\n"), 0o600); err != nil {
		return nil, err
	}
	s := &sshd{Cmd: exec.Command("/usr/sbin/sshd", "-D", "-e", "-f", file("config"))} // by its whole path: it starts itself anew
	s.client = []string{
		"-F", "/dev/null", "-tt", "-i", file("user"), "-p", port, "-l", me.Username, "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
		"-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "127.0.0.1",
	}
	log, err := s.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := launch(s.Cmd); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "Server listening on") {
			go func() {
				for lines.Scan() { // what it says of each session is not needed
				}
			}()
			return s, nil
		}
		fmt.Fprintln(os.Stderr, lines.Text())
	}
	return nil, fmt.Errorf("sshd does not start: %w", s.Wait())
}

func (s *sshd) stop() {
	_ = s.Process.Signal(syscall.SIGTERM) // an interrupt is ignored in the background
	_ = s.Wait()
}

// login starts a session.
func (s *sshd) login() (*session, error) {
	return start(usual, []string{"TERM=xterm-256color", "PATH=/usr/bin:/bin"}, "/usr/bin/ssh", s.client...)
}
