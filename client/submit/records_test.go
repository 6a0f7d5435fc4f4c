package submit

import (
	"slices"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// Requests with every key are among them, the newest first, but of this service alone.
func TestWhichRequestsAreUnsettledHere(t *testing.T) {
	t.Parallel()
	run, _ := live(t, new(service))
	sandbox := run
	sandbox.Target.Sandbox = true
	for _, e := range []journal.Entry{
		{Login: "first", Owner: "owner-a", Target: client.TargetLive, Endpoint: mainland.URL()},
		{Login: "a stranger's", Owner: "owner-b", Target: client.TargetLive, Endpoint: mainland.URL()},
		{Login: "elsewhere", Target: client.TargetLive, Endpoint: "https://" + client.InternationalEndpoint},
		{Login: "sandbox", Target: client.TargetSandbox, Endpoint: "http://127.0.0.1:1"},
	} {
		lose(t, run, e)
	}
	must(t, run.RecordUserWord(lose(t, run, entry()).ID, NoInstance))
	defer begin(t, run, entry()).Abandon()
	for _, test := range []struct {
		submitter Submitter
		endpoint  client.Endpoint
		want      []string
	}{
		{run, mainland, []string{"a stranger's", "first"}},
		{run, client.Endpoint{Scheme: "http", Host: "127.0.0.1:1"}, nil},
		{sandbox, client.Endpoint{Scheme: "http", Host: "127.0.0.1:3"}, []string{"sandbox"}},
	} {
		found, err := test.submitter.FindUnsettled(test.endpoint)
		must(t, err)
		var got []string
		for _, r := range found {
			got = append(got, r.Login)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.endpoint, got, test.want)
		}
	}
}

func TestWasSentSince(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[string]bool{
		journal.Created: true, "unknown": true, journal.NotCreated: false, "refused": false,
	} {
		run, _ := live(t, new(service))
		f := begin(t, run, entry())
		at, other := f.Entry.Time, order()
		other.InternetMaxBandwidthOut++
		if !run.WasSentSince(order(), at) || run.WasSentSince(other, at) {
			t.Error("not while it is in flight, or another")
		}
		must(t, f.RecordOutcome(journal.Resolution{Outcome: outcome}))
		if run.WasSentSince(order(), at) != want || run.WasSentSince(order(), at.Add(time.Millisecond)) {
			t.Errorf("%s: want %v, and not later", outcome, want)
		}
	}
}

// It is not the sandbox's port that would be pasted, nor its key that would pay.
func TestTargetsCommand(t *testing.T) {
	t.Parallel()
	payer := client.Account{Profile: "work", Source: client.FromConfigFile}
	e := client.Endpoint{Scheme: "https", Host: client.InternationalEndpoint}
	for target, want := range map[Target]client.CLI{
		{Endpoint: e}:                   {Endpoint: e, Account: payer},
		{Endpoint: e, Restricted: true}: {Endpoint: e, Account: payer, Elsewhere: true},
		{Endpoint: e, Sandbox: true}:    {Endpoint: mainland},
	} {
		if got := target.CLIFor(payer); got != want {
			t.Errorf("%s: %+v", target.Name(), got)
		}
	}
}
