package client_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"epn-wizard/client"
)

// listing is a service that answers the page asked for.
func listing(t *testing.T, page func(number string) (status int, body string)) (ens client.ENS, requests *atomic.Int32) {
	t.Helper()
	requests = new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		if size := r.URL.Query().Get("PageSize"); size != "50" {
			t.Errorf("page size %q", size)
		}
		status, body := page(r.URL.Query().Get("PageNumber"))
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	return service(t, server.URL, "LTAI5tExample000", "example-secret", ""), requests
}

// rows makes a list of the ids from one number to before another, and its total.
func rows(from, to int, total string) string {
	var all []string
	for n := from; n < to; n++ {
		all = append(all, fmt.Sprintf(`{"EPNInstanceId":"epn-%d"}`, n))
	}
	return `{"EPNInstances":{"EPNInstance":[` + strings.Join(all, ",") + `]}` + total + `}`
}

// pages answers so many rows in pages of a size, whatever size was asked for.
func pages(count, size int, total string) func(string) (int, string) {
	return func(number string) (int, string) {
		n, _ := strconv.Atoi(number)
		return 200, rows(min((n-1)*size, count), min(n*size, count), total)
	}
}

// always answers the same page to every question.
func always(body string) func(string) (int, string) {
	return func(string) (int, string) { return 200, body }
}

func TestListsSeenInFull(t *testing.T) {
	t.Parallel()
	one := `{"EPNInstances":{"EPNInstance":[{"EPNInstanceId":"epn-0"}]}`
	for name, test := range map[string]struct {
		page      func(string) (int, string)
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
		"one id on two pages":                {always(one + `,"TotalCount":60}`), 1, 2},
		"long ids of one beginning": {func(n string) (int, string) {
			id := `{"EPNInstanceId":"` + strings.Repeat("e", 10_000)
			return 200, `{"EPNInstances":{"EPNInstance":[` + id + `1"},` + id + `2"}]}}`
		}, 2, 2},
		"pages that overlap": {func(n string) (int, string) {
			from := map[string]int{"1": 0, "2": 1, "3": 3}[n]
			return 200, rows(from, min(from+2, 3), `,"TotalCount":4`)
		}, 3, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ens, requests := listing(t, test.page)
			list, f := ens.ListInstances(t.Context(), "edge")
			if f != nil {
				t.Fatalf("%+v", f)
			}
			var ids []string
			for _, i := range list.Instances {
				ids = append(ids, i.EPNInstanceID)
			}
			if len(ids) != test.instances || requests.Load() != test.requests {
				t.Errorf("%d instances of %d requests, want %d of %d", len(ids), requests.Load(), test.instances, test.requests)
			}
			if !list.ClockKnown {
				t.Error("the service's clock was not read")
			}
		})
	}
}

// TestListsNotSeenInFull: of such a list nothing is known, least of all that
// there is nothing. Each failure says that it is a look's.
func TestListsNotSeenInFull(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		page     func(string) (int, string)
		requests int32
		kind     client.Kind
		cause    client.Cause
	}{
		"no list":                     {always(`{"RequestId":"R","TotalCount":0}`), 1, client.Unknown, client.IncompleteList},
		"an empty object":             {always(`{}`), 1, client.Unknown, client.IncompleteList},
		"null":                        {always(`{"EPNInstances":null}`), 1, client.Unknown, client.IncompleteList},
		"null within":                 {always(`{"EPNInstances":{"EPNInstance":null}}`), 1, client.Unknown, client.IncompleteList},
		"an empty object within":      {always(`{"EPNInstances":{}}`), 1, client.Unknown, client.IncompleteList},
		"another type":                {always(`{"EPNInstances":[]}`), 1, client.Unknown, client.UnexpectedReply},
		"no JSON object":              {always(`null`), 1, client.Unknown, client.IncompleteList},
		"rows are counted, none came": {always(rows(0, 0, `,"TotalCount":3`)), 1, client.Unknown, client.IncompleteList},
		"rows are counted otherwise":  {always(rows(0, 0, `,"TotalCount":3.0`)), 1, client.Unknown, client.IncompleteList},
		"ends too early":              {pages(20, 10, `,"TotalCount":25`), 3, client.Unknown, client.IncompleteList},
		"only ever the first page":    {always(rows(0, 50, `,"TotalCount":75`)), 2, client.Unknown, client.IncompleteList},
		"without end":                 {pages(100_000, 50, ""), 100, client.Unknown, client.IncompleteList},
		"a row without an id":         {always(`{"EPNInstances":{"EPNInstance":[{"EPNInstanceName":"edge"}]}}`), 1, client.Unknown, client.IncompleteList},
		"a row that is null":          {always(`{"EPNInstances":{"EPNInstance":[null]}}`), 1, client.Unknown, client.IncompleteList},
		"half a Mbit/s": {always(`{"EPNInstances":{"EPNInstance":[{"EPNInstanceId":"epn-1","InternetMaxBandwidthOut":0.5}]}}`),
			1, client.Unknown, client.IncompleteList},
		"fails half-way": {func(n string) (int, string) { return map[string]int{"1": 200, "2": 502}[n], rows(0, 50, "") },
			2, client.Unknown, client.UnexpectedReply},
		"101":    {func(string) (int, string) { return 101, "" }, 1, client.Unknown, client.UnexpectedReply},
		"denied": {func(string) (int, string) { return 403, `{"Code":"Forbidden.RAM"}` }, 1, client.Refused, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ens, requests := listing(t, test.page)
			list, f := ens.ListInstances(t.Context(), "edge")
			if list.Instances != nil || requests.Load() != test.requests {
				t.Errorf("%d instances of %d requests, want none of %d", len(list.Instances), requests.Load(), test.requests)
			}
			if f == nil || f.Kind != test.kind || f.Cause != test.cause || !f.IsOfLook() || f.Action != client.ListAction {
				t.Errorf("got %+v, want %s %s of a look", f, test.kind, test.cause)
			}
		})
	}
}

func TestRowsAreRead(t *testing.T) {
	t.Parallel()
	const token = "token-of-the-example-session"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, `{"EPNInstances":{"EPNInstance":[
			{"EPNInstanceId":"epn-1","EPNInstanceName":"edge","InternetMaxBandwidthOut":"10","CreationTime":"2026-11-25T10:00:00Z"},
			{"EPNInstanceId":"epn-\u009b2J`+token+`","EPNInstanceName":"`+token+`","Status":"\u001b[31m`+token+`"}]},"TotalCount":"2"}`)
	}))
	t.Cleanup(server.Close)
	list, f := service(t, server.URL, "LTAI5tExample000", "example-secret", token).ListInstances(t.Context(), "edge")
	if f != nil || len(list.Instances) != 2 {
		t.Fatalf("got %+v, %+v", list, f)
	}
	want := client.Instance{EPNInstanceID: "epn-1", EPNInstanceName: "edge", InternetMaxBandwidthOut: 10, CreationTime: "2026-11-25T10:00:00Z"}
	if list.Instances[0] != want {
		t.Errorf("got %+v, want %+v", list.Instances[0], want)
	}
	if text := fmt.Sprintf("%+v", list); strings.Contains(text, token) || strings.ContainsAny(text, "\u009b\x1b") {
		t.Errorf("the service's texts are not fit to be shown: %q", text)
	}
}

// Between two pages, too, the user may give up.
func TestInstancesGivenUp(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	ens, _ := listing(t, func(string) (int, string) {
		defer cancel()
		return 200, `{"EPNInstances":{"EPNInstance":[{"EPNInstanceId":"epn-1"}]},"TotalCount":1000}`
	})
	if list, f := ens.ListInstances(ctx, "edge"); f == nil || f.Cause != client.Interrupted || list.Instances != nil {
		t.Errorf("got %+v, %v", list, f)
	}
}
