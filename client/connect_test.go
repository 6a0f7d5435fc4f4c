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
	is(t, newCaller(secure("nonexistent.invalid")).fails(t, t.Context(), 1), Unreachable, NameNotFound)
	is(t, newCaller(secure("no host")).fails(t, t.Context(), 0), Unreachable, ConnectFailed) // not even by the SDK

	for cause, errs := range map[Cause][]error{
		NoRoute:        {syscall.EHOSTUNREACH, syscall.ENETUNREACH},
		ConnectFailed:  {syscall.EACCES, io.EOF, errors.New("what no one thought of")},
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

// Without TLS that can be trusted, no request is sent.
func TestNotTrusted(t *testing.T) {
	t.Parallel()
	expired, early := time.Now().Add(-time.Minute), time.Now().Add(time.Minute)
	clients := []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	whole, old := newIdentity(t, nil), newIdentity(t, nil)
	old.config.MinVersion, old.config.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	says := func(text string) func(net.Conn) {
		return func(c net.Conn) { _, _ = io.WriteString(c, text); drain(c) }
	}
	for name, test := range map[string]struct {
		server identity
		handle func(net.Conn) // in place of TLS
		cause  Cause
	}{
		"expired":           {newIdentity(t, func(c *x509.Certificate) { c.NotAfter = expired }), nil, TLSExpired},
		"not yet valid":     {newIdentity(t, func(c *x509.Certificate) { c.NotBefore = early }), nil, TLSExpired},
		"another address":   {newIdentity(t, func(c *x509.Certificate) { c.IPAddresses[0][15]++ }), nil, TLSWrongHost},
		"names only":        {newIdentity(t, func(c *x509.Certificate) { c.IPAddresses = nil }), nil, TLSWrongHost},
		"another authority": {identity{whole.config, newIdentity(t, nil).pool}, nil, TLSUnknownCA},
		"not for servers":   {newIdentity(t, func(c *x509.Certificate) { c.ExtKeyUsage = clients }), nil, TLSFailed},
		"no certificate":    {identity{new(tls.Config), whole.pool}, nil, TLSFailed},
		"old version":       {old, nil, TLSFailed},
		"plain HTTP":        {whole, says(formatReply(400, "")), TLSFailed},
		"sends other bytes": {whole, says("220 mail.example ESMTP\r\n"), TLSFailed},
		"hangs up":          {whole, func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) }, ConnectFailed},
		"resets":            {whole, reset, ConnectFailed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			handle := test.handle
			if handle == nil {
				handle = test.server.overTLS(func(net.Conn) { t.Error("a request may have been sent") })
			}
			is(t, newCaller(secure(serve(t, handle))).trust(test.server).fails(t, t.Context(), 1), Unreachable, test.cause)
		})
	}
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

// From the first byte on nobody knows what became of a request whose reply is lost: where
// the server read no more than that, its program may have died after the system had taken
// the others in.
func TestLostAfterTheRequest(t *testing.T) {
	t.Parallel()
	for name, handle := range map[string]func(net.Conn){
		"hangs up":              func(c net.Conn) { _, _ = readRequest(c) },
		"resets":                func(c net.Conn) { _, _ = readRequest(c); reset(c) },
		"hangs up in the midst": func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			is(t, newCaller(plain(serve(t, handle))).fails(t, t.Context(), 1), Unknown, ConnectionLost)
			server := newIdentity(t, nil)
			host := serve(t, server.overTLS(handle))
			is(t, newCaller(secure(host)).trust(server).fails(t, t.Context(), 1), Unknown, ConnectionLost)
		})
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	inTheRequest := func(c net.Conn) { _, _ = readRequest(c); cancel(); drain(c) }
	is(t, newCaller(plain(serve(t, inTheRequest))).fails(t, ctx, 1), Unknown, Interrupted)

	ctx, cancel = context.WithCancel(t.Context())
	end := make(chan struct{})
	host := serve(t, func(net.Conn) { // in the middle of the TLS handshake
		cancel()
		<-end
	})
	defer close(end)
	is(t, newCaller(secure(host)).fails(t, ctx, 1), Unreachable, Interrupted)
	is(t, newCaller(plain(host)).fails(t, ctx, 0), Unreachable, Interrupted)
	is(t, newCaller(secure("no host")).fails(t, ctx, 0), Unreachable, Interrupted)
	_, f := newCaller(plain(host)).ListInstances(ctx, "edge")
	is(t, f, Unreachable, Interrupted)
}
