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
	once := func(s string) string { return url.QueryEscape(s) }
	const signed = "Specified signature is not matched with our calculation."
	for message, want := range map[string]string{
		"The key " + id + " is unknown.":                              "The key LTAI****9Q is unknown.",
		"It was " + secret + ", " + token + ".":                       "It was ****, ****.",
		"It was " + once(secret) + ", " + once(once(token)) + ".":     "It was ****, ****.",
		signed + " server string to sign is:POST&%2F&" + once(token):  signed,
		signed + " Server StringToSign is [POST\n/\n" + token + "]":   signed,
		signed + "\nCanonicalRequest: POST\n/\nx-acs-security-token:": signed,
		strings.Repeat("a", MaxText-10) + secret:                      strings.Repeat("a", MaxText-10) + "****",
		"Nothing of the kind.":                                        "Nothing of the kind.",
	} {
		body, err := json.Marshal(map[string]string{
			"Code": "SignatureDoesNotMatch", "Message": message, "RequestId": token, "Recommend": "https://x/?" + once(secret),
		})
		if err != nil {
			t.Fatal(err)
		}
		host := serve(t, answer(replying(403, string(body))))
		keys := NewKeys(Account{Source: FromEnvironment}, id, secret, token)
		_, f := NewService(plain(host), keys, time.Hour).CreateInstance(t.Context(), edgeLab())
		if f == nil {
			t.Fatal("no failure")
		}
		if f.Message != want || f.RequestID != "****" || f.Recommend != "https://x/?****" {
			t.Errorf("%q becomes %+v", message, f)
		}
	}
}

// What is too short for a secret is a word like any other.
func TestWordsAreLeftInReplies(t *testing.T) {
	t.Parallel()
	const message = "InternalError: sandbox.json is damaged"
	if got := NewKeys(Account{}, "sandbox", "sandbox-secret", "").redactKeys(message); got != message {
		t.Errorf("got %q", got)
	}
}

func TestKeysAreNeverPrinted(t *testing.T) {
	t.Parallel()
	account := Account{Profile: "default", Source: FromConfigFile}
	keys := NewKeys(account, "LTAI5tExampleExample9Q", "example-secret", "example-token")
	if account.KeyID = "LTAI****9Q"; keys.Account != account {
		t.Errorf("account %+v", keys.Account)
	}
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

// It stands in the journal, where later versions compare it.
func TestOwner(t *testing.T) {
	t.Parallel()
	owner := func(id, secret, token string) string {
		return NewKeys(Account{Profile: secret}, id, secret, token).Account.Owner
	}
	const id, want = "LTAI5tExampleExample9Q", "660f06bd5d01ec59"
	if got := owner(id, "example-secret", ""); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := owner(id, "changed-secret", ""); got != want {
		t.Errorf("with a new secret: %s", got)
	}
	if got := owner("LTAI5tExampleExample8Q", "example-secret", ""); got == want {
		t.Error("another key has the same owner")
	}
	if got := owner("STS."+id, "example-secret", "example-token"); got != "" {
		t.Errorf("temporary keys have the owner %s", got)
	}
}

func TestMask(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"LTAI5tExampleExample9Q": "LTAI****9Q",
		"STS.NUgExample":         "STS.****le",
		"0123456789":             "0123****89",
		"012345678":              "****",
		"sandbox":                "****",
		"":                       "****",
		"钥匙钥匙钥匙钥匙钥匙":             "钥匙钥匙****钥匙",
		"\x1b[2J5678901":         `\x1b****01`,
	} {
		if got := maskKeyID(id); got != want {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}
}
