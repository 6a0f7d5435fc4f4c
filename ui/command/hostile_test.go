package command_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"epn-wizard/client"
)

// TestHostileReplies: whatever answers, the program says in its own shape what became of the
// order, exits with the status that the topic exit-codes gives it, and hands nothing on that a terminal
// could obey or that hides what it says. Tests of client have the shapes of replies, and more of
// the characters.
func TestHostileReplies(t *testing.T) {
	t.Parallel()
	const control = "\x1b]0;owned\x07\x1b[2J\x1b[31m\u009b31m\u0085\x00"
	const hidden = "\u202egnp.exe\u2066\u2028\u200b\ufeff\U000e0041\ue000"
	long := strings.Repeat("x", 40_000)
	refusal := func(code, message string) string {
		body, err := json.Marshal(map[string]string{"Code": code, "Message": message, "RequestId": message, "HostId": code,
			"Recommend": message})
		must(t, err)
		return string(body)
	}
	for name, c := range map[string]struct {
		answered int
		reply    string
		status   int
	}{
		"a message":         {400, refusal("StockNotEnough", control+hidden), 3},
		"a code":            {400, refusal(control+hidden, "x"), 3},
		"a line of its own": {400, refusal("NoPermission", "a\r\nepn-forged\n"), 3},
		"a long message":    {400, refusal("StockNotEnough", long), 3},
		"a long code":       {400, refusal(long, "x"), 3},
		"placeholders":      {400, refusal("InvalidParameter.%s", "%s %d {capture} {question} %!"), 3},
		"no UTF-8":          {400, "{\"Code\":\"NoPermission\",\"Message\":\"\xff\xfe\x9b31m\"}", 3},
		"a key's code":      {403, refusal("InvalidAccessKeyId.X"+control, control), 4},
		"what was signed":   {400, refusal("SignatureDoesNotMatch", "server string to sign is: POST&"+control), 4},
		"an inner failure":  {400, refusal("CallInterface", control), 5},
		"an id":             {200, `{"EPNInstanceId":"epn-1\u001b[31mred\nepn-2","RequestId":"\u202e"}`, 0},
		"a long id":         {200, `{"EPNInstanceId":"` + long + `","RequestId":"R"}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := given("--yes", "--live", "--endpoint", answering(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.answered)
				_, _ = w.Write([]byte(c.reply))
			}))
			text := script(t, t.TempDir(), keys(), args...)
			object := script(t, t.TempDir(), keys(), append(args, "--output", "json")...)
			if text.status != c.status || object.status != c.status || c.status != 0 && text.stdout != "" {
				t.Errorf("status %d and %d, want %d: %s%s", text.status, object.status, c.status, text.stdout, text.stderr)
			}
			var said struct{ Outcome, Target string }
			if err := json.Unmarshal([]byte(object.stdout), &said); err != nil || said.Outcome == "" ||
				said.Target != "live" || strings.Count(object.stdout, "\n") != 1 || object.stderr != "" {
				t.Errorf("no outcome alone: %v in %.300q, %q", err, object.stdout, object.stderr)
			}
			var decoded any // as jq -r would
			_ = json.Unmarshal([]byte(object.stdout), &decoded)
			for _, out := range []string{text.stdout, text.stderr, fmt.Sprint(decoded)} {
				if i := strings.IndexFunc(strings.ReplaceAll(out, "\n", " "), isObeyed); i >= 0 {
					t.Errorf("what a terminal could obey reaches it at %d: %.300q", i, out)
				}
				if len(out) > 8<<10 || strings.HasPrefix(out, "epn-forged") || strings.Contains(out, "\nepn-forged") {
					t.Errorf("%d bytes of somebody's text, or a forged line: %.300q", len(out), out)
				}
			}
		})
	}
}

// isObeyed tells the characters that a terminal could obey, or shows in another order.
func isObeyed(r rune) bool { return unicode.IsControl(r) || client.Unprintable(r) }

// The secrets that are planted. None of them may come out anywhere.
const (
	planted      = "SECRETsecretSECRET0123456789x"
	plantedToken = "TOKENtokenTOKEN+/=0123456789y"
	plantedID    = "LTAI5tPlantedPlanted0009Q"
)

// TestSecretsStayInside plants secrets where keys are read, whole and broken, lets the service
// quote back all it was sent, and searches everything that comes out. Tests of client have more of
// the ways in which files are broken.
func TestSecretsStayInside(t *testing.T) {
	t.Parallel()
	echo := answering(t, func(w http.ResponseWriter, r *http.Request) {
		query, _ := url.QueryUnescape(r.URL.RawQuery)
		token := r.Header.Get("X-Acs-Security-Token")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprintf(w, `{"Code":"InvalidParameter.%s","Message":%q,"RequestId":%q,"Recommend":%q}`,
			token, fmt.Sprint(url.QueryEscape(token), r.Header, query, strings.Repeat("x", 60), token), token, token)
	})
	const config, ini, prefix = ".aliyun/config.json", ".alibabacloud/credentials", "ALIBABA_CLOUD_"
	const whole = `{"current":"p","profiles":[{"name":"p","mode":"StsToken","access_key_id":"` + plantedID +
		`","access_key_secret":"` + planted + `","sts_token":"` + plantedToken + `"}]}`
	const section = "[default]\ntype = access_key\naccess_key_id = " + plantedID + "\naccess_key_secret = " + planted
	ofMode := func(mode string) string { return strings.Replace(whole, `"StsToken"`, mode, 1) }
	keys := []string{prefix + "ACCESS_KEY_ID=" + plantedID, prefix + "ACCESS_KEY_SECRET=" + planted,
		prefix + "SECURITY_TOKEN=" + plantedToken}
	for name, c := range map[string]struct {
		file, text string // of the home directory
		env        []string
	}{
		"variables":            {"", "", append([]string{"DEBUG=dara,tea,credential,*", "TEA_DEBUG=1"}, keys...)},
		"variables, no id":     {"", "", keys[1:]},
		"config file":          {config, whole, nil},
		"config file, garbled": {config, "x" + whole, nil},
		"an unknown mode":      {config, ofMode(`"` + planted + `"`), nil},
		"a missing source":     {config, ofMode(`"ChainableRamRoleArn","source_profile":"` + planted + `"`), nil},
		"a program that fails": {config, ofMode(`"External","process_command":"sh -c 'echo ` + planted + `; exit 1'"`), nil},
		"another file":         {"elsewhere.json", planted, []string{prefix + "CONFIG_FILE=elsewhere.json"}},
		"credentials":          {ini, section, nil},
		"credentials, garbled": {ini, "[default\n" + planted, nil},
		"a token file": {"token", plantedToken, []string{prefix + "ROLE_ARN=" + planted, prefix + "OIDC_PROVIDER_ARN=x",
			prefix + "OIDC_TOKEN_FILE=" + planted}},
		"an address":           {"", "", []string{prefix + "CREDENTIALS_URI=" + echo + "/?key=" + planted}},
		"an address of no-one": {"", "", []string{prefix + "CREDENTIALS_URI=http://127.0.0.1:1/" + planted}},
		"a garbled address":    {"", "", []string{prefix + "CREDENTIALS_URI=%" + planted}},
		"a proxy":              {"", "", append([]string{"HTTP_PROXY=http://u:" + planted + "@127.0.0.1:1"}, keys...)},
		"a garbled proxy":      {"", "", append([]string{"HTTP_PROXY=http://u:" + planted + "@[::"}, keys...)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, flags := range [][]string{nil, {"--output", "json"}, {"--profile", "p", "--output", "json"}} {
				home := t.TempDir()
				if c.file != "" {
					must(t, os.MkdirAll(filepath.Dir(filepath.Join(home, c.file)), 0o700))
					must(t, os.WriteFile(filepath.Join(home, c.file), []byte(c.text), 0o600))
				}
				r := script(t, home, append(c.env, "ALIBABA_CLOUD_ENDPOINT="+echo),
					given(append(flags, "--live", "--yes")...)...)
				if r.status < 3 {
					t.Errorf("%v: status %d: %s", flags, r.status, r.stderr)
				}
				searchSecrets(t, "what is said", r.stdout+r.stderr)
				err := filepath.WalkDir(stateDir(home), func(path string, d fs.DirEntry, err error) error {
					if err != nil || d.IsDir() {
						return err
					}
					data, err := os.ReadFile(path)
					searchSecrets(t, path, string(data))
					return err
				})
				if err != nil && !errors.Is(err, fs.ErrNotExist) {
					t.Error(err)
				}
			}
		})
	}
}

// searchSecrets fails the test where a planted secret stands in a text, in any form that a
// request or a reply could give it.
func searchSecrets(t *testing.T, where, text string) {
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
