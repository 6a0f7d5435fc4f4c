//go:build linux

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// started are all programs that were; guarded by startedMu.
var (
	startedMu sync.Mutex
	started   []*exec.Cmd
)

// launch starts a program that cleanUp ends, should nobody have done so.
func launch(c *exec.Cmd) error {
	startedMu.Lock()
	defer startedMu.Unlock()
	started = append(started, c)
	return c.Start()
}

func cleanUp() {
	startedMu.Lock()
	defer startedMu.Unlock()
	for _, c := range started {
		if c.Process != nil && c.Process.Kill() == nil {
			_ = c.Wait()
		}
	}
}

// cpu gives the time that a process has spent on a processor, all its threads
// together, to the nanosecond: its clock, by clock_getcpuclockid(3).
func cpu(pid int) (time.Duration, error) {
	var t unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|2), &t); err != nil {
		return 0, fmt.Errorf("the clock of process %d: %w", pid, err)
	}
	return time.Duration(t.Nano()), nil
}

// status gives a number of /proc/PID/status, such as VmRSS in KiB.
func status(pid int, name string) (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(data)) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			return strconv.ParseFloat(strings.Fields(value)[0], 64)
		}
	}
	return 0, fmt.Errorf("process %d has no %s", pid, name)
}

// pss gives a process's memory in MiB, with its share of what it shares.
func pss(pid int) (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(data)) {
		if value, ok := strings.CutPrefix(line, "Pss:"); ok {
			kib, err := strconv.ParseFloat(strings.Fields(value)[0], 64)
			return kib / 1024, err
		}
	}
	return 0, fmt.Errorf("process %d has no Pss", pid)
}

// descriptors counts the open files of a process.
func descriptors(pid int) (float64, error) {
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	return float64(len(files)), err
}

// processes gives the ids of those that run a program, but for one.
func processes(program string, but int) []int {
	var pids []int
	links, _ := filepath.Glob("/proc/[0-9]*/exe")
	for _, l := range links {
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(l)))
		if target, _ := os.Readlink(l); err == nil && target == program && pid != but {
			pids = append(pids, pid)
		}
	}
	return pids
}

// sandbox is one that stands alone.
type sandbox struct {
	*exec.Cmd
	url string
	log bytes.Buffer // its standard error
}

// keys are the variables with its access key.
var keys = []string{"ALIBABA_CLOUD_ACCESS_KEY_ID=sandbox", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=sandbox-secret"}

func (b *bench) sandbox() (*sandbox, error) {
	s := &sandbox{Cmd: exec.Command(b.program("epn-wizard"), "sandbox", "--listen", "127.0.0.1:0", "--reset")}
	s.Env, s.Stderr = b.environment(), &s.log
	out, err := s.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := launch(s.Cmd); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the sandbox does not start: %w", err)
	}
	s.url = strings.TrimSpace(strings.TrimPrefix(line, "listening on "))
	return s, nil
}

func (s *sandbox) stop() {
	_ = s.Process.Signal(os.Interrupt)
	_ = s.Wait()
}
