package line

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// rehearse answers a practice and gives what it said and how it ended.
func rehearse(t *testing.T, s *service, answers ...string) (said string, ending flow.Ending) {
	t.Helper()
	return rehearseFrom(t, words.English(), s, nil, strings.NewReader(strings.Join(answers, "\n")))
}

func rehearseFrom(t *testing.T, w *words.Words, s *service, signals chan os.Signal, in io.Reader) (said string, ending flow.Ending) {
	t.Helper()
	where := submit.Target{Sandbox: true}
	return talk(t, s, Config{Words: w, Target: where, In: in, Signals: signals, Session: flow.Session{
		Practising: true, Practice: submit.Submitter{Dir: t.TempDir(), Target: where},
		Stage: func(context.Context, flow.Rehearsal) (submit.Connection, *client.Failure) {
			if s == nil {
				return submit.Connection{}, &client.Failure{Kind: client.Unreachable, Cause: client.SandboxFailed, Message: "no room"}
			}
			return submit.Connection{ENS: s, Endpoint: client.Endpoint{Scheme: "http", Host: "127.0.0.1:1"}}, nil
		},
	}})
}

func TestPractice(t *testing.T) {
	t.Parallel()
	refusal := &client.Failure{Kind: client.Refused, Code: "StockNotEnough", Message: "The specified configuration is unavailable. Reconfigure and try again."}
	for _, c := range []struct {
		name    string
		failure *client.Failure // of the first order
		answers []string
		creates int
		left    bool
		said    string
	}{
		{"end at once", nil, nil, 0, false, "1: A refusal that points to a field."},
		{"leave at once", nil, []string{"q"}, 0, true, "Practice, SANDBOX."},
		{"no such rehearsal", nil, []string{"4", "x", "", "?", "q"}, 0, true, "That is not on the list."},
		{"end at the review", nil, []string{"1"}, 0, false, "Review, SANDBOX."},
		{"what can be answered", nil, []string{"1", "?", "maybe"}, 0, false, "n goes back to the list, 1 to 4 changes an answer, q leaves practice."},
		{"leave from the review", nil, []string{"1", "q", "1", "y"}, 0, false, "Review, SANDBOX."},
		{"leave from a question", nil, []string{"1", "4", "q", "1", "y"}, 0, false, "Review, SANDBOX."},
		{"back to the list", nil, []string{"1", "b", "3", "N", "q"}, 0, true, "Fixed bandwidth (practice)"},
		{"leave the review, and the list", nil, []string{"1", "n", "q"}, 0, true, "Bandwidth: 100 Mbit/s (practice)"},
		{"end after the create", nil, []string{"3", "y"}, 1, false, "What this showed: You chose the billing method that is in force"},
		{"refused, mended", refusal, []string{"1", "y", "4", "50", "y", "q"}, 2, true, "1: A refusal that points to a field. Done: A refusal creates nothing"},
		{"refused, left", refusal, []string{"1", "y", "n", "q"}, 1, true, "This combination of answers cannot be supplied"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &service{}
			if c.failure != nil {
				s.failsOnce(*c.failure)
			}
			said, ending := rehearse(t, s, c.answers...)
			if len(s.creates) != c.creates || ending.Completed != c.left || ending.Outcome != nil || ending.Answers != nil {
				t.Errorf("%d creates, want %d; ending %+v", len(s.creates), c.creates, ending)
			}
			if !strings.Contains(said, c.said) {
				t.Errorf("%q was not said:\n%s", c.said, said)
			}
			if mended := c.creates > 0 && c.name != "refused, left"; mended != strings.Contains(said, "The EPN instance was created.\nepn-") {
				t.Errorf("what was created:\n%s", said)
			}
		})
	}
}

func TestPracticeLostReply(t *testing.T) {
	t.Parallel()
	s := &service{}
	s.answer = func(o client.Order) (client.Created, *client.Failure) {
		s.listed = []client.Instance{{EPNInstanceID: "epn-7", EPNInstanceName: o.EPNInstanceName, EPNInstanceType: o.EPNInstanceType,
			NetworkingModel: o.NetworkingModel, InternetMaxBandwidthOut: o.InternetMaxBandwidthOut,
			CreationTime: time.Now().UTC().Format(time.RFC3339)}}
		return client.Created{}, &client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost}
	}
	said, ending := rehearse(t, s, "2", "y", "q")
	if len(s.creates) != 1 || !ending.Completed {
		t.Errorf("%d creates, ending %+v", len(s.creates), ending)
	}
	for _, text := range []string{"whatever it created is billed", "Do not order it again.\nepn-7\n", "sent once and carried out", "2: A reply that is lost. Done:"} {
		if !strings.Contains(said, text) {
			t.Errorf("it was not said: %q\n%s", text, said)
		}
	}
}

// TestPracticeUnsettled: a rehearsal can be left while its order is open.
func TestPracticeUnsettled(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answers []string
		creates int
		left    bool
	}{
		{[]string{"2", "y", "n", "q"}, 1, true},
		{[]string{"2", "y", "B", "q"}, 1, true},
		{[]string{"2", "y", "q", "q"}, 1, false},
		{[]string{"2", "y", "x", "nothing there", "y", "q"}, 2, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := new(service).failsOnce(isLost)
			said, ending := rehearse(t, s, c.answers...)
			if len(s.creates) != c.creates || ending.Completed != c.left || !strings.Contains(said, "n goes back to the list. q leaves practice.") {
				t.Errorf("%q: %d creates, ending %+v:\n%s", c.answers, len(s.creates), ending, said)
			}
			if again := c.creates == 2; again != strings.Contains(said, "What this showed: The first order had been carried out") {
				t.Errorf("%q: what was showed:\n%s", c.answers, said)
			}
		})
	}
}
