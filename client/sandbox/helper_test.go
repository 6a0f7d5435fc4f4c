package sandbox

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
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

var (
	uuid  = regexp.MustCompile(`^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$`)
	epnID = regexp.MustCompile(`^epn-20[0-9]{12}[0-9A-Za-z]{6}$`)
	nonce atomic.Int64
)

func start(t *testing.T, o Options) *Server {
	t.Helper()
	o.Dir = cmp.Or(o.Dir, t.TempDir())
	s, err := Listen("127.0.0.1:0", o)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// order gives the parameters of a valid order with changes.
func order(changes ...string) map[string]string {
	return changed(map[string]string{
		"EPNInstanceType": client.EdgeToEdge, "EPNInstanceName": "edge lab",
		"InternetChargeType": client.BillingDailyPeak, "NetworkingModel": client.NetworkingInternet,
		"InternetMaxBandwidthOut": "10",
	}, changes)
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
	algorithm, secret, keyID, token string // algorithm as the SDK's Config names it: "" is ACS3, "v2" RPC
	method                          string // POST unless set
	form                            bool   // parameters in the body
	sent                            *http.Request
}

// Call is the SDK's HTTP exchange, whose request is kept to be sent again.
func (c *sdk) Call(r *http.Request, _ *http.Transport) (*http.Response, error) {
	c.sent = r.Clone(r.Context())
	return exchange(r)
}

// exchange sends a request on a connection of its own.
func exchange(r *http.Request) (*http.Response, error) {
	return (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
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
		Credential: credential, Protocol: dara.String("HTTP"), Endpoint: dara.String(s.host), HttpClient: c,
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

// list gives the instances on a page of a list, and its number, its size and the number of all.
func (c *sdk) list(t *testing.T, s *Server, params ...string) (found []map[string]any, counts string) {
	t.Helper()
	list := c.must(t, s, client.ListAction, changed(map[string]string{}, params))
	for _, i := range list["EPNInstances"].(map[string]any)["EPNInstance"].([]any) {
		found = append(found, i.(map[string]any))
	}
	return found, fmt.Sprintf("%v %v %v", list["PageNumber"], list["PageSize"], list["TotalCount"])
}

// checkCall calls, and checks the status and the code that the SDK reports, or that it reports none.
func (c *sdk) checkCall(t *testing.T, s *Server, action string, params map[string]string, want string) {
	t.Helper()
	got := "200 "
	_, err := c.call(t, s, action, params)
	if e, ok := errors.AsType[*tea.SDKError](err); ok {
		got = fmt.Sprint(tea.IntValue(e.StatusCode), " ", tea.StringValue(e.Code))
	} else if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("%s %v: got %s, want %s: %v", action, params, got, want, err)
	}
	if err != nil && strings.Contains(err.Error(), AccessKeySecret) {
		t.Errorf("the secret is in %v", err)
	}
}

// rpcQuery is the query of a call by hand, with the SDK's RPC signature for the parameters as they were changed.
func rpcQuery(method, action string, params map[string]string, changes ...string) string {
	p := map[string]string{
		"Action": action, "Version": apiVersion, "Format": "JSON", "AccessKeyId": AccessKeyID,
		"SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureType": "",
		"SignatureNonce": "nonce-" + strconv.FormatInt(nonce.Add(1), 10),
		"Timestamp":      time.Now().UTC().Format(timeLayout), "RegionId": "cn-hangzhou",
	}
	maps.Copy(p, params)
	values, pointers := make(url.Values), make(map[string]*string)
	for name, value := range changed(p, changes) {
		values.Set(name, value)
		pointers[name] = &value
	}
	values.Set("Signature", *util.GetRPCSignature(pointers, &method, dara.String(AccessKeySecret)))
	return "?" + values.Encode()
}

func newRequest(t *testing.T, s *Server, method, path, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.Endpoint().URL()+path, strings.NewReader(body))
	must(t, err)
	return r
}

// failureBody is an error as a client sees it.
type failureBody struct{ RequestId, HostId, Code, Message, Recommend string }

// checkReply sends a request by hand, and checks the status and the code of the reply, and what every refusal has.
func checkReply(t *testing.T, s *Server, what string, r *http.Request, want string) (f failureBody) {
	t.Helper()
	res, err := exchange(r)
	must(t, err)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	must(t, err)
	if err := json.Unmarshal(raw, &f); err != nil {
		t.Fatalf("%s: status %d, not JSON: %q", what, res.StatusCode, raw)
	}
	if got := fmt.Sprint(res.StatusCode, " ", f.Code); got != want {
		t.Errorf("%s: got %s %q, want %s", what, got, f.Message, want)
	}
	id := res.Header.Get("x-acs-request-id")
	whole := f.Message != "" && f.HostId == s.host && strings.Contains(f.Recommend, "q="+url.QueryEscape(f.Code))
	if f.RequestId != id || !uuid.MatchString(id) || f.Code != "" && !whole ||
		res.Header.Get("Content-Type") != "application/json;charset=utf-8" {
		t.Errorf("%s: got %+v with %v", what, f, res.Header)
	}
	return f
}

// contents gives what a sandbox keeps.
func contents(t *testing.T, s *Server) account {
	t.Helper()
	a, err := s.store.readAccount(t.Context())
	must(t, err)
	return a
}

// checkCount checks how many instances there are.
func checkCount(t *testing.T, s *Server, want int) {
	t.Helper()
	if got := len(contents(t, s).Instances); got != want {
		t.Errorf("%d instances, want %d", got, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
