//go:build unix

package command_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"reflect"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// A signal ends the program also where nobody reads its terminal any more and it
// waits to write its last line, and the terminal's settings are as they were.
func TestSignalOnAStuckTerminal(t *testing.T) {
	t.Parallel()
	cmd, ptm, tty, before := stuck(t, "128 characters", "--accessible")
	defer ptm.Close()                  //nolint:errcheck // of a test
	defer tty.Close()                  //nolint:errcheck // of a test
	go tty.Write(make([]byte, 1<<20))  //nolint:errcheck // it ends with the terminal
	time.Sleep(100 * time.Millisecond) // until the terminal is full
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

// ctrl+c ends the program also where the terminal takes no more output, however often
// what it does not take is thrown away: neither its end nor what is said after it
// waits for a reader.
func TestLeftOnAStuckTerminal(t *testing.T) {
	t.Parallel()
	cmd, ptm, tty, before := stuck(t, "example")
	defer ptm.Close()                                            //nolint:errcheck // of a test
	defer tty.Close()                                            //nolint:errcheck // of a test
	must(t, pty.Setsize(tty, &pty.Winsize{Cols: 100, Rows: 30})) // so that there is something to draw
	go tty.Write(make([]byte, 1<<20))                            //nolint:errcheck // it takes what room there is
	time.Sleep(100 * time.Millisecond)
	started := time.Now()
	_, err := ptm.WriteString(ctrlC)
	must(t, err)
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("ended with %v", err)
	}
	if took := time.Since(started); took > 20*time.Second { // within two where nothing else runs
		t.Errorf("ended after %v", took)
	}
	after, err := term.GetState(tty.Fd())
	must(t, err)
	if !reflect.DeepEqual(before, after) {
		t.Error("the terminal is not as it was")
	}
}

// stuck starts the program on a terminal that takes no more output once it shows a
// text, and gives the terminal's settings from before.
func stuck(t *testing.T, shows string, flags ...string) (cmd *exec.Cmd, ptm, tty *os.File, before *term.State) {
	t.Helper()
	home := t.TempDir()
	ptm, tty = open(t)
	before, err := term.GetState(tty.Fd())
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // then the test fails, and not all of them
	t.Cleanup(cancel)
	cmd = exec.CommandContext(ctx, binary, append(flags, "--sandbox")...)
	cmd.Dir, cmd.Env = home, environment(home)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // where it has not ended
	buf := make([]byte, 32<<10)
	for seen := []byte{}; !bytes.Contains(seen, []byte(shows)); {
		n, err := ptm.Read(buf)
		must(t, err)
		seen = append(seen, buf[:n]...)
	}
	fill(t, tty)
	return cmd, ptm, tty, before
}

// fill writes to a terminal until nothing more fits.
func fill(t *testing.T, tty *os.File) {
	t.Helper()
	fd, err := syscall.Open(tty.Name(), os.O_WRONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
	must(t, err)
	defer syscall.Close(fd)                              //nolint:errcheck // of a test
	for try, room := 0, true; room && try < 100; try++ { // more comes while the system hands on what it has
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
