package client

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/aliyun/credentials-go/credentials"
	"github.com/aliyun/credentials-go/credentials/providers"

	_ "epn-wizard/client/quiet" // before the SDK
)

// Source is a place where credentials come from.
type Source string

// The places of the SDK's default chain, in its order, and the sandbox's own key.
const (
	FromEnvironment Source = "environment"
	FromOIDC        Source = "oidc"
	FromConfigFile  Source = "config.json"
	FromCredentials Source = "credentials"
	FromMetadata    Source = "ecs-metadata"
	FromURI         Source = "credentials-uri"
	FromSandbox     Source = "sandbox"
)

// IsRemote reports whether a source is asked over the network, or by a token of
// the machine's: only where the live service is asked for.
func (s Source) IsRemote() bool { return s == FromOIDC || s == FromMetadata || s == FromURI }

// Account is who pays, as far as it may be shown.
type Account struct {
	Profile   string // of the file, or "" where the source has none
	Source    Source
	KeyID     string // masked: LTAI****9Q
	Owner     string // tells the owners of long-lived keys apart, without telling the key; "" with temporary keys
	OtherFile bool   // the profile stands in a configuration file that the aliyun CLI does not read
	NoRegion  bool   // the profile has none, without which the aliyun CLI does not use it
}

// Keys sign requests. They are never printed: every format shows the masked id.
type Keys struct {
	Account Account
	// PassedOver are the places that gave no keys although something stands
	// there, of which the user may think that it is used.
	PassedOver []Finding

	hidden func() parts // fmt looks into every field but functions, and calls no Format of unexported ones
}

type parts struct{ id, secret, token string }

// NewKeys makes keys of their parts. The token is empty for long-lived keys.
func NewKeys(a Account, id, secret, token string) Keys {
	a.KeyID = maskKeyID(id)
	if token == "" {
		sum := sha256.Sum256([]byte("epn-wizard owner " + id))
		a.Owner = hex.EncodeToString(sum[:8])
	}
	return Keys{Account: a, hidden: func() parts { return parts{id, secret, token} }}
}

func (k Keys) revealParts() parts {
	if k.hidden == nil {
		return parts{}
	}
	return k.hidden()
}

// Format implements fmt.Formatter so that no verb reveals a secret.
func (k Keys) Format(s fmt.State, _ rune) { _, _ = fmt.Fprint(s, maskKeyID(k.revealParts().id)) }

func (k Keys) sdkCredential() credentials.Credential {
	kind := "access_key"
	if k.revealParts().token != "" {
		kind = "sts"
	}
	return credentials.FromCredentialsProvider(kind, k)
}

// GetCredentials implements the SDK's provider.
func (k Keys) GetCredentials() (*providers.Credentials, error) {
	p := k.revealParts()
	return &providers.Credentials{
		AccessKeyId: p.id, AccessKeySecret: p.secret, SecurityToken: p.token, ProviderName: k.GetProviderName(),
	}, nil
}

// GetProviderName implements the SDK's provider.
func (k Keys) GetProviderName() string { return string(k.Account.Source) }

// maskKeyID keeps of an access key id what tells it from its owner's others.
func maskKeyID(id string) string {
	id = Visible(id)
	if r := []rune(id); len(r) >= 10 {
		return string(r[:4]) + "****" + string(r[len(r)-2:])
	}
	return "****"
}

// A gateway that finds a signature wrong may quote what it signed itself: the
// whole request, token included.
var quotedRequest = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?is)[\s.,;:]*(server\s+)?(string[\s-]*to[\s-]*sign|canonical[\s-]*request).*`)
})

// A request that is quoted holds its own signature.
var quotedSignature = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(signature["']?\s*[:=]\s*["']?)[a-z0-9+/%=]{16,}`)
})

// redactKeys takes keys out of a text that may go to a screen or a file, as they
// are and as they stand in a request, and what the service signed with them.
func (k Keys) redactKeys(text string) string {
	if upper := strings.ToUpper(text); strings.Contains(upper, "SIGN") || strings.Contains(upper, "CANONICAL") {
		text = quotedRequest().ReplaceAllString(text, ".")
		text = quotedSignature().ReplaceAllString(text, "${1}****")
	}
	p := k.revealParts()
	for _, part := range []struct{ secret, shown string }{
		{p.secret, "****"}, {p.token, "****"}, {p.id, maskKeyID(p.id)},
	} {
		if len(part.secret) < 8 {
			continue // such a short text stands everywhere by chance
		}
		once := url.QueryEscape(part.secret)
		for _, form := range []string{part.secret, once, url.QueryEscape(once)} {
			text = strings.ReplaceAll(text, form, part.shown)
		}
	}
	return text
}
