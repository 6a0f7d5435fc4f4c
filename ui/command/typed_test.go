//go:build unix

package command_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// typist is who types what is printed into a shell, on a machine that has the program
// and the aliyun CLI.
type typist struct {
	t         *testing.T
	home      string
	variables []string
}

func newTypist(t *testing.T, variables ...string) *typist {
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

// shownCommands gives the commands that stand indented in a text, on one line each.
func shownCommands(text string) (commands []string) {
	for line := range strings.Lines(strings.ReplaceAll(text, " \\\n", " ")) {
		if command, indented := strings.CutPrefix(line, "  "); indented {
			commands = append(commands, strings.TrimSpace(command))
		}
	}
	return commands
}

const ignoreProfile = "ALIBABA_CLOUD_IGNORE_PROFILE=TRUE"

var environmentKeys = []string{
	"ALIBABA_CLOUD_ACCESS_KEY_ID=LTAIenvironment0", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=secret-of-environment",
}

// payers are the accounts that may pay for an order, the instance's name, and the shell that
// what is printed is typed into.
var payers = map[string]struct {
	variables, args []string
	name, shell     string
}{
	"the environment":             {environmentKeys, nil, `it's \ $HOME`, "sh"},
	"the environment, in bash":    {environmentKeys, nil, "!! `id` \"x\"", "bash"},
	"the environment, in zsh":     {environmentKeys, nil, "=ls *", "zsh"},
	"the environment, in fish":    {environmentKeys, nil, `'a\'b`, "fish"},
	"the current profile":         {nil, nil, "边缘 网络", "sh"},
	"a profile before variables":  {environmentKeys, []string{"--profile", "my work"}, "--profile", "fish"},
	"a profile without a region":  {nil, []string{"--profile", "bare"}, "-x", "sh"},
	"where profiles are ignored":  {[]string{ignoreProfile}, []string{"--profile", "my work"}, "lab", "zsh"},
	"temporary keys":              {append(environmentKeys, "ALIBABA_CLOUD_SECURITY_TOKEN=token"), nil, "lab", "sh"},
	"a profile of temporary keys": {nil, []string{"--profile", "for now"}, "lab", "fish"},
	"on the international site":   {nil, []string{"--endpoint", "ens.ap-southeast-1.aliyuncs.com"}, "lab", "bash"},
	"variables that say the same": {append(environmentKeys, ignoreProfile), nil, "lab", "sh"},
}

// TestCommandsReachTheAccountThatPaid: the command that a result prints orders the same,
// and those that follow it ask the same host, with the key that the order was signed
// with, wherever the keys came from.
func TestCommandsReachTheAccountThatPaid(t *testing.T) {
	t.Parallel()
	for name, situation := range payers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(situation.shell); err != nil {
				t.Skipf("%s is no shell on this machine", situation.shell)
			}
			r := newRecorder(t)
			p := newTypist(t, append(r.variables, situation.variables...)...)
			p.configure()
			args := append(situation.args, "--live", "--yes", "--name="+situation.name,
				"--billing-method", "4th-peak", "--networking-mode", "both", "--bandwidth", "7")
			steps := shownCommands(script(t, p.home, p.variables, args...).stdout)
			r.takeArrivals()
			sent := script(t, p.home, p.variables, append(args, "--output", "json")...)
			var report struct{ Command string }
			must(t, json.Unmarshal([]byte(sent.stdout), &report))
			order := onlyOrder(t, r.takeArrivals())
			if order.parameters["EPNInstanceName"] != situation.name {
				t.Errorf("the order arrived as %v: %s", order, sent.stderr)
			}
			p.types(situation.shell, append([]string{report.Command}, steps...)...)
			r.expectArrivals(t, order, "JoinVSwitchesToEpnInstance", "VSwitchesInfo", `[{"VSwitchId":"vsw-example"}]`)
		})
	}
}

// onlyOrder gives the one call of some that orders.
func onlyOrder(t *testing.T, calls []arrival) arrival {
	t.Helper()
	orders := slices.DeleteFunc(calls, func(call arrival) bool { return call.action != "CreateEpnInstance" })
	if len(orders) != 1 {
		t.Fatalf("%d orders arrived", len(orders))
	}
	return orders[0]
}

// expectArrivals fails unless an order has arrived once more, and then what comes next, beginning with
// a call that takes a parameter more.
func (r *recorder) expectArrivals(t *testing.T, order arrival, action, parameter, value string) {
	t.Helper()
	want := []arrival{order}
	for _, action := range []string{action, "StartEpnInstance", "DescribeEpnInstances", "DeleteEpnInstance"} {
		want = append(want, arrival{order.host, order.key, action, map[string]string{"EPNInstanceId": recordedID}})
	}
	want[1].parameters[parameter] = value
	if got := r.takeArrivals(); !reflect.DeepEqual(got, want) {
		t.Errorf("arrived\n%v, want\n%v", got, want)
	}
}

// TestCommandsOfTheDefaultAccount: what a dry run and the embedded sandbox print is for the
// account that the CLI takes by itself, as they say, on the real service.
func TestCommandsOfTheDefaultAccount(t *testing.T) {
	t.Parallel()
	r := newRecorder(t)
	p := newTypist(t, r.variables...)
	p.configure()
	aCommand := regexp.MustCompile(`(?m)^ *((?:[A-Z_]+=TRUE )?aliyun .*(?: \\\n.*)*)`)
	for _, args := range [][]string{{"--dry-run", "--live"}, {"--dry-run", "--profile", "my work"}, {"--sandbox", "--yes"}} {
		said := script(t, p.home, p.variables, given(args...)...).stdout
		p.types("sh", aCommand.FindAllString(said, -1)...)
		calls := r.takeArrivals()
		elsewhere := func(c arrival) bool { return c.host != "ens.aliyuncs.com" || c.key != "LTAIdefault00000" }
		if !strings.Contains(said, "default account would pay, unless --profile NAME is added") || len(calls) == 0 ||
			slices.ContainsFunc(calls, elsewhere) {
			t.Errorf("%q: %v: %s", args, calls, said)
		}
	}
}

// TestCommandsCopiedFromScreens: the commands of the review and of the result, copied from
// a screen with the mouse, order the same and ask for what comes next.
func TestCommandsCopiedFromScreens(t *testing.T) {
	t.Parallel()
	for face, order := range map[string]func(s *session) (copied []string){
		"--live": func(s *session) []string {
			s.waitFor("y Create this instance")
			s.waitFor("The name is free")
			copied := copyCommands(s.screen())
			s.create()
			copied = append(copied, copyCommands(s.screen())...)
			s.finish()
			return copied
		},
		"--accessible": func(s *session) []string {
			s.waitFor("y creates the instance")
			s.send("c", enter)
			s.waitFor("--endpoint ens.aliyuncs.com")
			s.decide("y" + enter)
			s.ends(0)
			return copyCommands(s.screen())
		},
	} {
		t.Run(face, func(t *testing.T) {
			t.Parallel()
			r := newRecorder(t)
			p := newTypist(t, r.variables...)
			p.configure()
			copied := order(run{home: p.home, env: p.variables, width: 80, height: 60}.start(t, face, "--profile", "my work",
				"--name", "it's \\ lab", "--billing-method", "fixed", "--networking-mode", "internet", "--bandwidth", "100"))
			sent := onlyOrder(t, r.takeArrivals())
			p.types("sh", copied...)
			r.expectArrivals(t, sent, "JoinPublicIpsToEpnInstance", "InstanceInfos", `[{"PublicIpAddress":"203.0.113.7"}]`)
		})
	}
}

// copyCommands gives the lines of a screen that belong to commands.
func copyCommands(screen []string) (lines []string) {
	goesOn := false
	for _, line := range screen {
		if line = strings.TrimRight(line, " "); goesOn || strings.HasPrefix(strings.TrimSpace(line), "aliyun ") {
			lines = append(lines, line)
			goesOn = strings.HasSuffix(line, ` \`)
		}
	}
	return lines
}
