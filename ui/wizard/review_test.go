package wizard

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// TestReadFirst: where the review is longer than the screen, y shows the rest
// first, in the sandbox too: what is learned there is what is done live.
func TestReadFirst(t *testing.T) {
	t.Parallel()
	for _, sandbox := range []bool{false, true} {
		d := drive(t, Config{Session: forms.Session{Target: submit.Target{Sandbox: sandbox}, Answers: answered(strings.Repeat("long ", 25) + "x")}})
		d.screenAt(40, 12)
		if d.press("y"); d.service.creates > 0 {
			t.Errorf("sandbox %v: created after the first y", sandbox)
		}
		for presses := 2; d.service.creates == 0 && presses < 9; presses++ {
			d.press("y")
		}
		if d.service.creates != 1 {
			t.Errorf("sandbox %v: %d creates", sandbox, d.service.creates)
		}
	}
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	d.screenAt(80, 24)
	if d.press("y"); d.service.creates != 1 {
		t.Error("one y is enough where all is shown")
	}
}

// TestLooksAfterUnsettled: the review that follows the screen of an earlier
// request looks as any other does, and warns at once of the same order.
func TestLooksAfterUnsettled(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	r := unsettledBefore(d)
	d.press("down", "down", "enter").shows("Is this what you want").shows(r.ID).shows("No instance of this name exists.")
}

// TestFoundBefore: an order of an earlier run that is found is told, and this
// run's order is still to come.
func TestFoundBefore(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	d.service.listed = func(int) ([]client.Instance, *client.Failure) {
		return []client.Instance{made("epn-20200825134537VyK81T")}, nil
	}
	unsettledBefore(d)
	d.shows("was carried out").shows("epn-20200825134537VyK81T")
	if d.press("enter").shows("Is this what you want").press("ctrl+c"); d.Ending().Outcome != nil {
		t.Errorf("the earlier order is this run's outcome: %+v", d.Ending().Outcome)
	}
}

// unsettledBefore starts a wizard anew, with a request of the same order whose
// fate is not known.
func unsettledBefore(d *driver) journal.Record {
	d.t.Helper()
	j, err := journal.Open(d.Submitter.Dir)
	if err != nil {
		d.t.Fatal(err)
	}
	e := journal.Entry{Target: "live", Endpoint: d.conn.Endpoint.URL(), Owner: d.conn.Account.Owner, Order: d.order(), Looked: true}
	shown, err := j.Obstacles(e, time.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	flight, _, err := j.Begin(e, shown)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := flight.Finish(journal.Resolution{Outcome: string(client.Unknown)}); err != nil {
		d.t.Fatal(err)
	}
	r, err := d.Submitter.Record(flight.Entry.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	d.checks = nil
	d.Pending = []journal.Record{r}
	d.pending = d.Pending
	d.run(d.start())
	return r
}

// TestWaitsForChecks: y before the look has come back creates once it has, but
// where something speaks against the order, which is to be read first.
func TestWaitsForChecks(t *testing.T) {
	t.Parallel()
	for _, inForce := range []string{"", "BandwidthByDay", "PayByBandwidth"} {
		d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
		found := *d.checks
		found.InForce = inForce
		d.checks = nil
		d.layout()
		if d.press("y"); d.service.creates != 0 {
			t.Fatal("created before the look came back")
		}
		if s := d.View().Content; !strings.Contains(s, "Looking for instances of this name") || !strings.Contains(s, "sent if all is well") {
			t.Errorf("the review shows\n%s", s)
		}
		d.send(checksFinished{found})
		want := 1
		if inForce == "PayByBandwidth" {
			want = 0
			d.shows("It normally stays").shows("then press y")
		}
		if d.service.creates != want {
			t.Errorf("in force %q: %d creates, want %d", inForce, d.service.creates, want)
		}
		if want == 0 {
			if d.press("y"); d.service.creates != 1 {
				t.Errorf("%d creates after the second y", d.service.creates)
			}
		}
	}
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	found := *d.checks
	d.checks = nil
	d.press("y", "?", "?")
	d.send(checksFinished{found})
	if d.service.creates != 0 {
		t.Error("a y that was followed by another key counts")
	}
}

// TestIrrevocable: the keys that send, and that say what became of a request, are
// known for what they are, and no others.
func TestIrrevocable(t *testing.T) {
	t.Parallel()
	y, enter := tea.KeyPressMsg{Code: 'y', Text: "y"}, tea.KeyPressMsg{Code: tea.KeyEnter}
	review := func() *driver { return drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}) }
	small := review()
	small.screenAt(30, 8)
	several := func(int) ([]client.Instance, *client.Failure) {
		return []client.Instance{made("epn-1"), made("epn-2")}, nil
	}
	for name, c := range map[string]struct {
		d        *driver
		y, enter bool
	}{
		"question":        {drive(t, sandboxed), false, false},
		"review":          {review(), true, false},
		"help on it":      {review().press("?"), false, false},
		"too small":       {small, false, false},
		"unsettled":       {lost(t, nothing), false, false},
		"nothing created": {lost(t, nothing).press("down", "enter"), true, false},
		"one of several":  {lost(t, several).press("down"), false, true},
		"result":          {review().press("y"), false, false},
		"rehearsal":       {practising(t, losing(nothing)).press("enter"), true, false},
	} {
		if got := c.d.Irrevocable(y); got != c.y {
			t.Errorf("%s: y cannot be undone: %v, want %v", name, got, c.y)
		}
		if got := c.d.Irrevocable(enter); got != c.enter {
			t.Errorf("%s: enter cannot be undone: %v, want %v", name, got, c.enter)
		}
	}
	if busy := review(); busy.Busy() {
		t.Error("the review is busy")
	} else if busy.submit(); !busy.Busy() {
		t.Error("a request that is under way may be stopped")
	}
}
