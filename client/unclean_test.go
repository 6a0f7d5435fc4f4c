package client

import (
	"slices"
	"testing"
)

// A key that was copied with a line break is nobody's, and names where it
// stands; other keys are not taken in its place.
func TestUncleanKeys(t *testing.T) {
	ini := func(fields string) map[string]string {
		return map[string]string{credentialsFile: "[default]\ntype = access_key\n" + fields}
	}
	config := func(fields string) map[string]string {
		profile := `{"current":"p","profiles":[{"name":"p","access_key_id":"LTAIprofile00",` + fields + `}]}`
		return map[string]string{cliConfig: profile, credentialsFile: twoSections}
	}
	const role = `"access_key_secret":"s","ram_role_arn":"x\n"`
	uri := "http://" + serve(t, answer(replying(200, remoteReply("remote\ntoken"))))
	for name, test := range map[string]struct {
		files     map[string]string
		variables []string
		source    Source
		field     string
	}{
		"key":     {everyFile(), environmentKeys("LTAIvariable0\n"), FromEnvironment, keyVariable},
		"secret":  {nil, []string{keyVariable, "LTAIvariable0", secretVariable, " s"}, FromEnvironment, secretVariable},
		"token":   {nil, append(environmentKeys("LTAIvariable0"), tokenVariable, "a\x1bb"), FromEnvironment, tokenVariable},
		"profile": {config(`"mode":"AK","access_key_secret":"s\r"`), nil, FromConfigFile, "access_key_secret"},
		"role":    {config(`"mode":"RamRoleArn",` + role), nil, FromConfigFile, "ram_role_arn"},
		"quoted":  {ini(sectionKeys + "access_key_secret = \"s \"\n"), nil, FromCredentials, "access_key_secret"},
		"remote":  {nil, []string{uriVariable, uri}, FromURI, "SecurityToken"},
		"address": {nil, []string{uriVariable, "http://127.0.0.1:1/\n"}, FromURI, uriVariable},
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
	with := func(config string) map[string]string {
		return map[string]string{cliConfig: config, credentialsFile: twoSections}
	}
	cut, empty := twoProfiles[:60], `{"current":"p","profiles":[{"name":"p","mode":"AK"}]}`
	ignored := []string{"ALIBABACLOUD_PROFILE", "work", "ALICLOUD_ACCESS_KEY_ID", "x"}
	for name, test := range map[string]struct {
		files     map[string]string
		variables []string
		from      Source
		want      []State
	}{
		"nothing":                {everyFile(), nil, FromConfigFile, nil},
		"half an environment":    {everyFile(), []string{keyVariable, "LTAIvariable0"}, FromConfigFile, []State{Incomplete}},
		"a cut file":             {with(cut), nil, FromCredentials, []State{Malformed}},
		"a cut file, not needed": {with(cut), environmentKeys("LTAIvariable0"), FromEnvironment, []State{Malformed}},
		"the CLI's own spelling": {everyFile(), ignored, FromConfigFile, []State{Ignored, Ignored}},
		"an empty profile":       {with(empty), nil, FromCredentials, []State{Incomplete}},
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
