//go:build unix

package command_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// A paste lands in the field, on one line, and submits nothing. What is left
// out is said beside it. TestPaste of the wizard has more.
func TestPasteIntoTheName(t *testing.T) {
	t.Parallel()
	for name, paste := range map[string]struct{ text, said, kept string }{
		"line ends of Windows":   {"edge\r\nlab\r\n", "", "edge lab"},
		"carriage returns":       {"edge\rlab\r", `\r`, "edgelab"},
		"escape sequence":        {"edge\x1b[31mlab\x1b]0;x\x07", `\x1b`, "edge[31mlab]0;x"},
		"bidirectional override": {"edge\u202elab", `\u202e`, "edgelab"},
		"wide characters":        {"边缘实验室", "", "边缘实验室"},
		"a y":                    {"y\ny\ny\n", "", "y y y"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox", "--billing-method", "fixed", "--networking-mode", "both", "--bandwidth", "1")
			s.waitFor(nameQuestion)
			s.paste(paste.text)
			s.waitFor("› " + paste.kept)
			s.waitFor(paste.said)
			s.fits()
			s.send(enter)
			s.create()
			s.finish()
			if got := onlyInstance(t, stateDir(s.home)).EPNInstanceName; got != paste.kept {
				t.Errorf("the name became %q, want %q", got, paste.kept)
			}
		})
	}
}

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

// Where nothing is typed, a paste does nothing.
func TestPasteElsewhere(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.converse(nameQuestion, "lab"+enter, billingQuestion)
	s.paste("jj\n\n")
	s.send("?")
	s.waitGone(billingQuestion)
	s.send("?")
	s.converse("› 1 Daily peak", enter, networkingQuestion, enter, bandwidthQuestion)
	s.paste(" 10\n")
	s.waitFor("› 10")
	s.converse(bandwidthQuestion, enter, review)
	s.paste("y\n")
	s.paste("1")
	s.send("4")
	s.waitFor(bandwidthQuestion)
	s.leave()
	nothingCreated(t, stateDir(s.home))
}

// The beginning of a sequence in a paste must not swallow its end, and every
// key after it.
func TestPasteOfAnOpenSequence(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"\x1b]0;", "\x1bPq", "\x1b_G", "\x1b[M"} {
		s := run{}.start(t, "--sandbox")
		s.waitFor(nameQuestion)
		s.paste("edge" + start)
		s.send("xyz")
		s.waitFor("xyz")
		s.leave()
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
