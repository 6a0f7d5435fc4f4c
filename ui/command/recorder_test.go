package command_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// recorder is the service wherever it is: a proxy on loopback that answers in its
// name, with a certificate of its own, so that commands are run as they are
// printed. It keeps what arrives.
type recorder struct {
	variables []string // of the programs that ask it
	calls     string   // a file to write each call into, or ""

	mu      sync.Mutex
	arrived []arrival
}

// arrival is a call as the service gets it.
type arrival struct {
	host, key, action string            // the key with its token, if it is temporary
	parameters        map[string]string // of the action alone
}

// recordedID is what the recorder's answers call every instance.
const recordedID = "epn-20200825134537VyK81T"

// recordedAnswer does for most actions.
const recordedAnswer = `{"EPNInstanceId":"` + recordedID + `","RequestId":"CEF72CEB-54B6-4AE8-B225-F876FF7BA984",` +
	`"EPNInstances":{"EPNInstance":[]},"PageNumber":1,"PageSize":50,"TotalCount":0,"InternetChargeType":"BandwidthByDay"}`

func newRecorder(t testing.TB) *recorder {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"*.aliyuncs.com", "*.ap-southeast-1.aliyuncs.com"}, IsCA: true, BasicConstraintsValid: true,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	file := filepath.Join(t.TempDir(), "authority.pem")
	must(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate}), 0o600))
	r := &recorder{}
	config := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: key}}}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, connect *http.Request) {
		plain, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer plain.Close() //nolint:errcheck // the client is done with it
		_, _ = io.WriteString(plain, "HTTP/1.1 200 OK\r\n\r\n")
		conn := tls.Server(plain, config)
		for in := bufio.NewReader(conn); ; {
			request, err := http.ReadRequest(in)
			if err != nil {
				return
			}
			_, _ = io.Copy(io.Discard, request.Body)
			answer := r.record(connect.Host, request)
			res := &http.Response{StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(answer)),
				Body: io.NopCloser(strings.NewReader(answer)), Header: http.Header{"Content-Type": {"application/json"}}}
			_ = res.Write(conn)
		}
	}))
	t.Cleanup(proxy.Close)
	r.variables = []string{"HTTPS_PROXY=" + proxy.URL, "SSL_CERT_FILE=" + file}
	return r
}

var aCredential = regexp.MustCompile(`Credential=([^,]*)`)

// record notes a call, whichever of the two signatures it has, and gives the answer.
func (r *recorder) record(host string, request *http.Request) string {
	query := request.URL.Query()
	call := arrival{strings.TrimSuffix(host, ":443"), query.Get("AccessKeyId") + query.Get("SecurityToken"),
		query.Get("Action"), map[string]string{}}
	if found := aCredential.FindStringSubmatch(request.Header.Get("Authorization")); found != nil {
		call.key, call.action = found[1]+request.Header.Get("X-Acs-Security-Token"), request.Header.Get("X-Acs-Action")
	}
	for name := range strings.FieldsSeq(aliyunParameters[call.action]) {
		if query.Has(name) {
			call.parameters[name] = query.Get(name)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.arrived = append(r.arrived, call)
	if r.calls != "" {
		said, _ := os.ReadFile(r.calls) // which may be empty
		said = fmt.Appendln(said, call.host, call.key, call.action, call.parameters)
		_ = os.WriteFile(r.calls, said, 0o600) // A script misses the call.
	}
	if call.action == "DescribeEpnBandWidthData" {
		return recordedTraffic(call.parameters["StartTime"], call.parameters["EndTime"])
	}
	return recordedAnswer
}

// recordedTraffic gives samples of 5 minutes.
func recordedTraffic(start, end string) string {
	var samples []string
	last, _ := time.Parse(time.RFC3339, end)
	for at, _ := time.Parse(time.RFC3339, start); !at.After(last); at = at.Add(5 * time.Minute) {
		samples = append(samples,
			`{"TimeStamp":"`+at.Format(time.RFC3339)+`","UpBandWidth":38700000,"DownBandWidth":1000000}`)
	}
	return `{"MonitorData":{"BandWidthMonitorData":[` + strings.Join(samples, ",") + `]}}`
}

// takeArrivals gives what has arrived since it was last called.
func (r *recorder) takeArrivals() []arrival {
	r.mu.Lock()
	defer r.mu.Unlock()
	arrived := r.arrived
	r.arrived = nil
	return arrived
}
