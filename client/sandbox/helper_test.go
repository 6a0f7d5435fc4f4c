package sandbox

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"epn-wizard/client"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	util "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/credentials-go/credentials"
)

// signatures are the two ways in which the official SDK signs, named as its Config names them.
var signatures = []struct{ name, algorithm string }{{"ACS3", ""}, {"RPC", "v2"}}

func start(t *testing.T, o Options) *Server {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	s, err := Listen("127.0.0.1:0", o)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// order is a valid one with changes.
func order(changes ...string) map[string]string {
	o := map[string]string{
		"EPNInstanceType": client.EdgeToEdge, "EPNInstanceName": "edge lab",
		"InternetChargeType": client.BillingDailyPeak, "NetworkingModel": client.NetworkingInternet,
		"InternetMaxBandwidthOut": "10",
	}
	return changed(o, changes)
}

// changed changes parameters by pairs of parameter and value; one without a value is left out.
func changed(params map[string]string, changes []string) map[string]string {
	for i := 0; i < len(changes); i += 2 {
		params[changes[i]] = changes[i+1]
		if changes[i+1] == "" {
			delete(params, changes[i])
		}
	}
	return params
}

func span() map[string]string {
	return map[string]string{"StartTime": "2026-11-01T00:00:00Z", "EndTime": "2026-11-22T00:00:00Z"}
}

// sdk calls the sandbox as a program on the official SDK does.
type sdk struct {
	algorithm, secret, keyID, token string
	method                          string // POST unless set
	form                            bool   // parameters in the body
	sent                            *http.Request
	got                             *http.Response
}

// Call is the SDK's HTTP exchange: one connection each, kept for a look at it.
func (c *sdk) Call(r *http.Request, _ *http.Transport) (*http.Response, error) {
	c.sent = r.Clone(r.Context())
	res, err := exchange(r)
	c.got = res
	return res, err
}

// exchange sends a request on a connection of its own.
func exchange(r *http.Request) (*http.Response, error) {
	return (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
}

// listed gives the instances of a list.
func listed(list map[string]any) (found []map[string]any) {
	for _, i := range list["EPNInstances"].(map[string]any)["EPNInstance"].([]any) {
		found = append(found, i.(map[string]any))
	}
	return found
}

func (c *sdk) call(t *testing.T, s *Server, action string, params map[string]string) (map[string]any, error) {
	t.Helper()
	key := &credentials.Config{
		Type:            dara.String("access_key"),
		AccessKeyId:     dara.String(cmp.Or(c.keyID, AccessKeyID)),
		AccessKeySecret: dara.String(cmp.Or(c.secret, AccessKeySecret)),
	}
	if c.token != "" {
		key.Type, key.SecurityToken = dara.String("sts"), dara.String(c.token)
	}
	credential, err := credentials.NewCredential(key)
	must(t, err)
	config := &util.Config{
		Credential: credential, Protocol: dara.String("HTTP"),
		Endpoint: dara.String(strings.TrimPrefix(s.URL(), "http://")), HttpClient: c,
	}
	if c.algorithm != "" {
		config.SignatureAlgorithm = dara.String(c.algorithm)
	}
	client, err := openapi.NewClient(config)
	must(t, err)
	request := &util.OpenApiRequest{Query: util.Query(params)}
	if c.form {
		body := make(map[string]any)
		for name, value := range params {
			body[name] = value
		}
		request = &util.OpenApiRequest{Body: body}
	}
	res, err := client.CallApiWithCtx(t.Context(), &util.Params{
		Action: dara.String(action), Version: dara.String(apiVersion),
		Protocol: dara.String("HTTP"), Pathname: dara.String("/"),
		Method: dara.String(cmp.Or(c.method, "POST")), AuthType: dara.String("AK"), Style: dara.String("RPC"),
		ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}, request, &dara.RuntimeOptions{})
	if err != nil {
		return nil, err
	}
	return res["body"].(map[string]any), nil
}

func (c *sdk) must(t *testing.T, s *Server, action string, params map[string]string) map[string]any {
	t.Helper()
	body, err := c.call(t, s, action, params)
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	return body
}

// refused checks that the SDK reports a refusal of this status and code.
func refused(t *testing.T, err error, status int, code string) {
	t.Helper()
	e, ok := errors.AsType[*tea.SDKError](err)
	if !ok {
		t.Fatalf("got %v, want a refusal with %s", err, code)
	}
	if tea.StringValue(e.Code) != code || tea.IntValue(e.StatusCode) != status {
		t.Errorf("got %d %s, want %d %s", tea.IntValue(e.StatusCode), tea.StringValue(e.Code), status, code)
	}
}

var nonce atomic.Int64

// rpcParams are those of a call by hand, with what RPC's signature needs. Changes as for order.
func rpcParams(action string, params map[string]string, changes ...string) map[string]string {
	p := map[string]string{
		"Action": action, "Version": apiVersion, "Format": "JSON", "AccessKeyId": AccessKeyID,
		"SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureType": "",
		"SignatureNonce": "nonce-" + strconv.FormatInt(nonce.Add(1), 10),
		"Timestamp":      time.Now().UTC().Format(timeLayout), "RegionId": "cn-hangzhou",
	}
	maps.Copy(p, params)
	return changed(p, changes)
}

// signed gives parameters as a query with the SDK's RPC signature.
func signed(method string, params map[string]string) string {
	values := make(url.Values)
	pointers := make(map[string]*string)
	for name, value := range params {
		values.Set(name, value)
		pointers[name] = &value
	}
	values.Set("Signature", *util.GetRPCSignature(pointers, &method, dara.String(AccessKeySecret)))
	return values.Encode()
}

// failureBody is an error as a client sees it.
type failureBody struct{ RequestId, HostId, Code, Message, Recommend string }

// send sends a request by hand and gives its status and error.
func send(t *testing.T, r *http.Request) (*http.Response, failureBody) {
	t.Helper()
	res, err := exchange(r)
	must(t, err)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	must(t, err)
	var f failureBody
	if err := json.Unmarshal(raw, &f); err != nil {
		t.Fatalf("status %d, not JSON: %q", res.StatusCode, raw)
	}
	return res, f
}

func newRequest(t *testing.T, method, target, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	must(t, err)
	return r
}

// contents gives what a sandbox keeps.
func contents(t *testing.T, s *Server) account {
	t.Helper()
	a, err := s.store.readAccount(t.Context())
	must(t, err)
	return a
}

// count tells how many instances there are.
func count(t *testing.T, s *Server) int {
	t.Helper()
	return len(contents(t, s).Instances)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
