//go:build unix

package command_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"epn-wizard/theme/words"
)

// recipe is what a command of a help topic is expected to do on a terminal.
type recipe struct {
	begins string // the command
	shows  string // while it runs, or what it leaves on the screen
	leave  string // the key that ends it, or ""
	status int
}

// recipes are the commands of the topics, but for the topic bastion, whose commands root tries
// as a whole.
var recipes = map[string][]recipe{
	"scripts": {
		{begins: "set -o pipefail"},
		{begins: "epn-wizard --live --yes --output json", shows: recordedID},
	},
	"traffic": {
		{begins: "epn-wizard compare traffic.csv", shows: "2026-10"},
		{begins: "epn-wizard compare traffic.csv \\\n    --price daily-peak=2", shows: "(cheapest)"},
		{"epn-wizard --traffic traffic.csv", nameQuestion, ctrlC, 130},
		{begins: "aliyun ens DescribeEpnBandWidthData --endpoint ens.aliyuncs.com"},
		{begins: "aliyun ens DescribeEpnBandWidthData --endpoint ens.aliyuncs.com"},
		{begins: "epn-wizard compare october.json --month 2026-10", shows: "2026-10, the whole month"},
		{begins: "epn-wizard compare panel.csv --unit bps", shows: "2026-10"},
	},
	"training": {
		{"epn-wizard practice", practiceList, ctrlC, 130},
		{begins: "epn-wizard explain", shows: "the reply comes 3 seconds later"},
		{"epn-wizard --rehearse UserNotExist", nameQuestion, ctrlC, 130},
		{begins: "epn-wizard explain UserNotExist", shows: "This account is unknown here"},
		{begins: "export EPN_STATE_DIR=$(mktemp -d)"},
		{"epn-wizard sandbox --reset --rehearse StockNotEnough", "listening on http://127.0.0.1:8420", ctrlC, 0},
		{"asciinema rec --command 'epn-wizard --sandbox' lesson.cast", nameQuestion, ctrlC, 0},
		{begins: "asciinema play lesson.cast", shows: "Nothing was sent."},
	},
}

// TestRecipesOfTopics: every command of these topics, typed as it is printed into a shell on a
// terminal, does what the topic says.
func TestRecipesOfTopics(t *testing.T) {
	t.Parallel()
	aTopicsCommand := regexp.MustCompile(`(?m)^(?:.*[\\|]\n)*.*[^\\|\n]$`) // over all its lines
	for file, text := range read(t, "ui/command/help/en/*.md") {
		topic, commands := strings.TrimSuffix(filepath.Base(file), ".md"), []string(nil)
		for _, block := range aBlock.FindAllStringSubmatch(text, -1) {
			if !strings.HasPrefix(block[1], "time,") {
				commands = append(commands, aTopicsCommand.FindAllString(block[1], -1)...)
			}
		}
		expected := recipes[topic]
		if topic == "bastion" || topic == "permissions" || len(commands)+len(expected) == 0 { // the second has a policy
			continue
		}
		t.Run(topic, func(t *testing.T) {
			t.Parallel()
			if len(commands) != len(expected) {
				t.Fatalf("%d commands are tried, of %q", len(expected), commands)
			}
			recorded := newRecorder(t, filepath.Join(t.TempDir(), "calls"))
			p := newTypist(t, append(recorded, `PS1=prompt \# after $?:`, "TMPDIR="+t.TempDir())...)
			configureAliyun(t, p.home)
			writeTraffic(t, p.home)
			shell := run{home: p.home, env: p.variables, program: "/bin/bash", width: 100, height: 250}.start(t, "--norc")
			number, missing := 1, ""
			for i, command := range commands {
				if !strings.HasPrefix(command, expected[i].begins) {
					t.Fatalf("%q is tried where the topic has %q", expected[i].begins, command)
				}
				if why := whyNotTried(command); why != "" {
					missing = why
					continue
				}
				shell.send(command, enter)
				number++
				prompt := fmt.Sprintf("prompt %d after %d:", number, expected[i].status)
				if expected[i].leave == "" {
					shell.waitFor(prompt)
				}
				shell.waitFor(expected[i].shows)
				shell.send(expected[i].leave)
				shell.waitFor(prompt)
			}
			shell.send("exit", enter)
			shell.exit()
			if missing != "" {
				t.Skip(missing)
			}
		})
	}
}

// whyNotTried says what a command needs that is not here, or "".
func whyNotTried(command string) string {
	for _, tool := range []string{"asciinema", "jq"} {
		if _, err := exec.LookPath(tool); err != nil && regexp.MustCompile(`(^|\s)`+tool+`\s`).MatchString(command) {
			return "there is no " + tool + " on this machine for the rest"
		}
	}
	if strings.Contains(command, " sandbox ") { // with its usual port
		l, err := net.Listen("tcp", "127.0.0.1:8420")
		if err != nil {
			return "the sandbox's usual port 8420 is taken: " + err.Error()
		}
		_ = l.Close()
	}
	return ""
}

// writeTraffic writes the files that the topic traffic names: a month of samples, and an
// export of Grafana.
func writeTraffic(t *testing.T, dir string) {
	t.Helper()
	csv, panel := "time,mbps\n", "\"Time\",\"eth0 out\"\n"
	at := time.Date(2026, 9, 30, 16, 0, 0, 0, time.UTC)
	for range 31 * 24 {
		for range 12 {
			csv += at.Format(time.RFC3339) + ",41.2\n"
			at = at.Add(5 * time.Minute)
		}
		panel += fmt.Sprintf("%d,%d\n", at.UnixMilli(), 38_700_000)
	}
	must(t, os.WriteFile(filepath.Join(dir, "traffic.csv"), []byte(csv), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "panel.csv"), []byte(panel), 0o600))
}

// TestCompletionIsSetUpAsPrinted: with the lines that the help prints for it, a new shell completes
// a value.
func TestCompletionIsSetUpAsPrinted(t *testing.T) {
	t.Parallel()
	help := script(t, t.TempDir(), nil, "completion", "--help").stdout
	setup := map[string][]string{} // by the shell's name: the lines above the note that begins with it, and its end
	var lines []string
	for line := range strings.SplitSeq(help, "\n") {
		if note, noted := strings.CutPrefix(line, "      "); noted && len(lines) > 0 {
			name, _, _ := strings.Cut(note, ",")
			_, rest, _ := strings.Cut(note, ", with ")
			setup[name] = append(lines, strings.TrimSuffix(rest, " before compinit in ~/.zshrc"))
			lines = nil
		} else if command, indented := strings.CutPrefix(line, "  "); indented {
			lines = append(lines, command)
		}
	}
	// At its start, fish 4 asks a terminal what this one does not answer, and waits. Without a terminal it says what
	// a tab would complete.
	asked := map[string]string{"fish": `fish -c "complete -C 'epn-wizard --billing-method dai'"`}
	for name, start := range map[string][]string{
		"bash": {"bash", "--rcfile", "/usr/share/bash-completion/bash_completion"}, "zsh": {"zsh"}, "fish": {"fish"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if len(setup[name]) != 3 {
				t.Fatalf("printed for it: %q, of %q", setup[name], setup)
			}
			shell, err := exec.LookPath(start[0])
			if err != nil {
				t.Skipf("there is no %s on this machine", start[0])
			}
			if _, err := os.Stat(start[len(start)-1]); err != nil && len(start) > 1 {
				t.Skip("there is no bash-completion on this machine")
			}
			p := newTypist(t)
			p.types(start[0], setup[name][:2]...)
			if ask := asked[name]; ask != "" {
				if out := p.types("sh", ask); !strings.Contains(out, "daily-peak") {
					t.Errorf("%s: %s", ask, out)
				}
				return
			}
			must(t, os.WriteFile(filepath.Join(p.home, ".zshrc"),
				[]byte(setup[name][2]+"\nautoload -U compinit\ncompinit -u\n"), 0o600))
			s := run{home: p.home, env: p.variables, program: shell, width: 120, height: 24}.start(t, start[1:]...)
			s.send("epn-wizard --billing-method dai\t")
			s.waitFor("epn-wizard --billing-method daily-peak")
		})
	}
}

// TestCommandsOfTheReadme: what it has people type in a fresh clone starts the wizard, and puts it
// where a shell finds it. The command of the tests runs this one.
func TestCommandsOfTheReadme(t *testing.T) {
	t.Parallel()
	readme := read(t, "README.md")["README.md"]
	for _, command := range []string{"    go run . --sandbox\n", "    go test ./...\n", "`go install .`"} {
		if !strings.Contains(readme, command) {
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
	s.converse(nameQuestion, ctrlC)
	s.ends(1)
	s.waitFor("exit status 130") // as the topic exit-codes says
	p.types("sh", "cd "+clone, "go install .")
	out := p.types("sh", "PATH=$GOBIN:$PATH", "epn-wizard --version", "command -v epn-wizard")
	if !strings.Contains(out, p.home) {
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
	recorded := filepath.Join(t.TempDir(), "calls")
	p := newTypist(t, newRecorder(t, recorded)...)
	unset := script(t, p.home, p.variables, given("--yes")...)
	if unset.status != 4 || !strings.Contains(unset.stderr, "aliyun configure") {
		t.Errorf("without keys it says %s", unset.stderr)
	}
	s := run{home: p.home, env: p.variables, program: "/bin/sh"}.start(t, "-c", "aliyun configure")
	s.converse("Access Key Id", "LTAIconfigured00"+enter, "Access Key Secret", "secret"+enter,
		"Region Id", "cn-hangzhou"+enter, "Language", "en"+enter)
	s.exit()
	checked := script(t, p.home, p.variables, "check")
	if calls, _ := os.ReadFile(recorded); !strings.Contains(string(calls), " LTAIconfigured00 ") {
		t.Errorf("after it, the service was asked %s: %s%s", calls, checked.stdout, checked.stderr)
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
	out := p.types("sh", "tmux -f /dev/null new -d", advice, "tmux show -s set-clipboard", "tmux kill-server")
	if out != "set-clipboard on\n" {
		t.Errorf("%s: %s", advice, out)
	}
}
