//go:build unix

package command_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// unread is a pipe whose reader has gone.
func unread(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	must(t, err)
	must(t, r.Close())
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// piped runs the program with standard output somewhere else. It gives the status, -1
// for a signal's death.
func piped(t *testing.T, home string, out *os.File, stdin string, args ...string) (status int, stderr string) {
	t.Helper()
	cmd := exec.Command(binary, args...)
	var said bytes.Buffer
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = environment(home), strings.NewReader(stdin), out, &said
	_ = cmd.Run() // its status is in ProcessState
	return cmd.ProcessState.ExitCode(), said.String()
}

// What an order created is told also where nobody reads standard output, and
// the status says that its result was lost.
func TestResultThatNobodyReads(t *testing.T) {
	t.Parallel()
	for stdin, args := range map[string][]string{
		"": given("--sandbox", "--yes"), "\n": given("--sandbox", "--yes", "--output", "json"),
		"y\n": given("--sandbox", "--accessible"),
	} {
		home := t.TempDir()
		status, stderr := piped(t, home, unread(t), stdin, args...)
		id := onlyInstance(t, stateDir(home)).EPNInstanceID
		if status != 1 || !strings.Contains(stderr, "The instance "+id+" was created; only the result could not be written: ") {
			t.Errorf("%q: status %d, and standard error does not name %s:\n%s", args, status, id, stderr)
		}
	}
}

// Where the fate is not known, the journal's id is what is left to ask with.
func TestUnknownResultThatNobodyReads(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	status, stderr := piped(t, home, unread(t), "", given("--rehearse", "html-502", "--yes", "--output", "json")...)
	if id := history(t, home)[0].JournalID; status != 5 || !strings.Contains(stderr, id) {
		t.Errorf("status %d, and standard error does not name %s:\n%s", status, id, stderr)
	}
}

// What sends nothing dies of a closed pipe quietly, as others do.
func TestListThatNobodyReads(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if r := script(t, home, nil, given("--sandbox", "--yes")...); r.status != 0 {
		t.Fatalf("status %d: %s", r.status, r.stderr)
	}
	for _, args := range [][]string{{"history"}, {"explain"}, given("--dry-run", "--sandbox")} {
		if status, stderr := piped(t, home, unread(t), "", args...); status != -1 || stderr != "" {
			t.Errorf("%v: status %d: %s", args, status, stderr)
		}
	}
}
