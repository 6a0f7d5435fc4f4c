package client

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
)

// errorBody is an error as the service writes it.
func errorBody(code string) string {
	const form = `{"RequestId":"R1","HostId":"ens.aliyuncs.com","Code":%q,"Message":"Why.","Recommend":"https://x"}`
	return fmt.Sprintf(form, code)
}

// describe sums up what a failure says: how the request ended, why, the status, the ids and texts.
func describe(f Failure) string {
	text := fmt.Sprintf("%s %s%s %d", f.Kind, f.Cause, f.Code, f.HTTPStatus)
	for _, part := range []string{f.RequestID, f.Message} {
		if part != "" {
			text += " " + part
		}
	}
	if f.RetryAfter > 0 {
		text += " " + f.RetryAfter.String()
	}
	return text
}

// checkReplies has each reply, by its name, make a create fail as it is described.
func checkReplies(t *testing.T, replies map[string]struct{ raw, want string }) {
	t.Helper()
	for name, test := range replies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := serve(t, answer(test.raw))
			f := newCaller(plain(host)).fails(t, t.Context(), 1)
			if got := describe(*f); got != test.want || f.Host != host || f.Action != CreateAction || f.ClockKnown {
				t.Errorf("got  %s\nwant %s of %+v", got, test.want, f)
			}
		})
	}
}

// Codes are judged by TestClassifyReply.
func TestRepliesWithACode(t *testing.T) {
	t.Parallel()
	const wait = "x-ratelimit-user: Limit:20,TimeLeft:1500"
	checkReplies(t, map[string]struct{ raw, want string }{
		"refusal":          {replying(400, errorBody("StockNotEnough")), "refused StockNotEnough 400 R1 Why."},
		"a blank id":       {replying(400, `{"EPNInstanceId":" ","Code":"X"}`), "refused X 400"},
		"a code is enough": {replying(400, `{"Code":"X"}`), "refused X 400"},
		"keys":             {replying(403, errorBody("InvalidTimeStamp")), "unauthenticated InvalidTimeStamp 403 R1 Why."},
		"inner failure":    {replying(400, errorBody("CallInterface")), "unknown CallInterface 400 R1 Why."},
		"any code, 503":    {replying(503, errorBody("StockNotEnough")), "unknown StockNotEnough 503 R1 Why."},
		"any code, 200":    {replying(200, errorBody("StockNotEnough")), "unknown StockNotEnough 200 R1 Why."},
		"throttled":        {replying(503, errorBody("Throttling.User"), wait), "refused Throttling.User 503 R1 Why. 1.5s"},
		"a wait of no throttle": {
			replying(503, errorBody("ServiceUnavailable"), "Retry-After: 20"), "unknown ServiceUnavailable 503 R1 Why.",
		},
		"control characters": {
			replying(400, `{"Code":"A\u001b[31m","Message":"B\nC\u202e","RequestId":"D\u0007"}`),
			`refused A\x1b[31m 400 D\x07 B\nC\u202e`,
		},
		"a code that is a number": {replying(400, `{"Code":400}`), "unknown unexpected-reply 400"},
		"an empty code":           {replying(400, `{"Code":""}`), "unknown unexpected-reply 400"},
		"no code":                 {replying(400, `{"error":"no"}`), "unknown unexpected-reply 400"},
	})
}

func TestRepliesThatAreNoResult(t *testing.T) {
	t.Parallel()
	const page = "<html><body>502 Bad Gateway</body></html>"
	result := func(id string) string { return replying(200, `{"EPNInstanceId":`+id+`,"RequestId":"R1"}`) }
	nested := strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)
	checkReplies(t, map[string]struct{ raw, want string }{
		"request id of the header": {replying(502, page, "X-Acs-Request-Id: R2"), "unknown not-json 502 R2"},
		"HTML 502":                 {replying(502, page, "Content-Type: text/html"), "unknown not-json 502"},
		"HTML 200":                 {replying(200, page), "unknown not-json 200"},
		"empty 200":                {replying(200, ""), "unknown empty-reply 200"},
		"empty 204":                {"HTTP/1.1 204 No Content\r\n\r\n", "unknown empty-reply 204"},
		"empty 400":                {replying(400, ""), "unknown empty-reply 400"},
		"empty 502":                {replying(502, ""), "unknown empty-reply 502"},
		"JSON and more":            {replying(400, errorBody("StockNotEnough")+"x"), "unknown not-json 400"},
		"cut JSON":                 {replying(400, `{"Code":"StockNotEnough","Mess`), "unknown not-json 400"},
		"deep nesting":             {replying(200, nested), "unknown not-json 200"},
		"deep nesting, open":       {replying(400, strings.Repeat(`[`, maxReply)), "unknown not-json 400"},

		"no id":         {replying(200, `{"RequestId":"R1"}`), "unknown unexpected-reply 200 R1"},
		"a blank id":    {result(`" \t "`), "unknown unexpected-reply 200 R1"},
		"an empty id":   {result(`""`), "unknown unexpected-reply 200 R1"},
		"a null id":     {result(`null`), "unknown unexpected-reply 200 R1"},
		"a numeric id":  {result(`12`), "unknown unexpected-reply 200 R1"},
		"a list of ids": {result(`["epn-1"]`), "unknown unexpected-reply 200 R1"},
		"201":           {replying(201, created), "unknown unexpected-reply 201 CEF72CEB"},
		"two ids":       {result(`"epn-1","EPNInstanceId":"epn-2"`), "unknown unexpected-reply 200 R1"},
		"a spelling":    {result(`"epn-1","epninstanceid":"epn-2"`), "unknown unexpected-reply 200 R1"},
		"two codes":     {replying(400, `{"Code":"StockNotEnough","Code":"InternalError"}`), "unknown unexpected-reply 400"},
		"an id and a code": {
			replying(400, `{"EPNInstanceId":"epn-9","Code":"StockNotEnough"}`), "unknown unexpected-reply 400",
		},
		"a throttle's, too": {
			replying(200, `{"EPNInstanceId":"epn-9","Code":"Throttling.User"}`), "unknown unexpected-reply 200",
		},
		"an array": {replying(200, `[{"EPNInstanceId":"epn-1"}]`), "unknown unexpected-reply 200"},
		"a number": {replying(200, `1`), "unknown unexpected-reply 200"},
		"a text":   {replying(400, `"StockNotEnough"`), "unknown unexpected-reply 400"},
		"null":     {replying(200, `null`), "unknown unexpected-reply 200"},

		"a redirect": {replying(302, "", "Location: http://127.0.0.1:1/"), "unknown redirected 302"},
		"a 307":      {replying(307, created, "Location: /"), "unknown redirected 307"},
	})
}

func TestRepliesThatAreNotWhole(t *testing.T) {
	t.Parallel()
	const ok = "HTTP/1.1 200 OK\r\n"
	noEnd := fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(errorBody("X")), errorBody("X"))
	flood := strings.Repeat("X-A: "+strings.Repeat("a", 1000)+"\r\n", 1000) + "X-B: b"
	checkReplies(t, map[string]struct{ raw, want string }{
		"shorter than announced": {ok + "Content-Length: 1000\r\n\r\n" + created, "unknown truncated 200"},
		"a cut chunk":            {ok + "Transfer-Encoding: chunked\r\n\r\n1000\r\n" + created, "unknown truncated 200"},
		"no last chunk":          {"HTTP/1.1 400 Bad\r\n" + noEnd, "unknown truncated 400"},
		"a cut status line":      {"HTTP/1.1 200", "unknown truncated 0"},
		"cut headers":            {ok + "Content-Length: 5\r\n", "unknown truncated 0"},
		"a cut within a header":  {ok + "Content-Le", "unknown connection-lost 0"},
		"over 1 MiB":             {replying(200, padded(maxReply+1)), "unknown too-large 200"},
		"over 1 MiB unpacked":    {replying(200, packed(padded(8<<20)), "Content-Encoding: gzip"), "unknown too-large 200"},
		"a flood of headers":     {replying(200, created, flood), "unknown connection-lost 0"},
		"another protocol":       {"SSH-2.0-OpenSSH_9.9\r\n", "unknown connection-lost 0"},
		"101": {
			"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n" + created,
			"unknown unexpected-reply 101",
		},
		"interim replies alone": {strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 50), "unknown unexpected-reply 0"},
		"one, and no other":     {"HTTP/1.1 100 Continue\r\n\r\n", "unknown truncated 0"},
		"nothing":               {"", "unknown connection-lost 0"},
	})
}

func TestRepliesThatSucceed(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"plain":           replying(200, created),
		"fields unknown":  replying(200, `{"New":[1],`+created[1:]),
		"1 MiB":           replying(200, padded(maxReply)),
		"packed":          replying(200, packed(created), "Content-Encoding: gzip"),
		"to the end":      "HTTP/1.1 200 OK\r\n\r\n" + created,
		"an empty code":   replying(200, `{"Code":"",`+created[1:]),
		"after a 100":     "HTTP/1.1 100 Continue\r\n\r\n" + replying(200, created),
		"HTML by its own": replying(200, created, "Content-Type: text/html"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCaller(plain(serve(t, answer(raw))))
			got, f := c.CreateInstance(t.Context(), edgeLab())
			if f != nil || got.EPNInstanceID != "epn-20200825134537VyK81T" || got.RequestID != "CEF72CEB" {
				t.Errorf("got %+v, %v", got, f)
			}
		})
	}
}

// padded gives a successful reply of so many bytes.
func padded(size int) string { return created + strings.Repeat(" ", size-len(created)) }

func packed(body string) string {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = z.Write([]byte(body))
	_ = z.Close()
	return b.String()
}
