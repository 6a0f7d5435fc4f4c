package sandbox

import (
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// waiting is the connections on which a whole request is awaited, the longest
// wait first. Where there are more than maxWaiting the first is closed, so that
// whoever holds many open shuts nobody out. Its methods may be called from any
// goroutine.
type waiting struct {
	mu    sync.Mutex
	conns []net.Conn
}

// addConnection puts a connection last.
func (w *waiting) addConnection(conn net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.conns = append(w.conns, conn)
	if len(w.conns) > maxWaiting {
		_ = w.conns[0].Close()
		w.conns = slices.Delete(w.conns, 0, 1)
	}
}

// removeConnection forgets a connection, if it is there.
func (w *waiting) removeConnection(conn net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if i := slices.Index(w.conns, conn); i >= 0 {
		w.conns = slices.Delete(w.conns, i, i+1)
	}
}

// acceptRequest ends the wait for a request that has come whole: it may take as
// long as its answer does.
func (s *Server) acceptRequest(w http.ResponseWriter, r *http.Request) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	if conn, ok := r.Context().Value(connKey{}).(net.Conn); ok {
		s.waiting.removeConnection(conn)
	}
}
