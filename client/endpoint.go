package client

import (
	"cmp"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The targets of an order, as flags, the journal and JSON name them.
const (
	TargetLive    = "live"
	TargetSandbox = "sandbox" // the one within the program
)

// The service's endpoints, as its documentation lists them.
const (
	MainlandEndpoint      = "ens.aliyuncs.com"                // mainland regions; the default
	InternationalEndpoint = "ens.ap-southeast-1.aliyuncs.com" // accounts of the international site
)

// Endpoint is where the service answers, in its normal form: however a host is
// spelled, one service has one Endpoint.
type Endpoint struct {
	Scheme string // https, or http for loopback addresses
	Host   string // host or host:port: in lower case, without a final dot or the scheme's own port
}

// DefaultEndpoint is where the service is asked unless another endpoint is given.
func DefaultEndpoint() Endpoint { return Endpoint{Scheme: "https", Host: MainlandEndpoint} }

// URL gives the endpoint as scheme://host.
func (e Endpoint) URL() string { return e.Scheme + "://" + e.Host }

// String gives the host alone where the endpoint is reached over TLS, since
// that goes without saying, and the URL elsewhere.
func (e Endpoint) String() string {
	if e.Scheme == "https" {
		return e.Host
	}
	return e.URL()
}

// EndpointError is what is wrong with an endpoint.
type EndpointError string

func (e EndpointError) Error() string { return string(e) }

const (
	ErrEndpointForm  EndpointError = "form"  // not a host name, nor a URL of scheme and host alone
	ErrEndpointPlain EndpointError = "plain" // http:// to another machine
)

// ParseEndpoint reads HOST or URL. Its errors are ErrEndpointForm and ErrEndpointPlain.
func ParseEndpoint(s string) (Endpoint, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.Opaque != "" ||
		strings.Trim(u.Path, "/") != "" || u.Hostname() == "" || strings.ContainsFunc(u.Host, isNoHostCharacter) ||
		!hasValidPort(u) {
		return Endpoint{}, ErrEndpointForm
	}
	switch u.Scheme {
	case "https":
	case "http":
		if !IsLoopback(strings.TrimSuffix(u.Hostname(), ".")) {
			return Endpoint{}, ErrEndpointPlain
		}
	default:
		return Endpoint{}, ErrEndpointForm
	}
	host := normalizeHost(u)
	if host == "" {
		return Endpoint{}, ErrEndpointForm
	}
	return Endpoint{Scheme: u.Scheme, Host: host}, nil
}

// NormalizeEndpoint gives the URL of an endpoint in its normal form, as
// Endpoint.URL spells it. A text that is no endpoint is given back as it is.
func NormalizeEndpoint(text string) string {
	e, err := ParseEndpoint(text)
	if err != nil {
		return text
	}
	return e.URL()
}

// IdentifyService gives the name by which one service is told from another: its host
// and port, and one for localhost and the addresses that it can stand for, since an
// order that was sent by one spelling is not to be sent again by another.
func IdentifyService(text string) string {
	e, err := ParseEndpoint(text)
	if err != nil {
		return text
	}
	u := url.URL{Host: e.Host}
	host := u.Hostname()
	if slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, host) {
		host = "localhost"
	}
	return net.JoinHostPort(host, cmp.Or(u.Port(), defaultPort[e.Scheme]))
}

// defaultPort is the port of a scheme where none is given.
var defaultPort = map[string]string{"https": "443", "http": "80"}

// normalizeHost gives a URL's host and port in their normal form, or "" where
// the host is empty without its final dot. An address is spelled as package
// netip spells it, a mapped IPv4 address as the IPv4 address that it stands for.
func normalizeHost(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if address, err := netip.ParseAddr(host); err == nil {
		host = address.Unmap().String()
	}
	if host == "" || strings.HasSuffix(host, ".") {
		return ""
	}
	port := strings.TrimLeft(u.Port(), "0")
	switch {
	case port != "" && port != defaultPort[u.Scheme]:
		return net.JoinHostPort(host, port)
	case strings.Contains(host, ":"):
		return "[" + host + "]"
	}
	return host
}

// hasValidPort reports whether a URL names a port that exists, or none.
func hasValidPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && port != 0
}

// HideUserInfo takes a user name and a password out of a text that was meant to be a URL.
func HideUserInfo(s string) string {
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return s
	}
	start := 0
	if i := strings.Index(s[:at], "//"); i >= 0 {
		start = i + len("//")
	}
	return s[:start] + "****" + s[at:]
}

func isNoHostCharacter(r rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_", r)
}

// IsLoopback reports whether a host name or address never leaves this machine.
func IsLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
