package client

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever stands in a profile, no part of the environment's keys gets into it,
// and what it lacks is named.
func TestStateOfConfigFile(t *testing.T) {
	profile := func(fields string) string { return `{"current":"p","profiles":[{"name":"p",` + fields + `}]}` }
	const full = `"access_key_id":"LTAIprofile00","access_key_secret":"profile-secret"`
	const role = `"mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":`
	const sso = `"mode":"CloudSSO","cloud_sso_sign_in_url":"https://x","cloud_sso_account_id":"1","cloud_sso_access_config":"ac"`
	lacks := func(mode, field string) Finding { return Finding{State: Incomplete, Mode: mode, Field: field} }
	at := func(s State, line int) Finding { return Finding{State: s, Line: line} }
	for name, test := range map[string]struct {
		config string
		want   Finding // Found: keys of the profile
	}{
		"AK":                       {profile(`"mode":"AK",` + full), Finding{State: HasKeys}},
		"the first of two":         {`{"profiles":[{"name":"p","mode":"AK",` + full + `},{"name":"p","mode":"AK"}]}`, Finding{State: HasKeys}},
		"the first of two, empty":  {`{"profiles":[{"name":"p","mode":"AK"},{"name":"p","mode":"AK",` + full + `}]}`, lacks("AK", "access_key_id")},
		"as configure leaves it":   {profile(`"mode":"AK","access_key_id":"","access_key_secret":"","region_id":""`), lacks("AK", "access_key_id")},
		"no secret":                {profile(`"mode":"AK","access_key_id":"LTAIprofile00"`), lacks("AK", "access_key_secret")},
		"no key id":                {profile(`"mode":"AK","access_key_secret":"profile-secret"`), lacks("AK", "access_key_id")},
		"no token":                 {profile(`"mode":"StsToken",` + full), lacks("StsToken", "sts_token")},
		"no role":                  {profile(`"mode":"RamRoleArn",` + full), lacks("RamRoleArn", "ram_role_arn")},
		"no mode":                  {profile(full), lacks("", "mode")},
		"no program":               {profile(`"mode":"External"`), lacks("External", "process_command")},
		"no token of OIDC":         {profile(`"mode":"OIDC","ram_role_arn":"x","oidc_provider_arn":"x"`), lacks("OIDC", "oidc_token_file")},
		"no site":                  {profile(`"mode":"OAuth"`), lacks("OAuth", "oauth_site_type")},
		"never signed in":          {profile(sso), lacks("CloudSSO", "access_token")},
		"signed in long ago":       {profile(sso + `,"access_token":"t","cloud_sso_access_token_expire":1`), Finding{State: Expired, Mode: "CloudSSO"}},
		"a mode of the CLI's":      {profile(`"mode":"RsaKeyPair",` + full), Finding{State: Unsupported, Mode: "RsaKeyPair"}},
		"a mode unheard of":        {profile(`"mode":"Retina",` + full), Finding{State: Unsupported}},
		"a circle of one":          {profile(role + `"p"`), lacks("ChainableRamRoleArn", "source_profile")},
		"a source that is missing": {profile(role + `"q"`), Finding{State: NoProfile, Profile: "q", Profiles: []string{"p"}}},
		"a source that is empty": {`{"profiles":[{"name":"q","mode":"AK"},{"name":"p",` + role + `"q"}]}`,
			Finding{State: Incomplete, Profile: "q", Mode: "AK", Field: "access_key_id"}},
		"a circle of two": {`{"profiles":[{"name":"q",` + role + `"p"},{"name":"p",` + role + `"q"}]}`,
			lacks("ChainableRamRoleArn", "source_profile")},
		"other profiles":         {`{"current":"q","profiles":[{"name":"q","mode":"AK",` + full + `}]}`, Finding{State: NoProfile, Profiles: []string{"q"}}},
		"no profiles":            {`{"current":"p","profiles":[]}`, Finding{State: NoProfile}},
		"an empty object":        {`{}`, Finding{State: NoProfile}},
		"null":                   {`null`, Finding{State: NoProfile}},
		"a null among the rest":  {`{"profiles":[null,{"name":"p","mode":"AK",` + full + `}]}`, Finding{State: Failed, Mode: "AK"}},
		"a number for a name":    {"{\"profiles\":[\n\n{\"name\":1}]}", at(Malformed, 3)},
		"a number for a session": {profile(`"mode":"AK","ram_session_name":1,` + full), at(Malformed, 1)},
		"an array":               {`[]`, at(Malformed, 1)},
		"nothing":                {``, at(Malformed, 1)},
		"cut":                    {profile("\n" + full)[:45], at(Malformed, 2)},
		"a mark":                 {"\xef\xbb\xbf" + profile(`"mode":"AK",`+full), at(ByteOrder, 1)},
		"UTF-16":                 {"\xff\xfe{\x00", at(ByteOrder, 1)},
		"a comment":              {"{\n  // mine\n" + profile(full)[1:], at(Comment, 2)},
		"a hash":                 {"# mine\n" + profile(full), at(Comment, 1)},
		"a comma too many":       {"{\"current\":\"p\",\n\"profiles\":[],\n}\n", at(Malformed, 3)},
		"more than it could be":  {strings.Repeat(" ", 1<<20) + profile(`"mode":"AK",`+full), Finding{State: Unreadable}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t, map[string]string{configFile: test.config}, keyVariable, "LTAIvariable0", secretVariable, "variable-secret",
				tokenVariable, "variable-token", "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::2:role/variable")
			c := Chain{Profile: "p"}
			if test.want.State == HasKeys {
				found(t, c, Account{Profile: "p", Source: FromConfigFile}, parts{"LTAIprofile00", "profile-secret", ""})
				return
			}
			test.want.Source, test.want.Path, test.want.Profile = FromConfigFile, configFile, cmp.Or(test.want.Profile, "p")
			missed(t, c, dir, test.want)
			if local := c.HasLocalKeys(); local != (test.want.State == Failed) {
				t.Errorf("on this machine: %v", local)
			}
		})
	}
}

// A chain without programs refuses profiles that run one, also where another
// profile takes its keys from them.
func TestProfilesThatRunAProgram(t *testing.T) {
	ran := filepath.Join(t.TempDir(), "ran")
	dir := home(t, map[string]string{configFile: `{"current":"p","profiles":[
		{"name":"p","mode":"External","process_command":"touch ` + ran + `"},
		{"name":"q","mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":"p"},
		{"name":"r","mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":"q"}]}`})
	program := Finding{Source: FromConfigFile, State: Program, Profile: "p", Mode: "External", Path: configFile}
	for _, name := range []string{"p", "q", "r"} {
		missed(t, Chain{Profile: name, NoPrograms: true}, dir, program)
	}
	missed(t, Chain{NoPrograms: true}, dir, Finding{Source: FromEnvironment, State: Absent}, program,
		Finding{Source: FromCredentials, State: Absent, Profile: "default", Path: credentialsFile})
	if (Chain{NoPrograms: true}).HasLocalKeys() {
		t.Error("a program counts as keys on this machine")
	}
	if _, err := os.Stat(ran); err == nil {
		t.Fatal("the program was run")
	}
	missed(t, Chain{Profile: "p"}, dir, Finding{Source: FromConfigFile, State: Failed, Profile: "p", Mode: "External", Path: configFile})
	if _, err := os.Stat(ran); err != nil {
		t.Error("the program is not run where it may be, so this test shows nothing")
	}
}

func TestStateOfCredentialsFile(t *testing.T) {
	const full = "access_key_id = LTAIsection00\naccess_key_secret = section-secret\n"
	lacks := func(field string) Finding { return Finding{State: Incomplete, Field: field} }
	for name, test := range map[string]struct {
		file string
		want Finding
	}{
		"full":               {"[default]\ntype = access_key\n" + full, Finding{State: HasKeys}},
		"from Windows":       {"\r\n  [default]\r\n type=access_key\r\n access_key_id=LTAIsection00\r\n access_key_secret=section-secret\r\n", Finding{State: HasKeys}},
		"spaces in the name": {"[ default ]\ntype = access_key\n" + full, Finding{State: NoProfile}},
		"after a comment":    {"# mine\n[default]  # really\ntype: access_key\n" + full, Finding{State: HasKeys}},
		"after another":      {"[other]\ntype = access_key\n[default]\ntype = access_key\n" + full, Finding{State: HasKeys}},
		"a mark":             {"\xef\xbb\xbf[default]\ntype = access_key\n" + full, Finding{State: HasKeys}},
		"quoted":             {"[default]\ntype = \"access_key\"\n" + full, Finding{State: HasKeys}},
		"another":            {"[other]\ntype = access_key\n" + full, Finding{State: NoProfile}},
		"no section":         {"type = access_key\n" + full, Finding{State: NoProfile}},
		"keys of another":    {"[default]\ntype = access_key\n[other]\n" + full, lacks("access_key_id")},
		"no type":            {"[default]\n" + full, lacks("type")},
		"no keys":            {"[default]\ntype = access_key\n", lacks("access_key_id")},
		"empty keys":         {"[default]\ntype = access_key\naccess_key_id =\naccess_key_secret =\n", lacks("access_key_id")},
		"commented keys":     {"[default]\ntype = access_key\n# " + strings.ReplaceAll(full, "\n", "\n# "), lacks("access_key_id")},
		"no role":            {"[default]\ntype = ram_role_arn\n" + full, lacks("role_arn")},
		"an unheard-of type": {"[default]\ntype = retina\n" + full, Finding{State: Unsupported}},
		"not of this kind":   {"[default]\ntype = access_key\nwhat is this\n", Finding{State: Malformed}},
		"nothing":            {"", Finding{State: NoProfile}},
		"a long line":        {"# " + strings.Repeat("x", 100_000) + "\n[default]\ntype = access_key\n" + full, Finding{State: HasKeys}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t, map[string]string{credentialsFile: test.file})
			if test.want.State == HasKeys {
				found(t, Chain{}, Account{Profile: "default", Source: FromCredentials}, parts{"LTAIsection00", "section-secret", ""})
				return
			}
			test.want.Source, test.want.Profile, test.want.Path = FromCredentials, "default", credentialsFile
			missed(t, Chain{}, dir, Finding{Source: FromEnvironment, State: Absent}, Finding{Source: FromConfigFile, State: Absent, Path: configFile}, test.want)
		})
	}
}

func TestFilesThatAreNone(t *testing.T) {
	dir := home(t, nil)
	for _, name := range []string{configFile, credentialsFile} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	missed(t, Chain{}, dir, Finding{Source: FromEnvironment, State: Absent}, Finding{Source: FromConfigFile, State: Unreadable, Path: configFile},
		Finding{Source: FromCredentials, State: Unreadable, Profile: "default", Path: credentialsFile})
}

// The SDK's errors quote whole files. None of it gets any further.
func TestFilesAreNotQuoted(t *testing.T) {
	const secret = "hunter2-secret"
	for _, config := range []string{
		`{"current":"p","profiles":[{"name":"p","mode":"AK","access_key_id":"` + secret + `","access_key_secret":"` + secret + `"`,
		`{"current":"p","profiles":[{"name":"p","mode":"AK","ram_session_name":1,"access_key_id":"` + secret + `","access_key_secret":"` + secret + `"}]}`,
		`{"current":"p","profiles":[{"name":"p","mode":"` + secret + `","access_key_id":"` + secret + `","access_key_secret":"` + secret + `"}]}`,
	} {
		home(t, map[string]string{configFile: config, credentialsFile: "[default]\ntype = " + secret + "\n[cut\n" + secret})
		for _, c := range []Chain{{}, {Profile: "p"}, {Remote: true}} {
			keys, f := c.ResolveKeys(t.Context())
			if f == nil {
				t.Fatal("found keys")
			}
			text := fmt.Sprintf("%v %+v %#v %v %+v %#v", f, f, f, *f, *f, *f) +
				fmt.Sprintf("%v %+v %#v %+v", keys, keys, keys, f.Looked)
			if strings.Contains(text, "hunter2") {
				t.Errorf("%+v: %s", c, text)
			}
		}
	}
}
