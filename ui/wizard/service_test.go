package wizard

import (
	"context"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
)

// service is a fake of what the journey needs: what it answers, and how often it was
// asked.
type service struct {
	live      bool
	connects  func() (submit.Connection, *client.Failure)
	answer    func(client.Order) (client.Created, *client.Failure)
	checks    submit.Checks
	obstacles submit.Obstacles
	settle    func(look int) (submit.Settlement, error)
	returned  *submit.Obstacles // what Send finds and the review did not show, once
	closing   error
	creates   int
	looks     int
	sent      []client.Order
}

func (s *service) Connect(context.Context) (submit.Connection, *client.Failure) {
	switch {
	case s.connects != nil:
		return s.connects()
	case s.live:
		return submit.Connection{
			Endpoint: client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint},
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

// What the service gives where nothing else is wanted.
const (
	instanceID = "epn-20200825134537VyK81T"
	requestID  = "CEF72CEB-54B6-4AE8-B225-F876FF7BA984"
)

func (s *service) Send(
	_ context.Context, _ submit.Connection, o client.Order, k *submit.Checks, _ submit.Obstacles, began func(string),
) (submit.Outcome, *submit.Obstacles, *submit.Checks) {
	if stood := s.returned; stood != nil {
		s.returned, s.obstacles = nil, *stood
		return submit.Outcome{Order: o}, stood, nil
	}
	s.creates++
	s.sent = append(s.sent, o)
	began(journalID)
	outcome := submit.Outcome{Result: submit.Created, Order: o, JournalID: journalID, Warnings: k.Warnings(o)}
	var f *client.Failure
	outcome.Created = client.Created{EPNInstanceID: instanceID, RequestID: requestID}
	if s.answer != nil {
		outcome.Created, f = s.answer(o)
	}
	if f != nil {
		outcome = submit.FailedOutcome(o, f)
		outcome.JournalID = journalID
	}
	return outcome, nil, nil
}

const journalID = "20261122-140200-ABCDEFGH"

func (s *service) RecordOf(o submit.Outcome) journal.Record { return record(o.JournalID, o.Order) }

func (s *service) Record(id string) (journal.Record, error) {
	if len(s.sent) == 0 {
		return journal.Record{}, journal.ErrNoRecord
	}
	return record(id, s.sent[len(s.sent)-1]), nil
}

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
	s.looks++
	if s.settle == nil {
		return submit.Settlement{Record: r}, nil
	}
	found, err := s.settle(s.looks)
	if found.Record.ID == "" {
		found.Record.Entry = r.Entry
		if found.Record.Resolution.Outcome == "" {
			found.Record.Resolution = r.Resolution
		}
	}
	return found, err
}

func (s *service) AcknowledgeDamage([]journal.Damage) error {
	s.obstacles.Damaged = nil
	return s.closing
}

func (s *service) RecordUserWord(string, string) error { return s.closing }
