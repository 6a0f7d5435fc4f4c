package client

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestConfigFile says what is made of the profile p of a configuration. No part of the
// environment's keys gets into it, and what it lacks is named.
func TestConfigFile(t *testing.T) {
	const profile = `{"name":"p","mode":"AK","access_key_id":"LTAIprofile00","access_key_secret":"LTAIprofile00-secret"}`
	const whole = "{\"current\":\"p\",\n\"profiles\":[" + profile + "]}\n"
	configs := map[string][2]string{ // what they hold, and what is found
		"a number for a name":   {strings.Replace(whole, `{"name":"p"`, `{"name":1`, 1), "malformed p line 2"},
		"nothing":               {"", "malformed p line 1"},
		"cut":                   {strings.TrimSuffix(whole, "]}\n"), "malformed p line 2"},
		"a mark":                {"\xef\xbb\xbf" + whole, "byte-order-mark p line 1"},
		"UTF-16":                {"\xff\xfe{\x00", "byte-order-mark p line 1"},
		"a comment":             {"{\n  // mine\n" + whole[1:], "comment p line 2"},
		"a comma too many":      {strings.Replace(whole, "]}", "],\n}", 1), "malformed p line 3"},
		"more than it could be": {strings.Repeat(" ", 1<<20) + whole, "unreadable p"},
	}
	for _, row := range readTable(t, "profiles.tsv") {
		configs[row[0]] = [2]string{row[1], row[2]}
	}
	for name, test := range configs {
		t.Run(name, func(t *testing.T) {
			home(t, map[string]string{cliConfig: test[0]}, append(environmentKeys("LTAIvariable0"),
				tokenVariable, "variable-token", "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::2:role/variable")...)
			if got, want := find(t, Chain{Profile: "p"}), "config.json "+test[1]; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A chain without programs refuses profiles that run one, also where another
// profile takes its keys from them.
func TestProfilesThatRunAProgram(t *testing.T) {
	ran := filepath.Join(t.TempDir(), "ran")
	const role = `"mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":`
	home(t, map[string]string{cliConfig: `{"current":"p","profiles":[
		{"name":"p","mode":"External","process_command":"touch ` + ran + `"},
		{"name":"q",` + role + `"p"}, {"name":"r",` + role + `"q"}]}`})
	for _, name := range []string{"p", "q", "r"} {
		if got := find(t, Chain{Profile: name, NoPrograms: true}); got != "config.json program p External" {
			t.Errorf("%q: got %s", name, got)
		}
	}
	const want = "environment absent; config.json program p External; credentials absent default"
	if got := find(t, Chain{NoPrograms: true}); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := os.Stat(ran); err == nil {
		t.Fatal("the program was run")
	}
	got := find(t, Chain{Profile: "p"})
	if _, err := os.Stat(ran); err != nil || got != "config.json failed p External" {
		t.Errorf("%s, and the program is not run where it may be, so this test shows nothing", got)
	}
}

func TestCredentialsFile(t *testing.T) {
	const sectionKeys = "access_key_id = LTAIsection00\naccess_key_secret = LTAIsection00-secret\n"
	const whole, foundIt = "[default]\ntype = access_key\n" + sectionKeys, "default LTAIsection00"
	const noID = "incomplete default access_key_id"
	section := func(fields string) string { return "[default]\ntype = access_key\n" + fields }
	for name, test := range map[string]struct{ file, want string }{
		"from Windows":       {"\r\n " + strings.ReplaceAll(whole, "\n", "\r\n "), foundIt},
		"spaces in a name":   {"[ default ]\ntype = access_key\n" + sectionKeys, "no-profile default"},
		"comments":           {"# mine\n[default]  # really\ntype: access_key\n" + sectionKeys, foundIt},
		"a mark":             {"\xef\xbb\xbf" + whole, foundIt},
		"quoted":             {"[default]\ntype = \"access_key\"\n" + sectionKeys, foundIt},
		"another":            {"[other]\ntype = access_key\n" + sectionKeys, "no-profile default"},
		"no section":         {"type = access_key\n" + sectionKeys, "no-profile default"},
		"keys of another":    {section("[other]\n" + sectionKeys), noID},
		"no type":            {"[default]\n" + sectionKeys, "incomplete default type"},
		"commented keys":     {section("# access_key_id = LTAIsection00\n"), noID},
		"an unclean secret":  {section("access_key_id=x\naccess_key_secret=\"s \"\n"), "unclean default access_key_secret"},
		"no role":            {"[default]\ntype = ram_role_arn\n" + sectionKeys, "incomplete default role_arn"},
		"an unheard-of type": {"[default]\ntype = planted-secret\n" + sectionKeys, "unsupported default"},
		"not of this kind":   {section(sectionKeys + "[planted-secret\n"), "malformed default"},
		"a long line":        {"# " + strings.Repeat("x", 100_000) + "\n" + whole, foundIt},
	} {
		t.Run(name, func(t *testing.T) {
			home(t, map[string]string{credentialsFile: test.file})
			got := strings.TrimPrefix(find(t, Chain{}), "environment absent; config.json absent; ")
			if want := "credentials " + test.want; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
	home(t, map[string]string{cliConfig + "/x": "", credentialsFile + "/x": ""}) // both are directories
	if got := find(t, Chain{}); got != "environment absent; config.json unreadable; credentials unreadable default" {
		t.Errorf("directories: %s", got)
	}
}
