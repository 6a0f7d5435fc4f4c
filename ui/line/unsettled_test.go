package line

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// late is a service whose first answer is lost, and that lists the instance
// only at the nth look after that.
type late struct {
	service
	nth   int
	looks int
	made  client.Instance
}

func newLate(nth int) *late {
	s := &late{nth: nth}
	loses := s.failsOnce(isLost).answer
	s.answer = func(o client.Order) (client.Created, *client.Failure) {
		s.made = edgeLab("epn-7")
		return loses(o)
	}
	return s
}

func (s *late) ListInstances(context.Context, string) (client.Listing, *client.Failure) {
	if len(s.creates) == 0 {
		return client.Listing{}, nil
	}
	if s.looks++; s.looks != s.nth {
		return client.Listing{}, nil
	}
	return client.Listing{Instances: []client.Instance{s.made}, ClockKnown: true}, nil
}

// edgeLab is an instance of the order that all ask for here.
func edgeLab(id string) client.Instance {
	return client.Instance{EPNInstanceID: id, EPNInstanceName: "edge lab", EPNInstanceType: "EdgeToEdge", NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10,
		CreationTime: time.Now().UTC().Format(time.RFC3339)}
}

// toReview are the answers that lead there.
func toReview(more ...string) []string { return append([]string{"edge lab", "1", "1", "10"}, more...) }

// lose has an order's answer lost, in time that does not pass.
func lose(t *testing.T, s *late, c Config, answers ...string) (said string, ending flow.Ending) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { said, ending = talk(t, s, c, answers...) })
	return said, ending
}

// TestUnknown: it is looked up at once, never sent again by itself, and closed
// by hand only with the whole sentence.
func TestUnknown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testUnknown)
}

func testUnknown(t *testing.T) {
	lost, to := fails(isLost), toReview("y")

	s := &service{answer: lost, listed: []client.Instance{edgeLab("epn-7")}}
	said, ending := talk(t, s, Config{}, to...)
	if len(s.creates) != 1 || ending.Outcome.Result != submit.Created || !ending.Outcome.Recovered || !strings.Contains(said, "a look-up found it") || strings.Count(said, "may exist") != 1 {
		t.Errorf("%d creates, %+v:\n%s", len(s.creates), ending.Outcome, said)
	}

	s = &service{answer: lost}
	said, ending = talk(t, s, Config{}, append(to, "y", "", "x", "no", "q")...)
	if len(s.creates) != 1 || ending.Outcome.Result != submit.Result(client.Unknown) {
		t.Errorf("%d creates, %+v:\n%s", len(s.creates), ending.Outcome, said)
	}

	s = &service{answer: lost}
	if _, _ = talk(t, s, Config{}, append(to, "x", "nothing there", "y", "q")...); len(s.creates) != 2 {
		t.Errorf("%d creates after the user's word", len(s.creates))
	}

	found := s.listed
	for _, id := range []string{"epn-1", "epn-2"} {
		found = append(found, edgeLab(id))
	}
	s = &service{answer: lost, listed: found}
	if _, ending = talk(t, s, Config{}, append(to, "2 or 1?", "q")...); ending.Outcome.Result != submit.Result(client.Unknown) {
		t.Errorf("a question chose %s", ending.Outcome.Created.EPNInstanceID)
	}
}

// TestLooksByItself: an order whose answer is lost is looked for during ten
// seconds, and then at every empty line.
func TestLooksByItself(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		nth     int
		answers []string
		looks   int
		found   bool
	}{
		{"at once", 1, nil, 1, true},
		{"by itself", 4, nil, 4, true},
		{"not in time", 5, nil, 4, false},
		{"at an empty line", 5, []string{"", "q"}, 5, true},
		{"at none", 7, []string{"", "q"}, 5, false},
	} {
		s := newLate(c.nth)
		said, ending := lose(t, s, Config{}, toReview(append([]string{"y"}, c.answers...)...)...)
		if got := ending.Outcome.Result == submit.Created; got != c.found || s.looks != c.looks {
			t.Errorf("%s: found %v after %d looks, want %d:\n%s", c.name, got, s.looks, c.looks, said)
		}
		if ending.Explained == c.found {
			t.Errorf("%s: the end is to say the result: %v", c.name, !ending.Explained)
		}
		asked := strings.Contains(said, "An empty line looks again. x records that nothing was created.")
		if asked != (c.nth > 4) || strings.Contains(said, "A number says") {
			t.Errorf("%s: what can be answered:\n%s", c.name, said)
		}
	}
}

// TestSameOrderAgain: while an order is open, the same one is not sent by y.
func TestSameOrderAgain(t *testing.T) {
	t.Parallel()
	const word = "To send it again all the same, answer: again\n"
	for _, c := range []struct {
		name    string
		answers []string
		creates int
		asked   bool // for the word
	}{
		{"y", []string{"y", "n", "y", "Y"}, 1, true},
		{"the word", []string{"y", "n", "Again"}, 2, true},
		{"help", []string{"y", "n", "?", "again"}, 2, true},
		{"another order", []string{"y", "n", "4", "20", "y"}, 2, true},
		{"closed by hand", []string{"y", "x", "nothing there", "y"}, 2, false},
	} {
		said, ending := lose(t, newLate(0), Config{}, toReview(c.answers...)...)
		creates := strings.Count(said, "Creating the EPN instance")
		if creates != c.creates || strings.Contains(said, word) != c.asked || c.asked != strings.Contains(said, "The same order of") {
			t.Errorf("%s: %d creates, want %d:\n%s", c.name, creates, c.creates, said)
		}
		if created := ending.Outcome.Result == submit.Created; created != (c.creates == 2) || ending.Explained == created {
			t.Errorf("%s: ending %+v", c.name, ending)
		}
	}
	said, _ := lose(t, newLate(0), Config{}, toReview("y", "n", "maybe")...)
	if strings.Count(said, word) != 2 || strings.Contains(said, "y creates the instance, n leaves, 1 to 4 changes an answer, c says the command.\n"+word) {
		t.Errorf("the keys that hold are not said again:\n%s", said)
	}
	said, _ = lose(t, newLate(0), Config{}, toReview("y", "x", "nothing there")...)
	if !strings.Contains(said, "Recorded: this order created nothing.") {
		t.Errorf("said:\n%s", said)
	}
}

// TestEarlierOrders: on a terminal each is asked about; answers from elsewhere
// are not about them. The same order takes more than y either way.
func TestEarlierOrders(t *testing.T) {
	t.Parallel()
	open := []journal.Record{
		{Entry: journal.Entry{ID: "J-1", Order: client.Order{EPNInstanceType: "EdgeToEdge", EPNInstanceName: "edge lab", InternetChargeType: "BandwidthByDay", NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10}}, Resolution: journal.Resolution{Outcome: string(client.Unknown)}},
		{Entry: journal.Entry{ID: "J-2", Order: client.Order{EPNInstanceName: "other"}}, Resolution: journal.Resolution{Outcome: string(client.Unknown)}},
	}
	for _, c := range []struct {
		piped   bool
		answers []string
	}{{true, toReview("y", "again")}, {false, append([]string{"n", "N"}, toReview("y", "again")...)}} {
		s := &service{}
		said, _ := talk(t, s, Config{Session: flow.Session{Unsettled: open}, Piped: c.piped}, c.answers...)
		if len(s.creates) != 1 || s.creates[0].EPNInstanceName != "edge lab" {
			t.Errorf("piped %v: sent %+v after:\n%s", c.piped, s.creates, said)
		}
		for text, want := range map[string]bool{
			"Journal ID: J-1": true, "Journal ID: J-2": true, `for "other"`: true,
			"Unsettled orders: 2.": c.piped, "An empty line looks again": !c.piped,
		} {
			if strings.Contains(said, text) != want {
				t.Errorf("piped %v: said %q: %v:\n%s", c.piped, text, !want, said)
			}
		}
	}
}

// clock notes when something was written to it.
type clock struct {
	start time.Time
	said  strings.Builder
}

func (c *clock) Write(p []byte) (int, error) {
	_, _ = fmt.Fprintf(&c.said, "%v %s", time.Since(c.start), p)
	return len(p), nil
}

// TestWaitingWords: a wait that is noticed is named, and then it is said every
// five seconds how long it has been.
func TestWaitingWords(t *testing.T) {
	t.Parallel()
	for takes, want := range map[time.Duration]string{
		200 * time.Millisecond:  "",
		5200 * time.Millisecond: "300ms Looking.\n",
		11 * time.Second:        "300ms Looking.\n5.3s Still waiting, 5 seconds so far.\n10.3s Still waiting, 10 seconds so far.\n",
	} {
		synctest.Test(t, func(t *testing.T) {
			out := &clock{start: time.Now()}
			connects := func(context.Context) (submit.Connection, *client.Failure) {
				time.Sleep(takes)
				return submit.Connection{}, &client.Failure{Kind: client.Unreachable}
			}
			c := Config{Words: words.English(), Out: out, In: strings.NewReader(""), Session: flow.Session{
				Unsettled: []journal.Record{{}}, Connect: connects, Service: submit.Submitter{},
			}}
			c.Words.Unsettled.Looking = "Looking."
			Run(t.Context(), c)
			said := ""
			for line := range strings.Lines(out.said.String()) {
				if strings.Contains(line, "Looking.") || strings.Contains(line, "Still waiting") {
					said += line
				}
			}
			if said != want {
				t.Errorf("%v: said %q in\n%s", takes, said, out.said.String())
			}
		})
	}
}
