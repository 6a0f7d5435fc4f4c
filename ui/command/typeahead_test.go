//go:build unix

package command_test

import (
	"os/exec"
	"strings"
	"testing"
)

// What was typed before the review was shown is no answer to it, also where its
// Enter comes later.
func TestTypedAheadInLineMode(t *testing.T) {
	t.Parallel()
	for name, early := range map[string]string{"a line": "y\n", "half a line": "y"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox", "--accessible")
			s.send("edge lab\n1\n1\n10\n" + early)
			s.converse("y creates the instance", "\n") // says the keys once more
			s.waitUntil("said its keys twice", func() bool { return strings.Count(string(s.out), "y creates the instance") > 1 })
			nothingCreated(t, stateDir(s.home))
			s.send("q\n")
			s.ends(130)
			if said := strings.Contains(string(s.raw()), "What was typed before this was shown"); said != (early == "y\n") {
				t.Errorf("said that it was left out: %v\n%s", said, s.raw())
			}
		})
	}
}

// A terminal that knows no UTF-8 erases a byte, not a character: what is left is
// refused, and the next name is taken.
func TestHalfACharacter(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox", "--accessible")
	s.converse(nameQuestion, "你\x7f好\n", "must be UTF-8", "好\n", "Name: 好.", "q\n")
	s.ends(130)
}

// A program that answers for ever is left, and its pipe closed.
func TestAnswersForEver(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("/bin/sh", "-c", `yes "" | "$0" --accessible --sandbox`, binary)
	cmd.Env = environment(t.TempDir())
	out, _ := cmd.CombinedOutput() // its status is in ProcessState
	if status := cmd.ProcessState.ExitCode(); status != 130 || !strings.Contains(string(out), "50 answers in a row changed nothing") {
		t.Errorf("status %d:\n%.2000s", status, out)
	}
}
