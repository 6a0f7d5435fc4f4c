package phrase

import (
	"slices"
	"strings"
	"testing"
	"time"

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
	unanswered := &client.Failure{Kind: client.Unknown, Cause: client.ReplyTimeout, Action: client.ListAction}
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		look := func(f *client.Failure) []CheckText {
			return DescribeChecks(w, &submit.Checks{NamesFailed: f}, client.Order{}, submit.Obstacles{})
		}
		lost := CheckText{NotKnown, w.Checks.LostUnseen}
		if said := look(denied); !strings.Contains(said[0].Text, "ens:DescribeEpnInstances") || said[1] != lost {
			t.Errorf("%s: %+v", lang, said)
		}
		if said := look(throttled); slices.Contains(said, lost) {
			t.Errorf("%s: a look that was only too early: %+v", lang, said)
		}
		said := DescribeFailure(w, unanswered)
		if said.Kind != "" || strings.Contains(said.Title+said.Explanation.Text.Explanation, "may exist") {
			t.Errorf("%s: a look is told as a create: %+v", lang, said)
		}
	}
}

// TestReviewOrder: what is permanent, what costs and which keys are not used come first,
// then what is not known, and last what is in order.
func TestReviewOrder(t *testing.T) {
	t.Parallel()
	w := words.English()
	passed := client.Finding{Source: client.FromConfigFile}
	unused := PassedOverText(w, passed)
	c := &submit.Connection{PassedOver: []client.Finding{passed}}
	for _, test := range []struct {
		name    string
		sandbox bool
		c       *submit.Connection
		k       *submit.Checks
		want    string
	}{
		{"live", false, c, &submit.Checks{}, "!Permanent: !Billed !unused +The"},
		{"live, checking", false, c, nil, "!Billed !unused ?Looking"},
		{"live, without keys yet", false, nil, nil, "?Looking"},
		{"sandbox", true, c, &submit.Checks{}, "!Permanent: +The +In"},
	} {
		o := client.Order{EPNInstanceName: "edge lab", InternetChargeType: "BandwidthByDay"}
		var got []string
		for _, said := range DescribeReview(w, submit.Target{Sandbox: test.sandbox}, test.c, test.k, o, nil) {
			text := strings.Replace(said.Text, unused, "unused", 1)
			got = append(got, "!?+"[said.Mark:said.Mark+1]+strings.Fields(text)[0])
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// TestDescribeFailure: all that the service said is passed on, and where the clock is
// why it refused, how far it is off.
func TestDescribeFailure(t *testing.T) {
	t.Parallel()
	w := words.English()
	f := client.Failure{
		Kind: client.Unauthenticated, Code: "InvalidTimeStamp.Expired", Message: "Specified time stamp is expired.",
		HTTPStatus: 400, RequestID: "R1", Host: "ens.aliyuncs.com", ClockSkew: -20 * time.Minute,
		RetryAfter: 1200 * time.Millisecond,
		Looked:     []client.Finding{{Source: client.FromEnvironment, State: client.Absent}},
	}
	x := DescribeFailure(w, &f)
	want := []string{
		x.Explanation.Explanation, "  " + x.Places[0], "This computer's clock is 20 minutes behind the service's.",
		x.Remedy, "Try again in 2 s, as the service asks.",
		"Code: InvalidTimeStamp.Expired", "Message: Specified time stamp is expired.", "HTTP status: 400",
		"Request ID: R1", "Endpoint: ens.aliyuncs.com",
		"Help: https://api.alibabacloud.com/troubleshoot?q=InvalidTimeStamp.Expired&product=Ens",
	}
	if got := slices.Concat(x.ListLines(), x.Details); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	f.Kind = client.Unknown
	if x = DescribeFailure(w, &f); x.Clock != "" || !strings.Contains(x.Remedy, "epn-wizard settle") {
		t.Errorf("%+v", x)
	}
	w.Restrict()
	if x = DescribeFailure(w, &f); strings.Contains(x.Remedy, "epn-wizard") || x.Remedy == "" {
		t.Errorf("a restricted session is told %q", x.Remedy)
	}
}

// TestTitlesBeginSentences: the title of a failure is a sentence, and stands behind a full stop.
func TestTitlesBeginSentences(t *testing.T) {
	t.Parallel()
	w := words.English()
	for _, sentence := range []string{
		w.Checks.NamesUnknown, w.Checks.BillingUnknown, w.Unsettled.LookFailed, w.Unsettled.LookFailedYet, w.Practice.Failed,
	} {
		if before, _, _ := strings.Cut(sentence, "%s"); !strings.HasSuffix(before, ". ") {
			t.Errorf("%q", sentence)
		}
	}
}

// TestAdviceForOneProfile: only --profile asks one file alone; it is not advised to set
// what it ignores.
func TestAdviceForOneProfile(t *testing.T) {
	t.Parallel()
	one := client.Finding{Source: client.FromConfigFile, State: client.NoProfile, Profile: "nope"}
	for looked, variables := range map[int]bool{1: false, 3: true} {
		f := &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials}
		f.Looked = slices.Repeat([]client.Finding{one}, looked)
		remedy := ExplainFailure(words.English(), f).Remedy
		if strings.Contains(remedy, "ALIBABA_CLOUD_ACCESS_KEY_ID") != variables {
			t.Errorf("after %d places: %s", looked, remedy)
		}
	}
}
