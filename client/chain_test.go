package client

import (
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// home plants a home directory and the environment's variables, pairs of name
// and value, so that credentials are found there or nowhere.
func home(t *testing.T, files map[string]string, variables ...string) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	t.Setenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
	for i := 0; i < len(variables); i += 2 {
		t.Setenv(variables[i], variables[i+1])
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
	return dir
}

const (
	configFile      = ".aliyun/config.json"
	credentialsFile = ".alibabacloud/credentials"
	keyVariable     = "ALIBABA_CLOUD_ACCESS_KEY_ID"
	secretVariable  = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
	tokenVariable   = "ALIBABA_CLOUD_SECURITY_TOKEN"
	profileVariable = "ALIBABA_CLOUD_PROFILE"
)

const twoProfiles = `{"current":"default","profiles":[
	{"name":"default","mode":"AK","access_key_id":"LTAIdefault00","access_key_secret":"default-secret","region_id":"cn-hangzhou"},
	{"name":"work","mode":"StsToken","access_key_id":"STS.work0000","access_key_secret":"work-secret","sts_token":"work-token"}]}`

const twoSections = "[default]\ntype = access_key\naccess_key_id = LTAIsection00\naccess_key_secret = section-secret\n\n" +
	"[work] ; of the office\ntype=access_key\naccess_key_id=LTAIsection01\naccess_key_secret=section-secret-2\n"

// found checks whose keys a chain gives.
func found(t *testing.T, c Chain, want Account, p parts) {
	t.Helper()
	keys, f := c.Resolve(t.Context())
	if f != nil {
		t.Fatalf("%v: %+v", f, f.Looked)
	}
	want.KeyID, want.Owner = mask(p.id), keys.Account.Owner
	if keys.Account != want || keys.parts() != p {
		t.Errorf("got %+v of %+v, want %+v of %+v", keys.parts(), keys.Account, p, want)
	}
	if !c.Remote && !c.Local() {
		t.Error("found, but not on this machine")
	}
}

// missed checks where a chain looked in vain. Paths are below the home directory.
func missed(t *testing.T, c Chain, dir string, want ...Finding) {
	t.Helper()
	keys, f := c.Resolve(t.Context())
	if f == nil {
		t.Fatalf("got keys %v of %+v", keys, keys.Account)
	}
	is(t, f, Unauthenticated, NoCredentials)
	for i := range want {
		if want[i].Path != "" && !filepath.IsAbs(want[i].Path) {
			want[i].Path = filepath.Join(dir, want[i].Path)
		}
	}
	if !slices.Equal(f.Looked, want) {
		t.Errorf("looked\n%+v, want\n%+v", f.Looked, want)
	}
}

func TestEnvironmentComesFirst(t *testing.T) {
	home(t, map[string]string{configFile: twoProfiles, credentialsFile: twoSections}, keyVariable, "LTAIvariable0", secretVariable, "variable-secret")
	found(t, Chain{}, Account{Source: FromEnvironment}, parts{"LTAIvariable0", "variable-secret", ""})
	found(t, Chain{Remote: true}, Account{Source: FromEnvironment}, parts{"LTAIvariable0", "variable-secret", ""})
	t.Setenv(tokenVariable, "variable-token")
	found(t, Chain{}, Account{Source: FromEnvironment}, parts{"LTAIvariable0", "variable-secret", "variable-token"})
	t.Setenv(profileVariable, "work")
	found(t, Chain{}, Account{Source: FromEnvironment}, parts{"LTAIvariable0", "variable-secret", "variable-token"})
	t.Setenv(secretVariable, "")
	found(t, Chain{}, Account{Profile: "work", Source: FromConfigFile}, parts{"STS.work0000", "work-secret", "work-token"})
}

func TestConfigFileComesNext(t *testing.T) {
	dir := home(t, map[string]string{configFile: twoProfiles, credentialsFile: twoSections, "other.json": `{"current":"x","profiles":[
		{"name":"x","mode":"AK","access_key_id":"LTAIother0000","access_key_secret":"other-secret"}]}`})
	found(t, Chain{}, Account{Profile: "default", Source: FromConfigFile}, parts{"LTAIdefault00", "default-secret", ""})
	found(t, Chain{Remote: true}, Account{Profile: "default", Source: FromConfigFile}, parts{"LTAIdefault00", "default-secret", ""})
	t.Setenv(profileVariable, "work")
	found(t, Chain{}, Account{Profile: "work", Source: FromConfigFile}, parts{"STS.work0000", "work-secret", "work-token"})
	t.Setenv(profileVariable, "")
	t.Setenv("ALIBABA_CLOUD_CONFIG_FILE", filepath.Join(dir, "other.json"))
	found(t, Chain{}, Account{Profile: "x", Source: FromConfigFile}, parts{"LTAIother0000", "other-secret", ""})
}

func TestCredentialsFileComesLast(t *testing.T) {
	dir := home(t, map[string]string{configFile: twoProfiles, credentialsFile: twoSections, "other.ini": "[default]\ntype: access_key\naccess_key_id: LTAIother0000\naccess_key_secret: other-secret"},
		"ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "TRUE")
	found(t, Chain{}, Account{Profile: "default", Source: FromCredentials}, parts{"LTAIsection00", "section-secret", ""})
	t.Setenv(profileVariable, "work")
	found(t, Chain{}, Account{Profile: "work", Source: FromCredentials}, parts{"LTAIsection01", "section-secret-2", ""})
	t.Setenv(profileVariable, "")
	t.Setenv("ALIBABA_CLOUD_CREDENTIALS_FILE", filepath.Join(dir, "other.ini"))
	found(t, Chain{}, Account{Profile: "default", Source: FromCredentials}, parts{"LTAIother0000", "other-secret", ""})
}

// The profile of the flag is used alone, whatever else there is.
func TestNamedProfileIsUsedAlone(t *testing.T) {
	dir := home(t, map[string]string{configFile: twoProfiles, credentialsFile: twoSections},
		keyVariable, "LTAIvariable0", secretVariable, "variable-secret", tokenVariable, "variable-token", profileVariable, "default")
	found(t, Chain{Profile: "work"}, Account{Profile: "work", Source: FromConfigFile}, parts{"STS.work0000", "work-secret", "work-token"})
	found(t, Chain{Profile: "work", Remote: true}, Account{Profile: "work", Source: FromConfigFile}, parts{"STS.work0000", "work-secret", "work-token"})
	missed(t, Chain{Profile: "nobody", Remote: true}, dir, Finding{FromConfigFile, NoProfile, "nobody", configFile})
	t.Setenv("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")
	missed(t, Chain{Profile: "work"}, dir, Finding{FromConfigFile, Absent, "work", ""})
}

// TestNamed: the profile that a command names is the one whose keys are used.
func TestNamed(t *testing.T) {
	named := func(c Chain, want string) {
		t.Helper()
		if got := c.Named(); got != want {
			t.Errorf("%+v names %q, want %q", c, got, want)
		}
	}
	home(t, map[string]string{configFile: twoProfiles})
	named(Chain{}, "") // the current one, which the CLI takes by itself
	t.Setenv(profileVariable, "work")
	named(Chain{}, "work")
	named(Chain{Remote: true}, "work")
	named(Chain{Profile: "default"}, "default")
	t.Setenv(keyVariable, "LTAIvariable0")
	named(Chain{}, "work") // half a key is none
	t.Setenv(secretVariable, "variable-secret")
	named(Chain{}, "")
	named(Chain{Profile: "default"}, "default")
	t.Setenv(keyVariable, "")
	for _, name := range []string{"ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE"} {
		t.Setenv(name, "x")
	}
	named(Chain{}, "work")
	named(Chain{Remote: true}, "")
}

func TestNowhere(t *testing.T) {
	dir := home(t, nil)
	local := []Finding{
		{FromEnvironment, Absent, "", ""}, {FromConfigFile, Absent, "", configFile}, {FromCredentials, Absent, "default", credentialsFile},
	}
	missed(t, Chain{}, dir, local...)
	if (Chain{}).Local() || (Chain{Remote: true}).Local() || (Chain{Profile: "x"}).Local() {
		t.Error("credentials on this machine, but where?")
	}
	missed(t, Chain{Remote: true}, dir, local[0], Finding{FromOIDC, Absent, "", ""}, local[1], local[2],
		Finding{FromMetadata, Absent, "", ""}, Finding{FromURI, Absent, "", ""})

	t.Setenv(keyVariable, "LTAIvariable0")
	t.Setenv("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/x")
	missed(t, Chain{Remote: true}, dir, Finding{FromEnvironment, Broken, "", ""}, Finding{FromOIDC, Broken, "", ""}, local[1], local[2],
		Finding{FromMetadata, Absent, "", ""}, Finding{FromURI, Absent, "", ""})
	t.Setenv("HOME", "")
	t.Setenv("USERPROFILE", "")
	missed(t, Chain{}, dir, Finding{FromEnvironment, Broken, "", ""}, Finding{FromConfigFile, Absent, "", ""}, Finding{FromCredentials, Absent, "default", ""})
}

func TestRemoteSource(t *testing.T) {
	const reply = `{"Code":"Success","AccessKeyId":"STS.remote00","AccessKeySecret":"remote-secret","SecurityToken":"remote-token","Expiration":"2999-01-01T00:00:00Z"}`
	dir := home(t, nil, "ALIBABA_CLOUD_CREDENTIALS_URI", "http://"+serve(t, answer(replying(200, reply))))
	found(t, Chain{Remote: true}, Account{Source: FromURI}, parts{"STS.remote00", "remote-secret", "remote-token"})
	if (Chain{Remote: true}).Local() {
		t.Error("what has to be asked is not on this machine")
	}
	missed(t, Chain{}, dir, Finding{FromEnvironment, Absent, "", ""}, Finding{FromConfigFile, Absent, "", configFile}, Finding{FromCredentials, Absent, "default", credentialsFile})

	t.Setenv("ALIBABA_CLOUD_CREDENTIALS_URI", "http://"+serve(t, answer(replying(500, reply))))
	_, f := Chain{Remote: true}.Resolve(t.Context())
	if f == nil || f.Looked[len(f.Looked)-1] != (Finding{FromURI, Failed, "", ""}) {
		t.Errorf("asked in vain: %+v", f)
	}
}

// A source that does not answer is waited for no longer than the user waits.
func TestSlowSource(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	end, ended := make(chan struct{}), make(chan struct{})
	home(t, nil, "ALIBABA_CLOUD_CREDENTIALS_URI", "http://"+serve(t, func(c net.Conn) {
		cancel()
		<-end
		_, _ = io.WriteString(c, replying(500, ""))
		close(ended)
	}))
	_, f := Chain{Remote: true}.Resolve(ctx)
	if f == nil || f.Kind != Unauthenticated || f.Cause != NoCredentials || !slices.Equal(f.Looked, []Finding{{State: Slow}}) {
		t.Errorf("got %+v", f)
	}
	close(end)
	<-ended
}
