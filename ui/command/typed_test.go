//go:build unix

package command_test

import (
	"encoding/json"
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

// configure writes the configuration of the aliyun CLI, of profiles with a key each.
func (p *typist) configure() {
	p.t.Helper()
	data, err := json.Marshal(aliyunConfig{"default", []aliyunProfile{
		{"default", "AK", "LTAIdefault00000", "secret-of-default", "cn-hangzhou", ""},
		{"my work", "AK", "LTAIwork00000000", "secret-of-work", "cn-shenzhen", ""},
		{"bare", "AK", "LTAIbare00000000", "secret-of-bare", "", ""},
		{"for now", "StsToken", "STS.temporary000", "secret-of-now", "cn-hangzhou", "token-of-now"},
	}})
	must(p.t, err)
	must(p.t, os.MkdirAll(filepath.Join(p.home, ".aliyun"), 0o700))
	must(p.t, os.WriteFile(filepath.Join(p.home, ".aliyun", "config.json"), data, 0o600))
}

// startRecorder has the programs of a script reach a recorder, and writes each call that arrives into
// the file calls.
func startRecorder(s *played, ts *testscript.TestScript, _ bool, _ []string) {
	r := newRecorder(s.t)
	r.calls = ts.MkAbs("calls")
	for _, variable := range r.variables {
		name, value, _ := strings.Cut(variable, "=")
		ts.Setenv(name, value)
	}
	ts.Setenv("RECORDED", recordedID)
	(&typist{t: s.t, home: ts.Getenv("HOME")}).configure()
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
