package client

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// exampleToken is a secret that a service must not have told.
const exampleToken = "token-of-the-example-session"

// answering makes a service that answers a question as a function does, and counts the questions.
func answering(
	t *testing.T, reply func(query func(name string) string) (status int, body string),
) (s *Service, requests *atomic.Int32) {
	t.Helper()
	requests = new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		status, body := reply(r.URL.Query().Get)
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	keys := NewKeys(Account{}, "LTAI5tExample000", "example-secret", exampleToken)
	return NewService(plain(strings.TrimPrefix(server.URL, "http://")), keys, time.Minute), requests
}

// paging answers with the page asked for.
type paging func(number int) (status int, body string)

// listed asks a service of such pages for its instances.
func (page paging) listed(t *testing.T) (list Listing, f *Failure, requests int32) {
	t.Helper()
	s, asked := answering(t, func(query func(string) string) (int, string) {
		if size := query("PageSize"); size != "50" {
			t.Errorf("page size %q", size)
		}
		number, _ := strconv.Atoi(query("PageNumber"))
		return page(number)
	})
	list, f = s.ListInstances(t.Context(), "edge")
	return list, f, asked.Load()
}

// list makes a reply of rows as they are, and what else stands in it.
func list(rows, rest string) string {
	return `{"EPNInstances":{"EPNInstance":[` + rows + `]}` + rest + `}`
}

// rows makes a list of the ids from one number to before another, and its total.
func rows(from, to int, total string) string {
	var all []string
	for n := from; n < to; n++ {
		all = append(all, fmt.Sprintf(`{"EPNInstanceId":"epn-%d"}`, n))
	}
	return list(strings.Join(all, ","), total)
}

// pages answers so many rows in pages of a size, whatever size was asked for.
func pages(count, size int, total string) paging {
	return func(number int) (int, string) {
		return 200, rows(min((number-1)*size, count), min(number*size, count), total)
	}
}

// always answers the same page to every question.
func always(body string) paging { return func(int) (int, string) { return 200, body } }

func TestListsSeenInFull(t *testing.T) {
	t.Parallel()
	long := `{"EPNInstanceId":"` + strings.Repeat("e", 10_000)
	overlapping := func(number int) (int, string) {
		from := []int{0, 1, 3}[number-1]
		return 200, rows(from, min(from+2, 3), `,"TotalCount":4`)
	}
	for name, test := range map[string]struct {
		page      paging
		instances int
		requests  int32
	}{
		"none":                               {always(rows(0, 0, `,"TotalCount":0`)), 0, 1},
		"three pages, and their number":      {pages(120, 50, `,"TotalCount":3`), 120, 4},
		"three pages, and no number":         {pages(120, 50, ""), 120, 4},
		"three pages, and no entries":        {pages(120, 50, `,"TotalCount":0`), 120, 4},
		"fewer rows a page than were wanted": {pages(25, 10, `,"TotalCount":25`), 25, 4},
		"total as text":                      {pages(120, 50, `,"TotalCount":"120"`), 120, 4},
		"total null":                         {pages(3, 50, `,"TotalCount":null`), 3, 2},
		"one id on two pages":                {always(rows(0, 1, `,"TotalCount":60`)), 1, 2},
		"long ids of one beginning":          {always(list(long+`1"},`+long+`2"}`, "")), 2, 2},
		"pages that overlap":                 {overlapping, 3, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list, f, requests := test.page.listed(t)
			if f != nil || len(list.Instances) != test.instances || requests != test.requests || !list.ClockKnown {
				t.Errorf("%d instances of %d requests, want %d of %d; %+v",
					len(list.Instances), requests, test.instances, test.requests, f)
			}
		})
	}
}

// Of a list that was not seen in full nothing is known, least of all that there is
// nothing. Each failure says that it is a look's.
func TestListsNotSeenInFull(t *testing.T) {
	t.Parallel()
	const incomplete, unexpected = "unknown incomplete-list 200", "unknown unexpected-reply 200"
	const half = `{"EPNInstanceId":"e","InternetMaxBandwidthOut":0.5}`
	broken := func(number int) (int, string) { return []int{200, 502}[number-1], rows(0, 50, "") }
	for name, test := range map[string]struct {
		page     paging
		requests int32
		want     string
	}{
		"no list":                     {always(`{"TotalCount":0}`), 1, incomplete},
		"an empty object":             {always(`{}`), 1, incomplete},
		"null":                        {always(`{"EPNInstances":null}`), 1, incomplete},
		"null within":                 {always(`{"EPNInstances":{"EPNInstance":null}}`), 1, incomplete},
		"an empty object within":      {always(`{"EPNInstances":{}}`), 1, incomplete},
		"another type":                {always(`{"EPNInstances":[]}`), 1, unexpected},
		"no JSON object":              {always(`null`), 1, incomplete},
		"rows are counted, none came": {always(rows(0, 0, `,"TotalCount":3`)), 1, incomplete},
		"rows are counted otherwise":  {always(rows(0, 0, `,"TotalCount":3.0`)), 1, incomplete},
		"ends too early":              {pages(20, 10, `,"TotalCount":25`), 3, incomplete},
		"only ever the first page":    {always(rows(0, 50, `,"TotalCount":75`)), 2, incomplete},
		"without end":                 {pages(100_000, 50, ""), 100, incomplete},
		"a row without an id":         {always(list(`{"EPNInstanceName":"edge"}`, "")), 1, incomplete},
		"a row that is null":          {always(list(`null`, "")), 1, incomplete},
		"half a Mbit/s":               {always(list(half, "")), 1, incomplete},
		"fails half-way":              {broken, 2, "unknown unexpected-reply 502"},
		"101":                         {func(int) (int, string) { return 101, "" }, 1, "unknown unexpected-reply 101"},
		"two lists":                   {always(`{"EPNInstances":{"EPNInstance":[]},` + rows(0, 1, "")[1:]), 1, unexpected},
		"two ids of a row":            {always(list(`{"EPNInstanceId":"e","EPNInstanceId":"f"}`, "")), 1, unexpected},
		"denied":                      {func(int) (int, string) { return 403, `{"Code":"Denied"}` }, 1, "refused Denied 403"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list, f, requests := test.page.listed(t)
			if list.Instances != nil || requests != test.requests {
				t.Errorf("%d instances of %d requests, want none of %d", len(list.Instances), requests, test.requests)
			}
			if f == nil || describe(*f) != test.want || !f.IsOfLook() || f.Action != ListAction {
				t.Errorf("got %+v, want %s of a look", f, test.want)
			}
		})
	}
}

func TestRowsAreRead(t *testing.T) {
	t.Parallel()
	const whole = `{"EPNInstanceId":"epn-1","EPNInstanceName":"edge","InternetMaxBandwidthOut":"10",` +
		`"EPNInstanceType":"EdgeToEdge","NetworkingModel":"SpeedUp","CreationTime":"2026-11-25T10:00:00Z"}`
	const trap = `{"EPNInstanceId":"epn-\u009b2J` + exampleToken + `","EPNInstanceName":"` + exampleToken +
		`","Status":"\u001b[31m` + exampleToken + `"}`
	got, f, _ := always(list(whole+","+trap, `,"TotalCount":"2"`)).listed(t)
	if f != nil || len(got.Instances) != 2 {
		t.Fatalf("got %+v, %+v", got, f)
	}
	want := Instance{
		EPNInstanceID: "epn-1", EPNInstanceName: "edge", EPNInstanceType: EdgeToEdge,
		NetworkingModel: NetworkingInternet, InternetMaxBandwidthOut: 10, CreationTime: "2026-11-25T10:00:00Z",
	}
	if got.Instances[0] != want {
		t.Errorf("got %+v, want %+v", got.Instances[0], want)
	}
	if text := fmt.Sprintf("%+v", got); strings.Contains(text, exampleToken) || strings.ContainsAny(text, "\u009b\x1b") {
		t.Errorf("the service's texts are not fit to be shown: %q", text)
	}
}

// The method in force is asked for by the bandwidth of the last hour.
func TestBillingMethodInForce(t *testing.T) {
	t.Parallel()
	s, _ := answering(t, func(query func(string) string) (int, string) {
		start, err := time.Parse(time.RFC3339, query("StartTime"))
		end, err2 := time.Parse(time.RFC3339, query("EndTime"))
		if err != nil || err2 != nil || end.Sub(start) != time.Hour || time.Since(end).Abs() > time.Minute {
			t.Errorf("asked for %q to %q", query("StartTime"), query("EndTime"))
		}
		return 200, `{"InternetChargeType":"PayByBandwidth\u001b` + exampleToken + `"}`
	})
	if method, f := s.BillingMethodInForce(t.Context()); f != nil || method != `PayByBandwidth\x1b****` {
		t.Errorf("got %q, %+v", method, f)
	}
}

// Between two pages, too, the user may give up.
func TestInstancesGivenUp(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s, _ := answering(t, func(func(string) string) (int, string) {
		defer cancel()
		return 200, rows(1, 2, `,"TotalCount":1000`)
	})
	if list, f := s.ListInstances(ctx, "edge"); f == nil || f.Cause != Interrupted || list.Instances != nil {
		t.Errorf("got %+v, %v", list, f)
	}
}
