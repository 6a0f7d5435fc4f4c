// Package sandbox is the Edge Node Service's HTTP API on loopback: the three
// calls this program uses and those that it names as the next steps, signed,
// validated and answered as the service does, so that any official client works
// against it. It bills nothing.
package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/private"
)

// The one key the sandbox knows. Both halves are public: it guards nothing.
const (
	AccessKeyID     = "sandbox"
	AccessKeySecret = "sandbox-secret"
)

// Limits of what a request may cost. The service documents none.
const (
	maxHeaderBytes = 64 << 10 // the request line with its query included
	maxBodyBytes   = 64 << 10
	headerTimeout  = 10 * time.Second
	bodyTimeout    = 10 * time.Second
	idleTimeout    = 2 * time.Minute
	maxWaiting     = 256 // connections on which a whole request is awaited
)

// slowness is how long the answer Slow takes.
const slowness = 3 * time.Second

// Options say where a sandbox keeps its instances and how it answers.
type Options struct {
	Dir     string           // the state directory, made when needed; instances persist in its sandbox.json
	Answers []Answer         // how the next creates are answered, first one first; then as usual
	Now     func() time.Time // nil: time.Now

	slow time.Duration // 0: slowness
	body time.Duration // 0: bodyTimeout
}

// Server is a sandbox that listens. Its methods may be called from any goroutine.
type Server struct {
	store store
	now   func() time.Time
	slow  time.Duration
	body  time.Duration // how long a request's body may take to arrive
	host  string        // host:port, as the listener has it

	http   http.Server
	stop   context.CancelFunc // ends every request that waits
	served chan struct{}      // closed once no connection is accepted any more
	conns  sync.WaitGroup     // the connections being served

	waiting waiting

	mu       sync.Mutex
	answers  []Answer             // guarded by mu
	unlisted unlisted             // guarded by mu
	nonces   map[string]time.Time // guarded by mu: a nonce used, until when it must be remembered
}

// ErrNotLoopback says that an address is no loopback address with a port.
var ErrNotLoopback = errors.New("not a loopback address and a port, such as 127.0.0.1:8420")

// Listen starts a sandbox on a loopback address such as 127.0.0.1:8420,
// [::1]:0 or localhost:0, where port 0 takes any free one. Any other address,
// a state directory that is not this user's own and a port in use are errors.
func Listen(addr string, o Options) (*Server, error) {
	bind, err := loopbackAddress(addr)
	if err != nil {
		return nil, err
	}
	if o.Dir == "" {
		return nil, errors.New("the sandbox needs a state directory")
	}
	if err := private.CheckDir(o.Dir); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", bind)
	if err != nil {
		return nil, fmt.Errorf("start the sandbox: %w", err)
	}
	s := &Server{
		store:   store{dir: o.Dir},
		now:     o.Now,
		slow:    cmp.Or(o.slow, slowness),
		body:    cmp.Or(o.body, bodyTimeout),
		host:    listener.Addr().String(),
		served:  make(chan struct{}),
		answers: o.Answers,
		nonces:  make(map[string]time.Time),
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.serveConnections(listener)
	return s, nil
}

// serveConnections answers connections in the background until Close.
func (s *Server) serveConnections(listener net.Listener) {
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.http = http.Server{
		Handler: http.HandlerFunc(s.handleRequest),
		// No ReadTimeout: it would end a request that is rehearsed never to be answered.
		// The handler gives each body its time.
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          log.New(io.Discard, "", 0), // standard error may be a full screen
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ConnContext:       withConn,
		ConnState: func(conn net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				s.conns.Add(1)
				s.waiting.addConnection(conn)
			case http.StateIdle:
				s.waiting.addConnection(conn)
			case http.StateClosed:
				s.waiting.removeConnection(conn)
				s.conns.Done()
			}
		},
	}
	go func() {
		defer close(s.served)
		_ = s.http.Serve(listener) // ends with ErrServerClosed
	}()
}

// Endpoint is where the sandbox answers: by http, on loopback.
func (s *Server) Endpoint() client.Endpoint { return client.Endpoint{Scheme: "http", Host: s.host} }

// NextAnswer rehearses how the next create is answered, in place of whatever
// was lined up before; the creates after it are answered as usual.
func (s *Server) NextAnswer(a Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = []Answer{a}
}

// Close stops at once, cutting off what is being answered, and returns when
// nothing of the sandbox runs any more. A second call does nothing.
func (s *Server) Close() error {
	s.stop() // closing its connection does not end a request with another one behind it
	err := s.http.Close()
	<-s.served
	_ = s.http.Close() // a connection accepted while the first call was at work
	s.conns.Wait()
	return err
}

// loopbackAddress gives the address to bind for one that names this machine alone.
// The name localhost is not looked up: whatever it resolves to, it is 127.0.0.1 here.
func loopbackAddress(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if _, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || !client.IsLoopback(host) {
		return "", fmt.Errorf("address %q: %w", addr, ErrNotLoopback)
	}
	if strings.EqualFold(host, "localhost") {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}
