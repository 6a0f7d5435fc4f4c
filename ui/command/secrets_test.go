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

// TestSecretsStayInside plants secrets in every place where credentials are
// read, whole and broken, lets a service quote back all it was sent, and
// searches everything that comes out.
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

	environ := []string{"ALIBABA_CLOUD_ACCESS_KEY_ID=" + plantedID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + planted, "ALIBABA_CLOUD_SECURITY_TOKEN=" + plantedToken}
	profile := func(fields string) map[string]string {
		return map[string]string{".aliyun/config.json": `{"current":"p","profiles":[{"name":"p",` + fields + `,"access_key_id":"` + plantedID +
			`","access_key_secret":"` + planted + `","sts_token":"` + plantedToken + `"}]}`}
	}
	whole := profile(`"mode":"StsToken"`)[".aliyun/config.json"]
	file := func(name, text string) map[string]string { return map[string]string{name: text} }
	ini := "[default]\ntype = access_key\naccess_key_id = " + plantedID + "\naccess_key_secret = " + planted + "\n"

	for _, c := range []struct {
		name  string
		files map[string]string
		env   []string
	}{
		{"environment", nil, environ},
		{"environment without an id", nil, environ[1:]},
		{"debugging", nil, append([]string{"DEBUG=dara,tea,credential,*", "TEA_DEBUG=1"}, environ...)},
		{"config file, key", profile(`"mode":"AK"`), nil},
		{"config file, token", profile(`"mode":"StsToken"`), nil},
		{"config file, unknown mode", profile(`"mode":"` + planted + `"`), nil},
		{"config file, mode of a wrong type", profile(`"mode":["` + planted + `"]`), nil},
		{"config file, no current", file(".aliyun/config.json", strings.Replace(whole, `"current":"p",`, "", 1)), nil},
		{"config file, another current", file(".aliyun/config.json", strings.Replace(whole, `"current":"p"`, `"current":"q"`, 1)), nil},
		{"config file, cut", file(".aliyun/config.json", whole[:len(whole)-2]), nil},
		{"config file, garbled", file(".aliyun/config.json", "x"+whole), nil},
		{"config file, a number", file(".aliyun/config.json", "5 "+planted), nil},
		{"config file elsewhere, garbled", file("elsewhere.json", planted), []string{"ALIBABA_CLOUD_CONFIG_FILE=elsewhere.json"}},
		{"config file named like a secret", nil, []string{"ALIBABA_CLOUD_CREDENTIALS_URI=http://127.0.0.1:1/" + planted}},
		{"source profile missing", profile(`"mode":"ChainableRamRoleArn","source_profile":"` + planted + `"`), nil},
		{"external program that fails", profile(`"mode":"External","process_command":"sh -c 'echo ` + planted + `; exit 1'"`), nil},
		{"credentials file", file(".alibabacloud/credentials", ini), nil},
		{"credentials file, half", file(".alibabacloud/credentials", strings.Replace(ini, "access_key_id", "other", 1)), nil},
		{"credentials file, garbled", file(".alibabacloud/credentials", "[default\n"+planted), nil},
		{"credentials file, unknown type", file(".alibabacloud/credentials", strings.Replace(ini, "access_key\n", planted+"\n", 1)), nil},
		{"OIDC token file", file("token", plantedToken), []string{"ALIBABA_CLOUD_ROLE_ARN=" + planted, "ALIBABA_CLOUD_OIDC_PROVIDER_ARN=x", "ALIBABA_CLOUD_OIDC_TOKEN_FILE=" + planted}},
		{"credentials address", nil, []string{"ALIBABA_CLOUD_CREDENTIALS_URI=" + echo.URL + "/?key=" + planted}},
		{"credentials address, garbled", nil, []string{"ALIBABA_CLOUD_CREDENTIALS_URI=%" + planted}},
		{"proxy", nil, append([]string{"HTTP_PROXY=http://u:" + planted + "@127.0.0.1:1", "HTTPS_PROXY=http://u:" + planted + "@127.0.0.1:1"}, environ...)},
		{"proxy, garbled", nil, append([]string{"HTTP_PROXY=http://u:" + planted + "@[::", "HTTPS_PROXY=http://u:" + planted + "@[::"}, environ...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, args := range [][]string{
				{"--live", "--yes"}, {"--live", "--yes", "--output", "json"}, {"--yes"}, {"--dry-run", "--live"},
				{"--live", "--yes", "--profile", "p"}, {"--live", "--yes", "--profile", "q", "--output", "json"},
			} {
				home := t.TempDir()
				for name, text := range c.files {
					path := filepath.Join(home, name)
					if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				state := t.TempDir()
				env := append([]string{"EPN_STATE_DIR=" + state, "ALIBABA_CLOUD_ENDPOINT=" + echo.URL}, c.env...)
				r := script(t, home, env, given(args...)...)
				if r.status != 0 && r.status < 3 {
					t.Errorf("%v: status %d: %s", args, r.status, r.stderr)
				}
				search(t, strings.Join(args, " "), r.stdout+r.stderr)
				err := filepath.WalkDir(state, func(path string, d fs.DirEntry, err error) error {
					if err != nil || d.IsDir() {
						return err
					}
					data, err := os.ReadFile(path)
					search(t, path, string(data))
					return err
				})
				if err != nil {
					t.Error(err)
				}
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
