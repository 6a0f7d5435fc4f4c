package client

import (
	"os/exec"
	"strings"
	"testing"
)

// Not parallel: a variable that is set already changes what has to be said.
func TestCommandNamesWhoPays(t *testing.T) {
	const order = `aliyun ens CreateEpnInstance --EPNInstanceType EdgeToEdge --EPNInstanceName 'edge lab'` +
		` --InternetChargeType BandwidthByDay --NetworkingModel SpeedUp --InternetMaxBandwidthOut 10`
	const mainland, profile = " --endpoint ens.aliyuncs.com", " --profile 'my work'"
	e, work := Endpoint{"https", MainlandEndpoint}, Account{Source: FromConfigFile, Profile: "my work"}
	noRegion, otherFile, trap := work, work, work
	noRegion.NoRegion, otherFile.OtherFile, trap.Profile = true, true, "x\x1b"
	international, plain := Endpoint{"https", InternationalEndpoint}, Endpoint{"http", "[::1]:8420"}
	for _, test := range []struct {
		cli  CLI
		want string
		hint Hint
	}{
		{CLI{Endpoint: e}, order + mainland, HintDefault},
		{CLI{Endpoint: international}, order + " --endpoint " + InternationalEndpoint, HintDefault},
		{CLI{Endpoint: e, Account: work}, order + profile + mainland, ""},
		{
			CLI{Endpoint: e, Account: Account{Source: FromEnvironment}},
			"ALIBABA_CLOUD_IGNORE_PROFILE=TRUE " + order + mainland, HintRelease,
		},
		{CLI{Endpoint: plain, Account: work}, order + profile + " --endpoint '[::1]:8420' --insecure", ""},
		{CLI{Endpoint: e, Account: noRegion}, order + profile + " --region cn-hangzhou" + mainland, ""},
		{CLI{Endpoint: e, Account: work, Elsewhere: true}, order + mainland, HintMachine},
		{CLI{Endpoint: e, Account: otherFile}, "", HintFile},
		{CLI{Endpoint: e, Account: trap}, "", HintFile},
		{CLI{Endpoint: e, Account: Account{Source: FromCredentials, Profile: "default"}}, "", HintSource},
		{CLI{Endpoint: e, Account: Account{Source: FromMetadata}}, "", HintSource},
		{CLI{Endpoint: e, Account: Account{Source: FromOIDC}}, "", HintSource},
		{CLI{Endpoint: e, Account: Account{Source: FromURI}}, "", HintSource},
	} {
		if got := test.cli.CreateCommand(edgeLab()); got.String() != test.want || got.Hint != test.hint {
			t.Errorf("%+v: got  %s (%s)\nwant %s (%s)", test.cli, got, got.Hint, test.want, test.hint)
		}
	}
	t.Setenv("ALIBABA_CLOUD_IGNORE_PROFILE", "TRUE")
	got := CLI{Endpoint: e, Account: work}.CreateCommand(edgeLab()).String()
	if want := "ALIBABA_CLOUD_IGNORE_PROFILE=FALSE " + order + profile + mainland; got != want {
		t.Errorf("with a variable that ignores profiles: got  %s\nwant %s", got, want)
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

func TestQuote(t *testing.T) {
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

// A shell makes of a quoted text the text.
func FuzzQuote(f *testing.F) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		f.Skip("no POSIX shell here")
	}
	for _, s := range []string{"", "plain", "it's", "a\nb", "-n", "\xff\xfe", `\`, "$(id)`id`\"!*", "'", "''"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "\x00") {
			t.Skip("no argument can hold a NUL")
		}
		out, err := exec.Command(shell, "-c", "printf %s "+quoteWord(s)).CombinedOutput()
		if err != nil || string(out) != s {
			t.Errorf("%q, quoted %s, becomes %q, %v", s, quoteWord(s), out, err)
		}
	})
}
