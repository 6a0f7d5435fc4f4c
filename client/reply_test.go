package client

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// readTable reads a table of testdata: the cells of each line are parted by tabs, and - stands
// for an empty one.
func readTable(t testing.TB, name string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for i, cell := range cells {
			if cell == "-" {
				cells[i] = ""
			}
		}
		rows = append(rows, cells)
	}
	return rows
}

// unquote gives what a cell holds that is quoted as in Go.
func unquote(t *testing.T, cell string) string {
	t.Helper()
	text, err := strconv.Unquote(cell)
	if err != nil {
		t.Fatalf("%s: %v", cell, err)
	}
	return text
}

// rawReply makes the bytes of a reply of a row, which is a name, the status, a header, the
// body and what is to come of it.
func rawReply(row []string) string {
	status, _ := strconv.Atoi(row[1])
	if row[2] == "" {
		return replying(status, row[3])
	}
	return replying(status, row[3], row[2])
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
	const hint = "HTTP/1.1 103 Early Hints\r\n\r\n"
	const upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"
	padded := func(size int) string { return created + strings.Repeat(" ", size-len(created)) }
	noEnd := fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(created), created)
	flood := strings.Repeat("X-A: "+strings.Repeat("a", 1000)+"\r\n", 1000) + "X-B: b"
	nested := strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)
	replies := map[string]struct{ raw, want string }{
		"1 MiB":       {replying(200, padded(maxReply)), success},
		"packed":      {replying(200, packed(created), "Content-Encoding: gzip"), success},
		"to the end":  {ok + "\r\n" + created, success},
		"after hints": {strings.Repeat(hint, maxInterim) + replying(200, created), success},

		"over 1 MiB":             {replying(200, padded(maxReply+1)), "unknown too-large 200"},
		"over 1 MiB unpacked":    {replying(200, packed(padded(8<<20)), "Content-Encoding: gzip"), "unknown too-large 200"},
		"deep nesting":           {replying(200, nested), "unknown not-json 200"},
		"deep nesting, open":     {replying(400, strings.Repeat(`[`, maxReply)), "unknown not-json 400"},
		"empty 204":              {"HTTP/1.1 204 No Content\r\n\r\n", "unknown empty-reply 204"},
		"shorter than announced": {ok + "Content-Length: 1000\r\n\r\n" + created, "unknown truncated 200"},
		"a cut chunk":            {ok + "Transfer-Encoding: chunked\r\n\r\n1000\r\n" + created, "unknown truncated 200"},
		"no last chunk":          {"HTTP/1.1 400 Bad\r\n" + noEnd, "unknown truncated 400"},
		"a cut status line":      {"HTTP/1.1 200", "unknown truncated 0"},
		"cut headers":            {ok + "Content-Length: 5\r\n", "unknown truncated 0"},
		"a cut within a header":  {ok + "Content-Le", "unknown connection-lost 0"},
		"a flood of headers":     {replying(200, created, flood), "unknown connection-lost 0"},
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
			c := newCaller(plain(serve(t, answer(test.raw))))
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
