package journal

import (
	"bytes"
	"crypto/rand"
	"io/fs"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client"
	"epn-wizard/client/private"
)

// Obstacles is what stands in the way of an order to a service, as the guard saw
// it under the journal's lock, also where that is nothing. Only
// Journal.FindObstacles makes one. To hand it back to BeginRequest says that all of it was
// shown to the user, who wants to send the order all the same.
type Obstacles struct {
	// Records are the requests of the same order to the same service that are
	// unsettled, under way in another process, or were created since the time
	// that was asked about; the newest first.
	Records []Record
	// Namesakes are the unsettled requests of this name to the same service, but
	// of other values. They stand in nobody's way; the newest first.
	Namesakes []Record
	// Damaged is what of the journal does not read and was not acknowledged. It
	// may be this order. No order is sent before AcknowledgeDamage.
	Damaged []Damage
	// Torn is what a write that was cut off left. It stands in nobody's way, and
	// the next record says that it was torn.
	Torn []Damage
	// WaitUntil is when a service that throttles takes requests of this owner
	// again; zero where it takes them. No order is sent before.
	WaitUntil time.Time

	subject subject
	since   time.Time
}

// subject is what obstacles are bound to.
type subject struct {
	order          client.Order
	service, owner string
}

// ServiceName names the service that a request goes to, however it was spelled. The
// sandbox within the program is one, at whichever port.
func (e Entry) ServiceName() string {
	if e.Target == client.TargetSandbox {
		return e.Target
	}
	return client.IdentifyService(e.Endpoint)
}

// ThrottledUntil is when a service that asked for a pause now may be asked again.
func ThrottledUntil(pause time.Duration) time.Time {
	if pause <= 0 {
		return time.Time{}
	}
	return currentTime().Add(pause)
}

// currentTime is the time, as precise as it is recorded.
func currentTime() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// FindObstacles looks at what stands in the way of a request that is not recorded
// yet. What was created since the given time does.
func (j *Journal) FindObstacles(e Entry, since time.Time) (Obstacles, error) {
	unlock, err := j.lockToRead()
	if err != nil {
		return Obstacles{}, err
	}
	defer unlock()
	return j.findObstaclesLocked(e, since)
}

// findObstaclesLocked finds what stands in the way of a request. The journal is locked.
func (j *Journal) findObstaclesLocked(e Entry, since time.Time) (Obstacles, error) {
	o := Obstacles{subject: subject{e.Order, e.ServiceName(), e.Owner}, since: since}
	named := selection{wanted: matchName(e.Order.EPNInstanceName)}
	pausing := map[string]bool{}
	var open openRequests
	damaged, err := j.scanFile(func(record []byte) bool {
		open.takeRecord(record)
		if bytes.HasPrefix(record, resolutionMark) && bytes.Contains(record[max(0, len(record)-60):], pauseMark) {
			if l, _ := decodeRecord(record); l.Resolution != nil && (Record{Resolution: *l.Resolution}).isPausing(time.Now()) {
				pausing[l.Resolution.ID] = true
			}
		}
		return named.takeRecord(record)
	})
	if _, unreadable := open.decodeRecords(); err == nil && len(unreadable) > 0 { // also those of other names
		named = selection{wanted: named.wanted}
		damaged, err = j.scanFile(func(record []byte) bool {
			return !unreadable[string(record)] && named.takeRecord(record)
		})
	}
	if err != nil {
		return Obstacles{}, err
	}
	for _, d := range damaged {
		switch {
		case d.BlocksOrders():
			o.Damaged = append(o.Damaged, d)
		case !d.Recorded:
			o.Torn = append(o.Torn, d)
		}
	}
	o.addRecords(j.foldRecords(named.lines), e)
	if len(pausing) > 0 { // of whichever order
		paused := selection{wanted: func(sent []byte) bool { return pausing[string(journalIDOf(sent))] }}
		if _, err = j.scanFile(paused.takeRecord); err != nil {
			return Obstacles{}, err
		}
		for _, r := range j.foldRecords(paused.lines) {
			until := r.Resolution.WaitUntil
			if r.ServiceName() == e.ServiceName() && r.Owner == e.Owner && r.isPausing(time.Now()) && until.After(o.WaitUntil) {
				o.WaitUntil = until
			}
		}
	}
	return o, nil
}

// addRecords adds which of the requests of a name stand in a request's way, the
// newest first.
func (o *Obstacles) addRecords(records []Record, e Entry) {
	for _, r := range slices.Backward(records) {
		switch {
		case r.ServiceName() != e.ServiceName():
		case r.Order == e.Order && r.obstacleState(o.since) != "":
			o.Records = append(o.Records, r)
		case r.Order != e.Order && r.Order.EPNInstanceName == e.Order.EPNInstanceName && r.Unsettled():
			o.Namesakes = append(o.Namesakes, r)
		}
	}
}

// isPausing reports whether the pause that a service asked for is not over. One
// that could not have been recorded, as after the clock was set back, is none.
func (r Record) isPausing(now time.Time) bool {
	left := r.Resolution.WaitUntil.Sub(now)
	return left > 0 && left <= client.MaxRetryAfter
}

// obstacleState says why a record stands in the way of its own order, or "" where it
// does not.
func (r Record) obstacleState(since time.Time) string {
	switch {
	case r.InFlight:
		return "in flight"
	case r.Unsettled():
		return unknown
	case r.Resolution.Outcome == Created && !r.Resolution.Time.Before(since.Truncate(time.Millisecond)):
		return Created
	}
	return ""
}

// allowsSending reports whether a request may be sent with these obstacles where others
// were shown: those of the same request, and of each record as it stands now. A
// pause and damage are never passed by having been shown.
func (o Obstacles) allowsSending(shown Obstacles) bool {
	if o.subject != shown.subject || len(o.Damaged) > 0 || !o.WaitUntil.IsZero() {
		return false
	}
	for _, r := range o.Records {
		i := slices.IndexFunc(shown.Records, func(was Record) bool { return was.ID == r.ID })
		if i < 0 || shown.Records[i].obstacleState(shown.since) != r.obstacleState(o.since) {
			return false
		}
	}
	return true
}

// BeginRequest records a request that is about to be sent, gives it an id, and has
// the record on disk when it returns. Where something stands in its way that
// was not shown, or that no user can pass, it gives that instead and records
// nothing. Without an InFlight nothing may be sent.
func (j *Journal) BeginRequest(e Entry, shown Obstacles) (*InFlight, *Obstacles, error) {
	if err := private.EnsureDir(j.dir); err != nil {
		return nil, nil, err
	}
	unlock, err := j.lockToWrite()
	if err != nil {
		return nil, nil, err
	}
	defer unlock()
	if shown.since.IsZero() { // made by nobody
		shown.since = time.Now()
	}
	stands, err := j.findObstaclesLocked(e, shown.since)
	if err != nil {
		return nil, nil, err
	}
	if !stands.allowsSending(shown) {
		return nil, &stands, nil
	}
	e.Time = currentTime()
	e.ID = e.Time.Format("20060102-150405") + "-" + rand.Text()[:8]
	f := &InFlight{journal: j, Entry: e, lock: flock.New(j.inFlightLock(e.ID), flock.SetPermissions(0o600))}
	ok, err := f.lock.TryLock()
	if err == nil && !ok {
		err = fs.ErrExist
	}
	if err != nil {
		return nil, nil, &private.OpError{Op: Writing, Err: err}
	}
	if err := j.appendLines(line{Sent: &e}); err != nil {
		f.Abandon()
		return nil, nil, err
	}
	return f, nil, nil
}
