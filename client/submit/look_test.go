package submit

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
)

func TestLookTellsWhatIsThere(t *testing.T) {
	t.Parallel()
	same, longer := made("epn-1", -time.Hour), made("epn-2", -time.Hour)
	longer.EPNInstanceName = "my edge lab 2" // the service finds parts of names
	other := made("epn-3", -time.Hour)
	other.EPNInstanceName = "Edge lab"
	s := new(service).finds(same, longer, other)
	s.billing = func(context.Context) (string, *client.Failure) { return "PayByBandwidth", nil }
	_, c := live(t, s)
	want := Checks{Name: "edge lab", SameName: []client.Instance{same}, Seen: []string{"epn-1", "epn-2", "epn-3"}, InForce: "PayByBandwidth"}
	k := Submitter{}.Look(t.Context(), c, "edge lab")
	if want.At = k.At; !reflect.DeepEqual(k, want) || time.Since(k.At) > time.Minute {
		t.Errorf("got %+v", k)
	}
	if s.looks.Load() != 1 || s.billings.Load() != 1 || s.creates.Load() != 0 {
		t.Errorf("asked %d, %d and %d times", s.looks.Load(), s.billings.Load(), s.creates.Load())
	}
}

func TestWhatFailsInALookIsSaid(t *testing.T) {
	t.Parallel()
	names, billing := &client.Failure{Code: "Forbidden.RAM"}, &client.Failure{Cause: client.NotJSON}
	for _, failing := range []struct{ names, billing *client.Failure }{{names, billing}, {names, nil}, {nil, billing}} {
		s := &service{
			instances: func(context.Context, string) ([]client.Instance, *client.Failure) { return nil, failing.names },
			billing:   func(context.Context) (string, *client.Failure) { return "", failing.billing },
		}
		_, c := live(t, s)
		if k := (Submitter{}).Look(t.Context(), c, "edge lab"); k.NamesFailed != failing.names || k.BillingFailed != failing.billing || k.Warnings(order()) != nil {
			t.Errorf("got %+v", k)
		}
	}
}

// Neither of the two questions holds anybody up, nor waits for the other.
func TestALookTakesThreeSecondsAtMost(t *testing.T) {
	t.Parallel()
	found := made("epn-1", 0)
	after := func(ctx context.Context, d time.Duration) *client.Failure {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return hang(ctx)
		}
	}
	for _, c := range []struct{ names, billing, want time.Duration }{
		{time.Hour, time.Hour, 3 * time.Second},
		{time.Hour, time.Second, 3 * time.Second},
		{0, time.Hour, 3 * time.Second},
		{2 * time.Second, 2 * time.Second, 2 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &service{
				instances: func(ctx context.Context, _ string) ([]client.Instance, *client.Failure) {
					if f := after(ctx, c.names); f != nil {
						return nil, f
					}
					return []client.Instance{found}, nil
				},
				billing: func(ctx context.Context) (string, *client.Failure) {
					if f := after(ctx, c.billing); f != nil {
						return "", f
					}
					return "PayByBandwidth", nil
				},
			}
			_, conn := live(t, s)
			start := time.Now()
			k := Submitter{}.Look(t.Context(), conn, "edge lab")
			if took := time.Since(start); took != c.want {
				t.Errorf("%+v took %v", c, took)
			}
			if known := len(k.SameName) == 1; known != (c.names < 3*time.Second) || known == (k.NamesFailed != nil) {
				t.Errorf("%+v: names %+v", c, k)
			}
			if known := k.InForce != ""; known != (c.billing < 3*time.Second) || known == (k.BillingFailed != nil) {
				t.Errorf("%+v: billing %+v", c, k)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		checks Checks
		want   []Warning
	}{
		{Checks{}, nil},
		{Checks{Seen: []string{"epn-2"}, InForce: "BandwidthByDay"}, nil}, // another name, and the method that was ordered
		{Checks{InForce: "PayByBandwidth"}, []Warning{{Kind: BillingForced, Values: []string{"PayByBandwidth"}}}},
		{
			Checks{SameName: []client.Instance{{EPNInstanceID: "epn-1"}, {EPNInstanceID: "epn\x1b[2J"}}, InForce: "PayByBandwidth"},
			[]Warning{{Kind: SameName, Values: []string{"epn-1", `epn\x1b[2J`}}, {Kind: BillingForced, Values: []string{"PayByBandwidth"}}},
		},
	} {
		got := c.checks.Warnings(order())
		if !slices.EqualFunc(got, c.want, func(a, b Warning) bool { return a.Kind == b.Kind && slices.Equal(a.Values, b.Values) }) {
			t.Errorf("%+v: %q", c.checks, got)
		}
	}
}
