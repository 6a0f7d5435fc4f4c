package client

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
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
// the named one, else ALIBABA_CLOUD_PROFILE, else its current one.
func inspectConfig(profile string) Finding {
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
		Current  string `json:"current"`
		Profiles []struct {
			Name     string `json:"name"`
			Mode     string `json:"mode"`
			KeyID    string `json:"access_key_id"`
			Role     string `json:"ram_role_arn"`
			Instance string `json:"ram_role_name"`
		} `json:"profiles"`
	}
	if json.Unmarshal(data, &config) != nil {
		f.State = Broken
		return f
	}
	if f.Profile == "" {
		f.Profile = config.Current
	}
	f.State = NoProfile
	for _, p := range config.Profiles {
		if p.Name != f.Profile {
			continue
		}
		f.State = Found
		if p.KeyID == "" && (p.Mode == "AK" || p.Mode == "StsToken" || p.Mode == "RamRoleArn" || p.Mode == "") {
			f.State = Broken // `aliyun configure` leaves such an empty profile behind
		}
	}
	return f
}

// inspectCredentialsFile says whether the shared credentials file has a section for the profile.
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
	f.State = NoProfile
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		if name, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "["); ok && strings.TrimSpace(strings.TrimSuffix(name, "]")) == f.Profile {
			f.State = Found
		}
	}
	return f
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
