package submit

import (
	"context"
	"slices"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

type fakeENS struct {
	create    func() (client.Created, *client.Failure)
	instances func() []client.Instance
	billing   string
}

func (s *fakeENS) CreateInstance(context.Context, client.Order) (client.Created, *client.Failure) {
	return s.create()
}

func (s *fakeENS) ListInstances(context.Context, string) (client.Listing, *client.Failure) {
	return client.Listing{Instances: s.instances()}, nil
}

func (s *fakeENS) BillingMethodInForce(context.Context) (string, *client.Failure) {
	return s.billing, nil
}

func order() client.Order {
	return client.Order{
		EPNInstanceType: client.EdgeToEdge, EPNInstanceName: "edge lab", InternetChargeType: "BandwidthByDay",
		NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10,
	}
}

func made(id string, after time.Duration) client.Instance {
	return client.Instance{
		EPNInstanceID: id, EPNInstanceName: "edge lab", EPNInstanceType: client.EdgeToEdge, NetworkingModel: "SpeedUp",
		InternetMaxBandwidthOut: 10, CreationTime: time.Now().Add(after).UTC().Format(time.RFC3339),
	}
}

// scene is a submitter, and an ENS that finds these instances.
func scene(t *testing.T, found ...client.Instance) (Submitter, Connection, *fakeENS) {
	t.Helper()
	ens := &fakeENS{instances: func() []client.Instance { return found }}
	c := Connection{ENS: ens, Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}}
	return Submitter{Dir: t.TempDir()}, c, ens
}

// sent records a request that is under way.
func sent(t *testing.T, b Submitter, c Connection, seen ...string) *journal.InFlight {
	t.Helper()
	f, err := insist(b, journal.Entry{Target: b.Target.Name(), Endpoint: c.Endpoint.URL(), Order: order(), Run: thisRun, Looked: true, Seen: seen})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// lost records a request whose fate is not known.
func lost(t *testing.T, b Submitter, c Connection, seen ...string) journal.Record {
	t.Helper()
	f := sent(t, b, c, seen...)
	if err := f.RecordOutcome(journal.Resolution{Outcome: string(client.Unknown), RequestID: "R"}); err != nil {
		t.Fatal(err)
	}
	return record(t, b, f.Entry.ID)
}

func settle(t *testing.T, b Submitter, c Connection, r journal.Record) Settlement {
	t.Helper()
	s, err := b.Settle(t.Context(), c, r)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The same order is under way twice. One is lost; the instance that shows is
// the other's, as its reply is about to say.
func TestALivingRequestsInstanceIsNotTaken(t *testing.T) {
	t.Parallel()
	b, c, _ := scene(t, made("epn-1", 0))
	r := lost(t, b, c)
	other := sent(t, b, c)
	if s := settle(t, b, c, r); s.Settled() {
		t.Errorf("taken: %+v", s.Record.Resolution)
	}
	if err := other.RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}); err != nil {
		t.Fatal(err)
	}
	if s := settle(t, b, c, r); s.Settled() || len(s.Candidates) != 0 {
		t.Errorf("taken afterwards: %+v", s)
	}
}

// Somebody closes the record by hand while another process looks it up.
func TestTheUsersWordStands(t *testing.T) {
	t.Parallel()
	b, c, ens := scene(t)
	r := lost(t, b, c)
	ens.instances = func() []client.Instance {
		if err := b.RecordUserWord(r.ID, ""); err != nil {
			t.Error(err)
		}
		return []client.Instance{made("epn-1", 0)}
	}
	s := settle(t, b, c, r)
	if got := record(t, b, r.ID).Resolution.Outcome; got != journal.NotCreated || s.Record.Resolution.Outcome != journal.NotCreated {
		t.Errorf("recorded %q, told %q", got, s.Record.Resolution.Outcome)
	}
}

// What another process found out ends the looking.
func TestWhatAnotherProcessFoundIsTold(t *testing.T) {
	t.Parallel()
	b, c, _ := scene(t, made("epn-1", 0))
	r := lost(t, b, c)
	if s := settle(t, b, c, r); !s.Settled() {
		t.Fatalf("not found: %+v", s)
	}
	if s := settle(t, b, c, r); !s.Settled() || s.Record.Resolution.EPNInstanceID != "epn-1" {
		t.Errorf("not told: %+v", s)
	}
}

func TestWhatIsCreatedLaterIsAnothers(t *testing.T) {
	t.Parallel()
	for _, i := range []client.Instance{made("epn-1", 24*time.Hour), made("", 0)} {
		b, c, _ := scene(t, i)
		if s := settle(t, b, c, lost(t, b, c)); s.Settled() {
			t.Errorf("taken: %+v", i)
		}
	}
}

// The order of Unsettled is one in which each request finds its own instance.
func TestEachFindsItsOwn(t *testing.T) {
	t.Parallel()
	b, c, _ := scene(t, made("epn-1", -2*time.Second), made("epn-2", 0))
	lost(t, b, c)
	lost(t, b, c, "epn-1")
	pending, err := b.FindUnsettled(c.Endpoint)
	if err != nil || len(pending) != 2 {
		t.Fatalf("%v, %v", pending, err)
	}
	var got []string
	for _, r := range pending {
		got = append(got, settle(t, b, c, r).Record.Resolution.EPNInstanceID)
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"epn-1", "epn-2"}) {
		t.Errorf("found %q", got)
	}
}

func TestAPanicLeavesTheRecordUnsettled(t *testing.T) {
	t.Parallel()
	b, c, ens := scene(t)
	ens.create = func() (client.Created, *client.Failure) { panic("what now") }
	func() {
		defer func() { _ = recover() }()
		send(t, b, c, order(), &Checks{})
	}()
	pending, err := b.FindUnsettled(c.Endpoint)
	if err != nil || len(pending) != 1 {
		t.Errorf("%+v, %v", pending, err)
	}
}

func TestNothingIsRecordedThatWillNotBeSent(t *testing.T) {
	t.Parallel()
	b, c, ens := scene(t)
	ens.create = func() (client.Created, *client.Failure) { t.Error("it was sent"); return client.Created{}, nil }
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if o, _, _ := b.Send(ctx, c, order(), nil, Obstacles{}, nil); o.Result != Result(client.Unreachable) || o.JournalID != "" {
		t.Errorf("got %+v", o)
	}
}

func TestARecoveredInstanceKeepsItsRequestID(t *testing.T) {
	t.Parallel()
	b, c, _ := scene(t, made("epn-1", 0))
	s := settle(t, b, c, lost(t, b, c))
	if o := s.ToOutcome(Outcome{}); o.Created != (client.Created{EPNInstanceID: "epn-1", RequestID: "R"}) {
		t.Errorf("got %+v", o)
	}
}
