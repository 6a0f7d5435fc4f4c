package command_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"epn-wizard/client/sandbox"
)

// service is a sandbox that stands alone and counts what it is asked.
type service struct {
	url     string
	dir     string        // of its instances
	creates atomic.Int32  // whatever became of them
	asked   chan struct{} // a value for each create that has come in
	wire    *wire
}

// never is how a sandbox answers that does not.
var never = sandbox.Answer{Kind: sandbox.Timeout}

func newService(t *testing.T, answers ...sandbox.Answer) *service {
	t.Helper()
	s := &service{dir: t.TempDir(), asked: make(chan struct{}, 100), wire: &wire{left: math.MaxInt}}
	server, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: s.dir, Answers: answers})
	must(t, err)
	t.Cleanup(func() { _ = server.Close() })
	target, err := url.Parse(server.Endpoint().URL())
	must(t, err)
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ErrorLog = log.New(io.Discard, "", 0) // A client that goes is no error here.
	front := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Acs-Action") == "CreateEpnInstance" {
			s.creates.Add(1)
			s.asked <- struct{}{}
		}
		proxy.ServeHTTP(w, r)
	}))
	front.Config.ErrorLog = proxy.ErrorLog
	s.wire.Listener = front.Listener
	front.Listener = s.wire
	front.Start()
	t.Cleanup(front.Close)
	s.url = front.URL
	return s
}

// live are the flags that send an order to it.
func (s *service) live(more ...string) []string {
	return append([]string{"--live", "--endpoint", s.url}, more...)
}

// keys are the variables with its access key.
func keys() []string {
	return []string{
		"ALIBABA_CLOUD_ACCESS_KEY_ID=" + sandbox.AccessKeyID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + sandbox.AccessKeySecret,
	}
}

// instances gives the ids of what was created in the sandbox of a state directory.
func instances(t testing.TB, dir string) []string {
	t.Helper()
	ids, err := readInstances(dir)
	must(t, err)
	return ids
}

func readInstances(dir string) (ids []string, err error) {
	data, err := os.ReadFile(filepath.Join(dir, "sandbox.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var account struct {
		Instances []struct{ EPNInstanceID string }
	}
	err = errors.Join(err, json.Unmarshal(data, &account))
	for _, i := range account.Instances {
		ids = append(ids, i.EPNInstanceID)
	}
	return ids, err
}

// wire is the way to a service. It lets so many bytes through, both ways together, and then has the
// program at its other end killed.
type wire struct {
	net.Listener
	mu   sync.Mutex
	left int
	blow func()
}

// wired is a connection on it.
type wired struct {
	net.Conn
	*wire
}

func (w *wire) Accept() (net.Conn, error) {
	c, err := w.Listener.Accept()
	return wired{c, w}, err
}

// cut has the wire let so many bytes through from here on.
func (w *wire) cut(left int, blow func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left, w.blow = left, blow
}

// remaining gives how many bytes it lets through yet.
func (w *wire) remaining() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.left
}

// count takes bytes from those that are left, and gives how many there were.
func (w *wire) count(n int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n = min(n, w.left); n > 0 {
		if w.left -= n; w.left == 0 {
			w.blow()
		}
	}
	return n
}

func (c wired) Read(data []byte) (int, error) {
	n, err := c.Conn.Read(data)
	if counted := c.count(n); counted < n {
		return counted, io.EOF
	}
	return n, err
}

func (c wired) Write(data []byte) (int, error) {
	n, err := c.Conn.Write(data[:min(len(data), c.remaining())])
	if c.count(n); n < len(data) && err == nil {
		err = io.ErrShortWrite
	}
	return n, err
}
