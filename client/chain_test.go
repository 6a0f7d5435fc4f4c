package client

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// The variables that name keys, and where those of the tests come from.
const (
	keyVariable     = "ALIBABA_CLOUD_ACCESS_KEY_ID"
	secretVariable  = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
	tokenVariable   = "ALIBABA_CLOUD_SECURITY_TOKEN"
	profileVariable = "ALIBABA_CLOUD_PROFILE"
	uriVariable     = "ALIBABA_CLOUD_CREDENTIALS_URI"
	configOff       = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"
	metadataOff     = "ALIBABA_CLOUD_ECS_METADATA_DISABLED"
)

// The secret of all keys is their id with "-secret" behind it, the token that with
// "-token" behind it.
const (
	twoProfiles = `{"current":"default","profiles":[
	{"name":"default","mode":"AK","access_key_id":"LTAIdefault00","access_key_secret":"LTAIdefault00-secret",
	 "region_id":"cn-hangzhou"},
	{"name":"work","mode":"StsToken","access_key_id":"STS.work0000","access_key_secret":"STS.work0000-secret",
	 "sts_token":"STS.work0000-token"}]}`
	otherProfile = `{"current":"x","profiles":[
	{"name":"x","mode":"AK","access_key_id":"LTAIother0000","access_key_secret":"LTAIother0000-secret"}]}`
	sectionKeys = "access_key_id = LTAIsection00\naccess_key_secret = LTAIsection00-secret\n"
	twoSections = "[default]\ntype = access_key\n" + sectionKeys + "\n" +
		"[work] ; of the office\ntype=access_key\naccess_key_id=LTAIsection01\naccess_key_secret=LTAIsection01-secret\n"
	otherSection = "[default]\ntype: access_key\naccess_key_id: LTAIother0000\naccess_key_secret: LTAIother0000-secret"
)

// home plants a home directory and the environment's variables, pairs of name and
// value, so that credentials are found there or nowhere. A ~ in a value is the home directory.
func home(t *testing.T, files map[string]string, variables ...string) string {
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
	return dir
}

// everyFile gives files with keys for all places, and the names of two that only variables name.
func everyFile() map[string]string {
	return map[string]string{
		cliConfig: twoProfiles, credentialsFile: twoSections, "other.json": otherProfile, "other.ini": otherSection,
	}
}

// environmentKeys are the variables of a key.
func environmentKeys(id string) []string {
	return []string{keyVariable, id, secretVariable, id + "-secret"}
}

// found checks that a chain gives the key of an id, which is of such an account.
func found(t *testing.T, c Chain, want Account, id, token string) {
	t.Helper()
	keys, f := c.ResolveKeys(t.Context())
	if f != nil {
		t.Fatalf("%v: %+v", f, f.Looked)
	}
	want.KeyID, want.Owner, want.NoRegion = maskKeyID(id), keys.Account.Owner, keys.Account.NoRegion
	if p := (parts{id, id + "-secret", token}); keys.Account != want || keys.revealParts() != p {
		t.Errorf("got %+v of %+v, want %+v of %+v", keys.revealParts(), keys.Account, p, want)
	}
	if !c.Remote && !c.HasLocalKeys() {
		t.Error("found, but not on this machine")
	}
}

// missed checks where a chain looked in vain. The usual path and profile of a place
// go without saying.
func missed(t *testing.T, c Chain, want ...Finding) {
	t.Helper()
	keys, f := c.ResolveKeys(t.Context())
	if f == nil {
		t.Fatalf("got keys %v of %+v", keys, keys.Account)
	}
	is(t, f, Unauthenticated, NoCredentials)
	for i := range f.Looked {
		looked := &f.Looked[i]
		looked.NoRegion = false // nobody asks for it without keys
		switch {
		case looked.Source == FromConfigFile && looked.Path == underHome(cliConfig):
			looked.Path = ""
		case looked.Source == FromCredentials && looked.Path == underHome(credentialsFile):
			looked.Path = ""
		}
		if looked.Source == FromCredentials && looked.Profile == "default" {
			looked.Profile = ""
		}
	}
	if !reflect.DeepEqual(f.Looked, want) {
		t.Errorf("looked\n%+v, want\n%+v", f.Looked, want)
	}
}

func absent(s Source) Finding { return Finding{Source: s, State: Absent} }

// TestWhereKeysComeFrom: the places are asked in the SDK's order. The profile of the
// flag is used alone, whatever else there is.
func TestWhereKeysComeFrom(t *testing.T) {
	variable, work := environmentKeys("LTAIvariable0"), []string{profileVariable, "work"}
	noConfig, otherConfig := []string{configOff, "TRUE"}, []string{"ALIBABA_CLOUD_CONFIG_FILE", "~/other.json"}
	otherFile := []string{"ALIBABA_CLOUD_CREDENTIALS_FILE", "~/other.ini"}
	for name, test := range map[string]struct {
		flag      string // --profile
		variables []string
		source    Source
		profile   string
		id, token string
	}{
		"environment":                {"", variable, FromEnvironment, "", "LTAIvariable0", ""},
		"environment, with a token":  {"", append(variable, tokenVariable, "t"), FromEnvironment, "", "LTAIvariable0", "t"},
		"environment and a profile":  {"", append(variable, work...), FromEnvironment, "", "LTAIvariable0", ""},
		"half an environment":        {"", variable[:2], FromConfigFile, "default", "LTAIdefault00", ""},
		"configuration":              {"", nil, FromConfigFile, "default", "LTAIdefault00", ""},
		"another profile of it":      {"", work, FromConfigFile, "work", "STS.work0000", "STS.work0000-token"},
		"another configuration":      {"", otherConfig, FromConfigFile, "x", "LTAIother0000", ""},
		"credentials":                {"", noConfig, FromCredentials, "default", "LTAIsection00", ""},
		"another section of them":    {"", append(noConfig, work...), FromCredentials, "work", "LTAIsection01", ""},
		"another file of them":       {"", append(noConfig, otherFile...), FromCredentials, "default", "LTAIother0000", ""},
		"the flag, whatever else is": {"work", variable, FromConfigFile, "work", "STS.work0000", "STS.work0000-token"},
	} {
		t.Run(name, func(t *testing.T) {
			home(t, everyFile(), test.variables...)
			account := Account{Profile: test.profile, Source: test.source, OtherFile: name == "another configuration"}
			for _, remote := range []bool{false, true} {
				found(t, Chain{Profile: test.flag, Remote: remote}, account, test.id, test.token)
			}
		})
	}
}

func TestNamedProfileIsMissed(t *testing.T) {
	home(t, everyFile(), environmentKeys("LTAIvariable0")...)
	missed(t, Chain{Profile: "nobody", Remote: true}, Finding{
		Source: FromConfigFile, State: NoProfile, Profile: "nobody", Profiles: []string{"default", "work"}})
	t.Setenv(configOff, "true")
	missed(t, Chain{Profile: "work"}, Finding{Source: FromConfigFile, State: Disabled, Profile: "work", Field: configOff})
}

func TestNowhere(t *testing.T) {
	home(t, nil)
	noMetadata := Finding{Source: FromMetadata, State: Disabled, Field: metadataOff}
	missed(t, Chain{}, absent(FromEnvironment), absent(FromConfigFile), absent(FromCredentials))
	if (Chain{}).HasLocalKeys() || (Chain{Remote: true}).HasLocalKeys() || (Chain{Profile: "x"}).HasLocalKeys() {
		t.Error("credentials on this machine, but where?")
	}
	missed(t, Chain{Remote: true}, absent(FromEnvironment), absent(FromOIDC),
		absent(FromConfigFile), absent(FromCredentials), noMetadata, absent(FromURI))

	t.Setenv(keyVariable, "LTAIvariable0")
	t.Setenv("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/x")
	half := Finding{Source: FromEnvironment, State: Incomplete, Field: secretVariable}
	halfOIDC := Finding{Source: FromOIDC, State: Incomplete, Field: "ALIBABA_CLOUD_OIDC_PROVIDER_ARN"}
	missed(t, Chain{Remote: true}, half, halfOIDC,
		absent(FromConfigFile), absent(FromCredentials), noMetadata, absent(FromURI))
	t.Setenv("HOME", "")
	t.Setenv("USERPROFILE", "")
	missed(t, Chain{}, half, absent(FromConfigFile), absent(FromCredentials))
}

// remoteReply is what a credentials URI answers.
func remoteReply(token string) string {
	const id = "STS.remote00"
	return fmt.Sprintf(`{"Code":"Success","AccessKeyId":%q,"AccessKeySecret":%q,"SecurityToken":%q,"Expiration":%q}`,
		id, id+"-secret", token, "2999-01-01T00:00:00Z")
}

func TestRemoteSource(t *testing.T) {
	home(t, nil, uriVariable, "http://"+serve(t, answer(replying(200, remoteReply("token")))))
	found(t, Chain{Remote: true}, Account{Source: FromURI}, "STS.remote00", "token")
	if (Chain{Remote: true}).HasLocalKeys() {
		t.Error("what has to be asked is not on this machine")
	}
	missed(t, Chain{}, absent(FromEnvironment), absent(FromConfigFile), absent(FromCredentials))

	t.Setenv(uriVariable, "http://"+serve(t, answer(replying(500, remoteReply("token")))))
	_, f := Chain{Remote: true}.ResolveKeys(t.Context())
	if f == nil || f.Looked[len(f.Looked)-1].State != Failed {
		t.Errorf("asked in vain: %+v", f)
	}
}

// A source that does not answer is waited for no longer than its time, and no
// longer than the user waits.
func TestSlowSource(t *testing.T) {
	for name, start := range map[string]string{
		"silent":    "",
		"switching": "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
		"trickling": "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{",
		"hints":     "HTTP/1.1 103 Early Hints\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			end := make(chan struct{})
			home(t, nil, uriVariable, "http://"+serve(t, func(c net.Conn) {
				_, _ = readRequest(c)
				_, _ = io.WriteString(c, start)
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
	home(t, everyFile())
	for profile, want := range map[string]bool{"default": false, "work": true} {
		keys, f := Chain{Profile: profile}.ResolveKeys(t.Context())
		if f != nil || keys.Account.NoRegion != want {
			t.Errorf("%s: %+v, %v", profile, keys.Account, f)
		}
	}
}

// Through a proxy, the metadata address is another machine's.
func TestMetadataIsAskedDirectly(t *testing.T) {
	t.Parallel()
	if _, ok := http.DefaultTransport.(*http.Transport); !ok {
		t.Fatal("the SDK clones another transport")
	}
	choose := exceptMetadata(func(*http.Request) (*url.URL, error) { return &url.URL{Host: "proxy"}, nil })
	for address, proxied := range map[string]bool{
		"http://100.100.100.200/latest/": false, "http://100.100.100.200:80/": false, "http://sts.aliyuncs.com/": true,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if proxy, err := choose(r); err != nil || (proxy != nil) != proxied {
			t.Errorf("%s: %v, %v", address, proxy, err)
		}
	}
}
