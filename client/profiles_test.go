package client

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever stands in a profile, no part of the environment's keys gets into it.
func TestStateOfConfigFile(t *testing.T) {
	profile := func(fields string) string { return `{"current":"p","profiles":[{"name":"p",` + fields + `}]}` }
	const full = `"access_key_id":"LTAIprofile00","access_key_secret":"profile-secret"`
	for name, test := range map[string]struct {
		config string
		state  State // Found: keys of the profile
	}{
		"AK":                       {profile(`"mode":"AK",` + full), Found},
		"the first of two":         {`{"profiles":[{"name":"p","mode":"AK",` + full + `},{"name":"p","mode":"AK"}]}`, Found},
		"the first of two, empty":  {`{"profiles":[{"name":"p","mode":"AK"},{"name":"p","mode":"AK",` + full + `}]}`, Broken},
		"as configure leaves it":   {profile(`"mode":"AK","access_key_id":"","access_key_secret":"","region_id":""`), Broken},
		"no secret":                {profile(`"mode":"AK","access_key_id":"LTAIprofile00"`), Broken},
		"no key id":                {profile(`"mode":"AK","access_key_secret":"profile-secret"`), Broken},
		"no token":                 {profile(`"mode":"StsToken",` + full), Broken},
		"no role":                  {profile(`"mode":"RamRoleArn",` + full), Broken},
		"no mode":                  {profile(full), Broken},
		"a mode unheard of":        {profile(`"mode":"Retina",` + full), Failed},
		"a circle of one":          {profile(`"mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":"p"`), Broken},
		"a source that is missing": {profile(`"mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":"q"`), Broken},
		"a source that is empty": {`{"profiles":[{"name":"q","mode":"AK"},
			{"name":"p","mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":"q"}]}`, Broken},
		"a circle of two": {`{"profiles":[{"name":"q","mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/y","source_profile":"p"},
			{"name":"p","mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":"q"}]}`, Broken},
		"other profiles":         {`{"current":"q","profiles":[{"name":"q","mode":"AK",` + full + `}]}`, NoProfile},
		"no profiles":            {`{"current":"p","profiles":[]}`, NoProfile},
		"an empty object":        {`{}`, NoProfile},
		"null":                   {`null`, NoProfile},
		"a null among the rest":  {`{"profiles":[null,{"name":"p","mode":"AK",` + full + `}]}`, Failed},
		"a number for a name":    {`{"profiles":[{"name":1}]}`, Broken},
		"an array":               {`[]`, Broken},
		"nothing":                {``, Broken},
		"cut":                    {profile(full)[:40], Broken},
		"more than it could be":  {strings.Repeat(" ", 1<<20) + profile(`"mode":"AK",`+full), Broken},
		"a number for a session": {profile(`"mode":"AK","ram_session_name":1,` + full), Failed},
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t, map[string]string{configFile: test.config}, keyVariable, "LTAIvariable0", secretVariable, "variable-secret",
				tokenVariable, "variable-token", "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::2:role/variable")
			c := Chain{Profile: "p"}
			if test.state == Found {
				found(t, c, Account{Profile: "p", Source: FromConfigFile}, parts{"LTAIprofile00", "profile-secret", ""})
				return
			}
			missed(t, c, dir, Finding{FromConfigFile, test.state, "p", configFile})
			if local := c.Local(); local != (test.state == Failed) {
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
	for _, name := range []string{"p", "q", "r"} {
		missed(t, Chain{Profile: name, NoPrograms: true}, dir, Finding{FromConfigFile, Program, name, configFile})
	}
	missed(t, Chain{NoPrograms: true}, dir, Finding{FromEnvironment, Absent, "", ""}, Finding{FromConfigFile, Program, "p", configFile},
		Finding{FromCredentials, Absent, "default", credentialsFile})
	if (Chain{NoPrograms: true}).Local() {
		t.Error("a program counts as keys on this machine")
	}
	if _, err := os.Stat(ran); err == nil {
		t.Fatal("the program was run")
	}
	missed(t, Chain{Profile: "p"}, dir, Finding{FromConfigFile, Failed, "p", configFile})
	if _, err := os.Stat(ran); err != nil {
		t.Error("the program is not run where it may be, so this test shows nothing")
	}
}

func TestStateOfCredentialsFile(t *testing.T) {
	const full = "access_key_id = LTAIsection00\naccess_key_secret = section-secret\n"
	for name, test := range map[string]struct {
		file  string
		state State
	}{
		"full":               {"[default]\ntype = access_key\n" + full, Found},
		"from Windows":       {"\r\n  [default]\r\n type=access_key\r\n access_key_id=LTAIsection00\r\n access_key_secret=section-secret\r\n", Found},
		"spaces in the name": {"[ default ]\ntype = access_key\n" + full, NoProfile},
		"after a comment":    {"# mine\n[default]  # really\ntype: access_key\n" + full, Found},
		"after another":      {"[other]\ntype = access_key\n[default]\ntype = access_key\n" + full, Found},
		"another":            {"[other]\ntype = access_key\n" + full, NoProfile},
		"no section":         {"type = access_key\n" + full, NoProfile},
		"keys of another":    {"[default]\ntype = access_key\n[other]\n" + full, Broken},
		"no type":            {"[default]\n" + full, Broken},
		"no keys":            {"[default]\ntype = access_key\n", Broken},
		"empty keys":         {"[default]\ntype = access_key\naccess_key_id =\naccess_key_secret =\n", Broken},
		"commented keys":     {"[default]\ntype = access_key\n# " + strings.ReplaceAll(full, "\n", "\n# "), Broken},
		"an unheard-of type": {"[default]\ntype = retina\n" + full, Failed},
		"nothing":            {"", NoProfile},
		"a long line":        {"# " + strings.Repeat("x", 100_000) + "\n[default]\ntype = access_key\n" + full, Found},
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t, map[string]string{credentialsFile: test.file})
			if test.state == Found {
				found(t, Chain{}, Account{Profile: "default", Source: FromCredentials}, parts{"LTAIsection00", "section-secret", ""})
				return
			}
			missed(t, Chain{}, dir, Finding{FromEnvironment, Absent, "", ""}, Finding{FromConfigFile, Absent, "", configFile},
				Finding{FromCredentials, test.state, "default", credentialsFile})
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
	missed(t, Chain{}, dir, Finding{FromEnvironment, Absent, "", ""}, Finding{FromConfigFile, Broken, "", configFile},
		Finding{FromCredentials, Broken, "default", credentialsFile})
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
			keys, f := c.Resolve(t.Context())
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
