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
	b, c := live(t, new(service))
	ids := map[string]string{} // by what they are
	add := func(what string, change func(*journal.Entry)) string {
		e := entry()
		change(&e)
		ids[what] = unsettled(t, b, e).ID
		return ids[what]
	}
	add("first", func(*journal.Entry) {})
	add("by nobody known", func(e *journal.Entry) { e.Owner = "" })
	add("a stranger's", func(e *journal.Entry) { e.Owner = "owner-b" })
	add("elsewhere", func(e *journal.Entry) { e.Endpoint = "https://" + client.InternationalEndpoint })
	add("sandbox", func(e *journal.Entry) {
		e.Target, e.Endpoint = "sandbox", "http://127.0.0.1:1"
		e.Owner = "sandbox-owner"
	})
	add("sandbox of another day", func(e *journal.Entry) {
		e.Target, e.Endpoint = "sandbox", "http://127.0.0.1:2"
		e.Owner = "sandbox-owner"
	})
	must(t, b.RecordUserWord(add("closed", func(*journal.Entry) {}), ""))
	f, err := insist(b, entry())
	must(t, err)
	defer f.Abandon()
	add("last", func(*journal.Entry) {})

	inSandbox := b
	inSandbox.Target.Sandbox = true
	for _, q := range []struct {
		submitter Submitter
		endpoint  client.Endpoint
		want      []string // the newest first
	}{
		{b, c.Endpoint, []string{"last", "a stranger's", "by nobody known", "first"}},
		{b, client.Endpoint{Scheme: "https", Host: client.InternationalEndpoint}, []string{"elsewhere"}},
		{b, client.Endpoint{Scheme: "http", Host: "127.0.0.1:1"}, nil},
		{inSandbox, client.Endpoint{Scheme: "http", Host: "127.0.0.1:3"}, []string{"sandbox of another day", "sandbox"}},
	} {
		got, err := q.submitter.FindUnsettled(q.endpoint)
		must(t, err)
		var want, have []string
		for _, what := range q.want {
			want = append(want, ids[what])
		}
		for _, r := range got {
			have = append(have, r.ID)
		}
		if len(want) != len(have) || !slices.Equal(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(have))) {
			t.Errorf("%s: %d requests, want %q", q.endpoint, len(got), q.want)
		}
		if !slices.IsSortedFunc(got, func(x, y journal.Record) int { return y.Time.Compare(x.Time) }) {
			t.Errorf("%s: not the newest first", q.endpoint)
		}
	}
}

func TestClose(t *testing.T) {
	t.Parallel()
	b, _ := live(t, new(service))
	r := unsettled(t, b, entry())
	must(t, b.RecordUserWord(r.ID, "epn-1"))
	if got := record(t, b, r.ID).Resolution; got.Outcome != journal.Created || got.EPNInstanceID != "epn-1" || !got.ByLookup {
		t.Errorf("with an instance: %+v", got)
	}
	r = unsettled(t, b, entry())
	if err := b.RecordUserWord(r.ID, "epn-1"); !errors.Is(err, journal.ErrClaimed) || !record(t, b, r.ID).Unsettled() {
		t.Errorf("with another's instance: %v", err)
	}
	must(t, b.RecordUserWord(r.ID, ""))
	if got := record(t, b, r.ID).Resolution; got.Outcome != journal.NotCreated || got.EPNInstanceID != "" || got.ByLookup {
		t.Errorf("without one: %+v", got)
	}
	if err := b.RecordUserWord(r.ID, "epn-2"); !errors.Is(err, journal.ErrSettled) {
		t.Errorf("a second time: %v", err)
	}
	if err := b.RecordUserWord("20261122-101112-NOBODYS2", ""); !errors.Is(err, journal.ErrNoRecord) {
		t.Errorf("nobody's: %v", err)
	}
	f, err := insist(b, entry())
	must(t, err)
	defer f.Abandon()
	if err := b.RecordUserWord(f.Entry.ID, ""); !errors.Is(err, journal.ErrInFlight) {
		t.Errorf("in flight: %v", err)
	}
}

func TestSentSince(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[string]bool{
		journal.Created: true, "unknown": true, journal.NotCreated: false, "refused": false, "unauthenticated": false, "unreachable": false,
	} {
		b, _ := live(t, new(service))
		if b.WasSentSince(order(), time.Time{}) {
			t.Error("before anything was sent")
		}
		f, err := insist(b, entry())
		must(t, err)
		at := f.Entry.Time
		if !b.WasSentSince(order(), at) {
			t.Errorf("not while it is in flight")
		}
		must(t, f.RecordOutcome(journal.Resolution{Outcome: outcome}))
		for since, sent := range map[time.Time]bool{at.Add(-time.Hour): want, at: want, at.Add(time.Millisecond): false} {
			if got := b.WasSentSince(order(), since); got != sent {
				t.Errorf("%s, %v later: %v", outcome, since.Sub(at), got)
			}
		}
		other := order()
		other.InternetMaxBandwidthOut++
		if b.WasSentSince(other, at) {
			t.Errorf("%s: another order", outcome)
		}
	}
}

func TestASubmitterWithoutAJournal(t *testing.T) {
	t.Parallel()
	s := new(service)
	b, c := live(t, s)
	if got, err := b.FindUnsettled(c.Endpoint); err != nil || len(got) != 0 {
		t.Errorf("an empty one: %+v, %v", got, err)
	}
	if r := record(t, b, "20261122-101112-NOBODYS2"); r.ID != "" || r.Unsettled() {
		t.Errorf("nobody's record: %+v", r)
	}
	for _, dir := range []string{b.Dir, filepath.Join(b.Dir, "file")} { // with a directory in place of its journal; no directory at all
		must(t, os.MkdirAll(filepath.Join(b.Dir, "journal.jsonl"), 0o700))
		must(t, os.WriteFile(filepath.Join(b.Dir, "file"), nil, 0o600))
		broken := b
		broken.Dir = dir
		if _, err := broken.FindUnsettled(c.Endpoint); err == nil {
			t.Error("unsettled: no error")
		}
		if err := broken.RecordUserWord("id", ""); err == nil {
			t.Error("close: no error")
		}
		if broken.WasSentSince(order(), time.Time{}) || record(t, broken, "id").ID != "" {
			t.Error("something was sent")
		}
		if o := broken.Submit(t.Context(), c, order(), true); o.Result != "unreachable" || o.Failure.Cause != client.JournalFailed {
			t.Errorf("submit: %+v", o)
		}
	}
	if n := s.creates.Load(); n != 0 {
		t.Errorf("sent %d times", n)
	}
}

// TestTargetsCommand: it is not the sandbox's port that would be pasted, nor its
// key that would pay.
func TestTargetsCommand(t *testing.T) {
	t.Parallel()
	e := client.Endpoint{Scheme: "https", Host: client.InternationalEndpoint}
	mainland := client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}
	c := Connection{Endpoint: e, Account: client.Account{Profile: "work", Source: client.FromConfigFile}}
	for target, want := range map[Target]client.CLI{
		{Endpoint: e}:                   {Endpoint: e, Account: c.Account},
		{Endpoint: e, Restricted: true}: {Endpoint: e, Account: c.Account, Elsewhere: true},
		{Endpoint: e, Sandbox: true}:    {Endpoint: mainland},
	} {
		if got := target.CLIFor(c); got != want {
			t.Errorf("%s: %+v", target.Name(), got)
		}
	}
	if (Target{}).Name() != "live" || (Target{Sandbox: true}).Name() != "sandbox" {
		t.Error("names")
	}
}
