package client_test

import (
	"fmt"
	"slices"
	"strings"
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
	created, f := ens.CreateInstance(t.Context(), o)
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
	if list, f := ens.ListInstances(t.Context(), ""); f != nil || len(list.Instances) != 0 {
		t.Errorf("instances before the first create: %+v, %v", list, f)
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

	list, f := ens.ListInstances(t.Context(), name)
	if f != nil || len(list.Instances) != 1 || !list.ClockKnown || list.ClockSkew.Abs() > time.Minute {
		t.Fatalf("instances: %+v, %v", list, f)
	}
	got := list.Instances[0]
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
		list, f := ens.ListInstances(t.Context(), test.name)
		var got []string
		for _, i := range list.Instances {
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
		_, onCreate := ens.CreateInstance(t.Context(), order(t, "edge", "fixed"))
		_, onList := ens.ListInstances(t.Context(), "edge")
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
	if list, f := service(t, url, sandbox.AccessKeyID, sandbox.AccessKeySecret, "").ListInstances(t.Context(), ""); f != nil || len(list.Instances) != 0 {
		t.Errorf("created after all: %+v, %v", list, f)
	}
}
