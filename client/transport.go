package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

const (
	connectTimeout = 5 * time.Second // for the name, the connection and TLS, each
	maxReply       = 1 << 20         // bytes of a reply that are read
)

// exchange is one HTTP request and what became of it: what the SDK's own
// errors lose. It is used once, so that nothing beneath can send twice.
type exchange struct {
	started atomic.Bool // the SDK handed the request over
	sent    atomic.Bool // at least one byte of it was written
	proxied bool
	status  int
	header  http.Header
	body    []byte

	answered time.Time // when the reply's header had come
	err      error     // why there is no complete reply, or nil
}

type exchangeKey struct{}

func (x *exchange) context(ctx context.Context) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

// errSecondSend is what a second attempt on the same exchange gets.
var errSecondSend = errors.New("this request was handed over before")

// wire carries requests for the SDK: one connection a request, TLS verified,
// redirects and errors handed on as they are, nothing retried.
type wire struct{ transport *http.Transport }

func newWire(roots *tls.Config) *wire {
	dialer := &net.Dialer{Timeout: connectTimeout}
	return &wire{&http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		TLSClientConfig:        roots,
		TLSHandshakeTimeout:    connectTimeout,
		DisableKeepAlives:      true, // on a reused connection net/http may send again by itself
		MaxResponseHeaderBytes: 64 << 10,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := dialer.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return &watchedConn{Conn: c}, nil
		},
	}}
}

// Call implements the SDK's HttpClient. The transport that the SDK offers is not used.
func (w *wire) Call(req *http.Request, _ *http.Transport) (*http.Response, error) {
	x, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok || x.started.Swap(true) {
		return nil, errSecondSend
	}
	proxy, err := w.transport.Proxy(req)
	if err != nil {
		x.err = errProxySetting
		return nil, x.err
	}
	x.proxied = proxy != nil
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) { watch(info.Conn, &x.sent) }}
	resp, err := w.transport.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	if err != nil {
		x.err = err
		return nil, err
	}
	defer resp.Body.Close() //nolint:errcheck // everything wanted of it has been read
	x.status, x.header, x.answered = resp.StatusCode, resp.Header, time.Now()
	x.body, x.err = io.ReadAll(io.LimitReader(resp.Body, maxReply+1))
	if x.err == nil && len(x.body) > maxReply {
		x.body, x.err = nil, errTooLarge
	}
	if x.err != nil {
		return nil, x.err
	}
	resp.Body = io.NopCloser(bytes.NewReader(x.body))
	return resp, nil
}

var (
	errTooLarge     = errors.New("the reply is too large")
	errProxySetting = errors.New("the proxy setting is not a URL") // the setting itself may hold a password
)

// watchedConn tells when something is written on it once it is watched: what
// was written before (a proxy's CONNECT, the TLS handshake) is not the request.
type watchedConn struct {
	net.Conn
	sent atomic.Pointer[atomic.Bool]
}

func (c *watchedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if flag := c.sent.Load(); flag != nil && n > 0 {
		flag.Store(true)
	}
	return n, err
}

// watch starts watching the connection below a request. One that cannot be
// watched counts as written to.
func watch(conn net.Conn, sent *atomic.Bool) {
	for t, ok := conn.(*tls.Conn); ok; t, ok = conn.(*tls.Conn) {
		conn = t.NetConn()
	}
	if c, ok := conn.(*watchedConn); ok {
		c.sent.Store(sent)
		return
	}
	sent.Store(true)
}
