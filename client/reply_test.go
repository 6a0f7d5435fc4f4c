package client

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Every reply that is not a success, and what is made of it.
func TestReplies(t *testing.T) {
	t.Parallel()
	const page = "<html><body>502 Bad Gateway</body></html>"
	body := func(code string) string {
		return fmt.Sprintf(`{"RequestId":"R1","HostId":"ens.aliyuncs.com","Code":%q,"Message":"Why.","Recommend":"https://x"}`, code)
	}
	tests := []struct {
		name, raw string
		want      Failure
	}{
		{"refusal", replying(400, body("StockNotEnough")), Failure{Kind: Refused, Code: "StockNotEnough", Message: "Why.", RequestID: "R1", HTTPStatus: 400}},
		{"refusal, 403", replying(403, body("Forbidden.RAM")), Failure{Kind: Refused, Code: "Forbidden.RAM", Message: "Why.", RequestID: "R1", HTTPStatus: 403}},
		{"refusal, 404", replying(404, body("InvalidApi.NotFound")), Failure{Kind: Refused, Code: "InvalidApi.NotFound", Message: "Why.", RequestID: "R1", HTTPStatus: 404}},
		{"a code is enough", replying(400, `{"Code":"X"}`), Failure{Kind: Refused, Code: "X", HTTPStatus: 400}},
		{"keys", replying(403, body("SignatureDoesNotMatch")), Failure{Kind: Unauthenticated, Code: "SignatureDoesNotMatch", Message: "Why.", RequestID: "R1", HTTPStatus: 403}},
		{"RequestTimeout, 408", replying(408, body("RequestTimeout")), Failure{Kind: Unknown, Code: "RequestTimeout", Message: "Why.", RequestID: "R1", HTTPStatus: 408}},
		{"InternalError.Timeout, 400", replying(400, body("InternalError.Timeout")), Failure{Kind: Unknown, Code: "InternalError.Timeout", Message: "Why.", RequestID: "R1", HTTPStatus: 400}},
		{"ServiceUnavailable.Temporary, 400", replying(400, body("ServiceUnavailable.Temporary")), Failure{Kind: Unknown, Code: "ServiceUnavailable.Temporary", Message: "Why.", RequestID: "R1", HTTPStatus: 400}},
		{"CallInterface.Error, 400", replying(400, body("CallInterface.Error")), Failure{Kind: Unknown, Code: "CallInterface.Error", Message: "Why.", RequestID: "R1", HTTPStatus: 400}},
		{"NeverHeardOf, 503", replying(503, body("NeverHeardOf")), Failure{Kind: Unknown, Code: "NeverHeardOf", Message: "Why.", RequestID: "R1", HTTPStatus: 503}},
		{"inner failure, 400", replying(400, body("CallInterface")), Failure{Kind: Unknown, Code: "CallInterface", Message: "Why.", RequestID: "R1", HTTPStatus: 400}},
		{"inner failure, 500", replying(500, body("InternalError")), Failure{Kind: Unknown, Code: "InternalError", Message: "Why.", RequestID: "R1", HTTPStatus: 500}},
		{"any code, 503", replying(503, body("StockNotEnough")), Failure{Kind: Unknown, Code: "StockNotEnough", Message: "Why.", RequestID: "R1", HTTPStatus: 503}},
		{"any code, 200", replying(200, body("StockNotEnough")), Failure{Kind: Unknown, Code: "StockNotEnough", Message: "Why.", RequestID: "R1", HTTPStatus: 200}},
		{"throttled, 400", replying(400, body("Throttling")), Failure{Kind: Refused, Code: "Throttling", Message: "Why.", RequestID: "R1", HTTPStatus: 400}},
		{"throttled, 429", replying(429, body("Throttling.Api")), Failure{Kind: Refused, Code: "Throttling.Api", Message: "Why.", RequestID: "R1", HTTPStatus: 429}},
		{"throttled, 503", replying(503, body("Throttling.User"), "x-ratelimit-user: Limit:20,TimeLeft:1500"),
			Failure{Kind: Refused, Code: "Throttling.User", Message: "Why.", RequestID: "R1", HTTPStatus: 503, RetryAfter: 1500 * time.Millisecond}},
		{"control characters", replying(400, "{\"Code\":\"A\\u001b[31m\",\"Message\":\"B\\nC\\u202e\",\"RequestId\":\"D\\u0007\"}"),
			Failure{Kind: Refused, Code: `A\x1b[31m`, Message: `B\nC\u202e`, RequestID: `D\x07`, HTTPStatus: 400}},

		{"request id of the header", replying(502, page, "X-Acs-Request-Id: R2"), Failure{Kind: Unknown, Cause: NotJSON, HTTPStatus: 502, RequestID: "R2"}},
		{"HTML 502", replying(502, page, "Content-Type: text/html"), Failure{Kind: Unknown, Cause: NotJSON, HTTPStatus: 502}},
		{"HTML 200", replying(200, page), Failure{Kind: Unknown, Cause: NotJSON, HTTPStatus: 200}},
		{"empty 200", replying(200, ""), Failure{Kind: Unknown, Cause: EmptyReply, HTTPStatus: 200}},
		{"empty 204", "HTTP/1.1 204 No Content\r\n\r\n", Failure{Kind: Unknown, Cause: EmptyReply, HTTPStatus: 204}},
		{"empty 400", replying(400, ""), Failure{Kind: Unknown, Cause: EmptyReply, HTTPStatus: 400}},
		{"empty 502", replying(502, ""), Failure{Kind: Unknown, Cause: EmptyReply, HTTPStatus: 502}},
		{"JSON and more", replying(400, body("StockNotEnough")+"x"), Failure{Kind: Unknown, Cause: NotJSON, HTTPStatus: 400}},
		{"cut JSON", replying(400, `{"Code":"StockNotEnough","Mess`), Failure{Kind: Unknown, Cause: NotJSON, HTTPStatus: 400}},
		{"deep nesting", replying(200, strings.Repeat(`{"a":`, 100_000)+"1"+strings.Repeat("}", 100_000)), Failure{Kind: Unknown, Cause: NotJSON, HTTPStatus: 200}},
		{"deep nesting, open", replying(400, strings.Repeat(`[`, maxReply)), Failure{Kind: Unknown, Cause: NotJSON, HTTPStatus: 400}},

		{"200 without an id", replying(200, `{"RequestId":"R1"}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200, RequestID: "R1"}},
		{"200 with a blank id", replying(200, `{"EPNInstanceId":" \t ","RequestId":"R1"}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200, RequestID: "R1"}},
		{"200 with an empty id", replying(200, `{"EPNInstanceId":"","RequestId":"R1"}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200, RequestID: "R1"}},
		{"200 with a null id", replying(200, `{"EPNInstanceId":null,"RequestId":"R1"}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200, RequestID: "R1"}},
		{"200 with a numeric id", replying(200, `{"EPNInstanceId":12,"RequestId":"R1"}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200, RequestID: "R1"}},
		{"200 with a list of ids", replying(200, `{"EPNInstanceId":["epn-1"],"RequestId":"R1"}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200, RequestID: "R1"}},
		{"201 with an id", replying(201, created), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 201, RequestID: "CEF72CEB"}},
		{"400 without a code", replying(400, `{"error":"no"}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 400}},
		{"400 with an empty code", replying(400, `{"Code":""}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 400}},
		{"400 with a numeric code", replying(400, `{"Code":400}`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 400}},
		{"array", replying(200, `[{"EPNInstanceId":"epn-1"}]`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200}},
		{"number", replying(200, `1`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200}},
		{"string", replying(400, `"StockNotEnough"`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 400}},
		{"null", replying(200, `null`), Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 200}},

		{"redirect", replying(302, "", "Location: http://127.0.0.1:1/"), Failure{Kind: Unknown, Cause: Redirected, HTTPStatus: 302}},
		{"redirect, 307", replying(307, created, "Location: /"), Failure{Kind: Unknown, Cause: Redirected, HTTPStatus: 307}},

		{"shorter than announced", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + created, Failure{Kind: Unknown, Cause: Truncated, HTTPStatus: 200}},
		{"cut chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + created, Failure{Kind: Unknown, Cause: Truncated, HTTPStatus: 200}},
		{"no last chunk", fmt.Sprintf("HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(body("X")), body("X")), Failure{Kind: Unknown, Cause: Truncated, HTTPStatus: 400}},
		{"cut status line", "HTTP/1.1 200", Failure{Kind: Unknown, Cause: Truncated}},
		{"cut headers", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", Failure{Kind: Unknown, Cause: Truncated}},
		{"cut within a header", "HTTP/1.1 200 OK\r\nContent-Le", Failure{Kind: Unknown, Cause: ConnectionLost}},
		{"over 1 MiB", replying(200, created+strings.Repeat(" ", maxReply-len(created)+1)), Failure{Kind: Unknown, Cause: TooLarge, HTTPStatus: 200}},
		{"over 1 MiB once unpacked", replying(200, packed(created+strings.Repeat(" ", 8<<20)), "Content-Encoding: gzip"), Failure{Kind: Unknown, Cause: TooLarge, HTTPStatus: 200}},
		{"flood of headers", replying(200, created, strings.Repeat("X-A: "+strings.Repeat("a", 1000)+"\r\n", 1000)+"X-B: b"), Failure{Kind: Unknown, Cause: ConnectionLost}},
		{"another protocol", "SSH-2.0-OpenSSH_9.9\r\n", Failure{Kind: Unknown, Cause: ConnectionLost}},
		{"101", "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n" + created, Failure{Kind: Unknown, Cause: UnexpectedReply, HTTPStatus: 101}},
		{"interim replies alone", strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 50), Failure{Kind: Unknown, Cause: UnexpectedReply}},
		{"an interim reply and no other", "HTTP/1.1 100 Continue\r\n\r\n", Failure{Kind: Unknown, Cause: Truncated}},
		{"nothing", "", Failure{Kind: Unknown, Cause: ConnectionLost}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			host := serve(t, answer(test.raw))
			test.want.Host, test.want.Action = host, CreateAction
			got := *newCaller(plain(host)).fails(t, t.Context(), 1)
			got.Recommend = ""
			if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", test.want) {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func TestRepliesThatSucceed(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"plain":           replying(200, created),
		"fields unknown":  replying(200, `{"New":[1],`+created[1:]),
		"1 MiB":           replying(200, created+strings.Repeat(" ", maxReply-len(created))),
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

func packed(body string) string {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = z.Write([]byte(body))
	_ = z.Close()
	return b.String()
}
