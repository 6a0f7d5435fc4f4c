package phrase

import (
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// Whatever is found in a place has words, and names what it is about.
func TestFindingText(t *testing.T) {
	t.Parallel()
	config := client.Finding{Source: client.FromConfigFile, Path: "/x/config.json", Profile: "work"}
	with := func(change func(*client.Finding)) client.Finding {
		f := config
		change(&f)
		return f
	}
	for want, f := range map[string]client.Finding{
		`/x/config.json, profile "work" (mode AK): access_key_secret is missing`: with(func(f *client.Finding) {
			f.State, f.Mode, f.Field = client.Incomplete, "AK", "access_key_secret"
		}),
		`/x/config.json, profile "work" (mode StsToken): sts_token has a line break, a control character or a space around it`: with(func(f *client.Finding) {
			f.State, f.Mode, f.Field = client.Unclean, "StsToken", "sts_token"
		}),
		"/x/config.json, line 3: has a comment, which JSON does not allow":                    with(func(f *client.Finding) { f.State, f.Line = client.Comment, 3 }),
		"/x/config.json, line 1: begins with a byte order mark; save it as UTF-8 without one": with(func(f *client.Finding) { f.State, f.Line = client.ByteOrder, 1 }),
		`/x/config.json: no profile named "work" (there are: a, b)`: with(func(f *client.Finding) {
			f.State, f.Profiles = client.NoProfile, []string{"a", "b"}
		}),
		`/x/config.json, profile "work" (mode EcsRamRole): asked, but it gave no keys (it works on an ECS instance that has the RAM role, and nowhere else)`: with(func(f *client.Finding) {
			f.State, f.Mode = client.Failed, "EcsRamRole"
		}),
		"/x/config.json: nothing there (run aliyun configure)":                                with(func(f *client.Finding) { f.State = client.Absent }),
		"ALIBABACLOUD_PROFILE: the aliyun CLI reads this variable, but this program does not": {Source: client.FromEnvironment, State: client.Ignored, Field: "ALIBABACLOUD_PROFILE"},
	} {
		if got := FindingText(words.English(), f); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		for _, state := range []client.State{
			client.Absent, client.Disabled, client.Ignored, client.Incomplete, client.Unclean, client.Unreadable, client.ByteOrder, client.Comment,
			client.Malformed, client.NoProfile, client.Unsupported, client.Expired, client.Failed, client.Slow, client.Program,
		} {
			if w.Findings[string(state)] == "" {
				t.Errorf("%s: no words for %s", lang, state)
			}
		}
		for _, hint := range []client.Hint{client.HintDefault, client.HintRelease, client.HintMachine, client.HintSource, client.HintFile} {
			if w.Commands.Hints[string(hint)] == "" {
				t.Errorf("%s: no words for %s", lang, hint)
			}
		}
	}
}

// Only --profile asks one file alone; it is not advised to set what it ignores.
func TestAdviceForOneProfile(t *testing.T) {
	t.Parallel()
	one := client.Finding{Source: client.FromConfigFile, State: client.NoProfile, Profile: "nope"}
	for looked, variables := range map[int]bool{1: false, 3: true} {
		f := &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials, Looked: slices.Repeat([]client.Finding{one}, looked)}
		if remedy := ExplainFailure(words.English(), f).Remedy; strings.Contains(remedy, "ALIBABA_CLOUD_ACCESS_KEY_ID") != variables {
			t.Errorf("after %d places: %s", looked, remedy)
		}
	}
}

func TestNextSteps(t *testing.T) {
	t.Parallel()
	target := submit.Target{Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}}
	outcome := submit.Outcome{Created: client.Created{EPNInstanceID: "epn-1"}}
	for mode, join := range map[string]string{
		"SpeedUp":              `aliyun ens JoinPublicIpsToEpnInstance --EPNInstanceId epn-1 --InstanceInfos '[{"PublicIpAddress":"203.0.113.7"}]'`,
		"Connection":           `aliyun ens JoinVSwitchesToEpnInstance --EPNInstanceId epn-1 --VSwitchesInfo '[{"VSwitchId":"vsw-example"}]'`,
		"SpeedUpAndConnection": `aliyun ens JoinVSwitchesToEpnInstance --EPNInstanceId epn-1 --VSwitchesInfo '[{"VSwitchId":"vsw-example"}]'`,
	} {
		outcome.Order.NetworkingModel = mode
		payer := client.Account{Source: client.FromConfigFile, Profile: "work"}
		next := NextSteps(words.English(), target, payer, outcome)
		for i, want := range []string{
			join, "aliyun ens StartEpnInstance --EPNInstanceId epn-1", "aliyun ens DescribeEpnInstances --EPNInstanceId epn-1",
			"aliyun ens DeleteEpnInstance --EPNInstanceId epn-1",
		} {
			want += " --profile work --endpoint ens.aliyuncs.com"
			if got := next.Steps[i].CommandLines(0); !slices.Equal(got, []string{want}) {
				t.Errorf("%s, step %d: %q, want %s", mode, i, got, want)
			}
		}
		payer = client.Account{Source: client.FromOIDC}
		next = NextSteps(words.English(), target, payer, outcome)
		if got := next.Steps[1].CommandLines(0); !slices.Equal(got, []string{"StartEpnInstance"}) || !strings.HasPrefix(next.Hint, "No command") {
			t.Errorf("without a command: %q, %s", got, next.Hint)
		}
	}
}

// A screen that would cut a command shows none of it.
func TestFitCommand(t *testing.T) {
	t.Parallel()
	lines := []string{`aliyun ens \`, "  --Name 'a name'"}
	if got := FitCommand(words.English(), lines, 17); !slices.Equal(got, lines) {
		t.Errorf("where it fits: %q", got)
	}
	if got := strings.Join(FitCommand(words.English(), lines, 16), " "); !strings.Contains(got, "17 columns") || strings.Contains(got, "aliyun") {
		t.Errorf("where it does not: %s", got)
	}
}
