//go:build unix

package command_test

import (
	"epn-wizard/theme/words"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCommandsOfTheReadme: what it has people type in a fresh clone starts the wizard, and puts it
// where a shell finds it. The command of the tests runs this one.
func TestCommandsOfTheReadme(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	must(t, err)
	for _, command := range []string{"    go run . --sandbox\n", "    go test ./...\n", "`go install .`"} {
		if !strings.Contains(string(text), command) {
			t.Errorf("README.md does not say %s", command)
		}
	}
	clone, err := filepath.Abs("../..")
	must(t, err)
	p := newTypist(t)
	p.variables = append(p.variables, "GOBIN="+p.home)
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY"} {
		value, err := exec.Command("go", "env", name).Output()
		must(t, err)
		p.variables = append(p.variables, name+"="+strings.TrimSpace(string(value)))
	}
	s := run{home: p.home, env: p.variables, program: "/bin/sh"}.start(t, "-c", "cd "+clone+"\ngo run . --sandbox")
	s.waitFor(nameQuestion)
	s.waitFor("SANDBOX")
	s.send(ctrlC)
	s.ends(1)
	s.waitFor("exit status 130") // as the topic exit-codes says
	p.types("sh", "cd "+clone, "go install .")
	if out := p.types("sh", "PATH=$GOBIN:$PATH", "epn-wizard --version", "command -v epn-wizard"); !strings.Contains(out,
		p.home) {
		t.Errorf("installed %s", out)
	}
}

// TestConfigureAsAdvised: whoever has no keys is sent to aliyun configure, whose answers are
// then found.
func TestConfigureAsAdvised(t *testing.T) {
	t.Parallel()
	if os.Getenv("EPN_TEST_ALIYUN") == "" {
		t.Skip("EPN_TEST_ALIYUN names no aliyun CLI: the other tests stood in for it, and this one cannot")
	}
	r := newRecorder(t)
	p := newTypist(t, r.variables...)
	if r := script(t, p.home, p.variables, given("--yes")...); r.status != 4 ||
		!strings.Contains(r.stderr, "aliyun configure") {
		t.Errorf("without keys it says %s", r.stderr)
	}
	s := run{home: p.home, env: p.variables, program: "/bin/sh"}.start(t, "-c", "aliyun configure")
	for _, answer := range [][2]string{
		{"Access Key Id", "LTAIconfigured00"}, {"Access Key Secret", "secret"}, {"Region Id", "cn-hangzhou"},
		{"Language", "en"},
	} {
		s.waitFor(answer[0])
		s.send(answer[1], enter)
	}
	s.exit()
	checked := script(t, p.home, p.variables, "check")
	if calls := r.takeArrivals(); len(calls) == 0 || calls[len(calls)-1].key != "LTAIconfigured00" {
		t.Errorf("after it, the service was asked %v: %s%s", calls, checked.stdout, checked.stderr)
	}
}

// TestTmuxTakesTheAdvice: what a copy needs under tmux, as it is printed there, is a setting of it.
func TestTmuxTakesTheAdvice(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("there is no tmux on this machine")
	}
	_, advice, _ := strings.Cut(words.English().Wizard.CopiedInTmux, ": ")
	p := newTypist(t, "TMUX_TMPDIR="+t.TempDir())
	end := exec.Command("tmux", "kill-server")
	end.Env = environment(p.home, p.variables...)
	t.Cleanup(func() { _ = end.Run() })
	out := p.types("sh", "tmux -f /dev/null new -d", advice, "tmux show -s set-clipboard")
	if out != "set-clipboard on\n" {
		t.Errorf("%s: %s", advice, out)
	}
}
