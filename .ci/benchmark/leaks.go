//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// leaks looks for what grows: over many starts and stops in what outlives them,
// and over time in one session that is left open.
func (b *bench) leaks() error {
	var wait sync.WaitGroup
	var errs [2]error
	wait.Go(func() { errs[0] = b.stay() })
	wait.Go(func() { errs[1] = b.comeAndGo() })
	wait.Wait()
	return errors.Join(errs[:]...)
}

// comeAndGo starts and stops sessions through sshd.
func (b *bench) comeAndGo() error {
	var lines bytes.Buffer
	fmt.Fprintf(&lines, "\n| starts and stops | sandbox: memory | descriptors | goroutines | wizards left | files kept |\n|---:|---:|---:|---:|---:|---:|\n")
	for _, n := range []int{1, max(b.starts/10, 1), max(b.starts/2, 1), b.starts} {
		service, err := b.sandbox()
		if err != nil {
			return err
		}
		state := filepath.Join(b.home, fmt.Sprintf("starts%d", n))
		door, err := b.bastion(b.program("epn-wizard"), "--live", "--endpoint", service.url, "--state-dir", state, "--fresh", "--name", "'edge lab'")
		if err != nil {
			return err
		}
		err = visits(door, n)
		door.stop()
		if err != nil {
			return err
		}
		time.Sleep(2 * time.Second) // the last connection is closed by then
		mib, err := status(service.Process.Pid, "VmRSS")
		if err != nil {
			return err
		}
		files, err := descriptors(service.Process.Pid)
		if err != nil {
			return err
		}
		left := 0
		for _, pid := range processes(b.program("epn-wizard"), service.Process.Pid) {
			if cmd, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); bytes.Contains(cmd, []byte(state)) {
				left++
			}
		}
		kept, err := os.ReadDir(state)
		if err != nil {
			return err
		}
		_ = service.Process.Signal(syscall.SIGABRT)
		_ = service.Wait()
		fmt.Fprintf(&lines, "| %d | %.1f MiB | %.0f | %d | %d | %d |\n", n, mib/1024, files, goroutines(service.log.Bytes()), left, len(kept))
	}
	_, err := os.Stdout.Write(lines.Bytes())
	return err
}

// visits starts n sessions, four at a time, and leaves each at its second question.
func visits(door *sshd, n int) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wait.Go(func() {
			for next.Add(1) <= int64(n) && errs[i] == nil {
				errs[i] = visit(door)
			}
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

func visit(door *sshd) error {
	s, err := door.login()
	if err != nil {
		return err
	}
	if _, err := s.waitFor("Fixed bandwidth", "ctrl+c leave"); err != nil {
		return err
	}
	if _, err := s.ptm.WriteString(enter); err != nil {
		return err
	}
	if _, err := s.waitFor("Internet and internal"); err != nil {
		return err
	}
	return s.end(ctrlC)
}

// stay leaves a session open, with some keys every few seconds.
func (b *bench) stay() error {
	service, err := b.sandbox()
	if err != nil {
		return err
	}
	defer service.stop()
	s, err := start(usual, b.environment(keys...), b.program("epn-wizard"), "--live", "--endpoint", service.url, "--state-dir", filepath.Join(b.home, "stay"))
	if err != nil {
		return err
	}
	other, err := start(usual, b.environment(keys...), b.program("epn-wizard"), "--live", "--endpoint", service.url, "--state-dir", filepath.Join(b.home, "other"))
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	fmt.Fprintf(&lines, "\n| minutes | memory | descriptors | threads | goroutines |\n|---:|---:|---:|---:|---:|\n")
	measure := func(s *session, minutes int, last bool) error {
		pid := s.cmd.Process.Pid
		mib, err := status(pid, "VmRSS")
		if err != nil {
			return err
		}
		threads, err := status(pid, "Threads")
		if err != nil {
			return err
		}
		files, err := descriptors(pid)
		if err != nil {
			return err
		}
		count := ""
		if last { // a process can be asked once: it ends with the answer
			s.settle()
			_ = s.cmd.Process.Signal(syscall.SIGABRT)
			if err := s.end(""); err != nil {
				return err
			}
			count = fmt.Sprint(goroutines(s.raw))
		}
		fmt.Fprintf(&lines, "| %d | %.1f MiB | %.0f | %.0f | %s |\n", minutes, mib/1024, files, threads, count)
		return nil
	}
	for minute := 1; minute <= b.minutes; minute++ {
		for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(4 * time.Second) {
			for _, s := range []*session{s, other} {
				if s == other && minute > 1 {
					break
				}
				if err := s.wander(); err != nil {
					return err
				}
			}
		}
		if minute == 1 {
			if err := measure(other, minute, true); err != nil {
				return err
			}
		}
		if err := measure(s, minute, minute == b.minutes); err != nil {
			return err
		}
	}
	_, err = os.Stdout.Write(lines.Bytes())
	return err
}

// wander goes through all questions to the review, which looks the name up, and back.
func (s *session) wander() error {
	for _, k := range []string{"a", enter, down, up, "?", "?", enter, enter, "1", enter, "c", "\x1b[Z", "\x7f", "\x1b[Z", "\x1b[Z", "\x1b[Z", "\x7f"} {
		if _, err := s.press(k); err != nil {
			return err
		}
	}
	return nil
}

// goroutines counts those of a dump.
func goroutines(dump []byte) int {
	return bytes.Count(dump, []byte("\ngoroutine ")) - bytes.Count(dump, []byte("\ngoroutine 0 "))
}
