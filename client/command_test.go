package client

import "testing"

// Not parallel: a variable that is set already changes what has to be said.
func TestCommandNamesWhoPays(t *testing.T) {
	const order = `aliyun ens CreateEpnInstance --EPNInstanceType EdgeToEdge --EPNInstanceName 'edge lab'` +
		` --InternetChargeType BandwidthByDay --NetworkingModel SpeedUp --InternetMaxBandwidthOut 10`
	const mainland, profile = " --endpoint ens.aliyuncs.com", " --profile 'my work'"
	e, work := DefaultEndpoint(), Account{Source: FromConfigFile, Profile: "my work"}
	noRegion, otherFile, trap := work, work, work
	noRegion.NoRegion, otherFile.OtherFile, trap.Profile = true, true, "x\x1b"
	environment := Account{Source: FromEnvironment}
	international, plain := Endpoint{"https", InternationalEndpoint}, Endpoint{"http", "[::1]:8420"}
	for _, test := range []struct {
		cli  CLI
		want string
		hint Hint
	}{
		{CLI{Endpoint: e}, order + mainland, HintDefault},
		{CLI{Endpoint: international}, order + " --endpoint " + InternationalEndpoint, HintDefault},
		{CLI{Endpoint: e, Account: work}, order + profile + mainland, ""},
		{CLI{Endpoint: e, Account: environment}, "ALIBABA_CLOUD_IGNORE_PROFILE=TRUE " + order + mainland, HintRelease},
		{CLI{Endpoint: plain, Account: work}, order + profile + " --endpoint '[::1]:8420' --insecure", ""},
		{CLI{Endpoint: e, Account: noRegion}, order + profile + " --region cn-hangzhou" + mainland, ""},
		{CLI{Endpoint: e, Account: work, Elsewhere: true}, order + mainland, HintMachine},
		{CLI{Endpoint: e, Account: otherFile}, "", HintFile},
		{CLI{Endpoint: e, Account: trap}, "", HintFile},
		{CLI{Endpoint: e, Account: Account{Source: FromCredentials, Profile: "default"}}, "", HintSource},
		{CLI{Endpoint: e, Account: Account{Source: FromURI}}, "", HintSource},
	} {
		if got := test.cli.CreateCommand(edgeLab()); got.String() != test.want || got.Hint != test.hint {
			t.Errorf("%+v: got  %s (%s)\nwant %s (%s)", test.cli, got, got.Hint, test.want, test.hint)
		}
	}
	for _, variable := range []string{"ALIBABA_CLOUD_IGNORE_PROFILE", "ALIBABACLOUD_IGNORE_PROFILE"} {
		t.Run(variable, func(t *testing.T) {
			t.Setenv(variable, "TRUE")
			got := CLI{Endpoint: e, Account: work}.CreateCommand(edgeLab()).String()
			if want := "ALIBABA_CLOUD_IGNORE_PROFILE=FALSE " + order + profile + mainland; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A follow-up asks the same service for the same account, and nothing in it is
// more to a shell or to the CLI than an id.
func TestCommandForAnInstance(t *testing.T) {
	t.Parallel()
	cli := CLI{Endpoint: Endpoint{"http", "127.0.0.1:8420"}, Account: Account{Source: FromConfigFile, Profile: "-x"}}
	for id, want := range map[string]string{
		"epn-1":   "--EPNInstanceId epn-1",
		"epn;id":  "--EPNInstanceId 'epn;id'",
		"--force": "--EPNInstanceId=--force",
	} {
		want = "aliyun ens StartEpnInstance " + want + " --profile=-x --endpoint 127.0.0.1:8420 --insecure"
		if got := cli.ActionCommand("StartEpnInstance", Parameter{"EPNInstanceId", id}).String(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestCommandReachesTheProgramWhole of ui/phrase has shells read such words.
func TestQuoteWord(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"edge lab": `'edge lab'`, `a\b`: `'a'\\'b'`, "it's": `'it'\''s'`, "": `''`,
		"a=b": "a=b", "100%": "100%", "--name=x": "--name=x",
		"=": `'='`, "=ls": `'=ls'`, "~": `'~'`, "~root": `'~root'`, "%1": `'%1'`,
		"a=~": `'a=~'`, "{a,b}": `'{a,b}'`, "a^b": `'a^b'`,
	} {
		if got := quoteWord(text); got != want {
			t.Errorf("%q is quoted %s, want %s", text, got, want)
		}
	}
}
