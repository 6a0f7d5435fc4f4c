package client

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/http/httpproxy"
)

// errProxySetting does not quote the setting, which may hold a password.
var errProxySetting = errors.New("the proxy setting is not a URL")

// readProxies reads the environment's proxy settings and gives the proxy of each
// request, or nil for none. Package net/http reads them once in a process, drops
// one that does not parse, and so sends past the proxy; here the requests that
// would go through it get errProxySetting.
func readProxies() func(*http.Request) (*url.URL, error) {
	const unreadable = "unreadable.invalid" // stands in for such a setting
	settings := httpproxy.FromEnvironment()
	for _, setting := range []*string{&settings.HTTPProxy, &settings.HTTPSProxy} {
		if *setting != "" && !isProxyURL(*setting) {
			*setting = "http://" + unreadable
		}
	}
	choose := settings.ProxyFunc()
	return func(req *http.Request) (*url.URL, error) {
		proxy, err := choose(req.URL)
		if err != nil || proxy != nil && proxy.Host == unreadable {
			return nil, errProxySetting
		}
		return proxy, nil
	}
}

// isProxyURL reports whether a setting is the URL of a proxy, or one without its scheme.
func isProxyURL(setting string) bool {
	if strings.ContainsFunc(setting, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return false
	}
	if !strings.Contains(setting, "://") {
		setting = "http://" + setting
	}
	u, err := url.Parse(setting)
	return err == nil && u.Hostname() != "" && slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme)
}

// metadataHost answers on the machine itself. Through a proxy it would give the
// keys of the proxy's machine.
const metadataHost = "100.100.100.200"

func init() { // the SDK's providers clone the transport, and have no option for it
	if t, ok := http.DefaultTransport.(*http.Transport); ok {
		t.Proxy = exceptMetadata(t.Proxy)
	}
}

// exceptMetadata takes the metadata address out of what goes through a proxy.
func exceptMetadata(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(r *http.Request) (*url.URL, error) {
		if r.URL.Hostname() == metadataHost {
			return nil, nil
		}
		return proxy(r)
	}
}
