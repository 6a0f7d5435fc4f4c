package client

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// The service may quote what it was sent: no part of a key is handed on.
func TestKeysAreTakenOutOfReplies(t *testing.T) {
	t.Parallel()
	const id, secret, token = "LTAI5tExampleExample9Q", "Secret/of+30=characters&more!!", "CAIS/token+of=an&hour"
	const signed = "Specified signature is not matched with our calculation."
	long, once, twice := strings.Repeat("a", maxText-10), url.QueryEscape(token), url.QueryEscape(url.QueryEscape(token))
	keys := NewKeys(Account{Source: FromEnvironment}, id, secret, token)
	for message, want := range map[string]string{
		"The key " + id + " is unknown.":                              "The key LTAI****9Q is unknown.",
		"It was " + secret + ", " + token + ".":                       "It was ****, ****.",
		"It was " + url.QueryEscape(secret) + ", " + twice + ".":      "It was ****, ****.",
		signed + " server string to sign is:POST&%2F&" + once:         signed,
		signed + " Server StringToSign is [POST\n/\n" + token + "]":   signed,
		signed + "\nCanonicalRequest: POST\n/\nx-acs-security-token:": signed,
		`{"Signature": "MDEyMzQ1Njc4OWFiY2RlZg=="} is wrong`:          `{"Signature": "****"} is wrong`,
		long + secret:          long + "****",
		"Nothing of the kind.": "Nothing of the kind.",
	} {
		body, err := json.Marshal(map[string]string{
			"Code": "X", "Message": message, "RequestId": token, "Recommend": "https://x/?" + url.QueryEscape(secret),
		})
		if err != nil {
			t.Fatal(err)
		}
		host := serve(t, answerOnce(formatReply(403, string(body))))
		_, f := NewService(plain(host), keys, time.Hour).CreateInstance(t.Context(), edgeLab())
		if f == nil || f.Message != want || f.RequestID != "****" || f.Recommend != "https://x/?****" {
			t.Errorf("%q becomes %+v", message, f)
		}
	}
	// What is too short for a secret is a word like any other.
	const message = "InternalError: sandbox.json is damaged"
	if got := NewKeys(Account{}, "sandbox", "sandbox-secret", "").redactKeys(message); got != message {
		t.Errorf("got %q", got)
	}
}

func TestKeysAreNeverPrinted(t *testing.T) {
	t.Parallel()
	keys := NewKeys(Account{Profile: "default"}, "LTAI5tExampleExample9Q", "example-secret", "example-token")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T %[1]v", "%10.3v"} {
		for _, value := range []any{
			keys, &keys, []Keys{keys}, map[string]Keys{"a": keys}, struct{ K Keys }{keys},
			NewService(plain(nobody), keys, time.Second),
		} {
			text := fmt.Sprintf(verb, value)
			for _, secret := range []string{"example-secret", "example-token", "LTAI5tExample"} {
				if strings.Contains(text, secret) || strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", secret)) {
					t.Errorf("%s of %T gives %s", verb, value, text)
				}
			}
		}
	}
	if got := fmt.Sprintf("%v %+v %#v", keys, keys, keys); got != "LTAI****9Q LTAI****9Q LTAI****9Q" {
		t.Errorf("got %s", got)
	}
	if text, err := json.Marshal(keys); err != nil || strings.Contains(string(text), "example") {
		t.Errorf("as JSON: %s, %v", text, err)
	}
}

// The owner stands in the journal, where later versions compare it: the secret may change,
// and temporary keys have none. The masked id does not tell the key.
func TestAccountOfKeys(t *testing.T) {
	t.Parallel()
	const id = "LTAI5tExampleExample9Q"
	for parts, want := range map[parts]string{
		{id, "example-secret", ""}:                       "LTAI****9Q 660f06bd5d01ec59",
		{id, "changed-secret", ""}:                       "LTAI****9Q 660f06bd5d01ec59",
		{"LTAI5tExampleExample8Q", "example-secret", ""}: "LTAI****8Q 00eaa8d3a881dcc2",
		{"STS.NUgExample", "example-secret", "token"}:    "STS.****le ",
		{"0123456789", "", "token"}:                      "0123****89 ",
		{"012345678", "", "token"}:                       "**** ",
		{"钥匙钥匙钥匙钥匙钥匙", "", "token"}:                      "钥匙钥匙****钥匙 ",
		{"\x1b[2J5678901", "", "token"}:                  `\x1b****01 `,
	} {
		a := NewKeys(Account{}, parts.id, parts.secret, parts.token).Account
		if got := a.KeyID + " " + a.Owner; got != want {
			t.Errorf("%q: got %q, want %q", parts.id, got, want)
		}
	}
}
