package client

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"
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
	configFile      = cliConfig
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
	keys, f := c.ResolveKeys(t.Context())
	if f != nil {
		t.Fatalf("%v: %+v", f, f.Looked)
	}
	want.KeyID, want.Owner, want.NoRegion = maskKeyID(p.id), keys.Account.Owner, keys.Account.NoRegion
	if keys.Account != want || keys.revealParts() != p {
		t.Errorf("got %+v of %+v, want %+v of %+v", keys.revealParts(), keys.Account, p, want)
	}
	if !c.Remote && !c.HasLocalKeys() {
		t.Error("found, but not on this machine")
	}
}

// missed checks where a chain looked in vain. Paths are below the home directory.
func missed(t *testing.T, c Chain, dir string, want ...Finding) {
	t.Helper()
	keys, f := c.ResolveKeys(t.Context())
	if f == nil {
		t.Fatalf("got keys %v of %+v", keys, keys.Account)
	}
	is(t, f, Unauthenticated, NoCredentials)
	for i := range f.Looked {
		f.Looked[i].NoRegion = false // nobody asks for it without keys
	}
	for i := range want {
		if want[i].Path != "" && !filepath.IsAbs(want[i].Path) {
			want[i].Path = filepath.Join(dir, want[i].Path)
		}
	}
	if !reflect.DeepEqual(f.Looked, want) {
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
	found(t, Chain{}, Account{Profile: "x", Source: FromConfigFile, OtherFile: true}, parts{"LTAIother0000", "other-secret", ""})
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
	missed(t, Chain{Profile: "nobody", Remote: true}, dir, Finding{
		Source: FromConfigFile, State: NoProfile, Profile: "nobody", Path: configFile, Profiles: []string{"default", "work"}})
	t.Setenv("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")
	missed(t, Chain{Profile: "work"}, dir, Finding{Source: FromConfigFile, State: Disabled, Profile: "work", Field: "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"})
}

func TestNowhere(t *testing.T) {
	dir := home(t, nil)
	local := []Finding{
		{Source: FromEnvironment, State: Absent}, {Source: FromConfigFile, State: Absent, Path: configFile}, {Source: FromCredentials, State: Absent, Profile: "default", Path: credentialsFile},
	}
	missed(t, Chain{}, dir, local...)
	if (Chain{}).HasLocalKeys() || (Chain{Remote: true}).HasLocalKeys() || (Chain{Profile: "x"}).HasLocalKeys() {
		t.Error("credentials on this machine, but where?")
	}
	missed(t, Chain{Remote: true}, dir, local[0], Finding{Source: FromOIDC, State: Absent}, local[1], local[2],
		Finding{Source: FromMetadata, State: Disabled, Field: "ALIBABA_CLOUD_ECS_METADATA_DISABLED"}, Finding{Source: FromURI, State: Absent})

	t.Setenv(keyVariable, "LTAIvariable0")
	t.Setenv("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/x")
	half := Finding{Source: FromEnvironment, State: Incomplete, Field: secretVariable}
	missed(t, Chain{Remote: true}, dir, half, Finding{Source: FromOIDC, State: Incomplete, Field: "ALIBABA_CLOUD_OIDC_PROVIDER_ARN"}, local[1], local[2],
		Finding{Source: FromMetadata, State: Disabled, Field: "ALIBABA_CLOUD_ECS_METADATA_DISABLED"}, Finding{Source: FromURI, State: Absent})
	t.Setenv("HOME", "")
	t.Setenv("USERPROFILE", "")
	missed(t, Chain{}, dir, half, Finding{Source: FromConfigFile, State: Absent}, Finding{Source: FromCredentials, State: Absent, Profile: "default"})
}

func TestRemoteSource(t *testing.T) {
	const reply = `{"Code":"Success","AccessKeyId":"STS.remote00","AccessKeySecret":"remote-secret","SecurityToken":"remote-token","Expiration":"2999-01-01T00:00:00Z"}`
	dir := home(t, nil, "ALIBABA_CLOUD_CREDENTIALS_URI", "http://"+serve(t, answer(replying(200, reply))))
	found(t, Chain{Remote: true}, Account{Source: FromURI}, parts{"STS.remote00", "remote-secret", "remote-token"})
	if (Chain{Remote: true}).HasLocalKeys() {
		t.Error("what has to be asked is not on this machine")
	}
	missed(t, Chain{}, dir, Finding{Source: FromEnvironment, State: Absent}, Finding{Source: FromConfigFile, State: Absent, Path: configFile}, Finding{Source: FromCredentials, State: Absent, Profile: "default", Path: credentialsFile})

	t.Setenv("ALIBABA_CLOUD_CREDENTIALS_URI", "http://"+serve(t, answer(replying(500, reply))))
	_, f := Chain{Remote: true}.ResolveKeys(t.Context())
	if f == nil || f.Looked[len(f.Looked)-1].State != Failed {
		t.Errorf("asked in vain: %+v", f)
	}
}

// A source that does not answer is waited for no longer than its time, and no
// longer than the user waits.
func TestSlowSource(t *testing.T) {
	for name, speak := range map[string]func(net.Conn){
		"silent": func(net.Conn) {},
		"switching": func(c net.Conn) {
			_, _ = io.WriteString(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
		},
		"trickling": func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{") },
		"hints":     func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 103 Early Hints\r\n\r\n") },
	} {
		t.Run(name, func(t *testing.T) {
			end := make(chan struct{})
			home(t, nil, "ALIBABA_CLOUD_CREDENTIALS_URI", "http://"+serve(t, func(c net.Conn) {
				_, _ = readRequest(c)
				speak(c)
				<-end
			}))
			defer close(end) // before the server waits for its handlers
			cancelled, cancel := context.WithCancel(t.Context())
			cancel()
			for _, try := range []struct {
				ctx   context.Context
				chain Chain
			}{{t.Context(), Chain{Remote: true, patience: 50 * time.Millisecond}}, {cancelled, Chain{Remote: true}}} {
				_, f := try.chain.ResolveKeys(try.ctx)
				is(t, f, Unauthenticated, NoCredentials)
				if last := f.Looked[len(f.Looked)-1]; last.Source != FromURI || last.State != Slow {
					t.Errorf("got %+v", f.Looked)
				}
			}
		})
	}
}

// TestNoRegion: without a region the aliyun CLI refuses a profile that this
// program can use.
func TestNoRegion(t *testing.T) {
	home(t, map[string]string{configFile: twoProfiles})
	for profile, want := range map[string]bool{"default": false, "work": true} {
		keys, f := Chain{Profile: profile}.ResolveKeys(t.Context())
		if f != nil || keys.Account.NoRegion != want {
			t.Errorf("%s: %+v, %v", profile, keys.Account, f)
		}
	}
}

// A key that was copied with a line break is nobody's, and names where it
// stands; other keys are not taken in its place.
func TestUncleanKeys(t *testing.T) {
	ini := func(fields string) map[string]string {
		return map[string]string{credentialsFile: "[default]\n" + fields}
	}
	config := func(fields string) map[string]string {
		return map[string]string{configFile: `{"current":"p","profiles":[{"name":"p",` + fields + `}]}`, credentialsFile: twoSections}
	}
	const reply = `{"AccessKeyId":"STS.remote00","AccessKeySecret":"remote-secret","SecurityToken":"remote\ntoken","Expiration":"2999-01-01T00:00:00Z"}`
	for name, test := range map[string]struct {
		files     map[string]string
		variables []string
		source    Source
		field     string
	}{
		"key":     {config(`"mode":"AK"`), []string{keyVariable, "LTAIvariable0\n", secretVariable, "s"}, FromEnvironment, keyVariable},
		"secret":  {nil, []string{keyVariable, "LTAIvariable0", secretVariable, " s"}, FromEnvironment, secretVariable},
		"token":   {nil, []string{keyVariable, "LTAIvariable0", secretVariable, "s", tokenVariable, "a\x1bb"}, FromEnvironment, tokenVariable},
		"profile": {config(`"mode":"AK","access_key_id":"LTAIprofile00","access_key_secret":"s\r"`), nil, FromConfigFile, "access_key_secret"},
		"role":    {config(`"mode":"RamRoleArn","access_key_id":"LTAIprofile00","access_key_secret":"s","ram_role_arn":"acs:ram::1:role/x\n"`), nil, FromConfigFile, "ram_role_arn"},
		"quoted":  {ini("type = access_key\naccess_key_id = LTAIsection00\naccess_key_secret = \"s \"\n"), nil, FromCredentials, "access_key_secret"},
		"remote":  {nil, []string{"ALIBABA_CLOUD_CREDENTIALS_URI", "http://" + serve(t, answer(replying(200, reply)))}, FromURI, "SecurityToken"},
		"address": {nil, []string{"ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:1/\n"}, FromURI, "ALIBABA_CLOUD_CREDENTIALS_URI"},
	} {
		t.Run(name, func(t *testing.T) {
			home(t, test.files, test.variables...)
			_, f := Chain{Remote: true}.ResolveKeys(t.Context())
			is(t, f, Unauthenticated, NoCredentials)
			last := f.Looked[len(f.Looked)-1]
			if last.State != Unclean || last.Source != test.source || last.Field != test.field {
				t.Errorf("found %+v", f.Looked)
			}
			if !test.source.IsRemote() && !(Chain{}).HasLocalKeys() {
				t.Error("it counts as nothing, so that the sandbox would be taken")
			}
		})
	}
}

// What stands in a place that was passed over is told with the keys of another.
func TestPassedOver(t *testing.T) {
	whole := map[string]string{configFile: twoProfiles, credentialsFile: twoSections}
	for name, test := range map[string]struct {
		files     map[string]string
		variables []string
		from      Source
		want      []State
	}{
		"nothing":                {whole, nil, FromConfigFile, nil},
		"half an environment":    {whole, []string{keyVariable, "LTAIvariable0"}, FromConfigFile, []State{Incomplete}},
		"a cut file":             {map[string]string{configFile: twoProfiles[:60], credentialsFile: twoSections}, nil, FromCredentials, []State{Malformed}},
		"a cut file, not needed": {map[string]string{configFile: twoProfiles[:60]}, []string{keyVariable, "LTAIvariable0", secretVariable, "s"}, FromEnvironment, []State{Malformed}},
		"the CLI's own spelling": {whole, []string{"ALIBABACLOUD_PROFILE", "work", "ALICLOUD_ACCESS_KEY_ID", "x"}, FromConfigFile, []State{Ignored, Ignored}},
		"an empty profile":       {map[string]string{configFile: `{"current":"p","profiles":[{"name":"p","mode":"AK"}]}`, credentialsFile: twoSections}, nil, FromCredentials, []State{Incomplete}},
	} {
		t.Run(name, func(t *testing.T) {
			home(t, test.files, test.variables...)
			keys, f := Chain{}.ResolveKeys(t.Context())
			if f != nil || keys.Account.Source != test.from {
				t.Fatalf("got %v of %+v, %+v", keys, keys.Account, f)
			}
			var states []State
			for _, found := range keys.PassedOver {
				states = append(states, found.State)
			}
			if !slices.Equal(states, test.want) {
				t.Errorf("passed over %+v", keys.PassedOver)
			}
		})
	}
}

// Through a proxy, the metadata address is another machine's.
func TestMetadataIsAskedDirectly(t *testing.T) {
	t.Parallel()
	transport, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		t.Fatal("the SDK clones another transport")
	}
	asked := false
	transport = transport.Clone()
	transport.Proxy = exceptMetadata(func(*http.Request) (*url.URL, error) { asked = true; return &url.URL{Host: "proxy"}, nil })
	for address, proxied := range map[string]bool{"http://100.100.100.200/latest/": false, "http://100.100.100.200:80/": false, "http://sts.aliyuncs.com/": true} {
		asked = false
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		proxy, err := transport.Proxy(r)
		if err != nil || asked != proxied || (proxy != nil) != proxied {
			t.Errorf("%s: %v, %v", address, proxy, err)
		}
	}
}
