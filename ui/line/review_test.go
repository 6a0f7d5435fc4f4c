package line

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// TestOnlyChangesAreSaid: a review that was said before says what has changed since.
func TestOnlyChangesAreSaid(t *testing.T) {
	t.Parallel()
	said, _ := talk(t, &service{}, Config{}, toReview("4", "20", "1", "other", "n")...)
	reviews := strings.Split(said, "Review, LIVE.\n")
	if len(reviews) != 4 || !strings.HasPrefix(reviews[2], "4 Bandwidth: 20 Mbit/s (typed)\ny creates") || !strings.HasPrefix(reviews[3], "1 Name: other (typed)\ny creates") {
		t.Errorf("%d reviews:\n%s", len(reviews)-1, said)
	}
}

// TestDeadKeys: keys that the service rejected are looked up again, and once more
// when the order is sent: the file may have been replaced meanwhile.
func TestDeadKeys(t *testing.T) {
	t.Parallel()
	s, connections := &service{}, 0
	s.answer = func(client.Order) (client.Created, *client.Failure) {
		if connections == 1 {
			return client.Created{}, &client.Failure{Kind: client.Unauthenticated, Code: "InvalidSecurityToken.Expired"}
		}
		return client.Created{EPNInstanceID: "epn-1"}, nil
	}
	connect := func(context.Context) (submit.Connection, *client.Failure) {
		connections++
		return submit.Connection{ENS: s}, nil
	}
	_, ending := talk(t, s, Config{Session: flow.Session{Connect: connect}}, toReview("y", "y")...)
	if connections != 3 || ending.Outcome == nil || ending.Outcome.Result != submit.Created {
		t.Errorf("%d connections, ending %+v", connections, ending)
	}
}

// TestRequestedWait: while a service wants to be left alone, y sends nothing.
func TestRequestedWait(t *testing.T) {
	t.Parallel()
	s := &service{}
	s.answer = func(client.Order) (client.Created, *client.Failure) {
		return client.Created{}, &client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: 30 * time.Second}
	}
	said, _ := talk(t, s, Config{}, toReview("y", "y", "4", "b", "y")...)
	if len(s.creates) != 1 || strings.Count(said, "30") < 3 {
		t.Errorf("%d creates:\n%s", len(s.creates), said)
	}
}

// TestDamage: a journal that does not read is said first, and nothing is ordered
// before that was acknowledged, at once or on the review.
func TestDamage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answers []string
		creates int
	}{
		{append([]string{"yes", "seen"}, toReview("y")...), 1},
		{append([]string{"n"}, toReview("y", "again", "n")...), 0},
		{append([]string{"n"}, toReview("seen", "y")...), 1},
		{[]string{"q"}, 0},
	} {
		dir, s := t.TempDir(), &service{}
		if err := os.WriteFile(filepath.Join(dir, "journal.jsonl"), []byte("garbage\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		service := submit.Submitter{Dir: dir}
		connect := func(context.Context) (submit.Connection, *client.Failure) { return submit.Connection{ENS: s}, nil }
		var out bytes.Buffer
		Run(t.Context(), Config{
			Session: flow.Session{Connect: connect, Service: service, Damaged: service.FindDamage()}, Words: words.English(), In: strings.NewReader(strings.Join(c.answers, "\n")), Out: &out,
		})
		said := out.String()
		first, _, _ := strings.Cut(said, "Step 1 of 4")
		if len(s.creates) != c.creates || !strings.Contains(first, "cannot be read (line 1)") || !strings.Contains(first, "answer: seen") {
			t.Errorf("%q: %d creates\n%s", c.answers, len(s.creates), said)
		}
	}
}

func TestDraft(t *testing.T) {
	t.Parallel()
	saved := forms.Answers{}
	for f, v := range map[client.Field]string{client.Name: "edge lab", client.BillingMethod: "PayByBandwidth"} {
		saved[f] = forms.Answer{Value: v, Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}
	}
	s := &service{}
	said, _ := talk(t, s, Config{Session: flow.Session{Saved: saved}}, "y", "1", "10", "y")
	if len(s.creates) != 1 || s.creates[0].InternetChargeType != "PayByBandwidth" || !strings.Contains(said, "2026-11-22 14:02") {
		t.Errorf("sent %+v after:\n%s", s.creates, said)
	}
	s = &service{}
	if _, _ = talk(t, s, Config{Session: flow.Session{Saved: saved}}, "n", "other", "1", "1", "10", "y"); len(s.creates) != 1 || s.creates[0].EPNInstanceName != "other" {
		t.Errorf("sent %+v", s.creates)
	}
}
