package submit

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// service is an ENS that counts what it is asked. Without a function it
// creates epn-new, finds nothing and names no billing method.
type service struct {
	create  func() (client.Created, *client.Failure)
	list    func(context.Context) ([]client.Instance, *client.Failure)
	billing func(context.Context) (string, *client.Failure)

	skew                     time.Duration // of this machine's clock
	ordered                  client.Order
	creates, looks, billings atomic.Int32
}

func (s *service) CreateInstance(_ context.Context, o client.Order) (client.Created, *client.Failure) {
	s.creates.Add(1)
	s.ordered = o
	if s.create == nil {
		return client.Created{EPNInstanceID: "epn-new", RequestID: "R-new"}, nil
	}
	return s.create()
}

func (s *service) ListInstances(ctx context.Context, _ string) (client.Listing, *client.Failure) {
	s.looks.Add(1)
	if s.list == nil {
		return client.Listing{}, nil
	}
	all, f := s.list(ctx)
	return client.Listing{Instances: all, ClockSkew: s.skew, ClockKnown: true}, f
}

func (s *service) BillingMethodInForce(ctx context.Context) (string, *client.Failure) {
	s.billings.Add(1)
	if s.billing == nil {
		return "", nil
	}
	return s.billing(ctx)
}

// wasAsked checks how often a service was asked to create and to list.
func (s *service) wasAsked(t *testing.T, creates, looks int32) {
	t.Helper()
	if s.creates.Load() != creates || s.looks.Load() != looks {
		t.Errorf("%d creates and %d looks, want %d and %d", s.creates.Load(), s.looks.Load(), creates, looks)
	}
}

// answer makes a service that answers a question always the same.
func answer[T any](value T, f *client.Failure) func(context.Context) (T, *client.Failure) {
	return func(context.Context) (T, *client.Failure) { return value, f }
}

// answerAfter makes a service that takes its time to answer a question, and fails where that
// is longer than there is.
func answerAfter[T any](d time.Duration, value T) func(context.Context) (T, *client.Failure) {
	return func(ctx context.Context) (none T, f *client.Failure) {
		select {
		case <-time.After(d):
			return value, nil
		case <-ctx.Done():
			return none, &client.Failure{Kind: client.Unknown, Cause: client.ReplyTimeout}
		}
	}
}

// finding makes a service that finds these instances.
func finding(all ...client.Instance) *service { return &service{list: answer(all, nil)} }

// failing makes a service that fails to create.
func failing(f client.Failure) *service {
	return &service{create: func() (client.Created, *client.Failure) { return client.Created{}, &f }}
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
var mainland = client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}

// live makes a submitter of live orders and a connection to a service.
func live(t *testing.T, s *service) (Submitter, Connection) {
	t.Helper()
	run := Submitter{
		Dir: t.TempDir(), Target: Target{Endpoint: mainland}, Login: "operator", Client: "192.0.2.7", Wait: time.Minute,
	}
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

// send sends an order whose user has seen all there is to see.
func send(t *testing.T, run Submitter, c Connection, o client.Order) Outcome {
	t.Helper()
	k := run.Look(t.Context(), c, o.EPNInstanceName)
	shown, err := run.Obstacles(c, o, time.Now())
	if err != nil {
		t.Log(err)
	}
	outcome, stands, anew := run.Send(t.Context(), c, o, &k, shown, nil)
	if stands != nil || anew != nil {
		t.Errorf("not shown: %+v, %+v", stands, anew)
	}
	return outcome
}

func settle(t *testing.T, run Submitter, c Connection, r journal.Record) Settlement {
	t.Helper()
	s, err := run.Settle(t.Context(), c, r)
	must(t, err)
	return s
}

// record gives a record, or none where it cannot be read.
func record(t *testing.T, run Submitter, id string) journal.Record {
	t.Helper()
	r, err := run.FindRecord(id)
	if err != nil {
		t.Log(err)
	}
	return r
}

// records gives all records of a submitter.
func records(t *testing.T, run Submitter) []journal.Record {
	t.Helper()
	j, err := journal.Open(run.Dir)
	must(t, err)
	all, damaged, err := j.ReadRecords()
	must(t, err)
	if len(damaged) != 0 {
		t.Errorf("damaged: %+v", damaged)
	}
	return all
}

// describe sums an outcome up: its result, why it failed, whether it was recovered, and
// whether it is said to be that of an earlier order.
func describe(o Outcome) string {
	text := string(o.Result)
	if o.Failure != nil {
		text += " " + string(o.Failure.Cause) + o.Failure.Code
	}
	if o.Recovered {
		text += " recovered"
	}
	if slices.ContainsFunc(o.Warnings, func(w Warning) bool { return w.Kind == EarlierOrder && !w.Sent.IsZero() }) {
		text += " earlier"
	}
	return text
}

// hideJournal puts a directory in the journal's place, until it is called back.
func hideJournal(t *testing.T, run Submitter) (restore func()) {
	t.Helper()
	path := filepath.Join(run.Dir, "journal.jsonl")
	must(t, os.Rename(path, path+".aside"))
	must(t, os.Mkdir(path, 0o700))
	return func() {
		must(t, os.Remove(path))
		must(t, os.Rename(path+".aside", path))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
