package client_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/sandbox"
)

func startSandbox(t *testing.T) *sandbox.Server {
	t.Helper()
	s, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func service(t *testing.T, url, id, secret, token string) client.ENS {
	t.Helper()
	e, err := client.ParseEndpoint(url)
	if err != nil {
		t.Fatal(err)
	}
	return client.NewService(e, client.NewKeys(client.Account{Source: client.FromSandbox}, id, secret, token), time.Minute)
}

func order(t *testing.T, name, billing string) client.Order {
	t.Helper()
	o, problems := client.NewOrder(map[client.Field]string{
		client.Name: name, client.BillingMethod: billing, client.NetworkingMode: "both", client.Bandwidth: "100",
	})
	if problems != nil {
		t.Fatal(problems)
	}
	return o
}

func create(t *testing.T, ens client.ENS, o client.Order) client.Created {
	t.Helper()
	created, f := ens.Create(t.Context(), o)
	if f != nil {
		t.Fatal(f)
	}
	return created
}

func TestServiceAgainstTheSandbox(t *testing.T) {
	t.Parallel()
	ens := service(t, startSandbox(t).URL(), sandbox.AccessKeyID, sandbox.AccessKeySecret, "")
	if method, f := ens.BillingMethodInForce(t.Context()); f != nil || method != "" {
		t.Errorf("in force before the first create: %q, %v", method, f)
	}
	if all, f := ens.Instances(t.Context(), ""); f != nil || len(all) != 0 {
		t.Errorf("instances before the first create: %+v, %v", all, f)
	}

	const name = "边缘 'lab' + 10 % & more"
	created := create(t, ens, order(t, name, "fixed"))
	if !strings.HasPrefix(created.EPNInstanceID, "epn-") || created.RequestID == "" {
		t.Errorf("created %+v", created)
	}
	create(t, ens, order(t, "another", "daily-peak")) // the method in force prevails
	if method, f := ens.BillingMethodInForce(t.Context()); f != nil || method != "PayByBandwidth" {
		t.Errorf("in force: %q, %v", method, f)
	}

	all, f := ens.Instances(t.Context(), name)
	if f != nil || len(all) != 1 {
		t.Fatalf("instances: %+v, %v", all, f)
	}
	got := all[0]
	if when, err := time.Parse(time.RFC3339, got.CreationTime); err != nil || time.Since(when) > time.Hour {
		t.Errorf("created at %q", got.CreationTime)
	}
	if got.Status != "Excuting" && got.Status != "Running" {
		t.Errorf("status %q", got.Status)
	}
	got.CreationTime, got.Status = "", ""
	want := client.Instance{
		EPNInstanceID: created.EPNInstanceID, EPNInstanceName: name, EPNInstanceType: "EdgeToEdge",
		NetworkingModel: "SpeedUpAndConnection", InternetMaxBandwidthOut: 100,
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// All pages are asked for, and rows of similar names are handed on.
func TestInstancesOfSeveralPages(t *testing.T) {
	t.Parallel()
	ens := service(t, startSandbox(t).URL(), sandbox.AccessKeyID, sandbox.AccessKeySecret, "")
	var ids []string
	for i := range 103 {
		ids = append(ids, create(t, ens, order(t, fmt.Sprintf("edge %03d", i), "fixed")).EPNInstanceID)
	}
	for _, test := range []struct {
		name string
		want []string
	}{{"edge", ids}, {"edge 0", ids[:100]}, {"edge 10", ids[100:]}, {"edge 042", ids[42:43]}, {"none", nil}} {
		all, f := ens.Instances(t.Context(), test.name)
		var got []string
		for _, i := range all {
			got = append(got, i.EPNInstanceID)
		}
		if f != nil || !slices.Equal(got, test.want) {
			t.Errorf("%q: %d instances, %v, want %d", test.name, len(got), f, len(test.want))
		}
	}
}

func TestKeysThatTheSandboxRejects(t *testing.T) {
	t.Parallel()
	url := startSandbox(t).URL()
	for code, ens := range map[string]client.ENS{
		"InvalidAccessKeyId.NotFound": service(t, url, "LTAI5tNobody0000", sandbox.AccessKeySecret, ""),
		"SignatureDoesNotMatch":       service(t, url, sandbox.AccessKeyID, "another-secret", ""),
	} {
		_, onCreate := ens.Create(t.Context(), order(t, "edge", "fixed"))
		_, onList := ens.Instances(t.Context(), "edge")
		_, onBilling := ens.BillingMethodInForce(t.Context())
		for _, f := range []*client.Failure{onCreate, onList, onBilling} {
			if f == nil || f.Kind != client.Unauthenticated || f.Code != code || f.RequestID == "" || f.HTTPStatus < 400 {
				t.Errorf("got %+v, want %s", f, code)
			}
		}
		if text := fmt.Sprintf("%+v", onCreate); strings.Contains(text, "another-secret") || strings.Contains(text, "LTAI5tNobody0000") {
			t.Errorf("a key is told: %s", text)
		}
	}
	if all, f := service(t, url, sandbox.AccessKeyID, sandbox.AccessKeySecret, "").Instances(t.Context(), ""); f != nil || len(all) != 0 {
		t.Errorf("created after all: %+v, %v", all, f)
	}
}

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

func TestPagesThatCannotBeTrusted(t *testing.T) {
	t.Parallel()
	rows := func(n int) string {
		return `{"EPNInstances":{"EPNInstance":[` + strings.TrimSuffix(strings.Repeat(`{"EPNInstanceId":"epn-1"},`, n), ",") + `]},"TotalCount":1000000}`
	}
	for name, test := range map[string]struct {
		page      func(string) (int, string)
		instances int
		requests  int32
		kind      client.Kind
		cause     client.Cause
	}{
		"without end":    {func(string) (int, string) { return 200, rows(50) }, 5000, 100, "", ""},
		"ends early":     {func(n string) (int, string) { return 200, rows(map[string]int{"1": 50, "2": 3}[n]) }, 53, 3, "", ""},
		"fails half-way": {func(n string) (int, string) { return map[string]int{"1": 200, "2": 502}[n], rows(50) }, 0, 2, client.Unknown, client.UnexpectedReply},
		"is not a list":  {func(string) (int, string) { return 200, `{"EPNInstances":[]}` }, 0, 1, client.Unknown, client.UnexpectedReply},
		"bandwidth in text": {func(string) (int, string) {
			return 200, `{"EPNInstances":{"EPNInstance":[{"InternetMaxBandwidthOut":"10"}]}}`
		}, 0, 1, client.Unknown, client.UnexpectedReply},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ens, requests := listing(t, test.page)
			all, f := ens.Instances(t.Context(), "edge")
			if len(all) != test.instances || requests.Load() != test.requests {
				t.Errorf("%d instances of %d requests, want %d of %d", len(all), requests.Load(), test.instances, test.requests)
			}
			if test.kind == "" && f != nil || test.kind != "" && (f == nil || f.Kind != test.kind || f.Cause != test.cause) {
				t.Errorf("got %v, want %s %s", f, test.kind, test.cause)
			}
		})
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
	if all, f := ens.Instances(ctx, "edge"); f == nil || f.Cause != client.Interrupted || all != nil {
		t.Errorf("got %+v, %v", all, f)
	}
}
