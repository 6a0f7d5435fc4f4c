package line

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// creating guards what services were sent: a look that nobody waits for any more
// may still read it.
var creating sync.Mutex

// service is a fake ENS.
type service struct {
	answer  func(client.Order) (client.Created, *client.Failure)
	inForce string        // the account's billing method
	looks   time.Duration // how long it takes to tell
	listed  []client.Instance
	creates []client.Order
}

func (s *service) CreateInstance(_ context.Context, o client.Order) (client.Created, *client.Failure) {
	creating.Lock()
	s.creates = append(s.creates, o)
	creating.Unlock()
	if s.answer != nil {
		return s.answer(o)
	}
	return client.Created{EPNInstanceID: "epn-1", RequestID: "R-1"}, nil
}

func (s *service) ListInstances(context.Context, string) (client.Listing, *client.Failure) {
	creating.Lock()
	defer creating.Unlock()
	if len(s.creates) == 0 {
		return client.Listing{}, nil
	}
	return client.Listing{Instances: s.listed, ClockKnown: true}, nil
}

func (s *service) BillingMethodInForce(context.Context) (string, *client.Failure) {
	time.Sleep(s.looks)
	return s.inForce, nil
}

// fails answers every create with a failure.
func fails(f client.Failure) func(client.Order) (client.Created, *client.Failure) {
	return func(client.Order) (client.Created, *client.Failure) { return client.Created{}, &f }
}

// failsOnce answers the first create with a failure, and then carries it out.
func (s *service) failsOnce(f client.Failure) *service {
	s.answer = func(client.Order) (client.Created, *client.Failure) {
		if len(s.creates) == 1 {
			return client.Created{}, &f
		}
		return client.Created{EPNInstanceID: "epn-2"}, nil
	}
	return s
}

var isLost = client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost}

// talk answers a dialog and gives what it said and how it ended.
func talk(t *testing.T, s client.ENS, c Config, answers ...string) (said string, ending flow.Ending) {
	t.Helper()
	var out bytes.Buffer
	c.Out = &out
	if c.Words == nil {
		c.Words = words.English()
	}
	if c.In == nil {
		c.In = strings.NewReader(strings.Join(answers, "\n"))
	}
	c.Target.Endpoint = client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}
	if c.Service == nil {
		c.Service = submit.Submitter{Dir: t.TempDir(), Target: c.Target}
	}
	if c.Connect == nil {
		c.Connect = func(context.Context) (submit.Connection, *client.Failure) {
			return submit.Connection{ENS: s, Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint},
				Account: client.Account{Profile: "default", Source: client.FromConfigFile, KeyID: "LTAI****9Q"}}, nil
		}
	}
	ending = Run(context.Background(), c)
	return out.String(), ending
}

func TestJourney(t *testing.T) {
	t.Parallel()
	s := &service{}
	said, ending := talk(t, s, Config{}, "edge lab", "2", "", "10", "c", "y")
	want := client.Order{EPNInstanceType: "EdgeToEdge", EPNInstanceName: "edge lab", InternetChargeType: "95BandwidthByMonth", NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10}
	if len(s.creates) != 1 || s.creates[0] != want {
		t.Fatalf("sent %+v", s.creates)
	}
	if ending.Outcome == nil || ending.Outcome.Created.EPNInstanceID != "epn-1" {
		t.Errorf("ending %+v", ending)
	}
	for _, text := range []string{
		"Step 1 of 4, LIVE", "Step 4 of 4, LIVE", "2: Monthly 95th percentile\n", "Empty line: Internet acceleration.",
		"Mbit/s, a whole number from 1 to 100.", "Review, LIVE", "Credentials: profile default", "LTAI****9Q", "aliyun ens CreateEpnInstance",
	} {
		if !strings.Contains(said, text) {
			t.Errorf("it was not said: %q", text)
		}
	}
	if strings.ContainsAny(said, "\x1b\r\x08↑↓") {
		t.Errorf("a cursor is moved, or arrow keys are spoken of:\n%s", said)
	}
}

// TestAnswers: what each answer leads to. Nothing is sent without y.
func TestAnswers(t *testing.T) {
	t.Parallel()
	to := []string{"edge lab", "1", "1", "10"} // the review
	for _, c := range []struct {
		name    string
		answers []string
		creates int
		said    string
	}{
		{"end at once", nil, 0, "Step 1 of 4"},
		{"end at the review", to, 0, "y creates the instance"},
		{"leave", []string{"edge lab", "q"}, 0, "Step 2 of 4"},
		{"n at the review", append(to[:4:4], "n", "y"), 0, "Review"},
		{"back and again", []string{"edge", "b", "edge lab", "1", "1", "10", "y"}, 1, "Empty line: edge."},
		{"back at the first", []string{"b", "edge lab", "1", "1", "10", "y"}, 1, "This is the first question."},
		{"name missing", []string{"", "edge lab", "1", "1", "10", "y"}, 1, "Name is required"},
		{"number too high", []string{"edge lab", "5", "1", "1", "10", "y"}, 1, "Answer with the number of an option, 1 to 4."},
		{"an alias", []string{"edge lab", "fixed", "both", "10", "y"}, 1, "Internet and internal"},
		{"bandwidth of words", []string{"edge lab", "1", "1", "ten", "101", "", "7", "y"}, 1, "whole number from 1 to 100"},
		{"help", []string{"?", "edge lab", "1", "1", "10", "?", "y"}, 1, "The name is yours to choose"},
		{"help by its name", []string{"edge lab", "help", "q"}, 0, "Each day is billed by its own highest sample"},
		{"help with bandwidth", []string{"edge lab", "1", "1", "help", "q"}, 0, "The most that the instance may send"},
		{"help with the review", []string{"edge lab", "1", "1", "10", "Help", "n"}, 0, "y sends the order, once."},
		{"help is a name", []string{"help", "1", "1", "10", "n"}, 0, "1 Name: help (typed)"},
		{"help says what it is", []string{"?", "q"}, 0, "An edge private network (EPN) connects"},
		{"help with an option", []string{"edge lab", "? 2", "q"}, 0, "Fits steady traffic with short bursts"},
		{"help with an option, joined", []string{"edge lab", "1", "?1", "q"}, 0, "It cannot become an internal mode later"},
		{"help with no such option", []string{"edge lab", "? 5", "q"}, 0, "Monthly fourth peak: the month is billed at 56.3 Mbit/s."},
		{"a name that begins with ?", []string{"? 2", "1", "1", "10", "y"}, 1, "Name: ? 2."},
		{"escape in the name", []string{"a\x1b[31mb", "edge lab", "1", "1", "10", "y"}, 1, `this has \x1b`},
		{"edit from the review", append(to[:4:4], "4", "20", "y"), 1, "Bandwidth: 20 Mbit/s."},
		{"edit and back", append(to[:4:4], "1", "b", "y"), 1, "Empty line: edge lab."},
		{"letters in either case", append([]string{"edge", "B", "edge lab", "1", "1", "10"}, "4", "B", "Y"), 1, "Empty line: 10 Mbit/s."},
		{"the question again after help", []string{"edge lab", "? 2", "q"}, 0, "not billed.\nStep 2 of 4, SANDBOX. How is network usage billed?\nEmpty line: Daily peak.\n"},
		{"the field again after help", []string{"?", "q"}, 0, "q leaves.\nStep 1 of 4, SANDBOX. What should the EPN instance be called?\n"},
		{"empty at the review", append(to[:4:4], "", "", "y"), 1, "n leaves"},
		{"a word at the review", append(to[:4:4], "yes", "y"), 1, "n leaves"},
		{"long line", []string{strings.Repeat("x", 100_000), "edge lab", "1", "1", "10", "y"}, 1, "at most 4096 bytes fit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &service{}
			said, ending := talk(t, s, Config{Target: submit.Target{Sandbox: true}}, c.answers...)
			if len(s.creates) != c.creates || (ending.Outcome != nil) != (c.creates > 0) {
				t.Errorf("%d creates, want %d; ending %+v", len(s.creates), c.creates, ending)
			}
			if !strings.Contains(said, c.said) || !strings.Contains(said, "SANDBOX") {
				t.Errorf("%q was not said:\n%s", c.said, said)
			}
		})
	}
}

// TestLessons: a question says its options by number and name. ? says of each option what it means, when to choose it, what it
// fixes, and what it would bill; with a number of that option alone.
func TestLessons(t *testing.T) {
	t.Parallel()
	w := words.English()
	talkTo := func(own *forms.Traffic, answers ...string) string {
		said, _ := talk(t, &service{}, Config{Target: submit.Target{Sandbox: true}, Traffic: own}, append(append([]string{"edge lab"}, answers...), "q")...)
		return said
	}
	says := func(said string, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if !strings.Contains(said, text) {
				t.Errorf("it was not said: %q\n%s", text, said)
			}
		}
	}
	plain, all := talkTo(nil), talkTo(nil, "?")
	for _, o := range w.Questions.Billing.Options {
		says(all, o.Means, o.Choose)
		for _, unasked := range []string{o.Means, o.Choose} {
			if strings.Contains(plain, unasked) {
				t.Errorf("it was said without being asked for: %q", unasked)
			}
		}
	}
	says(all, w.Questions.Billing.Help, w.Questions.BillingOpen, w.Lessons.Example, "is between 36.5 and 93.8 Mbit/s", "Daily peak: each day is billed at its own peak, on average 44.6 Mbit/s.",
		"Monthly 95th percentile: the month is billed at 36 Mbit/s.", "Fixed bandwidth: what you order is billed, here 94 Mbit/s.")

	one := talkTo(nil, "? 3")
	says(one, w.Questions.Billing.Options["PayByBandwidth4thMonth"].Choose)
	if other := w.Questions.Billing.Options["PayByBandwidth"].Choose; strings.Contains(one, other) {
		t.Errorf("? 3 says %q", other)
	}
	for _, o := range w.Questions.Networking.Options {
		says(talkTo(nil, "1", "?"), o.Choose, o.Fixes)
	}

	s := forms.Illustration() // what is said of the user's own is said with the question
	s.Reading.Gaps, s.Reading.Missing, s.Reading.FirstGap = 1, 2, 7
	own := talkTo(forms.OwnTraffic(s, nil))
	says(own, "Your traffic in 2026-09, the last whole month", "Monthly fourth peak: the month is billed at 56.3 Mbit/s.", "what you order is billed, here 94 Mbit/s", "before line 7")
	says(talkTo(forms.OwnTraffic(s, nil), "1", "1", "10", "4", "?"), "10 Mbit/s can send at most 108 GB a day", "Your own traffic needs 94 Mbit/s: in 2026-09 it reached 93.8.")
}

func TestGivenIsNotAsked(t *testing.T) {
	t.Parallel()
	given := forms.Answers{client.Name: {Value: "edge lab", Origin: forms.Origin{Kind: forms.FromFlag, Detail: "--name"}}}
	s := &service{}
	said, _ := talk(t, s, Config{Session: flow.Session{Given: given}}, "1", "1", "10", "1", "edge two", "y")
	if strings.Contains(said, "Step 1 of 4") && strings.Index(said, "Step 1 of 4") < strings.Index(said, "Review") {
		t.Errorf("the name was asked for:\n%s", said)
	}
	if !strings.Contains(said, "edge lab (--name)") || s.creates[0].EPNInstanceName != "edge two" {
		t.Errorf("sent %+v after:\n%s", s.creates, said)
	}
}

// TestNotReady: where the order cannot be sent, what can be answered there is
// said again, and not what would create it.
func TestNotReady(t *testing.T) {
	t.Parallel()
	for cause, keys := range map[client.Cause]string{client.NoCredentials: "then answer y to look again. n leaves.", client.SandboxFailed: "y tries again, n leaves."} {
		s, tries := &service{}, 0
		said, ending := talk(t, s, Config{
			Session: flow.Session{Connect: func(context.Context) (submit.Connection, *client.Failure) {
				if tries++; tries == 1 {
					return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: cause}
				}
				return submit.Connection{ENS: s}, nil
			}},
		}, "edge lab", "1", "1", "10", "?", "yes", "", "y", "q")
		before, _, _ := strings.Cut(said, "y creates the instance")
		if strings.Count(before, keys) != 4 || strings.Contains(before, "y sends the order") || tries != 2 || len(s.creates) > 0 || ending.Outcome != nil {
			t.Errorf("%s: %d tries, ending %+v:\n%s", cause, tries, ending, said)
		}
	}
}

// TestRefusal: it is explained, and the review follows with every answer kept.
func TestRefusal(t *testing.T) {
	t.Parallel()
	s := new(service).failsOnce(client.Failure{
		Kind: client.Refused, Code: "StockNotEnough", Message: "x\x1b[2J", RequestID: "R-9",
	})
	said, ending := talk(t, s, Config{}, toReview("y", "4", "5", "y")...)
	if len(s.creates) != 2 || s.creates[1].InternetMaxBandwidthOut != 5 || ending.Outcome.Created.EPNInstanceID != "epn-2" {
		t.Errorf("sent %+v", s.creates)
	}
	if !strings.Contains(said, "\n4 changes: Bandwidth.\n") {
		t.Errorf("which number changes the answer at fault was not said:\n%s", said)
	}
	if !strings.Contains(said, "R-9") || !strings.Contains(said, "Nothing was created.") || strings.Contains(said, "\x1b") {
		t.Errorf("said:\n%s", said)
	}
}

func TestSignal(t *testing.T) {
	t.Parallel()
	signals := make(chan os.Signal, 1)
	signals <- syscall.SIGTERM
	nobody, _ := io.Pipe()
	if _, ending := talk(t, &service{}, Config{In: nobody, Signals: signals}); ending.Signal != syscall.SIGTERM || ending.Outcome != nil {
		t.Errorf("ending %+v", ending)
	}
}

// TestMethodInForce: the method in force is said with the question, its help and the
// bandwidth, which is what it bills, and on the review, alike. A look that takes long is told
// of when it has answered.
func TestMethodInForce(t *testing.T) {
	t.Parallel()
	w := words.English()
	s := &service{inForce: client.BillingFixed}
	inForce := fmt.Sprintf(w.Warnings["billing-method-in-force"], "Fixed bandwidth")
	said, _ := talk(t, s, Config{}, "edge lab", "?", "1", "1", "?", "10", "n")
	if strings.Count(said, inForce) != 3 || strings.Count(said, w.Lessons.FixedBilled) != 2 ||
		!strings.Contains(said, "\n2 Billing: Daily peak (chosen) -> Fixed bandwidth (in force)\n") ||
		strings.Contains(said, "It is a limit") || strings.Contains(said, w.Questions.Billing.Brief) {
		t.Errorf("said:\n%s", said)
	}
	synctest.Test(t, func(t *testing.T) {
		s.looks = 400 * time.Millisecond
		in := io.MultiReader(strings.NewReader("edge lab\n"), &slow{strings.NewReader("q\n")})
		said, _ := talk(t, s, Config{In: in})
		time.Sleep(time.Minute) // until the rest of the input was read
		if !strings.Contains(said, w.Questions.Billing.Fixes+"\nEmpty line: Daily peak.\n"+inForce) {
			t.Errorf("of a look that takes long it said:\n%s", said)
		}
	})
}
