package phrase

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// awkward are names that a shell, or the CLI, could take for more than a name.
var awkward = []string{
	"edge lab", "plain", "it's", "''", `"double"`, `'\''`, `back\slash\`, `\`, `\\`, `a\'b`, `'\`, `\n`, `C:\new\table`,
	"$HOME", "${HOME}", "$(id)", "$((1+1))", "`id`", "(id)", "$'a'", "a;b", "a&b", "a|b", "a>b", "a<b", "a&&b", "*", "?", "[a-z]", "**/x",
	"~", "~root", "~root/x", "#comment", "a #b", "!history", "!!", "a!b", "{a,b}", "{1..3}", "a=b", "=ls", "=", "%1", "%self", "^a^b", "a^b", "@x", ":",
	"-x", "--profile", "--", "-x:y=z", "--EPNInstanceName", "a  b", " ", "边缘 网络", "边缘‘网络’", "é\u0301", "😀 x", "%s %n", "a,b", "a\u200db",
	"a name that is rather long, has \\ many 'words' in it, and has to be quoted: it does not fit on any line of a terminal that people use, does it",
}

// Not parallel: a process forked by another test while the stub is being
// written would keep it from being run.
func TestCommandReachesTheProgramWhole(t *testing.T) {
	if len(awkward) < 60 {
		t.Fatalf("only %d names", len(awkward))
	}
	dir := t.TempDir()
	stub := "#!/bin/sh\nfor a in \"$ALIBABA_CLOUD_IGNORE_PROFILE\" \"$@\"; do printf '%s\\0' \"$a\"; done\nprintf '\\1\\0'\n"
	if err := os.WriteFile(filepath.Join(dir, "aliyun"), []byte(stub), 0o700); err != nil {
		t.Fatal(err)
	}
	cli := client.CLI{Endpoint: client.Endpoint{Scheme: "http", Host: "[::1]:8420"}, Account: client.Account{Source: client.FromEnvironment}}
	var pasted []string
	var want [][]string
	for _, name := range awkward {
		order := client.Order{EPNInstanceType: client.EdgeToEdge, EPNInstanceName: name, InternetMaxBandwidthOut: 10}
		command := cli.CreateCommand(order)
		for _, width := range []int{0, 20, 79} {
			lines := theme.WrapCommand(command.QuotedWords(), width)
			for i, line := range lines[:len(lines)-1] {
				if !strings.HasSuffix(line, ` \`) || i > 0 && !strings.HasPrefix(line, "  ") {
					t.Errorf("%q at %d columns: line %q", name, width, line)
				}
			}
			pasted = append(pasted, lines...)
			want = append(want, slices.Concat([]string{"TRUE"}, command.Words[2:]))
		}
	}
	for _, name := range []string{"sh", "bash", "zsh", "fish"} {
		t.Run(name, func(t *testing.T) {
			shell, err := exec.LookPath(name)
			if err != nil {
				t.Skipf("%s is not installed here", name)
			}
			cmd := exec.Command(shell, map[string][]string{"zsh": {"-f"}, "fish": {"--no-config"}}[name]...)
			cmd.Stdin = strings.NewReader(strings.Join(pasted, "\n") + "\n")
			cmd.Env = []string{"PATH=" + dir + ":/usr/bin:/bin", "HOME=" + dir, "LC_ALL=C.UTF-8"}
			var failed bytes.Buffer
			cmd.Stderr = &failed
			out, err := cmd.Output()
			if err != nil || failed.Len() > 0 {
				t.Fatalf("%v: %s", err, failed.String())
			}
			calls := strings.Split(strings.TrimSuffix(string(out), "\x01\x00"), "\x01\x00")
			if len(calls) != len(want) {
				t.Fatalf("%d commands of %d were run", len(calls), len(want))
			}
			for i, call := range calls {
				if got := strings.Split(strings.TrimSuffix(call, "\x00"), "\x00"); !slices.Equal(got, want[i]) {
					t.Errorf("got  %q\nwant %q", got, want[i])
				}
			}
		})
	}
}

// TestCaptionsSayWhatCountsMost: a command that works only with some releases of the CLI, or
// that bills although this run does not, says so where it always stands.
func TestCaptionsSayWhatCountsMost(t *testing.T) {
	t.Parallel()
	cli := client.CLI{Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}}
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		cli.Account = client.Account{Source: client.FromEnvironment}
		said := DescribeCommand(w, false, cli.CreateCommand(client.Order{}), 80)
		if !strings.Contains(said.Caption, "3.0.213") || said.Hint != "" {
			t.Errorf("%s: keys of the environment: %+v", lang, said)
		}
		cli.Account = client.Account{}
		said = DescribeCommand(w, true, cli.CreateCommand(client.Order{}), 80)
		if said.Caption != w.Commands.CaptionSandbox || said.Hint != "" {
			t.Errorf("%s: the sandbox: %+v", lang, said)
		}
		if dry := DescribeCommand(w, false, cli.CreateCommand(client.Order{}), 80); !strings.Contains(dry.Hint, "--profile") {
			t.Errorf("%s: a dry run: %+v", lang, dry)
		}
	}
}
