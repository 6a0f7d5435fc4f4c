package command_test

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The secrets that are planted. None of them may come out anywhere.
const (
	planted      = "SECRETsecretSECRET0123456789x"
	plantedToken = "TOKENtokenTOKEN+/=0123456789y"
	plantedID    = "LTAI5tPlantedPlanted0009Q"
)

const configFile = ".aliyun/config.json" // which alone has profiles

// place is where credentials are read: a file of the home directory, if any, and variables.
type place struct {
	name, file, text string
	env              []string
}

// places are where secrets are planted, whole and broken. A service at echo gives keys, too.
func places(echo string) []place {
	const config, ini, prefix = configFile, ".alibabacloud/credentials", "ALIBABA_CLOUD_"
	keys := []string{
		prefix + "ACCESS_KEY_ID=" + plantedID, prefix + "ACCESS_KEY_SECRET=" + planted,
		prefix + "SECURITY_TOKEN=" + plantedToken,
	}
	profile := func(fields string) string {
		return `{"current":"p","profiles":[{"name":"p",` + fields + `,"access_key_id":"` + plantedID +
			`","access_key_secret":"` + planted + `","sts_token":"` + plantedToken + `"}]}`
	}
	proxy := func(rest string) []string {
		return append([]string{"HTTP_PROXY=http://u:" + planted + rest, "HTTPS_PROXY=http://u:" + planted + rest}, keys...)
	}
	whole := profile(`"mode":"StsToken"`)
	section := "[default]\ntype = access_key\naccess_key_id = " + plantedID + "\naccess_key_secret = " + planted + "\n"
	return []place{
		{"environment", "", "", keys},
		{"environment without an id", "", "", keys[1:]},
		{"debugging", "", "", append([]string{"DEBUG=dara,tea,credential,*", "TEA_DEBUG=1"}, keys...)},
		{"config file, key", config, profile(`"mode":"AK"`), nil},
		{"config file, token", config, whole, nil},
		{"config file, unknown mode", config, profile(`"mode":"` + planted + `"`), nil},
		{"config file, mode of a wrong type", config, profile(`"mode":["` + planted + `"]`), nil},
		{"config file, no current", config, strings.Replace(whole, `"current":"p",`, "", 1), nil},
		{"config file, another current", config, strings.Replace(whole, `"current":"p"`, `"current":"q"`, 1), nil},
		{"config file, cut", config, whole[:len(whole)-2], nil},
		{"config file, garbled", config, "x" + whole, nil},
		{"config file, a number", config, "5 " + planted, nil},
		{"config file elsewhere, garbled", "elsewhere.json", planted, []string{prefix + "CONFIG_FILE=elsewhere.json"}},
		{"source profile missing", config, profile(`"mode":"ChainableRamRoleArn","source_profile":"` + planted + `"`), nil},
		{"external program that fails", config,
			profile(`"mode":"External","process_command":"sh -c 'echo ` + planted + `; exit 1'"`), nil},
		{"credentials file", ini, section, nil},
		{"credentials file, half", ini, strings.Replace(section, "access_key_id", "other", 1), nil},
		{"credentials file, garbled", ini, "[default\n" + planted, nil},
		{"credentials file, unknown type", ini, strings.Replace(section, "access_key\n", planted+"\n", 1), nil},
		{"OIDC token file", "token", plantedToken, []string{
			prefix + "ROLE_ARN=" + planted, prefix + "OIDC_PROVIDER_ARN=x", prefix + "OIDC_TOKEN_FILE=" + planted,
		}},
		{"credentials address", "", "", []string{prefix + "CREDENTIALS_URI=" + echo + "/?key=" + planted}},
		{"credentials address that nobody has", "", "", []string{prefix + "CREDENTIALS_URI=http://127.0.0.1:1/" + planted}},
		{"credentials address, garbled", "", "", []string{prefix + "CREDENTIALS_URI=%" + planted}},
		{"proxy", "", "", proxy("@127.0.0.1:1")},
		{"proxy, garbled", "", "", proxy("@[::")},
	}
}

// TestSecretsStayInside lets a service quote back all it was sent, and searches
// everything that comes out.
func TestSecretsStayInside(t *testing.T) {
	t.Parallel()
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, _ := url.QueryUnescape(r.URL.RawQuery)
		w.WriteHeader(http.StatusBadRequest)
		token := r.Header.Get("X-Acs-Security-Token")
		_, _ = fmt.Fprintf(w, `{"Code":"InvalidParameter.%s","Message":%q,"RequestId":%q,"Recommend":%q}`,
			token, fmt.Sprint(url.QueryEscape(token), r.Header, query, strings.Repeat("x", 60), token), token, token)
	}))
	t.Cleanup(echo.Close)
	for _, p := range places(echo.URL) {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			runs := []string{"--live --yes", "--live --yes --output json", "--dry-run"}
			if p.file == configFile {
				runs = append(runs, "--live --yes --profile p", "--live --yes --profile q --output json")
			}
			for _, args := range runs {
				home, state := t.TempDir(), t.TempDir()
				if p.file != "" {
					must(t, os.MkdirAll(filepath.Dir(filepath.Join(home, p.file)), 0o700))
					must(t, os.WriteFile(filepath.Join(home, p.file), []byte(p.text), 0o600))
				}
				env := append([]string{"EPN_STATE_DIR=" + state, "ALIBABA_CLOUD_ENDPOINT=" + echo.URL}, p.env...)
				r := script(t, home, env, given(strings.Fields(args)...)...)
				if r.status != 0 && r.status < 3 {
					t.Errorf("%v: status %d: %s", args, r.status, r.stderr)
				}
				search(t, args, r.stdout+r.stderr)
				must(t, filepath.WalkDir(state, func(path string, d fs.DirEntry, err error) error {
					if err != nil || d.IsDir() {
						return err
					}
					data, err := os.ReadFile(path)
					search(t, path, string(data))
					return err
				}))
			}
		})
	}
}

// search fails the test where a planted secret stands in a text, in any form a
// request or a reply could give it.
func search(t *testing.T, where, text string) {
	t.Helper()
	for _, secret := range []string{planted, plantedToken, plantedID} {
		once := url.QueryEscape(secret)
		for _, form := range []string{secret, once, url.QueryEscape(once)} {
			if strings.Contains(text, form) {
				t.Errorf("%s holds a secret: %s", where, text)
				return
			}
		}
	}
	if strings.Contains(strings.ReplaceAll(text, "Signature=****", ""), "Signature=") {
		t.Errorf("%s holds a signature: %s", where, text)
	}
}
