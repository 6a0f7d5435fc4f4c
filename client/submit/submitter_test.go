package submit

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

func TestWhichRequestsAreUnsettledHere(t *testing.T) {
	t.Parallel()
	run, c := live(t, new(service))
	names := map[string]string{} // what each request is, by its id
	add := func(what string, change func(*journal.Entry)) string {
		e := entry()
		change(&e)
		r := lose(t, run, e)
		names[r.ID] = what
		return r.ID
	}
	inSandbox := func(url string) func(*journal.Entry) {
		return func(e *journal.Entry) { e.Target, e.Endpoint, e.Owner = client.TargetSandbox, url, "sandbox-owner" }
	}
	add("first", func(*journal.Entry) {})
	add("by nobody known", func(e *journal.Entry) { e.Owner = "" })
	add("a stranger's", func(e *journal.Entry) { e.Owner = "owner-b" })
	add("elsewhere", func(e *journal.Entry) { e.Endpoint = "https://" + client.InternationalEndpoint })
	add("sandbox", inSandbox("http://127.0.0.1:1"))
	add("sandbox of another day", inSandbox("http://127.0.0.1:2"))
	must(t, run.RecordUserWord(add("closed", func(*journal.Entry) {}), ""))
	defer begin(t, run, entry()).Abandon()
	add("last", func(*journal.Entry) {})

	sandbox := run
	sandbox.Target.Sandbox = true
	for _, test := range []struct {
		submitter Submitter
		endpoint  client.Endpoint
		want      []string // the newest first
	}{
		{run, c.Endpoint, []string{"last", "a stranger's", "by nobody known", "first"}},
		{run, client.Endpoint{Scheme: "https", Host: client.InternationalEndpoint}, []string{"elsewhere"}},
		{run, client.Endpoint{Scheme: "http", Host: "127.0.0.1:1"}, nil},
		{sandbox, client.Endpoint{Scheme: "http", Host: "127.0.0.1:3"}, []string{"sandbox of another day", "sandbox"}},
	} {
		found, err := test.submitter.FindUnsettled(test.endpoint)
		must(t, err)
		var got []string
		for _, r := range found {
			got = append(got, names[r.ID])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.endpoint, got, test.want)
		}
	}
}

func TestRecordUserWord(t *testing.T) {
	t.Parallel()
	run, _ := live(t, new(service))
	under := begin(t, run, entry())
	defer under.Abandon()
	first, second := lose(t, run, entry()), lose(t, run, entry())
	for _, test := range []struct {
		what, id, instance string
		want               error
	}{
		{"an instance", first.ID, "epn-1", nil},
		{"another's instance", second.ID, "epn-1", journal.ErrClaimed},
		{"none", second.ID, "", nil},
		{"a second time", second.ID, "epn-2", journal.ErrSettled},
		{"nobody's", "20261122-101112-NOBODYS2", "", journal.ErrNoRecord},
		{"under way", under.Entry.ID, "", journal.ErrInFlight},
	} {
		if err := run.RecordUserWord(test.id, test.instance); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.what, err, test.want)
		}
	}
	got := record(t, run, first.ID).Resolution
	if got.Outcome != journal.Created || got.EPNInstanceID != "epn-1" || !got.ByLookup {
		t.Errorf("with an instance: %+v", got)
	}
	got = record(t, run, second.ID).Resolution
	if got.Outcome != journal.NotCreated || got.EPNInstanceID != "" || got.ByLookup {
		t.Errorf("without one: %+v", got)
	}
}

func TestWasSentSince(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[string]bool{
		journal.Created: true, "unknown": true, journal.NotCreated: false,
		"refused": false, "unauthenticated": false, "unreachable": false,
	} {
		run, _ := live(t, new(service))
		f := begin(t, run, entry())
		at, other := f.Entry.Time, order()
		other.InternetMaxBandwidthOut++
		if !run.WasSentSince(order(), at) || run.WasSentSince(other, at) {
			t.Error("not while it is in flight, or another")
		}
		must(t, f.RecordOutcome(journal.Resolution{Outcome: outcome}))
		for since, sent := range map[time.Time]bool{at.Add(-time.Hour): want, at: want, at.Add(time.Millisecond): false} {
			if got := run.WasSentSince(order(), since); got != sent {
				t.Errorf("%s, %v later: %v", outcome, since.Sub(at), got)
			}
		}
	}
}

func TestASubmitterWithoutAJournal(t *testing.T) {
	t.Parallel()
	s := new(service)
	run, c := live(t, s)
	if got, err := run.FindUnsettled(c.Endpoint); err != nil || len(got) != 0 || run.WasSentSince(order(), time.Time{}) {
		t.Errorf("an empty one: %+v, %v", got, err)
	}
	if r := record(t, run, "20261122-101112-NOBODYS2"); r.ID != "" || r.Unsettled() {
		t.Errorf("nobody's record: %+v", r)
	}
	must(t, os.Mkdir(filepath.Join(run.Dir, "journal.jsonl"), 0o700))
	must(t, os.WriteFile(filepath.Join(run.Dir, "file"), nil, 0o600))
	for _, dir := range []string{run.Dir, filepath.Join(run.Dir, "file")} { // a directory in its place; no directory
		broken := run
		broken.Dir = dir
		if _, err := broken.FindUnsettled(c.Endpoint); err == nil {
			t.Error("unsettled: no error")
		}
		if err := broken.RecordUserWord("id", ""); err == nil {
			t.Error("the user's word: no error")
		}
		if broken.WasSentSince(order(), time.Time{}) || record(t, broken, "id").ID != "" {
			t.Error("something was sent")
		}
		if o := broken.Submit(t.Context(), c, order(), true); describe(o) != "unreachable journal-failed" {
			t.Errorf("submit: %+v", o)
		}
	}
	s.wasAsked(t, 0, 0)
}

// An order that something here kept back was not sent, nor was one that reached nobody.
func TestWasSent(t *testing.T) {
	t.Parallel()
	for cause, want := range map[client.Cause]bool{
		client.EarlierUnsettled: false, client.EarlierInFlight: false, client.EarlierOtherKey: false,
		client.WaitRequested: false, client.JournalDamaged: false, client.ConnectionLost: true,
	} {
		if got := FailedOutcome(order(), &client.Failure{Kind: client.Unknown, Cause: cause}).WasSent(); got != want {
			t.Errorf("%s: %v", cause, got)
		}
	}
	if (Outcome{Result: Result(client.Unreachable)}).WasSent() || !(Outcome{Result: Created}).WasSent() {
		t.Error("unreachable, or created")
	}
}

// It is not the sandbox's port that would be pasted, nor its key that would pay.
func TestTargetsCommand(t *testing.T) {
	t.Parallel()
	e := client.Endpoint{Scheme: "https", Host: client.InternationalEndpoint}
	c := Connection{Endpoint: e, Account: client.Account{Profile: "work", Source: client.FromConfigFile}}
	for target, want := range map[Target]client.CLI{
		{Endpoint: e}:                   {Endpoint: e, Account: c.Account},
		{Endpoint: e, Restricted: true}: {Endpoint: e, Account: c.Account, Elsewhere: true},
		{Endpoint: e, Sandbox: true}:    {Endpoint: mainland},
	} {
		if got := target.CLIFor(c.Account); got != want {
			t.Errorf("%s: %+v", target.Name(), got)
		}
	}
}

// The order of FindUnsettled is one in which each request finds its own instance.
func TestEachFindsItsOwn(t *testing.T) {
	t.Parallel()
	run, c := live(t, finding(made("epn-1", -2*time.Second), made("epn-2", 0)))
	first, second := entry(), entry()
	second.Seen = []string{"epn-1"}
	lose(t, run, first)
	lose(t, run, second)
	pending, err := run.FindUnsettled(c.Endpoint)
	must(t, err)
	var got []string
	for _, r := range pending {
		got = append(got, settle(t, run, c, r).Record.Resolution.EPNInstanceID)
	}
	if !slices.Equal(got, []string{"epn-2", "epn-1"}) {
		t.Errorf("found %q", got)
	}
}
