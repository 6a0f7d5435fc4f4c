package submit

import (
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
)

func TestLookTellsWhatIsThere(t *testing.T) {
	t.Parallel()
	same, longer, other := made("epn-1", -time.Hour), made("epn-2", -time.Hour), made("epn-3", -time.Hour)
	longer.EPNInstanceName = "my edge lab 2" // the service finds parts of names
	other.EPNInstanceName = "Edge lab"
	s := finding(same, longer, other)
	s.billing = answer(client.BillingFixed, nil)
	run, c := live(t, s)
	k := run.Look(t.Context(), c, "edge lab")
	want := Checks{
		Name: "edge lab", SameName: []client.Instance{same},
		Seen: []string{"epn-1", "epn-2", "epn-3"}, InForce: client.BillingFixed, ClockSkew: new(time.Duration),
	}
	if !reflect.DeepEqual(k, want) {
		t.Errorf("got %+v", k)
	}
	s.wasAsked(t, 0, 1)
}

// Neither of the two questions holds anybody up, nor waits for the other.
func TestALookTakesThreeSecondsAtMost(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ names, billing, want time.Duration }{
		{time.Hour, time.Hour, 3 * time.Second},
		{time.Hour, time.Second, 3 * time.Second},
		{0, time.Hour, 3 * time.Second},
		{2 * time.Second, 2 * time.Second, 2 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			run, c := live(t, &service{
				list:    answerAfter(test.names, []client.Instance{made("epn-1", 0)}),
				billing: answerAfter(test.billing, client.BillingFixed),
			})
			start := time.Now()
			k := run.Look(t.Context(), c, "edge lab")
			if took := time.Since(start); took != test.want {
				t.Errorf("%+v took %v", test, took)
			}
			if known := len(k.SameName) == 1; known != (test.names <= lookLimit) || known == (k.NamesFailed != nil) {
				t.Errorf("%+v: names %+v", test, k)
			}
			if known := k.InForce != ""; known != (test.billing <= lookLimit) || known == (k.BillingFailed != nil) {
				t.Errorf("%+v: billing %+v", test, k)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	forced := Warning{Kind: BillingForced, Values: []string{client.BillingFixed}}
	same := []client.Instance{{EPNInstanceID: "epn-1"}, {EPNInstanceID: "epn\x1b[2J"}}
	for _, test := range []struct {
		checks Checks
		want   []Warning
	}{
		{Checks{}, nil},
		{Checks{Seen: []string{"epn-2"}, InForce: client.BillingDailyPeak}, nil}, // another name, and what was ordered
		{Checks{InForce: client.BillingFixed}, []Warning{forced}},
		{
			Checks{SameName: same, InForce: client.BillingFixed},
			[]Warning{{Kind: SameName, Values: []string{"epn-1", `epn\x1b[2J`}}, forced},
		},
	} {
		if got := test.checks.Warnings(order()); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%+v: %q", test.checks, got)
		}
	}
}

// A look right before the create, however soon after the review's: what the review did
// not show brings it back.
func TestLookAnewBeforeSending(t *testing.T) {
	t.Parallel()
	foreign, fixed := []client.Instance{made("epn-foreign", 0)}, client.BillingFixed
	seen := []string{"epn-foreign"}
	denied := &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM"}
	for name, test := range map[string]struct {
		checks  *Checks
		found   []client.Instance
		failure *client.Failure
		inForce string
		sent    bool
	}{
		"nothing new":                  {&Checks{}, nil, nil, "", true},
		"an instance appeared":         {&Checks{}, foreign, nil, "", false},
		"one that was shown":           {&Checks{Seen: seen}, foreign, nil, "", true},
		"another method is in force":   {&Checks{}, nil, nil, fixed, false},
		"which was shown":              {&Checks{InForce: fixed}, nil, nil, fixed, true},
		"the one that is ordered":      {&Checks{}, nil, nil, client.BillingDailyPeak, true},
		"now it is denied":             {&Checks{}, nil, denied, "", false},
		"it was denied before":         {&Checks{NamesFailed: denied}, nil, denied, "", true},
		"checks of another name":       {&Checks{Name: "another", Seen: seen}, foreign, nil, "", false},
		"no checks":                    {nil, foreign, nil, "", false},
		"no checks, and nothing found": {nil, nil, nil, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &service{list: answer(test.found, test.failure), billing: answer(test.inForce, nil)}
			run, c := live(t, s)
			if k := test.checks; k != nil && k.Name == "" {
				k.Name = "edge lab"
			}
			shown, err := run.Obstacles(c, order(), time.Now())
			must(t, err)
			o, stands, anew := run.Send(t.Context(), c, order(), test.checks, shown, nil)
			if (o.Result == Created) != test.sent || (anew == nil) != test.sent || stands != nil {
				t.Errorf("%+v, %+v, %+v", o, stands, anew)
			}
			written := records(t, run)
			if len(written) == 1 != test.sent || test.sent && written[0].Looked != (test.failure == nil) {
				t.Errorf("recorded %+v", written)
			}
			s.wasAsked(t, int32(len(written)), 1)
			if test.sent && slices.Contains(written[0].Seen, "epn-foreign") != (test.found != nil) {
				t.Errorf("recorded as seen: %q", written[0].Seen)
			}
		})
	}
}

func TestWhatALookTellsBesideItsAnswers(t *testing.T) {
	t.Parallel()
	denied := &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM", ClockKnown: true, ClockSkew: time.Minute}
	keys := &client.Failure{Kind: client.Unauthenticated, Code: "InvalidAccessKeyId.NotFound"}
	lost := &client.Failure{Kind: client.Unknown, Cause: client.NotJSON, ClockKnown: true, ClockSkew: time.Hour}
	for _, test := range []struct {
		names, billing *client.Failure
		skew           *time.Duration
		fatal          *client.Failure // which an order would meet as well
		ahead          time.Duration   // the clock; 0 where that is not known
	}{
		{nil, nil, nil, nil, 0},
		{denied, nil, nil, nil, time.Minute},
		{denied, lost, new(time.Second), nil, time.Second},
		{lost, denied, nil, nil, time.Minute},
		{nil, lost, nil, nil, 0},
		{lost, lost, nil, lost, 0},
		{denied, keys, nil, keys, time.Minute},
	} {
		k := Checks{NamesFailed: test.names, BillingFailed: test.billing, ClockSkew: test.skew}
		if got := k.FatalFailure(); got != test.fatal {
			t.Errorf("%+v: %+v is fatal", test, got)
		}
		if ahead, known := k.ClockAhead(); ahead != test.ahead || known != (test.ahead > 0) {
			t.Errorf("%+v: the clock is ahead by %v, %v", test, ahead, known)
		}
	}
}
