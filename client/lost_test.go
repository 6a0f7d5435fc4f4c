package client

import (
	"context"
	"net"
	"testing"
)

// From the first byte on nobody knows what became of a request whose reply is lost.
func TestLostAfterTheRequest(t *testing.T) {
	t.Parallel()
	for name, handle := range map[string]func(net.Conn){
		"hangs up":              func(c net.Conn) { _, _ = readRequest(c) },
		"resets":                func(c net.Conn) { _, _ = readRequest(c); reset(c) },
		"hangs up in the midst": func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newIdentity(t, nil)
			host := serve(t, handle)
			is(t, newCaller(plain(host)).fails(t, t.Context(), 1), Unknown, ConnectionLost)
			host = serve(t, server.overTLS(handle))
			is(t, newCaller(secure(host)).trust(server).fails(t, t.Context(), 1), Unknown, ConnectionLost)
		})
	}
}

// A server that hangs up without having read more than the request's first byte: it may
// have been its program that died after the system had taken the others in.
func TestLostUnread(t *testing.T) {
	t.Parallel()
	host := serve(t, func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) })
	is(t, newCaller(plain(host)).fails(t, t.Context(), 1), Unknown, ConnectionLost)
}

func TestGivenUpAfterTheRequest(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	interrupted := func(c net.Conn) { _, _ = readRequest(c); cancel(); drain(c) }
	is(t, newCaller(plain(serve(t, interrupted))).fails(t, ctx, 1), Unknown, Interrupted)
}
