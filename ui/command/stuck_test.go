//go:build unix

package command_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"reflect"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// A signal ends the program also where nobody reads its terminal any more, and
// the terminal's settings are given back.
func TestSignalOnAStuckTerminal(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	ptm, tty := open(t)
	defer ptm.Close() //nolint:errcheck // of a test
	defer tty.Close() //nolint:errcheck // of a test
	before, err := term.GetState(tty.Fd())
	must(t, err)
	cmd := exec.CommandContext(t.Context(), binary, "--sandbox")
	cmd.Dir, cmd.Env = home, environment(home)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	must(t, cmd.Start())
	defer cmd.Process.Kill() //nolint:errcheck // where it has ended
	buf := make([]byte, 32<<10)
	for seen := []byte{}; !bytes.Contains(seen, []byte("example")); {
		n, err := ptm.Read(buf)
		must(t, err)
		seen = append(seen, buf[:n]...)
	}
	fill(t, tty)
	must(t, cmd.Process.Signal(syscall.SIGTERM))
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 5 {
		t.Errorf("ended with %v", err)
	}
	after, err := term.GetState(tty.Fd())
	must(t, err)
	if !reflect.DeepEqual(before, after) {
		t.Error("the terminal is not as it was")
	}
}

// fill writes to a terminal until nothing more fits, and goes on trying: who
// else writes waits behind it.
func fill(t *testing.T, tty *os.File) {
	t.Helper()
	go tty.Write(make([]byte, 1<<20)) //nolint:errcheck // it ends with the terminal
	fd, err := syscall.Open(tty.Name(), os.O_WRONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
	must(t, err)
	defer syscall.Close(fd)   //nolint:errcheck // of a test
	for room := true; room; { // more comes while the system hands on what it has
		for err == nil {
			_, err = syscall.Write(fd, make([]byte, 1))
		}
		if !errors.Is(err, syscall.EAGAIN) {
			t.Fatal(err)
		}
		n, failed := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}, 200)
		room, err = n > 0 || errors.Is(failed, syscall.EINTR), nil
	}
}
