package submit

import (
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/sandbox"
)

// practice is a submitter and a connection to a sandbox that answers so.
func practice(t *testing.T, timeout time.Duration, answers ...sandbox.Answer) (Submitter, Connection) {
	t.Helper()
	dir := t.TempDir()
	server, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: dir, Answers: answers})
	must(t, err)
	t.Cleanup(func() { _ = server.Close() })
	e, err := client.ParseEndpoint(server.URL())
	must(t, err)
	keys := client.NewKeys(client.Account{Source: client.FromSandbox}, sandbox.AccessKeyID, sandbox.AccessKeySecret, "")
	return Submitter{Dir: dir, Target: Target{Sandbox: true}}, Connection{ENS: client.NewService(e, keys, timeout), Endpoint: e, Account: keys.Account}
}

func instances(t *testing.T, c Connection) []client.Instance {
	t.Helper()
	found, f := c.ENS.ListInstances(t.Context(), "edge lab")
	if f != nil {
		t.Fatal(f)
	}
	return found.Instances
}

func TestWhatBecomesOfAnOrderInTheSandbox(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer  sandbox.Answer
		timeout time.Duration
		result  Result // of sending
		cause   client.Cause
		made    int    // instances
		settled string // what a look then finds, where the result is unknown
	}{
		"as usual":    {sandbox.Answer{}, time.Minute, Created, "", 1, ""},
		"lost reply":  {sandbox.Answer{Kind: sandbox.LostReply}, time.Minute, "unknown", client.ConnectionLost, 1, "created"},
		"reset":       {sandbox.Answer{Kind: sandbox.ConnectionReset}, time.Minute, "unknown", client.ConnectionLost, 0, "unknown"},
		"timeout":     {sandbox.Answer{Kind: sandbox.Timeout}, 2 * time.Second, "unknown", client.ReplyTimeout, 0, "unknown"},
		"HTML":        {sandbox.Answer{Kind: sandbox.HTML502}, time.Minute, "unknown", client.NotJSON, 0, "unknown"},
		"throttled":   {sandbox.Answer{Kind: sandbox.Throttled}, time.Minute, "refused", "", 0, ""},
		"refused":     {sandbox.Answer{Kind: sandbox.Refuse, Code: "StockNotEnough", Message: "no stock"}, time.Minute, "refused", "", 0, ""},
		"not allowed": {sandbox.Answer{Kind: sandbox.Refuse, Code: "InvalidAccessKeyId.NotFound"}, time.Minute, "unauthenticated", "", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, conn := practice(t, c.timeout, c.answer)
			o := send(t, b, conn, order(), nil)
			if o.Result != c.result || (o.Failure != nil) != (c.result != Created) || o.Failure != nil && o.Failure.Cause != c.cause || o.Order != order() {
				t.Errorf("sent: %+v, %+v", o, o.Failure)
			}
			found := instances(t, conn)
			if len(found) != c.made {
				t.Fatalf("%d instances: %+v", len(found), found)
			}
			r := record(t, b, o.JournalID)
			if r.Resolution.Outcome != string(c.result) || r.Target != "sandbox" || r.Owner == "" || r.Source != "sandbox" || r.Unsettled() != (c.settled != "") {
				t.Errorf("recorded %+v", r)
			}
			if c.settled == "" {
				return
			}
			s := settle(t, b, conn, r)
			if s.Record.Resolution.Outcome != c.settled || record(t, b, r.ID).Resolution.Outcome != c.settled {
				t.Errorf("settled: %+v, recorded %+v", s, record(t, b, r.ID))
			}
			if after := s.ToOutcome(o); c.settled == "created" && (after.Result != Created || after.Created.EPNInstanceID != found[0].EPNInstanceID) {
				t.Errorf("outcome: %+v", after)
			}
			if len(instances(t, conn)) != c.made {
				t.Error("settling made an instance")
			}
		})
	}
}

// A script whose reply is lost finds its instance, and a second run of it is
// another order.
func TestAScriptInTheSandbox(t *testing.T) {
	t.Parallel()
	b, c := practice(t, time.Minute, sandbox.Answer{Kind: sandbox.LostReply})
	first := b.Submit(t.Context(), c, order(), false)
	second := b.Submit(t.Context(), c, order(), false)
	if first.Result != Created || !first.Recovered || second.Result != Created || second.Recovered {
		t.Errorf("first %+v, second %+v", first, second)
	}
	if found := instances(t, c); len(found) != 2 || found[0].EPNInstanceID != first.Created.EPNInstanceID || found[1].EPNInstanceID != second.Created.EPNInstanceID {
		t.Errorf("instances %+v", found)
	}
}

func TestTheSandboxsMethodPrevails(t *testing.T) {
	t.Parallel()
	b, c := practice(t, time.Minute)
	if o := send(t, b, c, order(), nil); o.Result != Created || o.Warnings != nil {
		t.Errorf("the first: %+v", o)
	}
	other := order()
	other.InternetChargeType = "PayByBandwidth"
	k := Submitter{}.Look(t.Context(), c, other.EPNInstanceName)
	if w := k.Warnings(other); len(w) != 2 || w[0].Kind != SameName || w[1].Kind != BillingForced || w[1].Values[0] != "BandwidthByDay" {
		t.Errorf("before the second: %+v", w)
	}
	o := send(t, b, c, other, &k)
	if o.Result != Created || len(o.Warnings) != 1 || o.Warnings[0].Kind != BillingForced || o.Warnings[0].Values[0] != "BandwidthByDay" {
		t.Errorf("the second: %+v", o)
	}
}
