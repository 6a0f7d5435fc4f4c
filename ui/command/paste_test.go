//go:build unix

package command_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// A paste lands in the field, on one line, and submits nothing. What is left
// out is said beside it.
func TestPasteIntoTheName(t *testing.T) {
	t.Parallel()
	for _, paste := range []struct{ name, text, said, kept string }{
		{"newline", "edge\nlab", "", "edge lab"},
		{"line ends of Windows", "edge\r\nlab\r\n", "", "edge lab"},
		{"carriage returns", "edge\rlab\r", `\r`, ""},
		{"tab", "edge\tlab", "", "edge lab"},
		{"trailing newlines", "edge lab\n\n\n", "", "edge lab"},
		{"escape", "edge \x1b lab", `\x1b`, ""},
		{"escape sequence", "edge\x1b[31mlab\x1b]0;x\x07", `\x1b`, ""},
		{"bidirectional override", "edge\u202elab", `\u202e`, "edgelab"},
		{"wide characters", "边缘实验室", "", "边缘实验室"},
		{"a y", "y\ny\ny\n", "", "y y y"},
	} {
		t.Run(paste.name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox", "--billing-method", "fixed", "--networking-mode", "both", "--bandwidth", "1")
			s.waitFor(nameQuestion)
			s.paste(paste.text)
			s.waitUntil("held the text", func() bool { return !shows(s.lines(), "for example") })
			s.waitFor(nameQuestion)
			if paste.said != "" {
				s.waitFor(paste.said)
			}
			s.fits()
			s.send(enter)
			s.waitFor(review)
			s.create()
			s.finish()
			got := onlyInstance(t, stateDir(s.home)).EPNInstanceName
			if paste.kept != "" && got != paste.kept {
				t.Errorf("the name became %q, want %q", got, paste.kept)
			}
			if strings.ContainsFunc(got, unicode.IsControl) {
				t.Errorf("the name became %q", got)
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
			s.waitFor("128")
			s.waitFor("SANDBOX")
			s.fits()
			s.send(enter) // too long
			s.waitFor(nameQuestion)
			s.send(erase + "lab")
			s.waitFor("› lab")
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
	s.waitFor(nameQuestion)
	s.send("lab", enter)
	s.waitFor(billingQuestion)
	s.paste("jj\n\n")
	s.send("?")
	s.waitGone(billingQuestion)
	s.send("?")
	s.waitFor("› 1 Daily peak")
	s.send(enter)
	s.waitFor(networkingQuestion)
	s.send(enter)
	s.waitFor(bandwidthQuestion)
	s.paste(" 10\n")
	s.waitFor("› 10")
	s.waitFor(bandwidthQuestion)
	s.send(enter)
	s.waitFor(review)
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
		t.Run(start[1:], func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.waitFor(nameQuestion)
			s.paste("edge" + start)
			s.send("xyz")
			s.waitFor("xyz")
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
	for range 60 {
		s.send(chunk)
	}
	s.send("\x1b[201~")
	s.waitFor("62914560")
	if grown := residentMiB(t, s.cmd.Process.Pid) - before; grown > 32 {
		t.Errorf("a paste of 60 MB takes %d MiB", grown)
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
