package sandbox

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"

	util "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
)

// TestOfficialSDK: what the SDK orders by either signature is found as it was ordered, and is not taken twice.
func TestOfficialSDK(t *testing.T) {
	t.Parallel()
	for _, c := range []*sdk{
		{}, {form: true}, {method: "GET"}, {algorithm: "v2"}, {algorithm: "v2", form: true}, {algorithm: "v2", method: "GET"},
	} {
		now := time.Now() // No instance outgrows the state of its first seconds.
		s := start(t, Options{Now: func() time.Time { return now }})
		if found, counts := c.list(t, s); len(found) != 0 || counts != "1 10 0" {
			t.Errorf("an empty account has %v", found)
		}
		names := []string{"edge lab", "边缘 网络", `a+b&c%d~e*f'g"h=<i>;/?#`, "%20", "~_-.", ""}
		for _, name := range names {
			params := order("EPNInstanceName", name, "NetworkingModel", "Connection", "InternetMaxBandwidthOut", "100")
			created := c.must(t, s, client.CreateAction, params)
			id, _ := created["EPNInstanceId"].(string)
			request, _ := created["RequestId"].(string)
			if !epnID.MatchString(id) || !uuid.MatchString(request) || len(created) != 2 {
				t.Fatalf("create answered %v", created)
			}
			if c.form {
				c.sent.Body, _ = c.sent.GetBody()
			}
			checkReply(t, s, "sent again", c.sent, "400 SignatureNonceUsed")
			found, _ := c.list(t, s, "EPNInstanceId", id)
			if len(found) != 1 {
				t.Fatalf("%d instances of the id %s", len(found), id)
			}
			for _, field := range []string{"CreationTime", "ModifyTime", "StartTime"} {
				if _, err := parseTime(fmt.Sprint(found[0][field])); err != nil {
					t.Errorf("%s: %v", field, err)
				}
				delete(found[0], field)
			}
			if got, want := fmt.Sprint(found[0]), fmt.Sprintf("map[EPNInstanceId:%s EPNInstanceName:%s "+
				"EPNInstanceType:EdgeToEdge EndTime: InternetMaxBandwidthOut:100 NetworkingModel:Connection "+
				"Status:Excuting]", id, name); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
		checkCount(t, s, len(names))
	}
}

func TestOnlyLoopbackIsListenedOn(t *testing.T) {
	t.Parallel()
	for addr, url := range map[string]string{
		"127.0.0.1:0": "http://127.0.0.1:", "LOCALHOST:0": "http://127.0.0.1:", "[::1]:0": "http://[::1]:",
		":0": "", "0.0.0.0:0": "", "[::]:0": "", "192.0.2.1:0": "", "example.com:0": "", "127.0.0.1": "",
		"127.0.0.1:http": "", "localhost.example:0": "", "[::1%lo]:0": "", "": "",
		start(t, Options{}).host: "", // in use
	} {
		s, err := Listen(addr, Options{Dir: t.TempDir()})
		switch {
		case err != nil && addr == "[::1]:0": // there is no IPv6 here
		case err != nil && (url != "" || !strings.Contains(err.Error(), addr)):
			t.Errorf("%q: %v", addr, err)
		case err == nil:
			if url == "" || !strings.HasPrefix(s.Endpoint().URL(), url) {
				t.Errorf("%q is %s, want %q", addr, s.Endpoint().URL(), url)
			}
			(&sdk{}).must(t, s, client.CreateAction, order())
			_ = s.Close()
		}
	}
}

// TestRequestsByHand: every request of a query is signed properly by RPC for what it holds, as the changes to its
// parameters leave it. One header may be set, and a body added.
func TestRequestsByHand(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	query := func(changes ...string) string { return rpcQuery("POST", client.ListAction, nil, changes...) }
	unsigned := strings.Replace(query(), "&Signature=", "&Other=", 1)
	const kind, form, sent = "Content-Type", "application/x-www-form-urlencoded", "Timestamp"
	for what, c := range map[string]struct{ method, path, header, value, body, want string }{
		"localhost":             {"POST", query(), "Host", "localhost:1", "", "200 "},
		"rebound name":          {"POST", query(), "Host", "sandbox.example:8420", "", "403 Forbidden.Host"},
		"web page":              {"POST", query(), "Origin", "null", "", "403 Forbidden.Origin"},
		"browser":               {"POST", query(), "Sec-Fetch-Site", "none", "", "403 Forbidden.Origin"},
		"PUT":                   {"PUT", query(), "", "", "", "403 UnsupportedHTTPMethod"},
		"path":                  {"POST", "/api" + query(), "", "", "", "404 InvalidApi.NotFound"},
		"nothing":               {"POST", "/", "", "", "", "400 MissingAccessKeyId"},
		"broken escape":         {"POST", "?a=%zz", "", "", "", "400 InvalidParameter"},
		"parameter twice":       {"POST", query() + "&Action=x", "", "", "", "400 InvalidParameter"},
		"twice, query and form": {"POST", query(), kind, form, "Action=x", "400 InvalidParameter"},
		"unsigned form":         {"POST", query(), kind, form, "PageSize=5", "400 SignatureDoesNotMatch"},
		"broken form":           {"POST", query(), kind, form, "a=%zz", "400 InvalidParameter"},
		"body of no type":       {"POST", query(), "", "", "PageSize=5", "400 InvalidParameter"},
		"JSON":                  {"POST", query(), kind, "application/json", "{}", "400 InvalidParameter"},
		"huge body":             {"POST", query(), kind, form, strings.Repeat("a", maxBodyBytes+1), "413 InvalidParameter"},
		"control characters":    {"POST", query("Action", "\x00\x1b[2J\n"), "", "", "", "404 InvalidAction.NotFound"},
		"no signature":          {"POST", unsigned, "", "", "", "400 MissingSignature"},
		"signed for POST":       {"GET", query(), "", "", "", "400 SignatureDoesNotMatch"},
		"a parameter more":      {"POST", query() + "&PageSize=5", "", "", "", "400 SignatureDoesNotMatch"},
		"no region":             {"POST", query("RegionId", ""), "", "", "", "200 "},

		"no key":              {"POST", query("AccessKeyId", ""), "", "", "", "400 MissingAccessKeyId"},
		"no method":           {"POST", query("SignatureMethod", ""), "", "", "", "400 MissingSignatureMethod"},
		"another method":      {"POST", query("SignatureMethod", "HMAC-SHA256"), "", "", "", "400 InvalidSignatureMethod"},
		"another version":     {"POST", query("SignatureVersion", "2.0"), "", "", "", "400 InvalidSignatureVersion"},
		"no nonce":            {"POST", query("SignatureNonce", ""), "", "", "", "400 MissingSignatureNonce"},
		"no time":             {"POST", query(sent, ""), "", "", "", "400 MissingTimestamp"},
		"a time with a space": {"POST", query(sent, "2026-11-22 22:23:18"), "", "", "", "400 InvalidTimeStamp.Format"},
		"half a second":       {"POST", query(sent, "2026-11-22T22:23:18.5Z"), "", "", "", "400 InvalidTimeStamp.Format"},
		"the year 0":          {"POST", query(sent, "0000-01-01T00:00:00Z"), "", "", "", "400 InvalidTimeStamp.Expired"},
		"no action":           {"POST", query("Action", ""), "", "", "", "400 MissingAction"},
		"lower case":          {"POST", query("Action", "describeepninstances"), "", "", "", "404 InvalidAction.NotFound"},
		"no version":          {"POST", query("Version", ""), "", "", "", "400 MissingVersion"},
		"an older API":        {"POST", query("Version", "2014-05-26"), "", "", "", "400 InvalidVersion"},
	} {
		r := newRequest(t, s, c.method, c.path, c.body)
		if c.header == "Host" {
			r.Host = c.value
		} else if c.header != "" {
			r.Header.Set(c.header, c.value)
		}
		checkReply(t, s, what, r, c.want)
	}
}

// TestRawRequests does not try what package net/http refuses by itself.
func TestRawRequests(t *testing.T) {
	t.Parallel()
	const host = "\r\nHost: 127.0.0.1"
	huge := strings.Repeat("a", 2*maxHeaderBytes)
	s := start(t, Options{})
	for request, status := range map[string]int{
		"GET / HTTP/1.0\r\n\r\n":                                                  403,
		"GET http://sandbox.example/ HTTP/1.1" + host + "\r\n\r\n":                403,
		"GET / HTTP/1.1" + host + "\r\nA: " + huge + "\r\n\r\n":                   431,
		"POST / HTTP/1.1" + host + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n": 400,
	} {
		conn := hold(t, s, "")
		go func() { // the answer may come before all is sent
			_, _ = io.WriteString(conn, request)
			_ = conn.(*net.TCPConn).CloseWrite()
		}()
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		must(t, err)
		_ = res.Body.Close()
		if res.StatusCode != status {
			t.Errorf("%.60q: got %s, want %d", request, res.Status, status)
		}
	}
	(&sdk{}).must(t, s, client.CreateAction, order()) // it still works
}

// TestKeysAndClocks tries wrong keys, and clocks that are as wrong as they may be and more.
func TestKeysAndClocks(t *testing.T) {
	t.Parallel()
	for _, algorithm := range []string{"", "v2"} {
		for _, c := range []struct {
			sdk  sdk
			skew time.Duration
			want string
		}{
			{sdk{}, 14 * time.Minute, "200 "},
			{sdk{}, -14 * time.Minute, "200 "},
			{sdk{}, 16 * time.Minute, "400 InvalidTimeStamp.Expired"},
			{sdk{}, -16 * time.Minute, "400 InvalidTimeStamp.Expired"},
			{sdk{secret: "sandbox-secreT"}, 0, "400 SignatureDoesNotMatch"},
			{sdk{keyID: "LTAI0000"}, 0, "404 InvalidAccessKeyId.NotFound"},
			{sdk{keyID: "STS.abc"}, 0, "400 MissingSecurityToken"},
			{sdk{keyID: "STS.abc", token: "token"}, 0, "404 InvalidAccessKeyId.NotFound"},
			{sdk{token: "token"}, 0, "400 InvalidSecurityToken.MismatchWithAccessKey"},
		} {
			s := start(t, Options{Now: func() time.Time { return time.Now().Add(c.skew) }})
			c.sdk.algorithm = algorithm
			c.sdk.checkCall(t, s, client.CreateAction, order(), c.want)
			checkCount(t, s, map[bool]int{true: 1}[c.want == "200 "])
		}
	}
	now := time.Now()
	s := start(t, Options{Now: func() time.Time { return now }})
	s.useNonce("old", now)
	if now = now.Add(maxClockSkew); s.useNonce("old", now) {
		t.Error("a nonce is forgotten while the clock still lets it in")
	}
	now = now.Add(time.Second)
	if s.useNonce("new", now); len(s.nonces) != 1 {
		t.Errorf("%d nonces are remembered, want 1", len(s.nonces))
	}
}

// acs3Request is a create signed by the SDK for these headers; without names headers that it leaves unsigned and off
// the request.
func acs3Request(t *testing.T, s *Server, without ...string) *http.Request {
	t.Helper()
	r := newRequest(t, s, "POST", "/", "")
	query := r.URL.Query()
	signed := &dara.Request{Method: &r.Method, Pathname: dara.String("/"), Query: make(map[string]*string)}
	for name, value := range order() {
		query.Set(name, value)
		signed.Query[name] = &value
	}
	r.URL.RawQuery = query.Encode()
	signed.Headers = map[string]*string{
		"host": &r.Host, "x-acs-action": dara.String("CreateEpnInstance"), "x-acs-version": dara.String(apiVersion),
		"x-acs-date": util.GetTimestamp(), "x-acs-signature-nonce": util.GetNonce(),
		"x-acs-content-sha256": dara.String(hexSHA256(nil)),
	}
	for name, value := range signed.Headers {
		if r.Header.Set(name, *value); slices.Contains(without, name) {
			r.Header.Del(name)
			delete(signed.Headers, name)
		}
	}
	r.Header.Set("Authorization", *util.GetAuthorization(signed, dara.String(acs3), dara.String(hexSHA256(nil)),
		dara.String(AccessKeyID), dara.String(AccessKeySecret)))
	return r
}

func TestACS3Requests(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	for header, name := range map[string]string{
		"x-acs-action": "Action", "x-acs-version": "Version", "x-acs-date": "Timestamp",
		"x-acs-signature-nonce": "SignatureNonce", "x-acs-content-sha256": "ContentSha256",
	} {
		r := acs3Request(t, s, header)
		checkReply(t, s, "without "+header, r, "400 Missing"+name)
		r.Header.Set(header, "x")
		checkReply(t, s, "unsigned "+header, r, "400 IncompleteSignature")
	}
	checkReply(t, s, "unsigned host", acs3Request(t, s, "host"), "400 IncompleteSignature")
	set := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	authorization := func(old, new string) func(*http.Request) {
		return func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), old, new, 1))
		}
	}
	for what, c := range map[string]struct {
		change func(*http.Request)
		want   string
	}{
		"unsigned token":           {set("x-acs-security-token", "token"), "400 IncompleteSignature"},
		"header twice":             {func(r *http.Request) { r.Header.Add("x-acs-action", "x") }, "400 IncompleteSignature"},
		"another action":           {set("x-acs-action", "DescribeEpnInstances"), "400 SignatureDoesNotMatch"},
		"another nonce":            {set("x-acs-signature-nonce", "n"), "400 SignatureDoesNotMatch"},
		"another parameter":        {func(r *http.Request) { r.URL.RawQuery += "&A=x" }, "400 SignatureDoesNotMatch"},
		"another method":           {func(r *http.Request) { r.Method = "GET" }, "400 SignatureDoesNotMatch"},
		"another loopback name":    {func(r *http.Request) { r.Host = "localhost" }, "400 SignatureDoesNotMatch"},
		"hash of another body":     {set("x-acs-content-sha256", hexSHA256([]byte("x"))), "400 SignatureDoesNotMatch"},
		"date malformed":           {set("x-acs-date", "Sun, 22 Nov 2026 22:23:18 GMT"), "400 InvalidTimeStamp.Format"},
		"no signature":             {authorization("Signature=", "Sign="), "400 IncompleteSignature"},
		"no credential":            {authorization("Credential="+AccessKeyID, "Credential="), "400 IncompleteSignature"},
		"no signed headers":        {authorization("SignedHeaders=", "Headers="), "400 IncompleteSignature"},
		"another algorithm":        {authorization(acs3, "ACS3-HMAC-SM3"), "400 InvalidSignatureMethod"},
		"spaces between fields":    {authorization(",SignedHeaders", ", SignedHeaders"), "200 "}, // as other clients write it
		"unsigned type of no body": {set("Content-Type", "application/x-www-form-urlencoded"), "200 "},
	} {
		r := acs3Request(t, s)
		c.change(r)
		checkReply(t, s, what, r, c.want)
	}

	c := &sdk{form: true} // The signature covers a body by its hash, and the type that says how to read it.
	c.must(t, s, "CreateEpnInstance", order())
	c.sent.Body, c.sent.ContentLength = io.NopCloser(strings.NewReader("PageSize=5")), int64(len("PageSize=5"))
	checkReply(t, s, "another body", c.sent, "400 SignatureDoesNotMatch")
	c.must(t, s, "CreateEpnInstance", order())
	authorization("content-type;", "")(c.sent)
	c.sent.Body, _ = c.sent.GetBody()
	checkReply(t, s, "unsigned type", c.sent, "400 IncompleteSignature")
	checkCount(t, s, 4)
}
