package client

import (
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// The service's endpoints, as its documentation lists them.
const (
	MainlandEndpoint      = "ens.aliyuncs.com"                // mainland regions; the default
	InternationalEndpoint = "ens.ap-southeast-1.aliyuncs.com" // accounts of the international site
)

// Endpoint is where the service answers.
type Endpoint struct {
	Scheme string // https, or http for loopback addresses
	Host   string // host or host:port
}

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

// What is wrong with an endpoint.
var (
	ErrEndpointForm  = errors.New("form")  // not a host name, nor a URL of scheme and host alone
	ErrEndpointPlain = errors.New("plain") // http:// to another machine
)

// ParseEndpoint reads HOST or URL. Its errors are ErrEndpointForm and ErrEndpointPlain.
func ParseEndpoint(s string) (Endpoint, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.Opaque != "" ||
		strings.Trim(u.Path, "/") != "" || u.Hostname() == "" || strings.ContainsFunc(u.Host, notInHost) || !goodPort(u) {
		return Endpoint{}, ErrEndpointForm
	}
	switch u.Scheme {
	case "https":
	case "http":
		if !Loopback(u.Hostname()) {
			return Endpoint{}, ErrEndpointPlain
		}
	default:
		return Endpoint{}, ErrEndpointForm
	}
	return Endpoint{Scheme: u.Scheme, Host: u.Host}, nil
}

// goodPort reports whether a URL names a port that exists, or none.
func goodPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && port != 0
}

// HideUser takes a user name and a password out of a text that was meant to be a URL.
func HideUser(s string) string {
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

func notInHost(r rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_", r)
}

// Loopback reports whether a host name or address never leaves this machine.
func Loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
