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
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// TestCommandReachesTheProgramWhole: whatever a name has in it that a shell, or the CLI,
// could take for more than a name. Not parallel: a process forked by another test while
// the stub is being written would keep it from being run.
func TestCommandReachesTheProgramWhole(t *testing.T) {
	awkward, err := os.ReadFile("testdata/awkward_names.txt")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	const stub = "#!/bin/sh\n" +
		`for a in "$ALIBABA_CLOUD_IGNORE_PROFILE" "$@"; do printf '%s\0' "$a"; done; printf '\1\0'` + "\n"
	if err := os.WriteFile(filepath.Join(dir, "aliyun"), []byte(stub), 0o700); err != nil {
		t.Fatal(err)
	}
	payer := client.Account{Source: client.FromEnvironment}
	cli := client.CLI{Endpoint: client.Endpoint{Scheme: "http", Host: "[::1]:8420"}, Account: payer}
	var pasted []string
	var want string
	for name := range strings.Lines(string(awkward)) {
		name = strings.TrimSuffix(name, "\n")
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
			want += "TRUE\x00" + strings.Join(command.Words[2:], "\x00") + "\x00\x01\x00"
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
			got, want := strings.Split(string(out), "\x01"), strings.Split(want, "\x01")
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || got[i] != want[i] {
					t.Fatalf("of %d commands, %d were run; after %q\nwant %q", len(want), len(got), got[:i+1], want[i])
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
	fromEnvironment := cli
	fromEnvironment.Account = client.Account{Source: client.FromEnvironment}
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		describe := func(cli client.CLI, sandbox bool) CommandText {
			return DescribeCommand(w, sandbox, cli.CreateCommand(client.Order{}), 80)
		}
		if said := describe(fromEnvironment, false); !strings.Contains(said.Caption, "3.0.213") || said.Hint != "" {
			t.Errorf("%s: keys of the environment: %+v", lang, said)
		}
		if said := describe(cli, true); said.Caption != w.Commands.CaptionSandbox || said.Hint != "" {
			t.Errorf("%s: the sandbox: %+v", lang, said)
		}
		if dry := describe(cli, false); !strings.Contains(dry.Hint, "--profile") {
			t.Errorf("%s: a dry run: %+v", lang, dry)
		}
	}
}

func TestNextSteps(t *testing.T) {
	t.Parallel()
	target := submit.Target{Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}}
	steps := func(mode string, payer client.Account) Next {
		o := client.Order{NetworkingModel: mode}
		outcome := submit.Outcome{Order: o, Created: client.Created{EPNInstanceID: "epn-1"}}
		return NextSteps(words.English(), target, payer, outcome)
	}
	const ips = `JoinPublicIpsToEpnInstance --EPNInstanceId epn-1 --InstanceInfos '[{"PublicIpAddress":"203.0.113.7"}]'`
	const switches = `JoinVSwitchesToEpnInstance --EPNInstanceId epn-1 --VSwitchesInfo '[{"VSwitchId":"vsw-example"}]'`
	for mode, join := range map[string]string{"SpeedUp": ips, "Connection": switches, "SpeedUpAndConnection": switches} {
		next := steps(mode, client.Account{Source: client.FromConfigFile, Profile: "work"})
		for i, want := range []string{
			join, "StartEpnInstance --EPNInstanceId epn-1", "DescribeEpnInstances --EPNInstanceId epn-1",
			"DeleteEpnInstance --EPNInstanceId epn-1",
		} {
			want = "aliyun ens " + want + " --profile work --endpoint ens.aliyuncs.com"
			if got := next.Steps[i].CommandLines(0); !slices.Equal(got, []string{want}) {
				t.Errorf("%s, step %d: %q, want %s", mode, i, got, want)
			}
		}
	}
	next := steps("SpeedUp", client.Account{Source: client.FromOIDC})
	got := next.Steps[1].CommandLines(0)
	if !slices.Equal(got, []string{"StartEpnInstance"}) || !strings.HasPrefix(next.Hint, "No command") {
		t.Errorf("without a command: %q, %s", got, next.Hint)
	}
}

// TestFitCommand: a screen that would cut a command shows none of it.
func TestFitCommand(t *testing.T) {
	t.Parallel()
	lines := []string{`aliyun ens \`, "  --Name 'a name'"}
	if got := FitCommand(words.English(), lines, 17); !slices.Equal(got, lines) {
		t.Errorf("where it fits: %q", got)
	}
	got := strings.Join(FitCommand(words.English(), lines, 16), " ")
	if !strings.Contains(got, "17 columns") || strings.Contains(got, "aliyun") {
		t.Errorf("where it does not: %s", got)
	}
}
