package client

import (
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"
)

// serveQueries makes a service that answers a question as a function does.
func serveQueries(t *testing.T, reply func(query func(name string) string) (raw string)) *caller {
	t.Helper()
	return newCaller(plain(serve(t, func(c net.Conn) {
		if r, err := readRequest(c); err == nil {
			_, _ = io.WriteString(c, reply(r.URL.Query().Get))
		}
	})))
}

// pager answers with the page asked for.
type pager func(number int) (raw string)

// listInstances asks a service of such pages for its instances.
func (p pager) listInstances(t *testing.T) (list Listing, f *Failure, requests int) {
	t.Helper()
	s := serveQueries(t, func(query func(string) string) string {
		if size := query("PageSize"); size != "50" {
			t.Errorf("page size %q", size)
		}
		number, _ := strconv.Atoi(query("PageNumber"))
		return p(number)
	})
	list, f = s.ListInstances(t.Context(), "edge")
	return list, f, int(s.dials.Load())
}

// listBody makes the body of a list of rows as they are, and what else stands in it.
func listBody(rows, rest string) string {
	return `{"EPNInstances":{"EPNInstance":[` + rows + `]}` + rest + `}`
}

// numberRows makes a list of the ids from one number to before another, and its total.
func numberRows(from, to int, total string) string {
	var all []string
	for n := from; n < to; n++ {
		all = append(all, fmt.Sprintf(`{"EPNInstanceId":"epn-%d"}`, n))
	}
	return listBody(strings.Join(all, ","), total)
}

// splitRows answers so many rows in pages of a size, whatever size was asked for.
func splitRows(count, size int, total string) pager {
	return func(number int) string {
		return formatReply(200, numberRows(min((number-1)*size, count), min(number*size, count), total))
	}
}

// repeatPage answers the same to every question.
func repeatPage(body string, headers ...string) pager {
	return func(int) string { return formatReply(200, body, headers...) }
}

func TestListsSeenInFull(t *testing.T) {
	t.Parallel()
	long := `{"EPNInstanceId":"` + strings.Repeat("e", 10_000)
	overlapping := func(number int) string {
		from := []int{0, 1, 3}[number-1]
		return formatReply(200, numberRows(from, min(from+2, 3), `,"TotalCount":4`))
	}
	for name, test := range map[string]struct {
		page                pager
		instances, requests int
	}{
		"none":                               {splitRows(0, 50, `,"TotalCount":0`), 0, 1},
		"three pages, and their number":      {splitRows(120, 50, `,"TotalCount":3`), 120, 4},
		"three pages, and no number":         {splitRows(120, 50, ""), 120, 4},
		"fewer rows a page than were wanted": {splitRows(25, 10, `,"TotalCount":25`), 25, 4},
		"total as text":                      {splitRows(120, 50, `,"TotalCount":"120"`), 120, 4},
		"one id on two pages":                {repeatPage(numberRows(0, 1, `,"TotalCount":60`)), 1, 2},
		"long ids of one beginning":          {repeatPage(listBody(long+`1"},`+long+`2"}`, "")), 2, 2},
		"pages that overlap":                 {overlapping, 3, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list, f, requests := test.page.listInstances(t)
			if f != nil || len(list.Instances) != test.instances || requests != test.requests || list.ClockKnown {
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
	const incomplete = "unknown incomplete-list 200"
	type looks struct {
		page     pager
		requests int
		want     string
	}
	broken := func(number int) string { return formatReply([]int{200, 502}[number-1], numberRows(0, 50, "")) }
	lists := map[string]looks{
		"ends too early":          {splitRows(20, 10, `,"TotalCount":25`), 3, incomplete},
		"only ever a first page":  {repeatPage(numberRows(0, 50, `,"TotalCount":75`)), 2, incomplete},
		"without end":             {splitRows(100_000, 50, ""), 100, incomplete},
		"fails on the second one": {broken, 2, "unknown unexpected-reply 502"},
	}
	for _, row := range readTable(t, "lists.tsv") {
		lists[row[0]] = looks{func(int) string { return rawReply(row) }, 1, row[4]}
	}
	for name, test := range lists {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list, f, requests := test.page.listInstances(t)
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
	const trap = `{"EPNInstanceId":"epn-\u009b2Jexample-secret","EPNInstanceName":"example-secret",` +
		`"Status":"\u001b[31mexample-secret"}`
	body := listBody(whole+","+trap, `,"TotalCount":"2"`)
	got, f, _ := repeatPage(body, "Date: Thu, 01 Jan 2015 00:00:00 GMT").listInstances(t)
	if f != nil || len(got.Instances) != 2 {
		t.Fatalf("got %+v, %+v", got, f)
	}
	if !got.ClockKnown || got.ClockSkew < 10*365*24*time.Hour {
		t.Errorf("ahead by %v of a service in 2015", got.ClockSkew)
	}
	want := Instance{
		EPNInstanceID: "epn-1", EPNInstanceName: "edge", EPNInstanceType: EdgeToEdge,
		NetworkingModel: NetworkingInternet, InternetMaxBandwidthOut: 10, CreationTime: "2026-11-25T10:00:00Z",
	}
	shown := Instance{EPNInstanceID: `epn-\x9b2J****`, EPNInstanceName: "****", Status: `\x1b[31m****`}
	if got.Instances[0] != want || got.Instances[1] != shown {
		t.Errorf("got %+v, want %+v and %+v", got.Instances, want, shown)
	}
}

// The method in force is asked for by the bandwidth of the last hour.
func TestBillingMethodInForce(t *testing.T) {
	t.Parallel()
	s := serveQueries(t, func(query func(string) string) string {
		start, err := time.Parse(time.RFC3339, query("StartTime"))
		end, err2 := time.Parse(time.RFC3339, query("EndTime"))
		if err != nil || err2 != nil || end.Sub(start) != time.Hour || time.Since(end).Abs() > time.Minute {
			t.Errorf("asked for %q to %q", query("StartTime"), query("EndTime"))
		}
		return formatReply(200, `{"InternetChargeType":"PayByBandwidth\u001bexample-secret"}`)
	})
	if method, f := s.BillingMethodInForce(t.Context()); f != nil || method != `PayByBandwidth\x1b****` {
		t.Errorf("got %q, %+v", method, f)
	}
}
