package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	"epn-wizard/client"
)

var (
	uuid       = regexp.MustCompile(`^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$`)
	epnID      = regexp.MustCompile(`^epn-20[0-9]{12}[0-9A-Za-z]{6}$`)
	emptyQuery = map[string]string{}
)

func TestCreateAndDescribeWithTheOfficialSDK(t *testing.T) {
	t.Parallel()
	for _, signature := range signatures {
		for _, form := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/form=%v", signature.name, form), func(t *testing.T) {
				t.Parallel()
				s := start(t, Options{})
				c := &sdk{algorithm: signature.algorithm, form: form}
				for _, name := range []string{"edge lab", "边缘 网络", `a+b&c%d~e*f'g"h=<i>;/?#`, "%20", "~_-.", ""} {
					c.createAndDescribe(t, s, name)
				}
			})
		}
	}
}

// createAndDescribe creates an instance of a name, and finds it as it was ordered.
func (c *sdk) createAndDescribe(t *testing.T, s *Server, name string) {
	t.Helper()
	params := order("EPNInstanceName", name, "NetworkingModel", "Connection", "InternetMaxBandwidthOut", "100")
	created := c.must(t, s, "CreateEpnInstance", params)
	id, _ := created["EPNInstanceId"].(string)
	request, _ := created["RequestId"].(string)
	if !epnID.MatchString(id) || !uuid.MatchString(request) || len(created) != 2 {
		t.Fatalf("create answered %v", created)
	}
	if h := c.got.Header; h.Get("x-acs-request-id") != request || h.Get("Date") == "" ||
		h.Get("Content-Type") != "application/json;charset=utf-8" {
		t.Errorf("headers %v", h)
	}
	found := listed(c.must(t, s, "DescribeEpnInstances", map[string]string{"EPNInstanceId": id}))
	if len(found) != 1 {
		t.Fatalf("describe found %d instances of the id %s", len(found), id)
	}
	for field, want := range map[string]string{
		"EPNInstanceId": id, "EPNInstanceName": name, "EPNInstanceType": "EdgeToEdge",
		"NetworkingModel": "Connection", "InternetMaxBandwidthOut": "100", "Status": "Excuting", "EndTime": "",
	} {
		if got := fmt.Sprint(found[0][field]); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	for _, field := range []string{"CreationTime", "ModifyTime", "StartTime"} {
		if _, err := parseTime(fmt.Sprint(found[0][field])); err != nil {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestGetWorksLikePost(t *testing.T) {
	t.Parallel()
	for _, signature := range signatures {
		t.Run(signature.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, Options{})
			c := &sdk{algorithm: signature.algorithm, method: http.MethodGet}
			if found := listed(c.must(t, s, "DescribeEpnInstances", emptyQuery)); len(found) != 0 {
				t.Errorf("an empty account has %v", found)
			}
		})
	}
}

func TestInvalidParameters(t *testing.T) {
	t.Parallel()
	const create, describe, bandwidth = client.CreateAction, client.ListAction, client.BillingAction
	const mbps, noMethod = "InternetMaxBandwidthOut", "The specified parameter InternetChargeType is not valid."
	missing := func(name string) string {
		return "The input parameter " + name + " that is mandatory for processing this request is not supplied."
	}
	s := start(t, Options{})
	for _, c := range []struct {
		action, name, value string
		code, message       string // "": that of an invalid field
	}{
		{create, "EPNInstanceType", "", "MissingParameter", missing("EPNInstanceType")},
		{create, "EPNInstanceType", "edgetoedge", "", ""},
		{create, "EPNInstanceName", "\xff", "", ""},
		{create, "InternetChargeType", "", "MissingParameter", missing("InternetChargeType")},
		{create, "InternetChargeType", "daily-peak", "InvalidParameter.Bandwidth", noMethod},
		{create, "NetworkingModel", "", "MissingParameter", missing("NetworkingModel")},
		{create, "NetworkingModel", "speedup", "", ""},
		{create, mbps, "", "MissingParameter", missing(mbps)},
		{create, mbps, strconv.Itoa(client.MinBandwidth - 1), "", ""},
		{create, mbps, strconv.Itoa(client.MaxBandwidth + 1), "", ""},
		{create, mbps, "10.5", "", ""},
		{describe, "PageNumber", "0", "", ""},
		{describe, "PageNumber", "99999999999999999999", "", ""},
		{describe, "PageSize", "51", "", ""},
		{describe, "PageSize", "-1", "", ""},
		{bandwidth, "StartTime", "", "MissingParameter", missing("StartTime")},
		{bandwidth, "StartTime", "2026-11-01", "", ""},
		{bandwidth, "EndTime", "", "MissingParameter", missing("EndTime")},
		{bandwidth, "EndTime", "2026-10-31T23:59:59Z", "", ""},
	} {
		t.Run(c.action+"/"+c.name+"="+strconv.Quote(c.value), func(t *testing.T) {
			t.Parallel()
			if c.code == "" {
				c.code = "InvalidParameter." + c.name
				c.message = "The specified field " + c.name + " invalid. Please check it again."
			}
			valid := map[string]map[string]string{create: order(), describe: {}, bandwidth: span()}[c.action]
			query := signed("POST", rpcParams(c.action, valid, c.name, c.value))
			res, f := send(t, newRequest(t, "POST", s.URL()+"/?"+query, ""))
			if res.StatusCode != 400 || f.Code != c.code || f.Message != c.message {
				t.Errorf("got %d %s %q, want 400 %s %q", res.StatusCode, f.Code, f.Message, c.code, c.message)
			}
			if got := count(t, s); got != 0 {
				t.Errorf("%d instances were created", got)
			}
		})
	}
}

func TestDescribePagesThroughAndMatchesPartsOfNames(t *testing.T) {
	t.Parallel()
	clock := time.Now()
	s := start(t, Options{Now: func() time.Time { return clock }})
	var want []string
	for i := range 53 {
		id, err := s.addInstance(t.Context(), client.Order{EPNInstanceName: fmt.Sprintf("lab-%02d", i)})
		must(t, err)
		want = append(want, id)
	}
	c := &sdk{}
	page := func(params ...string) (ids []string, total string) {
		query := changed(map[string]string{}, params)
		list := c.must(t, s, "DescribeEpnInstances", query)
		for _, i := range listed(list) {
			ids = append(ids, i["EPNInstanceId"].(string))
		}
		if query["PageSize"] != "" && fmt.Sprint(list["PageSize"]) != query["PageSize"] {
			t.Errorf("PageSize %v in the reply, %s in the request", list["PageSize"], query["PageSize"])
		}
		return ids, fmt.Sprint(list["TotalCount"])
	}
	var got []string
	for _, number := range []string{"1", "2", "3"} {
		ids, total := page("PageNumber", number, "PageSize", "50")
		if total != "53" {
			t.Errorf("TotalCount %s on page %s", total, number)
		}
		got = append(got, ids...)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the pages hold\n%v\nwant\n%v", got, want)
	}
	if ids, _ := page(); len(ids) != defaultPageSize {
		t.Errorf("%d instances on a page by default", len(ids))
	}
	if ids, total := page("EPNInstanceName", "lab-5", "PageSize", "2"); len(ids) != 2 || total != "3" {
		t.Errorf("a part of a name found %d instances of %s", len(ids), total)
	}
	if ids, total := page("EPNInstanceName", "LAB-5"); len(ids) != 0 || total != "0" {
		t.Errorf("another case found %d instances of %s", len(ids), total)
	}
}

func TestTheFirstBillingMethodPrevails(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 22, 23, 18, 0, time.UTC)
	s := start(t, Options{Now: func() time.Time { return now }})
	ask := func() map[string]any {
		t.Helper()
		query := rpcParams("DescribeEpnBandwitdhByInternetChargeType", span(), "Timestamp", now.Format(timeLayout))
		res, err := exchange(newRequest(t, "POST", s.URL()+"/?"+signed("POST", query), ""))
		must(t, err)
		defer res.Body.Close()
		var body map[string]any
		must(t, json.NewDecoder(res.Body).Decode(&body))
		if body["BandwidthValue"] != 0.0 || body["TimeStamp"] != "2026-11-22T22:23:18Z" ||
			!uuid.MatchString(fmt.Sprint(body["RequestId"])) {
			t.Errorf("answered %v", body)
		}
		return body
	}
	if method, ok := ask()["InternetChargeType"]; ok {
		t.Errorf("%v is in force on an empty account", method)
	}
	for _, method := range client.BillingMethods() {
		if _, err := s.addInstance(t.Context(), client.Order{InternetChargeType: method}); err != nil {
			t.Fatal(err)
		}
		if got := ask()["InternetChargeType"]; got != "BandwidthByDay" {
			t.Errorf("%v is in force after a create with %s", got, method)
		}
	}
	if got := count(t, s); got != 4 {
		t.Errorf("%d instances, want 4", got)
	}
}

func TestTwoSandboxesShareOneDirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	servers := []*Server{start(t, Options{Dir: dir}), start(t, Options{Dir: dir})}
	ids := make([]any, 20)
	var creates sync.WaitGroup
	for i := range ids {
		creates.Go(func() {
			c := &sdk{algorithm: signatures[i/2%2].algorithm}
			body, err := c.call(t, servers[i%2], "CreateEpnInstance", order())
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = body["EPNInstanceId"]
		})
	}
	creates.Wait()
	distinct := make(map[any]bool)
	for _, id := range ids {
		distinct[id] = true
	}
	if first, second := count(t, servers[0]), count(t, servers[1]); len(distinct) != 20 || first != 20 || second != 20 {
		t.Errorf("20 creates: %d ids, %d and %d instances", len(distinct), first, second)
	}
}
