package submit

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// service is an ENS that counts what it is asked. Without a function it
// creates epn-new, finds nothing and names no billing method.
type service struct {
	create    func(context.Context, client.Order) (client.Created, *client.Failure)
	instances func(context.Context, string) ([]client.Instance, *client.Failure)
	billing   func(context.Context) (string, *client.Failure)

	creates, looks, billings atomic.Int32
}

func (s *service) CreateInstance(ctx context.Context, o client.Order) (client.Created, *client.Failure) {
	s.creates.Add(1)
	if s.create == nil {
		return client.Created{EPNInstanceID: "epn-new", RequestID: "R-new"}, nil
	}
	return s.create(ctx, o)
}

func (s *service) ListInstances(ctx context.Context, name string) (client.Listing, *client.Failure) {
	s.looks.Add(1)
	if s.instances == nil {
		return client.Listing{}, nil
	}
	all, f := s.instances(ctx, name)
	return client.Listing{Instances: all}, f
}

func (s *service) BillingMethodInForce(ctx context.Context) (string, *client.Failure) {
	s.billings.Add(1)
	if s.billing == nil {
		return "", nil
	}
	return s.billing(ctx)
}

// finds lets a service find these instances.
func (s *service) finds(all ...client.Instance) *service {
	s.instances = func(context.Context, string) ([]client.Instance, *client.Failure) { return all, nil }
	return s
}

// fails lets a service fail to create.
func (s *service) fails(f client.Failure) *service {
	s.create = func(context.Context, client.Order) (client.Created, *client.Failure) { return client.Created{}, &f }
	return s
}

// hang answers when the context ends.
func hang(ctx context.Context) *client.Failure {
	<-ctx.Done()
	return &client.Failure{Kind: client.Unknown, Cause: client.ReplyTimeout}
}

// live is a submitter of live orders and a connection to a service.
func live(t *testing.T, s *service) (Submitter, Connection) {
	t.Helper()
	b := Submitter{Dir: t.TempDir(), Target: Target{Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}}, Login: "operator", Client: "192.0.2.7"}
	return b, Connection{
		ENS: s, Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint},
		Account: client.Account{Profile: "work", Source: client.FromConfigFile, Owner: "owner-a"},
	}
}

// insist records a request, whatever stands in its way.
func insist(b Submitter, e journal.Entry) (*journal.InFlight, error) {
	j, err := journal.Open(b.Dir)
	if err != nil {
		return nil, err
	}
	shown, err := j.FindObstacles(e, time.Now())
	if err != nil {
		return nil, err
	}
	f, _, err := j.BeginRequest(e, shown)
	return f, err
}

// send sends an order whose user has seen all there is to see.
func send(t *testing.T, b Submitter, c Connection, o client.Order, k *Checks) Outcome {
	t.Helper()
	if k == nil {
		k = new(Submitter{}.Look(t.Context(), c, o.EPNInstanceName))
	}
	k.Name, k.At = o.EPNInstanceName, time.Now()
	shown, err := b.Obstacles(c, o, time.Now())
	if err != nil {
		t.Log(err)
	}
	outcome, stands, anew := b.Send(t.Context(), c, o, k, shown, nil)
	if stands != nil || anew != nil {
		t.Errorf("not shown: %+v, %+v", stands, anew)
	}
	return outcome
}

// record gives a record, or none where it cannot be read.
func record(t *testing.T, b Submitter, id string) journal.Record {
	t.Helper()
	r, err := b.FindRecord(id)
	if err != nil {
		t.Log(err)
	}
	return r
}

// all gives all records of a submitter.
func all(t *testing.T, b Submitter) []journal.Record {
	t.Helper()
	j, err := journal.Open(b.Dir)
	must(t, err)
	records, damaged, err := j.ReadRecords()
	must(t, err)
	if len(damaged) != 0 {
		t.Errorf("damaged: %+v", damaged)
	}
	return records
}

// unsettled records a request whose fate is not known.
func unsettled(t *testing.T, b Submitter, e journal.Entry) journal.Record {
	t.Helper()
	f, err := insist(b, e)
	must(t, err)
	must(t, f.RecordOutcome(journal.Resolution{Outcome: string(client.Unknown)}))
	return record(t, b, f.Entry.ID)
}

// entry is a live request of the usual order.
func entry() journal.Entry {
	return journal.Entry{
		Target: "live", Endpoint: "https://" + client.MainlandEndpoint, Owner: "owner-a", Order: order(), Looked: true, Seen: []string{"epn-seen"},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
