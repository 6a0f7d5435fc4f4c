package client

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	profileKeys = `"access_key_id":"LTAIprofile00","access_key_secret":"LTAIprofile00-secret"`
	roleOf      = `"mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":`
)

// checkProfile checks what a chain makes of the profile p of a configuration. No part of
// the environment's keys gets into it, and what it lacks is named.
func checkProfile(t *testing.T, config string, want Finding) {
	t.Helper()
	home(t, map[string]string{cliConfig: config}, append(environmentKeys("LTAIvariable0"),
		tokenVariable, "variable-token", "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::2:role/variable")...)
	c := Chain{Profile: "p"}
	if want.State == HasKeys {
		found(t, c, Account{Profile: "p", Source: FromConfigFile}, "LTAIprofile00", "")
		return
	}
	want.Source, want.Profile = FromConfigFile, cmp.Or(want.Profile, "p")
	missed(t, c, want)
	if local := c.HasLocalKeys(); local != (want.State == Failed) {
		t.Errorf("on this machine: %v", local)
	}
}

func TestStateOfProfile(t *testing.T) {
	const sso = `"mode":"CloudSSO","cloud_sso_sign_in_url":"https://x","cloud_sso_account_id":"1",` +
		`"cloud_sso_access_config":"ac"`
	const signedIn = sso + `,"access_token":"t","cloud_sso_access_token_expire":1`
	const oidc = `"mode":"OIDC","ram_role_arn":"x","oidc_provider_arn":"x"`
	lacks := func(mode, field string) Finding { return Finding{State: Incomplete, Mode: mode, Field: field} }
	for name, test := range map[string]struct {
		fields string
		want   Finding // with HasKeys: those of the profile
	}{
		"AK":                       {`"mode":"AK",` + profileKeys, Finding{State: HasKeys}},
		"as configure leaves it":   {`"mode":"AK","access_key_id":"","access_key_secret":""`, lacks("AK", "access_key_id")},
		"no secret":                {`"mode":"AK","access_key_id":"LTAIprofile00"`, lacks("AK", "access_key_secret")},
		"no key id":                {`"mode":"AK","access_key_secret":"s"`, lacks("AK", "access_key_id")},
		"no token":                 {`"mode":"StsToken",` + profileKeys, lacks("StsToken", "sts_token")},
		"no role":                  {`"mode":"RamRoleArn",` + profileKeys, lacks("RamRoleArn", "ram_role_arn")},
		"no mode":                  {profileKeys, lacks("", "mode")},
		"no program":               {`"mode":"External"`, lacks("External", "process_command")},
		"no token of OIDC":         {oidc, lacks("OIDC", "oidc_token_file")},
		"no site":                  {`"mode":"OAuth"`, lacks("OAuth", "oauth_site_type")},
		"never signed in":          {sso, lacks("CloudSSO", "access_token")},
		"signed in long ago":       {signedIn, Finding{State: Expired, Mode: "CloudSSO"}},
		"a mode of the CLI's":      {`"mode":"RsaKeyPair",` + profileKeys, Finding{State: Unsupported, Mode: "RsaKeyPair"}},
		"a mode unheard of":        {`"mode":"Retina",` + profileKeys, Finding{State: Unsupported}},
		"a circle of one":          {roleOf + `"p"`, lacks("ChainableRamRoleArn", "source_profile")},
		"a source that is missing": {roleOf + `"q"`, Finding{State: NoProfile, Profile: "q", Profiles: []string{"p"}}},
		"a number for a session":   {`"mode":"AK","ram_session_name":1,` + profileKeys, Finding{State: Malformed, Line: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			checkProfile(t, `{"current":"p","profiles":[{"name":"p",`+test.fields+`}]}`, test.want)
		})
	}
}

func TestStateOfConfigFile(t *testing.T) {
	const whole, empty = `{"name":"p","mode":"AK",` + profileKeys + `}`, `{"name":"p","mode":"AK"}`
	const circle = `{"name":"q",` + roleOf + `"p"},{"name":"p",` + roleOf + `"q"}`
	file := func(profiles string) string { return `{"current":"p","profiles":[` + profiles + `]}` }
	lacksKey := Finding{State: Incomplete, Mode: "AK", Field: "access_key_id"}
	noSource := Finding{State: Incomplete, Mode: "ChainableRamRoleArn", Field: "source_profile"}
	lacksKeyOfQ := lacksKey
	lacksKeyOfQ.Profile = "q"
	for name, test := range map[string]struct {
		config string
		want   Finding
	}{
		"the first of two":        {file(whole + "," + empty), Finding{State: HasKeys}},
		"the first of two, empty": {file(empty + "," + whole), lacksKey},
		"a source that is empty":  {file(`{"name":"q","mode":"AK"},{"name":"p",` + roleOf + `"q"}`), lacksKeyOfQ},
		"a circle of two":         {file(circle), noSource},
		"other profiles":          {file(`{"name":"q"}`), Finding{State: NoProfile, Profiles: []string{"q"}}},
		"no profiles":             {file(""), Finding{State: NoProfile}},
		"an empty object":         {`{}`, Finding{State: NoProfile}},
		"null":                    {`null`, Finding{State: NoProfile}},
		"a null among the rest":   {file(`null,` + whole), Finding{State: Failed, Mode: "AK"}},
		"a number for a name":     {"{\"profiles\":[\n\n{\"name\":1}]}", Finding{State: Malformed, Line: 3}},
		"an array":                {`[]`, Finding{State: Malformed, Line: 1}},
		"nothing":                 {``, Finding{State: Malformed, Line: 1}},
		"cut":                     {file("\n" + whole)[:45], Finding{State: Malformed, Line: 2}},
		"a mark":                  {"\xef\xbb\xbf" + file(whole), Finding{State: ByteOrder, Line: 1}},
		"UTF-16":                  {"\xff\xfe{\x00", Finding{State: ByteOrder, Line: 1}},
		"a comment":               {"{\n  // mine\n" + file(whole)[1:], Finding{State: Comment, Line: 2}},
		"a hash":                  {"# mine\n" + file(whole), Finding{State: Comment, Line: 1}},
		"a comma too many":        {"{\"current\":\"p\",\n\"profiles\":[],\n}\n", Finding{State: Malformed, Line: 3}},
		"more than it could be":   {strings.Repeat(" ", 1<<20) + file(whole), Finding{State: Unreadable}},
	} {
		t.Run(name, func(t *testing.T) { checkProfile(t, test.config, test.want) })
	}
}

// A chain without programs refuses profiles that run one, also where another
// profile takes its keys from them.
func TestProfilesThatRunAProgram(t *testing.T) {
	ran := filepath.Join(t.TempDir(), "ran")
	home(t, map[string]string{cliConfig: `{"current":"p","profiles":[
		{"name":"p","mode":"External","process_command":"touch ` + ran + `"},
		{"name":"q",` + roleOf + `"p"}, {"name":"r",` + roleOf + `"q"}]}`})
	program := Finding{Source: FromConfigFile, State: Program, Profile: "p", Mode: "External"}
	for _, name := range []string{"p", "q", "r"} {
		missed(t, Chain{Profile: name, NoPrograms: true}, program)
	}
	missed(t, Chain{NoPrograms: true}, absent(FromEnvironment), program, absent(FromCredentials))
	if (Chain{NoPrograms: true}).HasLocalKeys() {
		t.Error("a program counts as keys on this machine")
	}
	if _, err := os.Stat(ran); err == nil {
		t.Fatal("the program was run")
	}
	program.State = Failed
	missed(t, Chain{Profile: "p"}, program)
	if _, err := os.Stat(ran); err != nil {
		t.Error("the program is not run where it may be, so this test shows nothing")
	}
}

func TestStateOfCredentialsFile(t *testing.T) {
	const whole = "[default]\ntype = access_key\n" + sectionKeys
	lacks := func(field string) Finding { return Finding{State: Incomplete, Field: field} }
	for name, test := range map[string]struct {
		file string
		want Finding
	}{
		"whole":              {whole, Finding{State: HasKeys}},
		"from Windows":       {"\r\n " + strings.ReplaceAll(whole, "\n", "\r\n "), Finding{State: HasKeys}},
		"spaces in the name": {"[ default ]\ntype = access_key\n" + sectionKeys, Finding{State: NoProfile}},
		"after a comment":    {"# mine\n[default]  # really\ntype: access_key\n" + sectionKeys, Finding{State: HasKeys}},
		"after another":      {"[other]\ntype = access_key\n" + whole, Finding{State: HasKeys}},
		"a mark":             {"\xef\xbb\xbf" + whole, Finding{State: HasKeys}},
		"quoted":             {"[default]\ntype = \"access_key\"\n" + sectionKeys, Finding{State: HasKeys}},
		"another":            {"[other]\ntype = access_key\n" + sectionKeys, Finding{State: NoProfile}},
		"no section":         {"type = access_key\n" + sectionKeys, Finding{State: NoProfile}},
		"keys of another":    {"[default]\ntype = access_key\n[other]\n" + sectionKeys, lacks("access_key_id")},
		"no type":            {"[default]\n" + sectionKeys, lacks("type")},
		"no keys":            {"[default]\ntype = access_key\n", lacks("access_key_id")},
		"empty keys":         {"[default]\ntype = access_key\naccess_key_id =\n", lacks("access_key_id")},
		"commented keys":     {"[default]\ntype = access_key\n# access_key_id = LTAIsection00\n", lacks("access_key_id")},
		"no role":            {"[default]\ntype = ram_role_arn\n" + sectionKeys, lacks("role_arn")},
		"an unheard-of type": {"[default]\ntype = retina\n" + sectionKeys, Finding{State: Unsupported}},
		"not of this kind":   {"[default]\ntype = access_key\nwhat is this\n", Finding{State: Malformed}},
		"nothing":            {"", Finding{State: NoProfile}},
		"a long line":        {"# " + strings.Repeat("x", 100_000) + "\n" + whole, Finding{State: HasKeys}},
	} {
		t.Run(name, func(t *testing.T) {
			home(t, map[string]string{credentialsFile: test.file})
			if test.want.State == HasKeys {
				found(t, Chain{}, Account{Profile: "default", Source: FromCredentials}, "LTAIsection00", "")
				return
			}
			test.want.Source = FromCredentials
			missed(t, Chain{}, absent(FromEnvironment), absent(FromConfigFile), test.want)
		})
	}
}

func TestFilesThatAreNone(t *testing.T) {
	dir := home(t, nil)
	for _, name := range []string{cliConfig, credentialsFile} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	missed(t, Chain{}, absent(FromEnvironment), Finding{Source: FromConfigFile, State: Unreadable},
		Finding{Source: FromCredentials, State: Unreadable})
}

// The SDK's errors quote whole files. None of it gets any further.
func TestFilesAreNotQuoted(t *testing.T) {
	const secret = "hunter2-secret"
	const keys = `"access_key_id":"` + secret + `","access_key_secret":"` + secret + `"`
	for _, profile := range []string{
		`"mode":"AK",` + keys, `"mode":"AK","ram_session_name":1,` + keys + "}]}", `"mode":"` + secret + `",` + keys + "}]}",
	} {
		home(t, map[string]string{
			cliConfig:       `{"current":"p","profiles":[{"name":"p",` + profile,
			credentialsFile: "[default]\ntype = " + secret + "\n[cut\n" + secret,
		})
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
