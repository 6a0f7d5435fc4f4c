package client

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// rawReply makes the bytes of a reply of a row, which is a name, the status, a header, the
// body and what is to come of it.
func rawReply(row []string) string {
	status, _ := strconv.Atoi(row[1])
	if row[2] == "" {
		return formatReply(status, row[3])
	}
	return formatReply(status, row[3], row[2])
}

// describe sums up what a failure says: how the request ended, why, the status, the ids and texts.
func describe(f Failure) string {
	text := fmt.Sprintf("%s %s%s %d %s %s", f.Kind, f.Cause, f.Code, f.HTTPStatus, f.RequestID, f.Message)
	if f.RetryAfter > 0 {
		text += " " + f.RetryAfter.String()
	}
	return strings.Join(strings.Fields(text), " ")
}

// TestReplies has each reply to a create come to what it says. Codes are judged by TestClassifyReply.
func TestReplies(t *testing.T) {
	t.Parallel()
	const ok, success = "HTTP/1.1 200 OK\r\n", "created epn-20200825134537VyK81T CEF72CEB"
	const zipped, hint = "Content-Encoding: gzip", "HTTP/1.1 103 Early Hints\r\n\r\n"
	const upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"
	padded := func(size int) string { return created + strings.Repeat(" ", size-len(created)) }
	noEnd := fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(created), created)
	flood := strings.Repeat("X-A: "+strings.Repeat("a", 1000)+"\r\n", 1000) + "X-B: b"
	nested := strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)
	replies := map[string]struct{ raw, want string }{
		"1 MiB":       {formatReply(200, padded(maxReply)), success},
		"packed":      {formatReply(200, packed(created), zipped), success},
		"to the end":  {ok + "\r\n" + created, success},
		"after hints": {strings.Repeat(hint, maxInterim) + formatReply(200, created), success},

		"over 1 MiB":             {formatReply(200, padded(maxReply+1)), "unknown too-large 200"},
		"over 1 MiB unpacked":    {formatReply(200, packed(padded(8<<20)), zipped), "unknown too-large 200"},
		"deep nesting":           {formatReply(200, nested), "unknown not-json 200"},
		"deep nesting, open":     {formatReply(400, strings.Repeat(`[`, maxReply)), "unknown not-json 400"},
		"empty 204":              {"HTTP/1.1 204 No Content\r\n\r\n", "unknown empty-reply 204"},
		"shorter than announced": {ok + "Content-Length: 1000\r\n\r\n" + created, "unknown truncated 200"},
		"a cut chunk":            {ok + "Transfer-Encoding: chunked\r\n\r\n1000\r\n" + created, "unknown truncated 200"},
		"no last chunk":          {"HTTP/1.1 400 Bad\r\n" + noEnd, "unknown truncated 400"},
		"a cut status line":      {"HTTP/1.1 200", "unknown truncated 0"},
		"cut headers":            {ok + "Content-Length: 5\r\n", "unknown truncated 0"},
		"a cut within a header":  {ok + "Content-Le", "unknown connection-lost 0"},
		"a flood of headers":     {formatReply(200, created, flood), "unknown connection-lost 0"},
		"another protocol":       {"SSH-2.0-OpenSSH_9.9\r\n", "unknown connection-lost 0"},
		"101":                    {upgrade + created, "unknown unexpected-reply 101"},
		"hint after hint":        {strings.Repeat(hint, maxInterim+1), "unknown unexpected-reply 0"},
		"no byte":                {"", "unknown connection-lost 0"},
	}
	for _, row := range readTable(t, "replies.tsv") {
		replies[row[0]] = struct{ raw, want string }{rawReply(row), row[4]}
	}
	for name, test := range replies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCaller(plain(serve(t, answerOnce(test.raw))))
			if strings.HasPrefix(test.want, "created ") {
				result, f := c.CreateInstance(t.Context(), edgeLab())
				if got := "created " + result.EPNInstanceID + " " + result.RequestID; f != nil || got != test.want {
					t.Errorf("got %s, %+v, want %s", got, f, test.want)
				}
				return
			}
			f := c.fails(t, t.Context(), 1)
			if got := describe(*f); got != test.want || f.Action != CreateAction || f.ClockKnown {
				t.Errorf("got  %s\nwant %s of %+v", got, test.want, f)
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

// TestClassifyReply judges codes by what they leave of an order at a status of 4xx: the
// service's list, the error table, those of the gateway, and some that are listed nowhere.
func TestClassifyReply(t *testing.T) {
	t.Parallel()
	check := func(code string, want Kind, statuses ...int) {
		for _, status := range statuses {
			if got := ClassifyReply(status, code); got != want {
				t.Errorf("%d %s is %s, want %s", status, code, got, want)
			}
		}
	}
	for _, row := range readTable(t, "verdicts.tsv") {
		check(row[1], Kind(row[0]), 400, 401, 403, 404, 408, 429, 499)
		check(row[1], Unknown, 200, 500, 502, 503, 599)
	}
	for _, code := range []string{"Throttling", "Throttling.User", "throttling.api", "Throttling.InternalTimeout"} {
		check(code, Refused, 200, 400, 403, 429, 500, 503)
	}
	check("ThrottlingOfAnotherKind", Unknown, 503)
}

func TestClockSkew(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 22, 23, 18, 900_000_000, time.UTC)
	for date, want := range map[string]time.Duration{
		"":                                  0,
		"Sun, 22 Nov 2026 22:23:18 GMT\x1b": 0,
		"Sun, 22 Nov 2026 22:23:18 GMT":     0,
		"Sun, 22 Nov 2026 22:03:18 GMT":     20 * time.Minute,
		"Sun, 22 Nov 2026 22:43:19 GMT":     -20 * time.Minute,
		"Sun Nov 22 22:23:08 2026":          10 * time.Second,
	} {
		got, known := measureClockSkew(http.Header{"Date": {date}}, now)
		if got != want || known != (strings.HasSuffix(date, "GMT") || strings.HasSuffix(date, "2026")) {
			t.Errorf("%q: %v, %v, want %v", date, got, known, want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		want    time.Duration
		headers http.Header
	}{
		{1500 * time.Millisecond, http.Header{"X-Ratelimit-User-Api": {"Limit:5,Remain:0,TimeLeft:1500,Reset:2000"}}},
		{30 * time.Second, http.Header{"X-Ratelimit-User": {"TimeLeft: 30000"}}},
		{0, http.Header{"X-Ratelimit-User": {"Remain:0"}}},
		{time.Millisecond, http.Header{"X-Ratelimit-User": {"TimeLeft:2"}, "X-Ratelimit-User-Api": {"TimeLeft:1"}}},
		{0, http.Header{"Retry-After": {"TimeLeft:1"}}},
		{30 * time.Second, http.Header{"Retry-After": {"30"}}},
		{0, http.Header{"Retry-After": {"-30"}}},
		{time.Minute, http.Header{"Retry-After": {"Sun, 22 Nov 2026 10:01:00 GMT"}}},
		{0, http.Header{"Retry-After": {"Sun, 22 Nov 2026 09:00:00 GMT"}}},
	} {
		test.headers.Set("Date", "Sun, 22 Nov 2026 10:00:00 GMT")
		if got := readRetryAfter(test.headers); got != test.want {
			t.Errorf("%v: %v, want %v", test.headers, got, test.want)
		}
	}
}

// FuzzJudge: whatever a reply holds, the verdict follows the rules of ClassifyReply, its instances have
// an id, and no text of it could be obeyed by a terminal.
func FuzzJudge(f *testing.F) {
	for _, row := range append(readTable(f, "replies.tsv"), readTable(f, "lists.tsv")...) {
		status, _ := strconv.Atoi(row[1])
		f.Add(status, row[3], "Mon, 23 Nov 2026 02:27:51 GMT")
		f.Add(503, row[3], "\x1b")
	}
	f.Add(400, "{\"Code\":\"\xff\"}", "")
	f.Add(200, `{"EPNInstances":{"EPNInstance":[{"EPNInstanceId":"\u009b2J","Status":"\u202e"}]},"TotalCount":"1"}`, "")
	s := NewService(plain(nobody), exampleKeys(), 0)
	f.Fuzz(func(t *testing.T, status int, body, date string) {
		if status == 0 {
			return // there is always a status where there is a reply
		}
		header := http.Header{"Date": {date}, "X-Acs-Request-Id": {date}}
		x := &exchange{received: received{status: status, header: header, body: []byte(body)}}
		x.started.Store(true)
		x.sent.Store(true)
		var p page
		r, failure := s.judgeExchange(context.Background(), x, ListAction, &p)
		texts := []string{r.RequestID, r.EPNInstanceID}
		if failure == nil {
			rows, whole := s.readRows(p, "edge", map[string]bool{})
			if status != http.StatusOK || !whole && rows != nil {
				t.Errorf("a status of %d is no failure, and %d instances are read, whole %v", status, len(rows), whole)
			}
			for _, i := range rows {
				if i.EPNInstanceID == "" {
					t.Errorf("an instance without an id: %+v", i)
				}
				texts = append(texts, i.EPNInstanceID, i.EPNInstanceName, i.CreationTime, i.Status)
			}
		} else {
			refused := failure.Code != "" && status >= 400 && status <= 499 || failure.WasThrottled()
			if failure.Kind == Unreachable || failure.Kind != Unknown && !refused ||
				(failure.Code == "") != (failure.Cause != "") {
				t.Errorf("%d %q becomes %+v", status, body, failure)
			}
			texts = append(texts, failure.Code, failure.Message, failure.RequestID, failure.Recommend, failure.HelpLink())
		}
		for _, text := range texts {
			if strings.ContainsFunc(text, Unprintable) || !utf8.ValidString(text) {
				t.Errorf("%q can be obeyed, or is no text", text)
			}
		}
	})
}
