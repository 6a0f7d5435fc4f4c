package client

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"sync/atomic"
	"time"
)

const (
	connectTimeout = 5 * time.Second // for the name, the connection and TLS, each
	maxReply       = 1 << 20         // bytes of a reply that are read
	maxInterim     = 5               // replies of a status 1xx before the final one
)

// exchange is one HTTP request and what became of it: what the SDK's own
// errors lose. It is used once, so that nothing beneath can send twice.
type exchange struct {
	started atomic.Bool // the SDK handed the request over
	sent    atomic.Bool // at least one byte of it was written
	proxied bool
	received
	err error // why there is no complete reply, or nil
}

// received is what came of a reply.
type received struct {
	status int // 0 where no final reply began
	header http.Header
	at     time.Time // when the header had come
	body   []byte
}

type exchangeKey struct{}

func (x *exchange) contextWith(ctx context.Context) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

// errSecondSend is what a second attempt on the same exchange gets.
var errSecondSend = errors.New("this request was handed over before")

// wire carries requests for the SDK: one connection a request, TLS verified,
// redirects and errors handed on as they are, nothing retried.
type wire struct{ transport *http.Transport }

func newWire() *wire {
	dialer := &net.Dialer{Timeout: connectTimeout}
	return &wire{&http.Transport{
		Proxy:                  readProxies(),
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

// errTaken is what the SDK gets in place of each reply.
var errTaken = errors.New("the reply was taken")

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
	ctx := httptrace.WithClientTrace(req.Context(),
		&httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) { watchWrites(info.Conn, &x.sent) }})
	x.received, x.err = readReply(w.transport, req.WithContext(ctx))
	return nil, errTaken
}

// Why a reply is not taken.
var (
	errTooLarge = errors.New("the reply is too large")
	errNotFinal = errors.New("the reply is not a final one") // of a status 1xx, again and again or for good
)

// readReply sends a request once and reads its reply, of at most maxReply bytes.
// Nothing that the other side sends makes it take longer than the context.
func readReply(t *http.Transport, req *http.Request) (r received, err error) {
	interim := 0
	ctx := httptrace.WithClientTrace(req.Context(),
		&httptrace.ClientTrace{Got1xxResponse: func(int, textproto.MIMEHeader) error {
			if interim++; interim > maxInterim {
				return errNotFinal
			}
			return nil
		}})
	resp, err := t.RoundTrip(req.WithContext(ctx))
	if err != nil {
		return received{}, err
	}
	defer resp.Body.Close() //nolint:errcheck // everything wanted of it has been read
	r = received{status: resp.StatusCode, header: resp.Header, at: time.Now()}
	if r.status == http.StatusSwitchingProtocols {
		return r, errNotFinal // its body is the connection itself, which no context ends
	}
	r.body, err = io.ReadAll(io.LimitReader(resp.Body, maxReply+1))
	if err == nil && len(r.body) > maxReply {
		r.body, err = nil, errTooLarge
	}
	return r, err
}

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

// watchWrites starts watching the connection below a request. One that cannot be
// watched counts as written to.
func watchWrites(conn net.Conn, sent *atomic.Bool) {
	for t, ok := conn.(*tls.Conn); ok; t, ok = conn.(*tls.Conn) {
		conn = t.NetConn()
	}
	if c, ok := conn.(*watchedConn); ok {
		c.sent.Store(sent)
		return
	}
	sent.Store(true)
}
