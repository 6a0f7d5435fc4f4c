package client

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCommandAsTheContractWritesIt(t *testing.T) {
	t.Parallel()
	const order = `aliyun ens CreateEpnInstance --EPNInstanceType EdgeToEdge --EPNInstanceName 'edge lab'` +
		` --InternetChargeType BandwidthByDay --NetworkingModel SpeedUp --InternetMaxBandwidthOut 10`
	for _, test := range []struct {
		profile string
		e       Endpoint
		want    string
	}{
		{"", Endpoint{}, order},
		{"", Endpoint{"https", MainlandEndpoint}, order},
		{"work", Endpoint{"https", MainlandEndpoint}, order + " --profile work"},
		{"", Endpoint{"https", InternationalEndpoint}, order + " --endpoint ens.ap-southeast-1.aliyuncs.com"},
		{"", Endpoint{"https", "127.0.0.1:8421"}, order + " --endpoint 127.0.0.1:8421"},
		{"my work", Endpoint{"http", "[::1]:8420"}, order + " --profile 'my work' --endpoint '[::1]:8420' --insecure"},
	} {
		if got := edgeLab().Command(test.profile, test.e); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// TestFollowUp: the same account and service as the order, and nothing that a
// shell takes for more than an id.
func TestFollowUp(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		id, profile string
		e           Endpoint
		want        string
	}{
		{"epn-1", "", Endpoint{}, "aliyun ens StartEpnInstance --EPNInstanceId epn-1"},
		{"epn-1", "", Endpoint{"https", MainlandEndpoint}, "aliyun ens StartEpnInstance --EPNInstanceId epn-1"},
		{"epn-1", "my work", Endpoint{"https", InternationalEndpoint}, "aliyun ens StartEpnInstance --EPNInstanceId epn-1 --profile 'my work' --endpoint ens.ap-southeast-1.aliyuncs.com"},
		{"epn-1", "", Endpoint{"http", "127.0.0.1:8420"}, "aliyun ens StartEpnInstance --EPNInstanceId epn-1 --endpoint 127.0.0.1:8420 --insecure"},
		{"epn;id", "", Endpoint{}, "aliyun ens StartEpnInstance --EPNInstanceId 'epn;id'"},
		{"--force", "", Endpoint{}, "aliyun ens StartEpnInstance --EPNInstanceId=--force"},
	} {
		if got := FollowUp("aliyun ens StartEpnInstance --EPNInstanceId %s", test.id, test.profile, test.e); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// Not parallel: a process forked by another test while the stub is being
// written would keep it from being run.
func TestCommandReachesTheProgramWhole(t *testing.T) {
	shell := findShell(t)
	dir := t.TempDir()
	stub := "#!/bin/sh\nfor a; do printf '%s\\0' \"$a\"; done\n"
	if err := os.WriteFile(filepath.Join(dir, "aliyun"), []byte(stub), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"edge lab", "plain", "it's", "''", `"double"`, `'\''`, `back\slash\`, "$HOME ${HOME} $(id) $((1+1))", "`id`",
		"a;b&c|d>e<f", "*?[a-z]~", "~root", "#comment", "!history", "{a,b}", "a=b", "边缘 网络", "é\u0301", "😀",
		"-x", "--profile", "--", "-x:y=z", "a\nb", "tab\there", "trailing ", "%s %n",
	} {
		o := edgeLab()
		o.EPNInstanceName = text
		cmd := exec.Command(shell, "-c", o.Command(text, Endpoint{"http", "127.0.0.1:8420"}))
		cmd.Env = []string{"PATH=" + dir, "HOME=/nowhere"}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%q: %v: %s", text, err, out)
		}
		want := slices.Concat(
			[]string{"ens", "CreateEpnInstance", "--EPNInstanceType", "EdgeToEdge"},
			option("--EPNInstanceName", text),
			[]string{"--InternetChargeType", "BandwidthByDay", "--NetworkingModel", "SpeedUp", "--InternetMaxBandwidthOut", "10"},
			option("--profile", text),
			[]string{"--endpoint", "127.0.0.1:8420", "--insecure"},
		)
		if got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// option is how the aliyun CLI takes a value: one that starts with a dash, in
// a word of its own, is an option to it.
func option(name, value string) []string {
	if strings.HasPrefix(value, "-") {
		return []string{name + "=" + value}
	}
	return []string{name, value}
}

func findShell(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no POSIX shell here")
	}
	return path
}

// A shell makes of a quoted text the text.
func FuzzQuote(f *testing.F) {
	shell := findShell(f)
	for _, s := range []string{"", "plain", "it's", "a\nb", "-n", "\xff\xfe", `\`, "$(id)`id`\"!*", "'", "''"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "\x00") {
			t.Skip("no argument can hold a NUL")
		}
		out, err := exec.Command(shell, "-c", "printf %s "+quote(s)).CombinedOutput()
		if err != nil || string(out) != s {
			t.Errorf("%q, quoted %s, becomes %q, %v", s, quote(s), out, err)
		}
	})
}
