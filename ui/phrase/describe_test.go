package phrase

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// TestDeniedLook: a look that was denied is told as a look, with what it needs
// and what it means for a reply that is lost.
func TestDeniedLook(t *testing.T) {
	t.Parallel()
	denied := &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM", HTTPStatus: 403, Action: client.ListAction}
	throttled := &client.Failure{Kind: client.Refused, Code: "Throttling.User", Action: client.ListAction}
	unanswered := &client.Failure{Kind: client.Unknown, Cause: client.ReplyTimeout, Action: client.ListAction}
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		look := func(f *client.Failure) []CheckText {
			return DescribeChecks(w, &submit.Checks{NamesFailed: f}, client.Order{}, submit.Obstacles{})
		}
		lost := CheckText{NotKnown, w.Checks.LostUnseen}
		if said := look(denied); !strings.Contains(said[0].Text, "ens:DescribeEpnInstances") || said[1] != lost {
			t.Errorf("%s: %+v", lang, said)
		}
		if said := look(throttled); slices.Contains(said, lost) {
			t.Errorf("%s: a look that was only too early: %+v", lang, said)
		}
		said := DescribeFailure(w, unanswered)
		if said.Kind != "" || strings.Contains(said.Title+said.Reason, "may exist") {
			t.Errorf("%s: a look is told as a create: %+v", lang, said)
		}
	}
}

// TestReviewOrder: what is permanent, what costs and which keys are not used come first,
// then what is not known, and last what is in order.
func TestReviewOrder(t *testing.T) {
	t.Parallel()
	w := words.English()
	passed := client.Finding{Source: client.FromConfigFile}
	unused := PassedOverText(w, passed)
	c := &submit.Connection{PassedOver: []client.Finding{passed}}
	for _, test := range []struct {
		name    string
		sandbox bool
		c       *submit.Connection
		k       *submit.Checks
		want    string
	}{
		{"live", false, c, &submit.Checks{}, "!Permanent: !Billed !unused +The"},
		{"live, checking", false, c, nil, "!Billed !unused ?Looking"},
		{"live, without keys yet", false, nil, nil, "?Looking"},
		{"sandbox", true, c, &submit.Checks{}, "!Permanent: +The +In"},
	} {
		o := client.Order{EPNInstanceName: "edge lab", InternetChargeType: "BandwidthByDay"}
		var got []string
		for _, said := range DescribeReview(w, submit.Target{Sandbox: test.sandbox}, test.c, test.k, o, nil) {
			text := strings.Replace(said.Text, unused, "unused", 1)
			got = append(got, "!?+"[said.Mark:said.Mark+1]+strings.Fields(text)[0])
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// TestDescribeFailure: all that the service said is passed on, and where the clock is
// why it refused, how far it is off.
func TestDescribeFailure(t *testing.T) {
	t.Parallel()
	w := words.English()
	f := client.Failure{
		Kind: client.Unauthenticated, Code: "InvalidTimeStamp.Expired", Message: "Specified time stamp is expired.",
		HTTPStatus: 400, RequestID: "R1", Host: "ens.aliyuncs.com", ClockSkew: -20 * time.Minute,
		RetryAfter: 1200 * time.Millisecond,
		Looked:     []client.Finding{{Source: client.FromEnvironment, State: client.Absent}},
	}
	x := DescribeFailure(w, &f)
	want := []string{
		x.Reason, "  " + x.Places[0], "This computer's clock is 20 minutes behind the service's.",
		x.Remedy, "Try again in 2 s, as the service asks.",
		"Code: InvalidTimeStamp.Expired", "Message: Specified time stamp is expired.", "HTTP status: 400",
		"Request ID: R1", "Endpoint: ens.aliyuncs.com",
		"Help: https://api.alibabacloud.com/troubleshoot?q=InvalidTimeStamp.Expired&product=Ens",
	}
	if got := slices.Concat(x.ListLines(), x.Details); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	f.Kind = client.Unknown
	if x = DescribeFailure(w, &f); x.Clock != "" || !strings.Contains(x.Remedy, "epn-wizard settle") {
		t.Errorf("%+v", x)
	}
	w.Restrict()
	if x = DescribeFailure(w, &f); strings.Contains(x.Remedy, "epn-wizard") || x.Remedy == "" {
		t.Errorf("a restricted session is told %q", x.Remedy)
	}
}

// TestAdviceForOneProfile: only --profile asks one file alone; it is not advised to set
// what it ignores.
func TestAdviceForOneProfile(t *testing.T) {
	t.Parallel()
	one := client.Finding{Source: client.FromConfigFile, State: client.NoProfile, Profile: "nope"}
	for looked, variables := range map[int]bool{1: false, 3: true} {
		f := &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials}
		f.Looked = slices.Repeat([]client.Finding{one}, looked)
		remedy := DescribeFailure(words.English(), f).Remedy
		if strings.Contains(remedy, "ALIBABA_CLOUD_ACCESS_KEY_ID") != variables {
			t.Errorf("after %d places: %s", looked, remedy)
		}
	}
}

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

// TestCaptions: a command that works only with some releases of the CLI, or that bills
// although this run does not, says so where it always stands.
func TestCaptions(t *testing.T) {
	t.Parallel()
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		c := w.Commands
		dry := c.Hints[string(client.HintDefault)]
		if !strings.Contains(c.CaptionRelease, "3.0.213") || !strings.Contains(dry, "--profile") {
			t.Errorf("%s: %s %s", lang, c.CaptionRelease, dry)
		}
		for _, test := range []struct {
			from          client.Source
			sandbox       bool
			caption, hint string
		}{
			{client.FromEnvironment, false, c.CaptionRelease, ""},
			{"", true, c.CaptionSandbox, ""},
			{"", false, c.Caption, dry},
		} {
			cli := client.CLI{Account: client.Account{Source: test.from}}
			said := DescribeCommand(w, test.sandbox, cli.CreateCommand(client.Order{}), 80)
			if said.Caption != test.caption || said.Hint != test.hint {
				t.Errorf("%s: from %q, in a sandbox %v: %+v", lang, test.from, test.sandbox, said)
			}
		}
	}
}

// TestNextSteps: which commands follow a create, and undo it, with the payer's keys.
func TestNextSteps(t *testing.T) {
	t.Parallel()
	target := submit.Target{Endpoint: client.DefaultEndpoint()}
	profile := client.Account{Source: client.FromConfigFile, Profile: "work"}
	const start = ` --profile work --endpoint ens.aliyuncs.com
aliyun ens StartEpnInstance --EPNInstanceId epn-1 --profile work --endpoint ens.aliyuncs.com
aliyun ens DescribeEpnInstances --EPNInstanceId epn-1 --profile work --endpoint ens.aliyuncs.com
aliyun ens DeleteEpnInstance --EPNInstanceId epn-1 --profile work --endpoint ens.aliyuncs.com
`
	for _, c := range []struct {
		mode  string
		payer client.Account
		want  string
	}{
		{"SpeedUp", profile, "aliyun ens JoinPublicIpsToEpnInstance --EPNInstanceId epn-1" +
			` --InstanceInfos '[{"PublicIpAddress":"203.0.113.7"}]'` + start},
		{"Connection", profile, "aliyun ens JoinVSwitchesToEpnInstance --EPNInstanceId epn-1" +
			` --VSwitchesInfo '[{"VSwitchId":"vsw-example"}]'` + start},
		{"SpeedUp", client.Account{Source: client.FromOIDC},
			"JoinPublicIpsToEpnInstance\nStartEpnInstance\nDescribeEpnInstances\nDeleteEpnInstance\nNo command"},
	} {
		o := submit.Outcome{Created: client.Created{EPNInstanceID: "epn-1"}}
		o.Order.NetworkingModel = c.mode
		next, got := NextSteps(words.English(), target, c.payer, o), ""
		for _, step := range next.Steps {
			got += strings.Join(step.CommandLines(0), "\n") + "\n"
		}
		if got += next.Hint; !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %s\nwant %s", c.mode, got, c.want)
		}
	}
}
