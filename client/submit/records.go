package submit

import (
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// NoInstance is the user's word that nothing was created.
const NoInstance = ""

// UserWord is what the user found out elsewhere about an unsettled request: the
// instance that came of it, or NoInstance.
func UserWord(instance string) journal.Resolution {
	if instance == NoInstance {
		return journal.Resolution{Outcome: journal.NotCreated}
	}
	return journal.Resolution{Outcome: journal.Created, EPNInstanceID: client.Visible(instance), ByLookup: true}
}

// RecordUserWord records what the user found out.
func (s Submitter) RecordUserWord(id, instance string) error {
	j, err := journal.Open(s.Dir)
	if err != nil {
		return err
	}
	return j.SettleRecord(id, UserWord(instance))
}

// AcknowledgeDamage records that the user was shown these parts of the journal,
// which may be orders, so that orders can be sent again.
func (s Submitter) AcknowledgeDamage(shown []journal.Damage) error {
	j, err := journal.Open(s.Dir)
	if err != nil {
		return err
	}
	return j.AcknowledgeDamage(shown)
}

// FindDamage gives what of the journal does not read and was not acknowledged. Where
// nothing can be read, the guard says so.
func (s Submitter) FindDamage() []journal.Damage {
	o, _ := s.Obstacles(Connection{}, client.Order{}, time.Now())
	return o.Damaged
}

// FindUnsettled gives the requests to this target whose outcome is not known, the
// newest first: settled in that order each finds its own instance, since later
// records list more ids to exclude. Those of every key are among them: a new key
// may be the same account's.
func (s Submitter) FindUnsettled(endpoint client.Endpoint) ([]journal.Record, error) {
	j, err := journal.Open(s.Dir)
	if err != nil {
		return nil, err
	}
	records, err := j.FindUnsettled()
	here := journal.Entry{Target: s.Target.Name(), Endpoint: endpoint.URL()}
	slices.Reverse(records)
	return slices.DeleteFunc(records, func(r journal.Record) bool { return r.ServiceName() != here.ServiceName() }), err
}

// WasSentSince reports whether an order was sent at or after a time and created,
// or may have been: a draft of it is done with.
func (s Submitter) WasSentSince(o client.Order, t time.Time) bool {
	j, err := journal.Open(s.Dir)
	if err != nil {
		return false
	}
	records, _ := j.FindByName(o.EPNInstanceName)
	return slices.ContainsFunc(records, func(r journal.Record) bool {
		return r.Order == o && !r.Time.Before(t) && (!r.Settled() || r.Resolution.Outcome == journal.Created)
	})
}

// FindRecord gives the record of a request, as it stands in the journal. An error
// says that it cannot be told how the request stands.
func (s Submitter) FindRecord(id string) (journal.Record, error) {
	j, err := journal.Open(s.Dir)
	if err != nil {
		return journal.Record{}, err
	}
	return j.FindRecord(id)
}

// RecordOf gives the record of an order whose outcome is not known: the journal's,
// or, where that cannot be read now, what is known of it here, without an endpoint.
func (s Submitter) RecordOf(o Outcome) journal.Record {
	r, err := s.FindRecord(o.JournalID)
	if err != nil {
		r = journal.Record{
			Entry:      journal.Entry{ID: o.JournalID, Time: time.Now(), Target: s.Target.Name(), Order: o.Order, Run: thisRun},
			Resolution: journal.Resolution{Outcome: string(client.Unknown)},
		}
	}
	return r
}
