package submit

import (
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/sandbox"
)

// practice makes a submitter and a connection to a sandbox that answers so.
func practice(t *testing.T, timeout time.Duration, answers ...sandbox.Answer) (Submitter, Connection) {
	t.Helper()
	dir := t.TempDir()
	server, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: dir, Answers: answers})
	must(t, err)
	t.Cleanup(func() { _ = server.Close() })
	e, err := client.ParseEndpoint(server.URL())
	must(t, err)
	keys := client.NewKeys(client.Account{Source: client.FromSandbox}, sandbox.AccessKeyID, sandbox.AccessKeySecret, "")
	c := Connection{ENS: client.NewService(e, keys, timeout), Endpoint: e, Account: keys.Account}
	return Submitter{Dir: dir, Target: Target{Sandbox: true}}, c
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
	for name, test := range map[string]struct {
		answer  sandbox.Answer
		timeout time.Duration
		sent    string // what became of it
		made    int    // instances
		settled string // what a look then finds, where the result is unknown
	}{
		"as usual":   {sandbox.Answer{}, time.Minute, "created", 1, ""},
		"lost reply": {sandbox.Answer{Kind: sandbox.LostReply}, time.Minute, "unknown connection-lost", 1, "created"},
		"reset":      {sandbox.Answer{Kind: sandbox.ConnectionReset}, time.Minute, "unknown connection-lost", 0, "unknown"},
		"timeout":    {sandbox.Answer{Kind: sandbox.Timeout}, 2 * time.Second, "unknown reply-timeout", 0, "unknown"},
		"HTML":       {sandbox.Answer{Kind: sandbox.HTML502}, time.Minute, "unknown not-json", 0, "unknown"},
		"throttled":  {sandbox.Answer{Kind: sandbox.Throttled}, time.Minute, "refused Throttling.User", 0, ""},
		"refused":    {sandbox.Answer{Kind: sandbox.Refuse, Code: "NoStock"}, time.Minute, "refused NoStock", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run, c := practice(t, test.timeout, test.answer)
			o := send(t, run, c, order(), nil)
			found := instances(t, c)
			if describe(o) != test.sent || len(found) != test.made {
				t.Fatalf("sent: %+v, %+v; %d instances", o, o.Failure, len(found))
			}
			r := record(t, run, o.JournalID)
			if r.Resolution.Outcome != string(o.Result) || r.Target != client.TargetSandbox || r.Owner == "" ||
				r.Source != string(client.FromSandbox) || r.Unsettled() != (test.settled != "") {
				t.Errorf("recorded %+v", r)
			}
			if test.settled == "" {
				return
			}
			s, now := settle(t, run, c, r), record(t, run, r.ID)
			if s.Record.Resolution.Outcome != test.settled || now.Resolution.Outcome != test.settled {
				t.Errorf("settled: %+v, recorded %+v", s, now)
			}
			after := s.ToOutcome(o)
			if test.settled == journal.Created && after.Created.EPNInstanceID != found[0].EPNInstanceID {
				t.Errorf("outcome: %+v", after)
			}
			if len(instances(t, c)) != test.made {
				t.Error("settling made an instance")
			}
		})
	}
}

// A script whose reply is lost finds its instance, and a second run of it is another
// order, whose method is not the one that is in force.
func TestAScriptInTheSandbox(t *testing.T) {
	t.Parallel()
	run, c := practice(t, time.Minute, sandbox.Answer{Kind: sandbox.LostReply})
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
	found := instances(t, c)
	if len(found) != 2 || found[0].EPNInstanceID != first.Created.EPNInstanceID ||
		found[1].EPNInstanceID != second.Created.EPNInstanceID {
		t.Errorf("instances %+v", found)
	}
}
