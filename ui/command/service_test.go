package command_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"epn-wizard/client/sandbox"
)

// service is a sandbox that stands alone and counts what it is asked.
type service struct {
	url     string
	dir     string // of its instances
	sandbox *sandbox.Server
	calls   atomic.Int32
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
	s.sandbox = server
	t.Cleanup(func() { _ = server.Close() })
	target, err := url.Parse(server.URL())
	must(t, err)
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host // it is signed
		},
		ErrorLog: log.New(io.Discard, "", 0), // a client that goes is no error here
	}
	front := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.calls.Add(1)
		if r.Header.Get("X-Acs-Action") == "CreateEpnInstance" {
			s.creates.Add(1)
			s.asked <- struct{}{}
		}
		proxy.ServeHTTP(w, r)
	}))
	front.Config.ErrorLog = log.New(io.Discard, "", 0)
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

// instance is what a sandbox keeps of one.
type instance struct {
	EPNInstanceID           string `json:"EPNInstanceId"`
	EPNInstanceName         string
	NetworkingModel         string
	InternetMaxBandwidthOut int
}

// instances gives what was created in the sandbox of a state directory.
func instances(t testing.TB, dir string) []instance {
	t.Helper()
	list, err := readInstances(dir)
	must(t, err)
	return list
}

func readInstances(dir string) ([]instance, error) {
	data, err := os.ReadFile(filepath.Join(dir, "sandbox.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var account struct{ Instances []instance }
	err = json.Unmarshal(data, &account)
	return account.Instances, err
}
