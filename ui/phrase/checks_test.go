package phrase

import (
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// TestDeniedLook: a look that was denied is told as a look, with what it needs
// and what it means for a reply that is lost.
func TestDeniedLook(t *testing.T) {
	t.Parallel()
	denied := &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM", HTTPStatus: 403, Action: client.ListAction}
	throttled := &client.Failure{Kind: client.Refused, Code: "Throttling.User", Action: client.ListAction}
	o := client.Order{EPNInstanceName: "edge lab", InternetChargeType: "BandwidthByDay"}
	for _, lang := range []string{"en", "zh"} {
		w, _ := words.For(lang)
		said := DescribeChecks(w, &submit.Checks{NamesFailed: denied}, o, submit.Obstacles{})
		if !strings.Contains(said[0].Text, "ens:DescribeEpnInstances") || said[1] != (CheckText{NotKnown, w.Checks.LostUnseen}) {
			t.Errorf("%s: %+v", lang, said)
		}
		said = DescribeChecks(w, &submit.Checks{NamesFailed: throttled}, o, submit.Obstacles{})
		if slices.Contains(said, CheckText{NotKnown, w.Checks.LostUnseen}) {
			t.Errorf("%s: a look that was only too early: %+v", lang, said)
		}
		unanswered := DescribeFailure(w, &client.Failure{Kind: client.Unknown, Cause: client.ReplyTimeout, Action: client.ListAction})
		if unanswered.Kind != "" || strings.Contains(unanswered.Title+unanswered.Explanation.Text.Explanation, "may exist") {
			t.Errorf("%s: a look is told as a create: %+v", lang, unanswered)
		}
	}
}

// TestTitlesBeginSentences: the title of a failure is a sentence, and stands behind a full stop.
func TestTitlesBeginSentences(t *testing.T) {
	t.Parallel()
	w := words.English()
	for _, sentence := range []string{w.Checks.NamesUnknown, w.Checks.BillingUnknown, w.Unsettled.LookFailed, w.Unsettled.LookFailedYet, w.Practice.Failed} {
		if before, _, _ := strings.Cut(sentence, "%s"); !strings.HasSuffix(before, ". ") {
			t.Errorf("%q", sentence)
		}
	}
}

// TestReviewOrder: what is permanent, what costs and which keys are not used come first,
// then what is not known, and last what is in order.
func TestReviewOrder(t *testing.T) {
	t.Parallel()
	o := client.Order{EPNInstanceName: "edge lab", InternetChargeType: "BandwidthByDay"}
	passed := client.Finding{Source: client.FromConfigFile}
	c := &submit.Connection{PassedOver: []client.Finding{passed}}
	w := words.English()
	for _, test := range []struct {
		name    string
		sandbox bool
		c       *submit.Connection
		k       *submit.Checks
		marks   []Mark
		first   string
	}{
		{"live", false, c, &submit.Checks{}, []Mark{Warned, Warned, Warned, Fine}, "Permanent:"},
		{"live, checking", false, c, nil, []Mark{Warned, Warned, NotKnown}, "Billed from creation."},
		{"live, without keys yet", false, nil, nil, []Mark{NotKnown}, w.Wizard.CheckingKeys},
		{"sandbox", true, c, &submit.Checks{}, []Mark{Warned, Fine, Fine}, "Permanent:"},
	} {
		said := DescribeReview(w, submit.Target{Sandbox: test.sandbox}, test.c, test.k, o, nil)
		var marks []Mark
		for _, s := range said {
			marks = append(marks, s.Mark)
		}
		if !slices.Equal(marks, test.marks) || !strings.HasPrefix(said[0].Text, test.first) {
			t.Errorf("%s: %+v", test.name, said)
		}
		live := !test.sandbox && test.c != nil
		if slices.Contains(said, CheckText{Warned, PassedOverText(w, passed)}) != live {
			t.Errorf("%s: the keys that are not used: %+v", test.name, said)
		}
	}
}
