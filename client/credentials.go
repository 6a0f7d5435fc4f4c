package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

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

// Remote reports whether a source is asked over the network, or by a token of
// the machine's: only where the live service is asked for.
func (s Source) Remote() bool { return s == FromOIDC || s == FromMetadata || s == FromURI }

// Account is who pays, as far as it may be shown.
type Account struct {
	Profile string // of the file, or "" where the source has none
	Source  Source
	KeyID   string // masked: LTAI****9Q
	Owner   string // tells the owners of long-lived keys apart, without telling the key; "" with temporary keys
}

// Keys sign requests. They are never printed: every format shows the masked id.
type Keys struct {
	Account Account
	hidden  func() parts // fmt looks into every field but functions, and calls no Format of unexported ones
}

type parts struct{ id, secret, token string }

// NewKeys makes keys of their parts. The token is empty for long-lived keys.
func NewKeys(a Account, id, secret, token string) Keys {
	a.KeyID = mask(id)
	if token == "" {
		sum := sha256.Sum256([]byte("epn-wizard owner " + id))
		a.Owner = hex.EncodeToString(sum[:8])
	}
	return Keys{Account: a, hidden: func() parts { return parts{id, secret, token} }}
}

func (k Keys) parts() parts {
	if k.hidden == nil {
		return parts{}
	}
	return k.hidden()
}

// Format implements fmt.Formatter so that no verb reveals a secret.
func (k Keys) Format(s fmt.State, _ rune) { _, _ = fmt.Fprint(s, mask(k.parts().id)) }

func (k Keys) credential() credentials.Credential {
	kind := "access_key"
	if k.parts().token != "" {
		kind = "sts"
	}
	return credentials.FromCredentialsProvider(kind, k)
}

// GetCredentials implements the SDK's provider.
func (k Keys) GetCredentials() (*providers.Credentials, error) {
	p := k.parts()
	return &providers.Credentials{
		AccessKeyId: p.id, AccessKeySecret: p.secret, SecurityToken: p.token, ProviderName: k.GetProviderName(),
	}, nil
}

// GetProviderName implements the SDK's provider.
func (k Keys) GetProviderName() string { return string(k.Account.Source) }

// mask keeps of an access key id what tells it from its owner's others.
func mask(id string) string {
	id = Visible(id)
	if r := []rune(id); len(r) >= 10 {
		return string(r[:4]) + "****" + string(r[len(r)-2:])
	}
	return "****"
}

// State is what was found in a place.
type State string

// Found apart, why a place gave no keys.
const (
	Found     State = "found"
	Absent    State = "absent"     // nothing is there
	Broken    State = "broken"     // it is there but cannot be read or lacks a part
	NoProfile State = "no-profile" // the file has no profile of that name
	Failed    State = "failed"     // it was asked and gave no keys
	Slow      State = "slow"       // it gave no answer in time
	Program   State = "program"    // it would run a program, which the chain may not
)

// Finding is what one place held.
type Finding struct {
	Source  Source
	State   State
	Profile string // looked for, or ""
	Path    string // of the file, or ""
}

// Chain says which places are asked for keys.
type Chain struct {
	// Profile of ~/.aliyun/config.json that is used alone, or "" for the
	// SDK's default chain.
	Profile string
	// Remote allows the sources that are not on this machine's disk or in its
	// environment: OIDC, ECS metadata, credentials URI.
	Remote bool
	// NoPrograms refuses profiles that run a program for their keys.
	NoPrograms bool
}

// Resolve asks the chain's places in order and gives the first keys found. It
// takes no longer than ctx allows, though a source may go on by itself. The
// Failure is Unauthenticated and says where was looked.
func (c Chain) Resolve(ctx context.Context) (Keys, *Failure) {
	type answer struct {
		keys   Keys
		looked []Finding
	}
	done := make(chan answer, 1)
	go func() {
		var a answer
		a.keys, a.looked = c.resolve()
		done <- a
	}()
	select {
	case a := <-done:
		if a.keys.parts().id != "" {
			return a.keys, nil
		}
		return Keys{}, &Failure{Kind: Unauthenticated, Cause: NoCredentials, Looked: a.looked}
	case <-ctx.Done():
		return Keys{}, &Failure{Kind: Unauthenticated, Cause: NoCredentials, Looked: []Finding{{State: Slow}}}
	}
}

func (c Chain) resolve() (Keys, []Finding) {
	var looked []Finding
	for _, p := range c.places() {
		f := p.inspect()
		if f.State == Found {
			keys, err := p.fetch(f)
			if err == nil && keys.parts().id != "" {
				return keys, nil
			}
			f.State = Failed
		}
		looked = append(looked, f)
	}
	return Keys{}, looked
}

// Local reports whether the environment or a file on this machine holds
// credentials, without asking anything outside for them.
func (c Chain) Local() bool {
	c.Remote = false
	for _, p := range c.places() {
		if p.inspect().State == Found {
			return true
		}
	}
	return false
}

// place is one source: whether it holds anything, and how to get it.
type place struct {
	inspect  func() Finding
	provider func() (providers.CredentialsProvider, error)
}

// fetch gets the keys. The SDK's errors may quote a whole file: they are not handed on.
func (p place) fetch(f Finding) (keys Keys, err error) {
	defer func() {
		if recover() != nil { // a null among the profiles is enough
			err = errPanicked
		}
	}()
	provider, err := p.provider()
	if err != nil {
		return Keys{}, err
	}
	cc, err := provider.GetCredentials()
	if err != nil {
		return Keys{}, err
	}
	return NewKeys(Account{Profile: f.Profile, Source: f.Source}, cc.AccessKeyId, cc.AccessKeySecret, cc.SecurityToken), nil
}

var errPanicked = errors.New("the SDK panicked")

func (c Chain) places() []place {
	config := place{
		inspect: func() Finding { return inspectConfig(c.Profile, c.NoPrograms) },
		provider: func() (providers.CredentialsProvider, error) {
			return providers.NewCLIProfileCredentialsProviderBuilder().WithProfileName(c.Profile).Build()
		},
	}
	if c.Profile != "" {
		return []place{config}
	}
	environment := place{
		inspect: func() Finding {
			return inspectVariables(FromEnvironment, "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
		},
		provider: func() (providers.CredentialsProvider, error) {
			return providers.NewEnvironmentVariableCredentialsProviderBuilder().Build()
		},
	}
	file := place{
		inspect: inspectCredentialsFile,
		provider: func() (providers.CredentialsProvider, error) {
			return providers.NewProfileCredentialsProviderBuilder().Build()
		},
	}
	if !c.Remote {
		return []place{environment, config, file}
	}
	oidc := place{
		inspect: func() Finding {
			return inspectVariables(FromOIDC, "ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE")
		},
		provider: func() (providers.CredentialsProvider, error) {
			return providers.NewOIDCCredentialsProviderBuilder().Build()
		},
	}
	metadata := place{
		inspect: func() Finding {
			if strings.EqualFold(os.Getenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED"), "true") {
				return Finding{Source: FromMetadata, State: Absent}
			}
			return Finding{Source: FromMetadata, State: Found}
		},
		provider: func() (providers.CredentialsProvider, error) {
			return providers.NewECSRAMRoleCredentialsProviderBuilder().Build()
		},
	}
	uri := place{
		inspect: func() Finding { return inspectVariables(FromURI, "ALIBABA_CLOUD_CREDENTIALS_URI") },
		provider: func() (providers.CredentialsProvider, error) {
			return providers.NewURLCredentialsProviderBuilder().Build()
		},
	}
	return []place{environment, oidc, config, file, metadata, uri}
}
