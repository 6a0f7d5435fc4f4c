package submit

import (
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/sandbox"
)

// A script whose reply is lost finds its instance, and a second run of it is another
// order, whose method is not the one that is in force. What else becomes of an order in
// the sandbox, the scripts of ui/command show.
func TestAScriptInTheSandbox(t *testing.T) {
	t.Parallel()
	run := Submitter{Dir: t.TempDir(), Target: Target{Sandbox: true}}
	lost := []sandbox.Answer{{Kind: sandbox.LostReply}}
	server, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: run.Dir, Answers: lost})
	must(t, err)
	defer server.Close()
	e, err := client.ParseEndpoint(server.URL())
	must(t, err)
	keys := client.NewKeys(client.Account{Source: client.FromSandbox}, sandbox.AccessKeyID, sandbox.AccessKeySecret, "")
	c := Connection{ENS: client.NewService(e, keys, time.Minute), Endpoint: e, Account: keys.Account}

	first := run.Submit(t.Context(), c, order(), false)
	if describe(first) != "created recovered" || first.Warnings != nil {
		t.Errorf("the first: %+v", first)
	}
	other := order()
	other.InternetChargeType = client.BillingFixed
	second := run.Submit(t.Context(), c, other, false)
	if w := second.Warnings; describe(second) != "created" || len(w) != 2 || w[0].Kind != BillingForced ||
		w[0].Values[0] != client.BillingDailyPeak || w[1].Kind != SameName {
		t.Errorf("the second: %+v", second)
	}
	list, f := c.ENS.ListInstances(t.Context(), "edge lab")
	if found := list.Instances; f != nil || len(found) != 2 ||
		found[0].EPNInstanceID != first.Created.EPNInstanceID || found[1].EPNInstanceID != second.Created.EPNInstanceID {
		t.Errorf("instances %+v, %+v", found, f)
	}
}
