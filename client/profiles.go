package client

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// inspectVariables says whether all, some or none of a source's variables are set.
func inspectVariables(s Source, names ...string) Finding {
	set := 0
	for _, name := range names {
		if os.Getenv(name) != "" {
			set++
		}
	}
	switch set {
	case 0:
		return Finding{Source: s, State: Absent}
	case len(names):
		return Finding{Source: s, State: Found}
	}
	return Finding{Source: s, State: Broken}
}

// inspectConfig says what the aliyun CLI's configuration holds for a profile:
// the named one, else ALIBABA_CLOUD_PROFILE, else its current one. One that runs
// a program may be refused.
func inspectConfig(profile string, noPrograms bool) Finding {
	f := Finding{Source: FromConfigFile, Profile: profile}
	if profile == "" {
		f.Profile = os.Getenv("ALIBABA_CLOUD_PROFILE")
	}
	if strings.EqualFold(os.Getenv("ALIBABA_CLOUD_CLI_PROFILE_DISABLED"), "true") {
		f.State = Absent
		return f
	}
	f.Path = os.Getenv("ALIBABA_CLOUD_CONFIG_FILE")
	if f.Path == "" {
		f.Path = underHome(".aliyun/config.json")
	}
	data, state := read(f.Path)
	if state != Found {
		f.State = state
		return f
	}
	var config struct {
		Current  string       `json:"current"`
		Profiles []cliProfile `json:"profiles"`
	}
	if json.Unmarshal(data, &config) != nil {
		f.State = Broken
		return f
	}
	if f.Profile == "" {
		f.Profile = config.Current
	}
	f.State = stateOf(config.Profiles, f.Profile, noPrograms)
	return f
}

// Named gives the profile that a command has to name to find the same keys: the
// chain's own, else ALIBABA_CLOUD_PROFILE where no keys come before those of a
// profile, else "".
func (c Chain) Named() string {
	if c.Profile != "" {
		return c.Profile
	}
	for _, p := range c.places() {
		f := p.inspect()
		if f.Source == FromConfigFile {
			break
		}
		if f.State == Found {
			return ""
		}
	}
	return os.Getenv("ALIBABA_CLOUD_PROFILE")
}

// cliProfile is what has to be known of a profile of the aliyun CLI.
type cliProfile struct {
	Name   string `json:"name"`
	Mode   string `json:"mode"`
	KeyID  string `json:"access_key_id"`
	Secret string `json:"access_key_secret"`
	Token  string `json:"sts_token"`
	Role   string `json:"ram_role_arn"`
	Source string `json:"source_profile"` // whose keys it takes the role with
}

// stateOf looks a profile up, and those that it takes its keys from. The SDK
// would follow a circle of them until the program dies.
func stateOf(profiles []cliProfile, name string, noPrograms bool) State {
	state := NoProfile
	for range profiles { // after so many, it is a circle
		i := slices.IndexFunc(profiles, func(p cliProfile) bool { return p.Name == name }) // the first, as the SDK
		if i < 0 {
			return state
		}
		p := profiles[i]
		if !p.whole() {
			return Broken
		}
		if p.Mode == "External" && noPrograms { // the only mode with a program, says the SDK's source
			return Program
		}
		if p.Mode != "ChainableRamRoleArn" {
			return Found
		}
		name, state = p.Source, Broken
	}
	return state
}

// whole reports whether a profile has what its mode needs: `aliyun configure`
// leaves empty ones behind. The SDK would fill a gap from the environment, with
// a part of another account's keys.
func (p cliProfile) whole() bool {
	keys := p.KeyID != "" && p.Secret != ""
	switch p.Mode {
	case "AK":
		return keys
	case "StsToken":
		return keys && p.Token != ""
	case "RamRoleArn":
		return keys && p.Role != ""
	case "ChainableRamRoleArn":
		return p.Role != ""
	}
	return p.Mode != ""
}

// inspectCredentialsFile says whether the shared credentials file has a section
// for the profile, with keys in it where its type needs them.
func inspectCredentialsFile() Finding {
	f := Finding{Source: FromCredentials, Profile: os.Getenv("ALIBABA_CLOUD_PROFILE"), Path: os.Getenv("ALIBABA_CLOUD_CREDENTIALS_FILE")}
	if f.Profile == "" {
		f.Profile = "default"
	}
	if f.Path == "" {
		f.Path = underHome(".alibabacloud/credentials")
	}
	data, state := read(f.Path)
	if state != Found {
		f.State = state
		return f
	}
	section, ok := section(string(data), f.Profile)
	if !ok {
		f.State = NoProfile
		return f
	}
	f.State = Broken
	keys := section["access_key_id"] != "" && section["access_key_secret"] != ""
	if kind := section["type"]; kind != "" && (keys || kind != "access_key" && kind != "ram_role_arn") {
		f.State = Found
	}
	return f
}

// section gives what stands below [name] in an INI file.
func section(file, name string) (values map[string]string, ok bool) {
	values = make(map[string]string)
	inside := false
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if head, isHead := strings.CutPrefix(line, "["); isHead {
			head, _, _ = strings.Cut(head, "]")
			inside = head == name
			ok = ok || inside
		} else if i := strings.IndexAny(line, "=:"); inside && i >= 0 {
			values[strings.TrimSpace(line[:i])] = strings.TrimSpace(line[i+1:])
		}
	}
	return values, ok
}

// underHome gives a path below the home directory as the SDK finds it, or "".
func underHome(path string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, path)
}

// read reads a file of credentials; more than 1 MiB is none.
func read(path string) ([]byte, State) {
	info, err := os.Stat(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || path == "" {
			return nil, Absent
		}
		return nil, Broken
	}
	if !info.Mode().IsRegular() || info.Size() > 1<<20 {
		return nil, Broken
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, Broken
	}
	return data, Found
}
