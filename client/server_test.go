package client

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// created is the body of the reply to a create that succeeds.
const created = `{"EPNInstanceId":"epn-20200825134537VyK81T","RequestId":"CEF72CEB"}`

// serve starts a server on loopback that hands each connection to a function
// and closes it afterwards. It is gone, connections included, when the test ends.
func serve(t *testing.T, handle func(net.Conn)) (host string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.SetDeadline(time.Now().Add(time.Minute)) // no test hangs on it
			running.Go(func() {
				defer c.Close()
				handle(c)
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		running.Wait()
	})
	return l.Addr().String()
}

// readRequest reads a whole request.
func readRequest(c net.Conn) (*http.Request, error) {
	r, err := http.ReadRequest(bufio.NewReader(c))
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, r.Body)
	return r, err
}

// answerOnce makes a handler that reads a request, hands it on to whoever wants it, sends
// some bytes and hangs up.
func answerOnce(raw string, wanted ...chan<- *http.Request) func(net.Conn) {
	return func(c net.Conn) {
		if r, err := readRequest(c); err == nil {
			for _, requests := range wanted {
				requests <- r
			}
			_, _ = io.WriteString(c, raw)
		}
	}
}

// drain reads until the other end hangs up.
func drain(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// reset ends a connection the hard way.
func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// formatReply makes the bytes of a complete reply.
func formatReply(status int, body string, headers ...string) string {
	raw := fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Length: %d\r\n", status, http.StatusText(status), len(body))
	for _, h := range headers {
		raw += h + "\r\n"
	}
	return raw + "\r\n" + body
}

// identity is a server's certificate, and the pool of who trusts it.
type identity struct {
	config *tls.Config
	pool   *x509.CertPool
}

// newIdentity makes a certificate for 127.0.0.1 and ens.example that is its own
// authority, changed as wanted.
func newIdentity(t *testing.T, change func(*x509.Certificate)) identity {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"ens.example"},
	}
	if change != nil {
		change(template)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	own := tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	i := identity{&tls.Config{Certificates: []tls.Certificate{own}}, x509.NewCertPool()}
	i.pool.AddCert(cert)
	return i
}

// overTLS makes of a handler one that speaks TLS.
func (i identity) overTLS(handle func(net.Conn)) func(net.Conn) {
	return func(c net.Conn) {
		secured := tls.Server(c, i.config)
		if secured.Handshake() == nil {
			handle(secured)
			_ = secured.Close()
		}
	}
}

// exampleKeys are keys of no account.
func exampleKeys() Keys {
	return NewKeys(Account{Source: FromEnvironment}, "LTAI5tExampleExample9Q", "example-secret", "")
}

// caller is a service under test. It counts the connections it makes.
type caller struct {
	*Service
	dials atomic.Int32
}

// newCaller makes a service without a proxy. Its requests may take very long.
func newCaller(e Endpoint) *caller {
	c := &caller{Service: NewService(e, exampleKeys(), time.Hour)}
	c.wire.transport.Proxy = func(*http.Request) (*url.URL, error) { return nil, nil }
	dial := c.wire.transport.DialContext
	c.wire.transport.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		c.dials.Add(1)
		return dial(ctx, network, addr)
	}
	return c
}

func plain(host string) Endpoint  { return Endpoint{Scheme: "http", Host: host} }
func secure(host string) Endpoint { return Endpoint{Scheme: "https", Host: host} }

// trust makes a service trust one server.
func (c *caller) trust(i identity) *caller {
	c.wire.transport.TLSClientConfig = &tls.Config{RootCAs: i.pool}
	return c
}

// fails sends a create that must fail after so many connections, and gives how.
func (c *caller) fails(t *testing.T, ctx context.Context, dials int) *Failure {
	t.Helper()
	created, f := c.CreateInstance(ctx, edgeLab())
	if f == nil {
		t.Fatalf("created %+v, want a failure", created)
	}
	if n := int(c.dials.Load()); created != (Created{}) || n != dials || f.Host != c.endpoint.Host {
		t.Errorf("created %+v after %d connections to %q, want nothing after %d to %q",
			created, n, f.Host, dials, c.endpoint.Host)
	}
	return f
}

// is checks how a request failed.
func is(t *testing.T, f *Failure, kind Kind, cause Cause) {
	t.Helper()
	if f == nil || f.Kind != kind || f.Cause != cause {
		t.Errorf("got %+v, want %s, %s", f, kind, cause)
	}
}
