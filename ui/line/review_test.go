package line

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
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

// TestRequestedWait: while a service wants to be left alone, y sends nothing.
func TestRequestedWait(t *testing.T) {
	t.Parallel()
	s := &service{answer: fails(client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: 30 * time.Second})}
	said, _ := talk(t, s, Config{}, toReview("y", "y", "4", "b", "y")...)
	if len(s.creates) != 1 || strings.Count(said, "as the service asks.\n") != 4 || strings.Count(said, "Nothing was created") != 1 {
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
		said, _ := talk(t, s, Config{Session: flow.Session{Service: service, Damaged: service.FindDamage()}}, c.answers...)
		first, _, _ := strings.Cut(said, "Step 1 of 4")
		if len(s.creates) != c.creates || !strings.Contains(first, "cannot be read (line 1)") || !strings.Contains(first, "answer: seen") {
			t.Errorf("%q: %d creates\n%s", c.answers, len(s.creates), said)
		}
	}
}

// TestDraft: a person is asked about it. Piped answers are not about it.
func TestDraft(t *testing.T) {
	t.Parallel()
	saved := forms.Answers{}
	for f, v := range map[client.Field]string{client.Name: "kept lab", client.BillingMethod: "PayByBandwidth"} {
		saved[f] = forms.Answer{Value: v, Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}
	}
	for _, c := range []struct {
		piped   bool
		answers []string
		name    string
	}{
		{false, []string{"y", "1", "10", "y"}, "kept lab"},
		{false, append([]string{"n"}, toReview("y")...), "edge lab"},
		{true, toReview("y"), "edge lab"},
	} {
		s := &service{}
		said, _ := talk(t, s, Config{Session: flow.Session{Saved: saved}, Piped: c.piped}, c.answers...)
		kept := strings.Contains(said, "Your answers of 2026-11-22 14:02 are kept; --resume continues with them.\n")
		if len(s.creates) != 1 || s.creates[0].EPNInstanceName != c.name || kept != c.piped || !strings.Contains(said, "2026-11-22 14:02") {
			t.Errorf("%q: sent %+v after:\n%s", c.answers, s.creates, said)
		}
	}
}
