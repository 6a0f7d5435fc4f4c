//go:build unix

package command_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPasteOfTenThousandCharacters(t *testing.T) {
	t.Parallel()
	for name, char := range map[string]string{"narrow": "a", "wide": "边", "with newlines": "a\nbc"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.waitFor(nameQuestion)
			s.paste(strings.Repeat(char, 10_000/utf8.RuneCountInString(char)))
			s.waitFor("10000")
			s.waitFor("SANDBOX")
			s.fits()
			s.converse("128", enter, nameQuestion, erase+"lab", "› lab") // too long
			s.fits()
			s.send(enter)
			s.waitFor(billingQuestion)
			s.leave()
		})
	}
}

// What is pasted takes no room but for what is kept of it.
func TestHugePaste(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.waitFor(nameQuestion)
	before := residentMiB(t, s.cmd.Process.Pid)
	chunk := strings.Repeat("x", 1<<20)
	s.send("\x1b[200~")
	for range 24 {
		s.send(chunk)
	}
	s.send("\x1b[201~")
	s.waitFor(strconv.Itoa(24 << 20))
	if grown := residentMiB(t, s.cmd.Process.Pid) - before; grown > 12 {
		t.Errorf("a paste of 24 MiB takes %d MiB", grown)
	}
	s.leave()
}

// residentMiB is how much memory a process has had at the most.
func residentMiB(t *testing.T, pid int) int {
	t.Helper()
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		t.Skipf("the memory of processes cannot be read on this machine: %v", err)
	}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			kib, err := strconv.Atoi(fields[1])
			must(t, err)
			return kib / 1024
		}
	}
	t.Skip("the memory of processes is not told on this machine")
	return 0
}
