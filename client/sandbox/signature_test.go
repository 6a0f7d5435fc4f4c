package sandbox

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	util "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
)

func TestWrongKeys(t *testing.T) {
	t.Parallel()
	for _, signature := range signatures {
		for name, c := range map[string]struct {
			sdk    sdk
			status int
			code   string
		}{
			"secret":                {sdk{secret: "sandbox-secreT"}, 400, "SignatureDoesNotMatch"},
			"key":                   {sdk{keyID: "LTAI0000"}, 404, "InvalidAccessKeyId.NotFound"},
			"temporary, no token":   {sdk{keyID: "STS.abc"}, 400, "MissingSecurityToken"},
			"temporary":             {sdk{keyID: "STS.abc", token: "token"}, 404, "InvalidAccessKeyId.NotFound"},
			"token of another key":  {sdk{token: "token"}, 400, "InvalidSecurityToken.MismatchWithAccessKey"},
			"secret in a form call": {sdk{secret: "x", form: true}, 400, "SignatureDoesNotMatch"},
		} {
			t.Run(signature.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				s := start(t, Options{})
				c.sdk.algorithm = signature.algorithm
				_, err := c.sdk.call(t, s, "CreateEpnInstance", order())
				refused(t, err, c.status, c.code)
				if strings.Contains(err.Error(), AccessKeySecret) {
					t.Errorf("the secret is in %v", err)
				}
				if got := count(t, s); got != 0 {
					t.Errorf("%d instances were created", got)
				}
			})
		}
	}
}

func TestAReplayedRequestIsRefused(t *testing.T) {
	t.Parallel()
	for _, signature := range signatures {
		t.Run(signature.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, Options{})
			c := &sdk{algorithm: signature.algorithm}
			c.must(t, s, "CreateEpnInstance", order())
			res, f := send(t, c.sent)
			if res.StatusCode != 400 || f.Code != "SignatureNonceUsed" {
				t.Errorf("got %d %s", res.StatusCode, f.Code)
			}
			if got := count(t, s); got != 1 {
				t.Errorf("%d instances, want 1", got)
			}
		})
	}
}

func TestNoncesAreForgottenOnceTheClockRefusesThem(t *testing.T) {
	t.Parallel()
	now := time.Now()
	s := start(t, Options{Now: func() time.Time { return now }})
	if !s.useNonce("old", now) {
		t.Fatal("a new nonce was refused")
	}
	now = now.Add(maxClockSkew)
	if s.useNonce("old", now) {
		t.Error("forgotten while the clock still let it in")
	}
	now = now.Add(time.Second)
	s.useNonce("new", now)
	if len(s.nonces) != 1 {
		t.Errorf("%d nonces remembered, want 1", len(s.nonces))
	}
}

func TestTheClock(t *testing.T) {
	t.Parallel()
	for _, signature := range signatures {
		for skew, code := range map[time.Duration]string{
			14 * time.Minute: "", -14 * time.Minute: "",
			16 * time.Minute: "InvalidTimeStamp.Expired", -16 * time.Minute: "InvalidTimeStamp.Expired",
		} {
			t.Run(signature.name+"/"+skew.String(), func(t *testing.T) {
				t.Parallel()
				s := start(t, Options{Now: func() time.Time { return time.Now().Add(skew) }})
				c := &sdk{algorithm: signature.algorithm}
				_, err := c.call(t, s, "DescribeEpnInstances", emptyQuery)
				if code == "" && err != nil {
					t.Error(err)
				}
				if code != "" {
					refused(t, err, 400, code)
				}
			})
		}
	}
}

// Every request here is signed properly for what it holds, by hand.
func TestRPCRequests(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	for _, c := range []struct {
		name, value string
		status      int
		code        string
	}{
		{"RegionId", "", 200, ""},
		{"AccessKeyId", "", 400, "MissingAccessKeyId"},
		{"SignatureMethod", "", 400, "MissingSignatureMethod"},
		{"SignatureMethod", "HMAC-SHA256", 400, "InvalidSignatureMethod"},
		{"SignatureVersion", "2.0", 400, "InvalidSignatureVersion"},
		{"SignatureNonce", "", 400, "MissingSignatureNonce"},
		{"Timestamp", "", 400, "MissingTimestamp"},
		{"Timestamp", "2026-11-22 22:23:18", 400, "InvalidTimeStamp.Format"},
		{"Timestamp", "2026-11-22T22:23:18.5Z", 400, "InvalidTimeStamp.Format"},
		{"Timestamp", "0000-01-01T00:00:00Z", 400, "InvalidTimeStamp.Expired"},
		{"Action", "", 400, "MissingAction"},
		{"Action", "describeepninstances", 404, "InvalidAction.NotFound"},
		{"Version", "", 400, "MissingVersion"},
		{"Version", "2014-05-26", 400, "InvalidVersion"},
	} {
		t.Run(c.name+"="+c.value, func(t *testing.T) {
			t.Parallel()
			for _, method := range []string{"GET", "POST"} {
				params := rpcParams("DescribeEpnInstances", nil, c.name, c.value)
				res, f := send(t, newRequest(t, method, s.URL()+"/?"+signed(method, params), ""))
				if res.StatusCode != c.status || f.Code != c.code {
					t.Errorf("%s: got %d %s %q, want %d %s", method, res.StatusCode, f.Code, f.Message, c.status, c.code)
				}
			}
		})
	}
	t.Run("Signature", func(t *testing.T) {
		t.Parallel()
		query := signed("POST", rpcParams("DescribeEpnInstances", nil))
		values, err := url.ParseQuery(query)
		must(t, err)
		values.Del("Signature")
		for _, c := range []struct{ what, method, query, code string }{
			{"without it", "POST", values.Encode(), "MissingSignature"},
			{"of another method", "GET", query, "SignatureDoesNotMatch"},
			{"with a parameter more", "POST", query + "&PageSize=5", "SignatureDoesNotMatch"},
		} {
			if _, f := send(t, newRequest(t, c.method, s.URL()+"/?"+c.query, "")); f.Code != c.code {
				t.Errorf("%s: %s", c.what, f.Code)
			}
		}
	})
}

// acs3Request is a create signed by the SDK for these headers; without names
// headers that it leaves unsigned and off the request.
func acs3Request(t *testing.T, s *Server, without ...string) *http.Request {
	t.Helper()
	r := newRequest(t, "POST", s.URL()+"/", "")
	query := r.URL.Query()
	signed := &dara.Request{Method: dara.String("POST"), Pathname: dara.String("/"), Query: make(map[string]*string)}
	for name, value := range order() {
		query.Set(name, value)
		signed.Query[name] = &value
	}
	r.URL.RawQuery = query.Encode()
	signed.Headers = map[string]*string{
		"host":                  dara.String(r.Host),
		"x-acs-action":          dara.String("CreateEpnInstance"),
		"x-acs-version":         dara.String(apiVersion),
		"x-acs-date":            util.GetTimestamp(),
		"x-acs-signature-nonce": util.GetNonce(),
		"x-acs-content-sha256":  dara.String(hexSHA256(nil)),
	}
	maps.DeleteFunc(signed.Headers, func(name string, _ *string) bool { return slices.Contains(without, name) })
	for name, value := range signed.Headers {
		r.Header.Set(name, *value)
	}
	r.Header.Set("Authorization", *util.GetAuthorization(signed, dara.String(acs3), dara.String(hexSHA256(nil)),
		dara.String(AccessKeyID), dara.String(AccessKeySecret)))
	return r
}

func TestACS3Requests(t *testing.T) {
	t.Parallel()
	s, now := start(t, Options{}), time.Now().UTC().Format(timeLayout)
	set := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	authorization := func(old, new string) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), old, new, 1))
		}
	}
	for name, c := range map[string]struct {
		without string
		change  func(*http.Request)
		code    string
	}{
		"no action":             {"x-acs-action", nil, "MissingAction"},
		"no version":            {"x-acs-version", nil, "MissingVersion"},
		"no date":               {"x-acs-date", nil, "MissingTimestamp"},
		"no nonce":              {"x-acs-signature-nonce", nil, "MissingSignatureNonce"},
		"no hash":               {"x-acs-content-sha256", nil, "MissingContentSha256"},
		"unsigned host":         {"host", nil, "IncompleteSignature"},
		"unsigned action":       {"x-acs-action", set("x-acs-action", "CreateEpnInstance"), "IncompleteSignature"},
		"unsigned version":      {"x-acs-version", set("x-acs-version", apiVersion), "IncompleteSignature"},
		"unsigned date":         {"x-acs-date", set("x-acs-date", now), "IncompleteSignature"},
		"unsigned nonce":        {"x-acs-signature-nonce", set("x-acs-signature-nonce", "n"), "IncompleteSignature"},
		"unsigned hash":         {"x-acs-content-sha256", set("x-acs-content-sha256", hexSHA256(nil)), "IncompleteSignature"},
		"unsigned token":        {"", set("x-acs-security-token", "token"), "IncompleteSignature"},
		"header twice":          {"", func(r *http.Request) { r.Header.Add("x-acs-action", "x") }, "IncompleteSignature"},
		"another action":        {"", set("x-acs-action", "DescribeEpnInstances"), "SignatureDoesNotMatch"},
		"another nonce":         {"", set("x-acs-signature-nonce", "n"), "SignatureDoesNotMatch"},
		"another parameter":     {"", func(r *http.Request) { r.URL.RawQuery += "&RegionId=x" }, "SignatureDoesNotMatch"},
		"another method":        {"", func(r *http.Request) { r.Method = "GET" }, "SignatureDoesNotMatch"},
		"another loopback name": {"", func(r *http.Request) { r.Host = "localhost" }, "SignatureDoesNotMatch"},
		"hash of another body":  {"", set("x-acs-content-sha256", hexSHA256([]byte("x"))), "SignatureDoesNotMatch"},
		"date malformed":        {"", set("x-acs-date", "Sun, 22 Nov 2026 22:23:18 GMT"), "InvalidTimeStamp.Format"},
		"no signature":          {"", authorization("Signature=", "Sign="), "IncompleteSignature"},
		"no credential":         {"", authorization("Credential="+AccessKeyID, "Credential="), "IncompleteSignature"},
		"no signed headers":     {"", authorization("SignedHeaders=", "Headers="), "IncompleteSignature"},
		"only the algorithm":    {"", set("Authorization", acs3), "IncompleteSignature"},
		"another algorithm":     {"", authorization(acs3, "ACS3-HMAC-SM3"), "InvalidSignatureMethod"},
		"basic authorization":   {"", set("Authorization", "Basic c2FuZGJveDpzYW5kYm94"), "InvalidSignatureMethod"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := acs3Request(t, s, c.without)
			if c.change != nil {
				c.change(r)
			}
			if res, f := send(t, r); res.StatusCode != 400 || f.Code != c.code {
				t.Errorf("got %d %s %q, want %s", res.StatusCode, f.Code, f.Message, c.code)
			}
		})
	}
}

func TestAnACS3RequestByHandIsTaken(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	r := acs3Request(t, s)
	spaced := strings.ReplaceAll(r.Header.Get("Authorization"), ",", ", ") // as other clients write it
	r.Header.Set("Authorization", spaced)
	if res, f := send(t, r); res.StatusCode != 200 || count(t, s) != 1 {
		t.Errorf("got %d %s %q", res.StatusCode, f.Code, f.Message)
	}
	r = acs3Request(t, s)
	r.Body = http.NoBody
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded") // unsigned, but of no body
	if res, f := send(t, r); res.StatusCode != 200 || count(t, s) != 2 {
		t.Errorf("with a type: got %d %s %q", res.StatusCode, f.Code, f.Message)
	}
}
