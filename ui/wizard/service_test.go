package wizard

import (
	"context"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// What the service gives where nothing else is wanted.
const (
	instanceID = "epn-20200825134537VyK81T"
	requestID  = "CEF72CEB-54B6-4AE8-B225-F876FF7BA984"
	journalID  = "20261122-140200-ABCDEFGH"
)

// service is a fake of what the journey needs: what it answers, and how often it was asked.
type service struct {
	live      bool
	connects  func() (submit.Connection, *client.Failure)
	answer    func(client.Order) (client.Created, *client.Failure)
	checks    submit.Checks
	obstacles submit.Obstacles
	settle    func(look int, found *submit.Settlement) error
	returned  *submit.Obstacles // what Send finds and the review did not show, once
	closing   error
	creates   int
	looks     int
}

func (s *service) Connect(context.Context) (submit.Connection, *client.Failure) {
	switch {
	case s.connects != nil:
		return s.connects()
	case s.live:
		return submit.Connection{
			Endpoint: client.DefaultEndpoint(),
			Account:  client.Account{Profile: "default", Source: client.FromConfigFile, KeyID: "LTAI****9Q"},
		}, nil
	}
	return submit.Connection{
		Endpoint: client.Endpoint{Scheme: "http", Host: "127.0.0.1:41893"},
		Account:  client.Account{Source: client.FromSandbox},
	}, nil
}

func (s *service) Look(_ context.Context, _ submit.Connection, name string) submit.Checks {
	k := s.checks
	k.Name = name
	return k
}

func (s *service) Obstacles(submit.Connection, client.Order, time.Time) (submit.Obstacles, error) {
	return s.obstacles, nil
}

func (s *service) Send(
	_ context.Context, _ submit.Connection, o client.Order, k *submit.Checks, _ submit.Obstacles, began func(string),
) (submit.Outcome, *submit.Obstacles, *submit.Checks) {
	if stood := s.returned; stood != nil {
		s.returned, s.obstacles = nil, *stood
		return submit.Outcome{Order: o}, stood, nil
	}
	s.creates++
	began(journalID)
	outcome := submit.Outcome{Result: submit.Created, Order: o, Warnings: k.Warnings(o)}
	outcome.Created = client.Created{EPNInstanceID: instanceID, RequestID: requestID}
	if s.answer != nil {
		created, f := s.answer(o)
		if outcome.Created = created; f != nil {
			outcome = submit.FailedOutcome(o, f)
		}
	}
	outcome.JournalID, outcome.Sent = journalID, outcome.Result != submit.Unreachable
	return outcome, nil, nil
}

func (s *service) RecordOf(o submit.Outcome) journal.Record { return record(o.JournalID, o.Order) }

// record is one of an order whose fate is not known.
func record(id string, o client.Order) journal.Record {
	return journal.Record{
		Entry: journal.Entry{
			ID: id, Time: time.Date(2026, time.November, 22, 14, 2, 0, 0, time.Local), Order: o,
			Target: "live", Endpoint: "https://ens.aliyuncs.com",
		},
		Resolution: journal.Resolution{Outcome: string(client.Unknown)},
	}
}

func (s *service) Settle(_ context.Context, _ submit.Connection, r journal.Record) (submit.Settlement, error) {
	found := submit.Settlement{Record: r}
	if s.looks++; s.settle == nil {
		return found, nil
	}
	err := s.settle(s.looks, &found)
	return found, err
}

func (s *service) AcknowledgeDamage([]journal.Damage) error {
	s.obstacles.Damaged = nil
	return s.closing
}

func (s *service) RecordUserWord(string, string) error { return s.closing }

// fails has every order fail.
func fails(f client.Failure) *service {
	if f.Host == "" {
		f.Host = client.MainlandEndpoint
	}
	return &service{answer: func(client.Order) (client.Created, *client.Failure) { return client.Created{}, &f }}
}

// refusesOnce does not take the billing method that a wizard has which is ready.
func refusesOnce() *service {
	return &service{answer: func(o client.Order) (client.Created, *client.Failure) {
		if o.InternetChargeType == "BandwidthByDay" {
			return client.Created{}, &billingRefused
		}
		return client.Created{EPNInstanceID: instanceID}, nil
	}}
}

// throttles asks for an hour's wait, which the journal tells of then.
func throttles() *service {
	s := &service{}
	s.answer = func(client.Order) (client.Created, *client.Failure) {
		s.obstacles.WaitUntil = time.Now().Add(time.Hour)
		return client.Created{}, &client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: time.Hour}
	}
	return s
}

// findsKeys finds keys where it looks for them a second time.
func findsKeys() *service {
	looks := 0
	return &service{connects: func() (submit.Connection, *client.Failure) {
		if looks++; looks == 1 {
			return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials}
		}
		return submit.Connection{}, nil
	}}
}

// loses has every reply lost.
func loses(settle func(look int, found *submit.Settlement) error) *service {
	s := fails(client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost})
	s.settle = settle
	return s
}
