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
	old := func(i identity) identity {
		i.config.MinVersion, i.config.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
		return i
	}
	expired, early := time.Now().Add(-time.Minute), time.Now().Add(time.Minute)
	clients := []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	whole := newIdentity(t, nil)
	for name, test := range map[string]struct {
		server identity
		cause  Cause
	}{
		"expired":           {newIdentity(t, func(c *x509.Certificate) { c.NotAfter = expired }), TLSExpired},
		"not yet valid":     {newIdentity(t, func(c *x509.Certificate) { c.NotBefore = early }), TLSExpired},
		"another address":   {newIdentity(t, func(c *x509.Certificate) { c.IPAddresses[0][15]++ }), TLSWrongHost},
		"names only":        {newIdentity(t, func(c *x509.Certificate) { c.IPAddresses = nil }), TLSWrongHost},
		"another authority": {identity{whole.config, newIdentity(t, nil).pool}, TLSUnknownCA},
		"not for servers":   {newIdentity(t, func(c *x509.Certificate) { c.ExtKeyUsage = clients }), TLSFailed},
		"no certificate":    {identity{new(tls.Config), whole.pool}, TLSFailed},
		"old version":       {old(newIdentity(t, nil)), TLSFailed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := serve(t, test.server.overTLS(func(net.Conn) { t.Error("a request may have been sent") }))
			is(t, newCaller(secure(host)).trust(test.server).fails(t, t.Context(), 1), Unreachable, test.cause)
		})
	}
}

func TestNotTLS(t *testing.T) {
	t.Parallel()
	says := func(text string) func(net.Conn) {
		return func(c net.Conn) { _, _ = io.WriteString(c, text); drain(c) }
	}
	for name, test := range map[string]struct {
		handle func(net.Conn)
		cause  Cause
	}{
		"plain HTTP":        {says(replying(400, "")), TLSFailed},
		"hangs up":          {func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) }, ConnectFailed},
		"resets":            {reset, ConnectFailed},
		"sends other bytes": {says("220 mail.example ESMTP\r\n"), TLSFailed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			is(t, newCaller(secure(serve(t, test.handle))).fails(t, t.Context(), 1), Unreachable, test.cause)
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

// A request that the SDK cannot make was not sent.
func TestNotHandedOver(t *testing.T) {
	t.Parallel()
	is(t, newCaller(secure("no host")).fails(t, t.Context(), 0), Unreachable, ConnectFailed)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	is(t, newCaller(secure("no host")).fails(t, ctx, 0), Unreachable, Interrupted)
}
