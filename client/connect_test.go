package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http/httptrace"
	"syscall"
	"testing"
	"time"
)

// nobody is an address of this machine where nothing listens.
const nobody = "127.0.0.1:1"

func TestNotReached(t *testing.T) {
	t.Parallel()
	is(t, newCaller(plain(nobody)).fails(t, t.Context(), 1), Unreachable, ConnectionRefused)
	is(t, newCaller(secure(nobody)).fails(t, t.Context(), 1), Unreachable, ConnectionRefused)
	is(t, newCaller(secure("nonexistent.invalid")).fails(t, t.Context(), 1), Unreachable, NameNotFound)

	for cause, errs := range map[Cause][]error{
		NoRoute:        {syscall.EHOSTUNREACH, syscall.ENETUNREACH},
		ConnectFailed:  {syscall.EACCES, errors.New("what no one thought of"), io.EOF},
		ConnectTimeout: {&net.DNSError{IsTimeout: true}, context.DeadlineExceeded},
		NameNotFound:   {&net.DNSError{IsNotFound: true}, &net.DNSError{IsTemporary: true}},
	} {
		for _, err := range errs {
			c := newCaller(secure("ens.example"))
			c.wire.transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
			}
			is(t, c.fails(t, t.Context(), 0), Unreachable, cause)
		}
	}
}

func TestNotTrusted(t *testing.T) {
	t.Parallel()
	ca, other := newAuthority(t), newAuthority(t)
	tests := []struct {
		name   string
		config *tls.Config
		cause  Cause
	}{
		{"expired", ca.issue(t, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }), TLSExpired},
		{"not yet valid", ca.issue(t, func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) }), TLSExpired},
		{"another address", ca.issue(t, func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 2)} }), TLSWrongHost},
		{"names only", ca.issue(t, func(c *x509.Certificate) { c.IPAddresses = nil }), TLSWrongHost},
		{"another authority", other.issue(t, nil), TLSUnknownCA},
		{"not for servers", ca.issue(t, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }), TLSFailed},
		{"no certificate", &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errors.New("none") }}, TLSFailed},
		{"old version", func() *tls.Config {
			config := ca.issue(t, nil)
			config.MinVersion, config.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
			return config
		}(), TLSFailed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			host := serve(t, overTLS(test.config, func(net.Conn) { t.Error("a request may have been sent") }))
			is(t, newCaller(secure(host)).trust(ca).fails(t, t.Context(), 1), Unreachable, test.cause)
		})
	}
}

func TestNotTLS(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		handle func(net.Conn)
		cause  Cause
	}{
		"plain HTTP":        {func(c net.Conn) { _, _ = io.WriteString(c, replying(400, "")); drain(c) }, TLSFailed},
		"hangs up":          {func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) }, ConnectFailed},
		"resets":            {func(c net.Conn) { reset(c) }, ConnectFailed},
		"sends other bytes": {func(c net.Conn) { _, _ = io.WriteString(c, "220 mail.example ESMTP\r\n"); drain(c) }, TLSFailed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCaller(secure(serve(t, test.handle)))
			is(t, c.fails(t, t.Context(), 1), Unreachable, test.cause)
		})
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

// A connection that breaks once it stands, before a byte was written on it.
func TestLostBeforeTheRequest(t *testing.T) {
	t.Parallel()
	host := serve(t, func(c net.Conn) {
		if n, _ := io.Copy(io.Discard, c); n != 0 {
			t.Errorf("%d bytes were sent", n)
		}
	})
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { _ = info.Conn.Close() },
	})
	is(t, newCaller(plain(host)).fails(t, ctx, 1), Unreachable, ConnectFailed)
}

func TestInterruptedBeforeTheRequest(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	end := make(chan struct{})
	host := serve(t, func(net.Conn) {
		cancel() // in the middle of the TLS handshake
		<-end
	})
	defer close(end)
	is(t, newCaller(secure(host)).fails(t, ctx, 1), Unreachable, Interrupted)
	is(t, newCaller(secure(host)).fails(t, ctx, 0), Unreachable, Interrupted)
	is(t, newCaller(plain(host)).fails(t, ctx, 0), Unreachable, Interrupted)
}
