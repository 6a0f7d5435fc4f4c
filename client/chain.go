package client

import (
	"context"
	"slices"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"
)

// Chain says which places are asked for keys.
type Chain struct {
	// Profile of the aliyun CLI's configuration that is used alone, or "" for the
	// SDK's default chain.
	Profile string
	// Remote allows the sources that are not on this machine's disk or in its
	// environment: OIDC, ECS metadata, credentials URI.
	Remote bool
	// NoPrograms refuses profiles that run a program for their keys.
	NoPrograms bool
}

// sourceLimit is how long metadata and the credentials URI are waited for: they are asked
// over plain HTTP and may hold the connection open for ever.
const sourceLimit = 5 * time.Second

// ResolveKeys asks the chain's places in order and gives the first keys found. It
// takes no longer than ctx allows, though a source may go on by itself. A key
// that was damaged where it stands ends the search: other keys may be another
// account's. The Failure is Unauthenticated and says where was looked.
func (c Chain) ResolveKeys(ctx context.Context) (Keys, *Failure) {
	looked, places := c.listIgnoredVariables(), c.listPlaces()
	for i, p := range places {
		f := p.inspect()
		if f.State == HasKeys {
			var keys Keys
			if keys, f = p.askWithin(ctx, f); keys.hidden != nil {
				keys.PassedOver = listPassedOver(looked, places[i+1:])
				return keys, nil
			}
		}
		looked = append(looked, f)
		if f.State == Unclean {
			break
		}
	}
	return Keys{}, &Failure{Kind: Unauthenticated, Cause: NoCredentials, Looked: looked}
}

// listPassedOver gives what stands in the places that were looked in before those of the
// keys, and which of the files behind them could not be understood.
func listPassedOver(looked []Finding, behind []place) []Finding {
	passed := slices.DeleteFunc(looked, func(f Finding) bool { return f.State == Absent || f.State == Disabled })
	for _, p := range behind {
		if f := p.inspect(); f.State.isBrokenFile() {
			passed = append(passed, f)
		}
	}
	return passed
}

// askWithin gets the keys of a place, or says why it gave none, as long as ctx allows.
func (p place) askWithin(ctx context.Context, f Finding) (Keys, Finding) {
	if f.Source == FromURI || f.Source == FromMetadata {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, sourceLimit)
		defer cancel()
	}
	type answer struct {
		keys    Keys
		finding Finding
	}
	done := make(chan answer, 1)
	go func() {
		keys, got := p.fetchKeys(f)
		done <- answer{keys, got}
	}()
	select {
	case a := <-done:
		return a.keys, a.finding
	case <-ctx.Done():
		slow := f // The source may still be asked about f.
		slow.State = Slow
		return Keys{}, slow
	}
}

// InspectLocal says what the environment and the files on this machine hold,
// without asking anything outside for keys.
func (c Chain) InspectLocal() []Finding {
	c.Remote = false
	looked := c.listIgnoredVariables()
	for _, p := range c.listPlaces() {
		looked = append(looked, p.inspect())
	}
	return looked
}

// HasLocalKeys reports whether the environment or a file on this machine holds
// credentials. Damaged ones are some, that the user has to know about.
func (c Chain) HasLocalKeys() bool {
	return slices.ContainsFunc(c.InspectLocal(), func(f Finding) bool { return f.State == HasKeys || f.State == Unclean })
}

// place is one source: whether it holds anything, and how to get it.
type place struct {
	inspect  func() Finding
	provider func() (providers.CredentialsProvider, error)
}

// fetchKeys gets the keys, or says why there are none. The SDK's errors may quote a
// whole file: they are not handed on.
func (p place) fetchKeys(f Finding) (keys Keys, why Finding) {
	failed := f
	failed.State = GaveNoKeys
	defer func() {
		if recover() != nil { // a null among the profiles is enough
			keys, why = Keys{}, failed
		}
	}()
	provider, err := p.provider()
	if err != nil {
		return Keys{}, failed
	}
	cc, err := provider.GetCredentials()
	if err != nil || cc.AccessKeyId == "" {
		return Keys{}, failed
	}
	f.judgeValues([]value{
		{"AccessKeyId", cc.AccessKeyId}, {"AccessKeySecret", cc.AccessKeySecret}, {"SecurityToken", cc.SecurityToken},
	})
	if f.State == Unclean {
		return Keys{}, f
	}
	a := Account{Profile: f.Profile, Source: f.Source, NoRegion: f.NoRegion}
	a.OtherFile = f.Source == FromConfigFile && f.Path != pathUnderHome(cliConfig)
	return NewKeys(a, cc.AccessKeyId, cc.AccessKeySecret, cc.SecurityToken), f
}

// wrapBuild gives the SDK's provider that a builder makes.
func wrapBuild[P providers.CredentialsProvider](build func() (P, error)) func() (providers.CredentialsProvider, error) {
	return func() (providers.CredentialsProvider, error) { return build() }
}

func (c Chain) listPlaces() []place {
	config := place{
		inspect:  func() Finding { return inspectConfig(c.Profile, c.NoPrograms) },
		provider: wrapBuild(providers.NewCLIProfileCredentialsProviderBuilder().WithProfileName(c.Profile).Build),
	}
	if c.Profile != "" {
		return []place{config}
	}
	environment := place{inspectEnvironment, wrapBuild(providers.NewEnvironmentVariableCredentialsProviderBuilder().Build)}
	file := place{inspectCredentialsFile, wrapBuild(providers.NewProfileCredentialsProviderBuilder().Build)}
	if !c.Remote {
		return []place{environment, config, file}
	}
	oidc := place{
		inspect: func() Finding {
			return inspectVariables(FromOIDC,
				"ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE")
		},
		provider: wrapBuild(providers.NewOIDCCredentialsProviderBuilder().Build),
	}
	metadata := place{inspectMetadata, wrapBuild(providers.NewECSRAMRoleCredentialsProviderBuilder().Build)}
	uri := place{
		inspect:  func() Finding { return inspectVariables(FromURI, "ALIBABA_CLOUD_CREDENTIALS_URI") },
		provider: wrapBuild(providers.NewURLCredentialsProviderBuilder().Build),
	}
	return []place{environment, oidc, config, file, metadata, uri}
}
