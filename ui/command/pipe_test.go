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

// piped runs the program with standard output somewhere else, or, without a
// file, closed. It gives the status, -1 for a signal's death.
func piped(t *testing.T, home string, out *os.File, stdin string, args ...string) (status int, stderr string) {
	t.Helper()
	cmd := exec.Command(binary, args...)
	if out == nil {
		cmd = exec.Command("/bin/sh", append([]string{"-c", `exec "$0" "$@" >&-`, binary}, args...)...)
	}
	var said bytes.Buffer
	cmd.Env, cmd.Stdin, cmd.Stderr = environment(home), strings.NewReader(stdin), &said
	if out != nil {
		cmd.Stdout = out
	}
	_ = cmd.Run() // its status is in ProcessState
	return cmd.ProcessState.ExitCode(), said.String()
}

// What an order created is told also where nobody reads standard output, and
// the status says that its result was lost; but for an output that may have been
// sent to the null device on purpose.
func TestResultThatNobodyReads(t *testing.T) {
	t.Parallel()
	json := given("--sandbox", "--yes", "--output", "json")
	for name, c := range map[string]struct {
		out   func(*testing.T) *os.File
		stdin string
		args  []string
		ends  int
	}{
		"pipe":        {unread, "", given("--sandbox", "--yes"), 1},
		"pipe JSON":   {unread, "", json, 1},
		"pipe line":   {unread, "y\n", given("--sandbox", "--accessible"), 1},
		"closed":      {func(*testing.T) *os.File { return nil }, "", given("--sandbox", "--yes"), 0},
		"closed JSON": {func(*testing.T) *os.File { return nil }, "", json, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			status, stderr := piped(t, home, c.out(t), c.stdin, c.args...)
			id := onlyInstance(t, stateDir(home)).EPNInstanceID
			if status != c.ends || !strings.Contains(stderr, "writing the result") || !strings.Contains(stderr, id) {
				t.Errorf("status %d, and standard error does not name %s:\n%s", status, id, stderr)
			}
		})
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
