package client

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"
)

// The variables that name keys, and where those of the tests come from.
const (
	keyVariable    = "ALIBABA_CLOUD_ACCESS_KEY_ID"
	secretVariable = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
	tokenVariable  = "ALIBABA_CLOUD_SECURITY_TOKEN"
	uriVariable    = "ALIBABA_CLOUD_CREDENTIALS_URI"
	configOff      = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"
	metadataOff    = "ALIBABA_CLOUD_ECS_METADATA_DISABLED"
)

// home plants a home directory and the environment's variables, pairs of name and
// value, so that credentials are found there or nowhere. A ~ in a value is the home directory.
// The secret of all keys is their id with "-secret" behind it, the token that with "-token".
func home(t *testing.T, files map[string]string, variables ...string) {
	t.Helper()
	dir := t.TempDir()
	variables = append([]string{"HOME", dir, "USERPROFILE", dir, metadataOff, "true"}, variables...)
	for i := 0; i < len(variables); i += 2 {
		t.Setenv(variables[i], strings.Replace(variables[i+1], "~", dir, 1))
	}
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// environmentKeys are the variables of a key.
func environmentKeys(id string) []string {
	return []string{keyVariable, id, secretVariable, id + "-secret"}
}

// describeFinding says in a line what a place held. The usual path of its file goes without saying.
func describeFinding(f Finding) string {
	text := string(f.Source) + " " + string(f.State)
	for _, part := range append([]string{f.Profile, f.Mode, f.Field}, f.Profiles...) {
		if part != "" {
			text += " " + part
		}
	}
	if f.Line > 0 {
		text += fmt.Sprint(" line ", f.Line)
	}
	if f.Path != "" && f.Path != pathUnderHome(cliConfig) && f.Path != pathUnderHome(credentialsFile) {
		text += " " + f.Path
	}
	return text
}

// find says in a line which keys a chain finds, and what else stands in its places. It
// checks what that means for whether the sandbox is taken, and that no secret is handed
// on: the SDK's errors quote whole files.
func find(t *testing.T, c Chain) string {
	t.Helper()
	keys, f := c.ResolveKeys(t.Context())
	text, looked, local := "", keys.PassedOver, false
	if f == nil {
		a, p := keys.Account, keys.revealParts()
		if p.secret != p.id+"-secret" || p.token != "" && p.token != p.id+"-token" || a.KeyID != maskKeyID(p.id) {
			t.Errorf("%+v are mixed keys of %+v", p, a)
		}
		text = strings.Join(strings.Fields(string(a.Source)+" "+a.Profile+" "+p.id), " ")
		if p.token != "" {
			text += " token"
		}
		if a.OtherFile {
			text += " other-file"
		}
		if a.NoRegion { // without one the aliyun CLI refuses a profile that this program can use
			text += " no-region"
		}
		local = !a.Source.IsRemote()
	} else {
		is(t, f, Unauthenticated, NoCredentials)
		looked = f.Looked
	}
	for _, f := range looked {
		text += "; " + describeFinding(f)
		local = local || !f.Source.IsRemote() && (f.State == GaveNoKeys || f.State == Unclean)
	}
	if all := fmt.Sprintf("%+v %#v %+v", keys, keys, f); strings.Contains(all, "-secret") {
		t.Errorf("a secret is told: %s", all)
	}
	if c.HasLocalKeys() != local {
		t.Errorf("keys on this machine: %v, want %v", !local, local)
	}
	return strings.TrimPrefix(text, "; ")
}

// TestWhereKeysComeFrom: the places are asked in the SDK's order. The profile of the
// flag is used alone, whatever else there is. A key that was copied with a line break is
// nobody's, and names where it stands; other keys are not taken in its place. What stands
// in a place that was passed over is told with the keys of another.
func TestWhereKeysComeFrom(t *testing.T) {
	variable, work := environmentKeys("LTAIvariable0"), []string{"ALIBABA_CLOUD_PROFILE", "work"}
	noConfig, otherConfig := []string{configOff, "TRUE"}, []string{"ALIBABA_CLOUD_CONFIG_FILE", "~/other.json"}
	otherFile := []string{"ALIBABA_CLOUD_CREDENTIALS_FILE", "~/other.ini"}
	ignored := []string{"ALIBABACLOUD_PROFILE", "work", "ALICLOUD_ACCESS_KEY_ID", "x"}
	token := []string{tokenVariable, "LTAIvariable0-token"}
	const ofConfig, ofSection = "config.json default LTAIdefault00", "credentials default LTAIsection00"
	const empty = `{"current":"p","profiles":[{"name":"p","mode":"AK"}]}`
	const unclean = `{"current":"p","profiles":[{"name":"p","mode":"AK","access_key_id":"x","access_key_secret":"s\r"}]}`
	const cut = "{\"current\":\"p\",\n\"profiles\":[{"
	for name, test := range map[string]struct {
		flag, config string // --profile, and a config.json in place of the home directory's
		variables    []string
		want         string
	}{
		"environment":               {"", "", variable, "environment LTAIvariable0"},
		"environment and a token":   {"", "", append(variable, token...), "environment LTAIvariable0 token"},
		"environment and a profile": {"", "", append(variable, work...), "environment LTAIvariable0"},
		"half an environment":       {"", "", variable[:2], ofConfig + "; environment incomplete " + secretVariable},
		"configuration":             {"", "", nil, ofConfig},
		"another profile of it":     {"", "", work, "config.json work STS.work0000 token no-region"},
		"another configuration":     {"", "", otherConfig, "config.json x LTAIother0000 other-file no-region"},
		"credentials":               {"", "", noConfig, ofSection},
		"another section of them":   {"", "", append(noConfig, work...), "credentials work LTAIsection01"},
		"another file of them":      {"", "", append(noConfig, otherFile...), "credentials default LTAIother0000"},

		"the flag":                   {"work", "", variable, "config.json work STS.work0000 token no-region"},
		"the flag of nobody":         {"nobody", "", variable, "config.json no-profile nobody default work"},
		"the flag of what is not on": {"work", "", append(variable, noConfig...), "config.json disabled work " + configOff},

		"an unclean id":      {"", "", environmentKeys("LTAIvariable0\n"), "environment unclean " + keyVariable},
		"an unclean secret":  {"", "", append(variable, secretVariable, " s"), "environment unclean " + secretVariable},
		"an unclean token":   {"", "", append(variable, tokenVariable, "\x1b"), "environment unclean " + tokenVariable},
		"an unclean profile": {"", unclean, nil, "environment absent; config.json unclean p AK access_key_secret"},

		"a cut file":             {"", cut, nil, ofSection + "; config.json malformed line 2"},
		"a cut file, not needed": {"", cut, variable, "environment LTAIvariable0; config.json malformed line 2"},
		"an empty profile":       {"", empty, nil, ofSection + "; config.json incomplete p AK access_key_id"},
		"the CLI's own spelling": {
			"", "", ignored,
			ofConfig + "; environment ignored ALIBABACLOUD_PROFILE; environment ignored ALICLOUD_ACCESS_KEY_ID",
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{cliConfig: test.config}
			for _, name := range []string{cliConfig, credentialsFile, "other.json", "other.ini"} {
				content, err := os.ReadFile("testdata/home/" + name)
				if err != nil {
					t.Fatal(err)
				}
				files[name] = cmp.Or(files[name], string(content))
			}
			home(t, files, test.variables...)
			for _, remote := range []bool{false, true} {
				got := strings.Replace(find(t, Chain{Profile: test.flag, Remote: remote}), "oidc absent; ", "", 1)
				if got != test.want {
					t.Errorf("got  %s\nwant %s", got, test.want)
				}
			}
		})
	}
}

// TestNowhere: each place is named that was looked in, in the order of the SDK.
func TestNowhere(t *testing.T) {
	const files, remote = "config.json absent; credentials absent default", "; ecs-metadata disabled " + metadataOff
	halves := []string{keyVariable, "LTAIvariable0", "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/x"}
	const half, halfOIDC = "environment incomplete " + secretVariable, "oidc incomplete ALIBABA_CLOUD_OIDC_PROVIDER_ARN"
	for _, test := range []struct {
		variables []string
		chain     Chain
		want      string
	}{
		{nil, Chain{}, "environment absent; " + files},
		{nil, Chain{Profile: "x"}, "config.json absent x"},
		{nil, Chain{Remote: true}, "environment absent; oidc absent; " + files + remote + "; credentials-uri absent"},
		{halves, Chain{Remote: true}, half + "; " + halfOIDC + "; " + files + remote + "; credentials-uri absent"},
		{append(halves, "HOME", "", "USERPROFILE", ""), Chain{}, half + "; " + files},
	} {
		home(t, nil, test.variables...)
		if got := find(t, test.chain); got != test.want {
			t.Errorf("%+v: got\n%s, want\n%s", test.chain, got, test.want)
		}
	}
}

// TestRemoteSource: keys are taken from a URI by a chain that may ask other sources than this machine, and by no other.
func TestRemoteSource(t *testing.T) {
	const reply = `{"Code":"Success","AccessKeyId":"STS.remote00","AccessKeySecret":"STS.remote00-secret",` +
		`"SecurityToken":"STS.remote00-token","Expiration":"2999-01-01T00:00:00Z"}`
	unclean := strings.Replace(reply, "00-token", `00\ntoken`, 1)
	const before = "environment absent; oidc absent; config.json absent; credentials absent default; " +
		"ecs-metadata disabled " + metadataOff + "; "
	for _, test := range []struct{ uri, want string }{
		{"http://" + serve(t, answerOnce(formatReply(200, reply))), "credentials-uri STS.remote00 token"},
		{"http://" + serve(t, answerOnce(formatReply(500, reply))), before + "credentials-uri failed"},
		{"http://" + serve(t, answerOnce(formatReply(200, unclean))), before + "credentials-uri unclean SecurityToken"},
		{"http://127.0.0.1:1/\n", before + "credentials-uri unclean " + uriVariable},
	} {
		home(t, nil, uriVariable, test.uri)
		if got := find(t, Chain{Remote: true}); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
		if keys, f := (Chain{}).ResolveKeys(t.Context()); f == nil {
			t.Errorf("asked outside of this machine: %+v", keys.Account)
		}
	}
}

// TestSlowSource: a source that does not answer is waited for no longer than its time, and no
// longer than the user waits.
func TestSlowSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		silent := place{provider: func() (providers.CredentialsProvider, error) { <-end; return nil, io.EOF }}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		for _, test := range []struct {
			source Source
			after  time.Duration // since the start
		}{{FromURI, sourceLimit}, {FromMetadata, 2 * sourceLimit}, {FromOIDC, time.Minute}, {FromURI, time.Minute}} {
			keys, f := silent.askWithin(ctx, Finding{Source: test.source, State: HasKeys})
			if took := time.Since(start); keys.hidden != nil || f.State != Slow || took != test.after {
				t.Errorf("%s: %+v after %v, want %v", test.source, f, took, test.after)
			}
		}
		close(end)
	})
	end := make(chan struct{})
	home(t, nil, uriVariable, "http://"+serve(t, func(net.Conn) { <-end }))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, f := Chain{Remote: true}.ResolveKeys(ctx)
	close(end)
	is(t, f, Unauthenticated, NoCredentials)
	if last := f.Looked[len(f.Looked)-1]; last.Source != FromURI || last.State != Slow {
		t.Errorf("got %+v", f.Looked)
	}
}
