package submit

import (
	"context"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// service is an ENS that counts what it is asked. Unless it is told otherwise, it creates
// epn-new, finds nothing and names no billing method.
type service struct {
	failure  *client.Failure // of a create
	onCreate func()          // what happens while a create is under way

	found       []client.Instance
	lookFailure *client.Failure
	onLook      func()        // what happens while it lists instances
	skew        time.Duration // of this machine's clock
	inForce     string        // the billing method

	lookTakes, billingTakes time.Duration

	ordered                  client.Order
	creates, looks, billings atomic.Int32
}

func (s *service) CreateInstance(_ context.Context, o client.Order) (client.Created, *client.Failure) {
	s.creates.Add(1)
	s.ordered = o
	if s.onCreate != nil {
		s.onCreate()
	}
	if s.failure != nil {
		return client.Created{}, s.failure
	}
	return client.Created{EPNInstanceID: "epn-new", RequestID: "R-new"}, nil
}

func (s *service) ListInstances(ctx context.Context, _ string) (client.Listing, *client.Failure) {
	s.looks.Add(1)
	if s.onLook != nil {
		s.onLook()
	}
	list := client.Listing{ClockSkew: s.skew, ClockKnown: true}
	if f := take(ctx, s.lookTakes); f != nil {
		return list, f
	}
	list.Instances = s.found
	return list, s.lookFailure
}

func (s *service) BillingMethodInForce(ctx context.Context) (string, *client.Failure) {
	s.billings.Add(1)
	if f := take(ctx, s.billingTakes); f != nil {
		return "", f
	}
	return s.inForce, nil
}

// take passes the time that an answer takes, and fails where there is less.
func take(ctx context.Context, d time.Duration) *client.Failure {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return &client.Failure{Kind: client.Unknown, Cause: client.ReplyTimeout}
	}
}

// wasAsked checks how often a service was asked to create and to list.
func (s *service) wasAsked(t *testing.T, creates, looks int32) {
	t.Helper()
	if s.creates.Load() != creates || s.looks.Load() != looks {
		t.Errorf("%d creates and %d looks, want %d and %d", s.creates.Load(), s.looks.Load(), creates, looks)
	}
}

func order() client.Order {
	return client.Order{
		EPNInstanceType: client.EdgeToEdge, EPNInstanceName: "edge lab",
		InternetChargeType: client.BillingDailyPeak, NetworkingModel: client.NetworkingInternet,
		InternetMaxBandwidthOut: 10,
	}
}

// made gives an instance of the usual order that was created some time after now.
func made(id string, after time.Duration) client.Instance {
	return client.Instance{
		EPNInstanceID: id, EPNInstanceName: "edge lab", EPNInstanceType: client.EdgeToEdge,
		NetworkingModel: client.NetworkingInternet, InternetMaxBandwidthOut: 10,
		CreationTime: time.Now().Add(after).UTC().Format(time.RFC3339),
	}
}

// mainland is where live orders go.
var mainland = client.DefaultEndpoint()

// live makes a submitter of live orders and a connection to a service.
func live(t *testing.T, s *service) (Submitter, Connection) {
	t.Helper()
	run := Submitter{
		Dir: t.TempDir(), Target: Target{Endpoint: mainland}, Login: "operator", Client: "192.0.2.7", Wait: time.Minute,
	}
	must(t, os.Chmod(run.Dir, 0o700)) // as a state directory has to be
	account := client.Account{Profile: "work", Source: client.FromConfigFile, Owner: "owner-a"}
	return run, Connection{ENS: s, Endpoint: mainland, Account: account}
}

// entry is a live request of the usual order.
func entry() journal.Entry {
	return journal.Entry{
		Target: client.TargetLive, Endpoint: mainland.URL(), Owner: "owner-a", Order: order(),
		Looked: true, Seen: []string{"epn-seen"},
	}
}

// begin records a request that is under way, whatever stands in its way.
func begin(t *testing.T, run Submitter, e journal.Entry) *journal.InFlight {
	t.Helper()
	j, err := journal.Open(run.Dir)
	must(t, err)
	shown, err := j.FindObstacles(e, time.Now())
	must(t, err)
	f, _, err := j.BeginRequest(e, shown)
	must(t, err)
	return f
}

// lose records a request of which it is not known what became of it.
func lose(t *testing.T, run Submitter, e journal.Entry) journal.Record {
	t.Helper()
	f := begin(t, run, e)
	must(t, f.RecordOutcome(journal.Resolution{Outcome: string(client.Unknown), RequestID: "R"}))
	return record(t, run, f.Entry.ID)
}

// send sends the usual order, whose user has seen all there is to see.
func send(t *testing.T, run Submitter, c Connection) Outcome {
	t.Helper()
	k := run.Look(t.Context(), c, "edge lab")
	shown, _ := run.Obstacles(c, order(), time.Now()) // none where the journal cannot be read
	var began string
	outcome, stands, anew := run.Send(t.Context(), c, order(), &k, shown, func(id string) {
		if c.ENS.(*service).creates.Load() == 0 {
			began = id
		}
	})
	if stands != nil || anew != nil || began != outcome.JournalID {
		t.Errorf("not shown: %+v, %+v; told the id %q before it was sent", stands, anew, began)
	}
	return outcome
}

func settle(t *testing.T, run Submitter, c Connection, r journal.Record) Settlement {
	t.Helper()
	s, err := run.Settle(t.Context(), c, r)
	must(t, err)
	return s
}

func record(t *testing.T, run Submitter, id string) journal.Record {
	t.Helper()
	r, err := run.FindRecord(id)
	must(t, err)
	return r
}

// records gives all records of a submitter.
func records(t *testing.T, run Submitter) []journal.Record {
	t.Helper()
	j, err := journal.Open(run.Dir)
	must(t, err)
	all, _, err := j.ReadRecords()
	must(t, err)
	return all
}

// describe sums an outcome up: its result, why it failed, whether it was recovered, and
// what it warns of.
func describe(o Outcome) string {
	text := string(o.Result)
	if o.Failure != nil {
		text += " " + string(o.Failure.Cause) + o.Failure.Code
	}
	if o.Recovered {
		text += " recovered"
	}
	for _, w := range o.Warnings {
		text += " " + string(w.Kind)
		if w.Kind == EarlierOrder && w.Sent.IsZero() {
			text += " of no time"
		}
	}
	return text
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
