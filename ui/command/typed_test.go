//go:build unix

package command_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// typist is who types what is printed into a shell, on a machine that has the program
// and the aliyun CLI.
type typist struct {
	t         testing.TB
	home      string
	variables []string
}

func newTypist(t testing.TB, variables ...string) *typist {
	t.Helper()
	path := installAliyun(t) + ":" + filepath.Dir(binary) + ":" + os.Getenv("PATH")
	return &typist{t, t.TempDir(), append([]string{"PATH=" + path}, variables...)}
}

// shells are those that people type into, with what keeps a start-up file out.
var shells = map[string][]string{"sh": nil, "bash": {"--norc"}, "zsh": {"-f"}, "fish": {"--no-config"}}

// types has a shell read lines and gives what they wrote. They have to succeed.
func (p *typist) types(shell string, lines ...string) string {
	p.t.Helper()
	cmd := exec.CommandContext(p.t.Context(), shell, shells[shell]...)
	cmd.Dir, cmd.Env = p.home, environment(p.home, p.variables...)
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil || said.Len() > 0 {
		p.t.Fatalf("%s, told %q: %v: %s%s", shell, lines, err, out, said.String())
	}
	return string(out)
}

// configureAliyun writes the configuration of the aliyun CLI, of profiles with a key each.
func configureAliyun(t testing.TB, home string) {
	t.Helper()
	must(t, os.CopyFS(home, os.DirFS("testdata/home")))
}

// startRecorder has the programs of a script reach a recorder, and writes each call that arrives into
// the file calls.
func startRecorder(s *played, ts *testscript.TestScript, _ bool, _ []string) {
	for _, variable := range newRecorder(s.t, ts.MkAbs("calls")) {
		name, value, _ := strings.Cut(variable, "=")
		ts.Setenv(name, value)
	}
	ts.Setenv("RECORDED", recordedID)
	configureAliyun(s.t, ts.Getenv("HOME"))
}

// copyCommands writes the lines of the screen that belong to commands: copies FILE.
func copyCommands(s *played, ts *testscript.TestScript, _ bool, args []string) {
	text, goesOn := "", false
	for _, line := range s.screen() {
		if line = strings.TrimRight(line, " "); goesOn || strings.HasPrefix(strings.TrimSpace(line), "aliyun ") {
			text += line + "\n"
			goesOn = strings.HasSuffix(line, ` \`)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
