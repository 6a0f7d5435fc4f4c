package client

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gopkg.in/ini.v1"
)

// The files of the default chain, below the home directory.
const (
	cliConfig       = ".aliyun/config.json"
	credentialsFile = ".alibabacloud/credentials"
)

// inspectConfig says what the aliyun CLI's configuration holds for a profile:
// the named one, else ALIBABA_CLOUD_PROFILE, else its current one. One that runs
// a program may be refused.
func inspectConfig(profile string, noPrograms bool) Finding {
	const off = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"
	f := Finding{Source: FromConfigFile, Profile: cmp.Or(profile, os.Getenv("ALIBABA_CLOUD_PROFILE"))}
	if strings.EqualFold(os.Getenv(off), "true") {
		f.State, f.Field = Disabled, off
		return f
	}
	f.Path = cmp.Or(os.Getenv("ALIBABA_CLOUD_CONFIG_FILE"), pathUnderHome(cliConfig))
	var data []byte
	if data, f.State = readCredentials(f.Path); f.State != HasKeys {
		return f
	}
	var config struct {
		Current  string       `json:"current"`
		Profiles []cliProfile `json:"profiles"`
	}
	if err := json.Unmarshal(data, &config); err != nil {
		f.State, f.Line = locateSyntaxError(data, err)
		return f
	}
	f.Profile = cmp.Or(f.Profile, config.Current)
	f.followSources(config.Profiles, noPrograms)
	return f
}

// locateSyntaxError says in which line a file is not JSON, and what it holds instead,
// without its text: that may be a secret.
func locateSyntaxError(data []byte, err error) (why State, line int) {
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} { // UTF-8, UTF-16 either way
		if bytes.HasPrefix(data, []byte(mark)) {
			return ByteOrder, 1
		}
	}
	var offset int64
	syntax, notJSON := errors.AsType[*json.SyntaxError](err)
	if notJSON {
		offset = syntax.Offset
	} else if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = kind.Offset
	}
	read := data[:min(int(offset), len(data))]
	why = Malformed
	if notJSON && (bytes.HasSuffix(read, []byte("/")) || bytes.HasSuffix(read, []byte("#"))) {
		why = HasComment
	}
	return why, 1 + bytes.Count(bytes.TrimSuffix(read, []byte("\n")), []byte("\n"))
}

// cliProfile is what has to be known of a profile of the aliyun CLI.
type cliProfile struct {
	Name         string `json:"name"`
	Mode         string `json:"mode"`
	KeyID        string `json:"access_key_id"`
	Secret       string `json:"access_key_secret"`
	Token        string `json:"sts_token"`
	Role         string `json:"ram_role_arn"`
	RoleName     string `json:"ram_role_name"`
	Session      string `json:"ram_session_name"`
	STSRegion    string `json:"sts_region"`
	Region       string `json:"region_id"`
	Source       string `json:"source_profile"` // whose keys it takes the role with
	Provider     string `json:"oidc_provider_arn"`
	TokenFile    string `json:"oidc_token_file"`
	OIDCToken    string `json:"oidc_token"`
	SignIn       string `json:"cloud_sso_sign_in_url"`
	SSOAccount   string `json:"cloud_sso_account_id"`
	SSOConfig    string `json:"cloud_sso_access_config"`
	SSOToken     string `json:"access_token"`
	SSOExpires   int64  `json:"cloud_sso_access_token_expire"` // seconds since 1970
	Site         string `json:"oauth_site_type"`
	OAuthToken   string `json:"oauth_access_token"`
	RefreshToken string `json:"oauth_refresh_token"`
	ProgramToRun string `json:"process_command"`
}

// followSources judges a profile, and those that it takes its keys from. What is
// wrong with one of those is said of that one. The SDK would follow a circle of
// them until the program dies.
func (f *Finding) followSources(profiles []cliProfile, noPrograms bool) {
	asked := f.Profile
	var first cliProfile
	for n := range len(profiles) + 1 {
		i := slices.IndexFunc(profiles, func(p cliProfile) bool { return p.Name == f.Profile }) // the first, as the SDK
		if i < 0 {
			f.State, f.Mode = NoProfile, ""
			for _, p := range profiles {
				f.Profiles = append(f.Profiles, p.Name)
			}
			return
		}
		p := profiles[i]
		if n == 0 {
			first = p
		}
		if f.judgeMode(p, noPrograms); f.State != HasKeys {
			return
		}
		if p.Mode != "ChainableRamRoleArn" {
			f.Profile, f.Mode, f.NoRegion = asked, first.Mode, first.Region == ""
			return
		}
		f.Profile = p.Source
	}
	f.State, f.Profile, f.Field = Incomplete, asked, "source_profile" // after so many, it is a circle
}

// judgeMode says whether a profile has what its mode needs: `aliyun configure`
// leaves empty ones behind. The SDK would fill a gap from the environment, with
// a part of another account's keys.
func (f *Finding) judgeMode(p cliProfile, noPrograms bool) {
	f.Mode, f.Field = p.Mode, ""
	keys := []value{{"access_key_id", p.KeyID}, {"access_key_secret", p.Secret}}
	role := value{"ram_role_arn", p.Role}
	switch p.Mode {
	case "":
		f.requireValues([]value{{"mode", ""}})
	case "AK":
		f.requireValues(keys)
	case "StsToken":
		f.requireValues(append(keys, value{"sts_token", p.Token}))
	case "RamRoleArn":
		f.requireValues(append(keys, role))
	case "ChainableRamRoleArn":
		f.requireValues([]value{role, {"source_profile", p.Source}})
	case "EcsRamRole":
		f.State = HasKeys
	case "OIDC":
		f.requireValues([]value{role, {"oidc_provider_arn", p.Provider}, {"oidc_token_file", p.TokenFile + p.OIDCToken}})
	case "External":
		f.requireValues([]value{{"process_command", p.ProgramToRun}})
	case "OAuth":
		f.requireValues([]value{{"oauth_site_type", p.Site}, {"oauth_refresh_token", p.RefreshToken + p.OAuthToken}})
	case "CloudSSO":
		f.requireValues([]value{
			{"cloud_sso_sign_in_url", p.SignIn}, {"cloud_sso_account_id", p.SSOAccount},
			{"cloud_sso_access_config", p.SSOConfig}, {"access_token", p.SSOToken},
		})
		if f.State == HasKeys && p.SSOExpires <= time.Now().Unix() {
			f.State = Expired
		}
	default:
		f.State = Unsupported
		known := []string{"RsaKeyPair", "RamRoleArnWithRoleName", "CredentialsURI", "BearerToken", "Anonymous"}
		if !slices.Contains(known, p.Mode) {
			f.Mode = "" // it may be a secret in the wrong line
		}
	}
	if f.State == HasKeys {
		f.judgeValues(append(keys, role,
			value{"sts_token", p.Token}, value{"ram_role_name", p.RoleName}, value{"ram_session_name", p.Session},
			value{"sts_region", p.STSRegion}, value{"oidc_provider_arn", p.Provider}, value{"oidc_token_file", p.TokenFile},
			value{"cloud_sso_sign_in_url", p.SignIn}, value{"access_token", p.SSOToken},
			value{"oauth_access_token", p.OAuthToken}, value{"oauth_refresh_token", p.RefreshToken}))
	}
	if f.State == HasKeys && noPrograms && p.Mode == "External" { // the only one with a program, says the SDK's source
		f.State = RunsProgram
	}
}

// inspectCredentialsFile says whether the shared credentials file has a section
// for the profile, with what its type needs.
func inspectCredentialsFile() Finding {
	f := Finding{Source: FromCredentials, Profile: cmp.Or(os.Getenv("ALIBABA_CLOUD_PROFILE"), "default")}
	f.Path = cmp.Or(os.Getenv("ALIBABA_CLOUD_CREDENTIALS_FILE"), pathUnderHome(credentialsFile))
	var data []byte
	if data, f.State = readCredentials(f.Path); f.State != HasKeys {
		return f
	}
	file, err := ini.Load(data) // with the options that the SDK uses: none
	if err != nil {             // it quotes the line
		f.State = Malformed
		return f
	}
	section, err := file.GetSection(f.Profile)
	if err != nil {
		f.State = NoProfile
		return f
	}
	needed := []string{"type"}
	switch kind := section.Key("type").String(); kind {
	case "access_key":
		needed = []string{"access_key_id", "access_key_secret"}
	case "ram_role_arn":
		needed = []string{"access_key_id", "access_key_secret", "role_arn", "role_session_name"}
	case "ecs_ram_role":
		needed = []string{"role_name"}
	case "":
	default:
		f.State = Unsupported
		return f
	}
	var values []value
	for _, name := range needed {
		values = append(values, value{name, section.Key(name).String()})
	}
	if f.requireValues(values); f.State == HasKeys {
		f.judgeValues(values)
	}
	return f
}

// pathUnderHome gives a path below the home directory as the SDK finds it, or "".
func pathUnderHome(path string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, path)
}

// readCredentials reads a file of credentials; one of more than 1 MiB is unreadable. HasKeys
// says that there is a text, in which keys are still to be found.
func readCredentials(path string) ([]byte, State) {
	info, err := os.Stat(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || path == "" {
			return nil, Absent
		}
		return nil, Unreadable
	}
	if !info.Mode().IsRegular() || info.Size() > 1<<20 {
		return nil, Unreadable
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, Unreadable
	}
	return data, HasKeys
}
