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
	return RecordedTime(time.Now()).Add(pause)
}

// RecordedTime gives a time as it is recorded.
func RecordedTime(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

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
	records, damaged, err := j.readForOrder(e.Order.EPNInstanceName)
	if err != nil {
		return Obstacles{}, err
	}
	o := Obstacles{subject: subject{e.Order, e.ServiceName(), e.Owner}, since: since}
	for _, d := range damaged {
		switch {
		case d.BlocksOrders():
			o.Damaged = append(o.Damaged, d)
		case !d.Recorded:
			o.Torn = append(o.Torn, d)
		}
	}
	for _, r := range slices.Backward(records) {
		if r.ServiceName() == e.ServiceName() {
			o.addRecord(r, e)
		}
	}
	return o, nil
}

// readForOrder gives the requests that may stand in the way of an order of a name, the
// oldest first, and what does not read. They are those of the name, and those of any
// name after which the service asked for a pause that is not over.
func (j *Journal) readForOrder(name string) ([]Record, []Damage, error) {
	isNamed, pausing := matchName(name), pausingRequests{}
	var open openRequests
	chosen := selection{wanted: isNamed}
	damaged, err := j.scanFile(func(text []byte) bool {
		open.takeText(text)
		pausing.takeText(text)
		return chosen.takeText(text)
	})
	_, unreadable := open.decodeTexts()
	if err == nil && len(unreadable)+len(pausing) > 0 { // which is known only now
		chosen = selection{wanted: func(sent []byte) bool {
			return isNamed(sent) || pausing[string(findJournalID(sent))]
		}}
		damaged, err = j.scanFile(func(text []byte) bool {
			return !unreadable[string(text)] && chosen.takeText(text)
		})
	}
	return j.foldRecords(chosen.lines), damaged, err
}

// pausingRequests holds the journal ids of requests after which the service asked for a
// pause that is not over.
type pausingRequests map[string]bool

// takeText takes the next text of the journal. What was created asked for no pause, so
// that most of a long journal is not searched for one.
func (p pausingRequests) takeText(text []byte) {
	if bytes.HasPrefix(text, resolutionMark) && string(findOutcome(text)) != Created && bytes.Contains(text, pauseMark) {
		if l, _ := decodeText(text); l.Resolution != nil && l.Resolution.isPausing() {
			p[l.Resolution.ID] = true
		}
	}
}

// addRecord adds a request to the same service where it stands in a request's way.
func (o *Obstacles) addRecord(r Record, e Entry) {
	if until := r.Resolution.WaitUntil; r.Owner == e.Owner && r.Resolution.isPausing() && until.After(o.WaitUntil) {
		o.WaitUntil = until
	}
	switch {
	case r.Order == e.Order && r.findObstacle(o.since) != "":
		o.Records = append(o.Records, r)
	case r.Order != e.Order && r.Order.EPNInstanceName == e.Order.EPNInstanceName && r.Unsettled():
		o.Namesakes = append(o.Namesakes, r)
	}
}

// isPausing reports whether the pause that a service asked for is not over. One
// that could not have been recorded, as after the clock was set back, is none.
func (r Resolution) isPausing() bool {
	left := time.Until(r.WaitUntil)
	return left > 0 && left <= client.MaxRetryAfter
}

// obstacle is why a record stands in the way of its own order, or "" where it does not.
type obstacle string

func (r Record) findObstacle(since time.Time) obstacle {
	switch {
	case r.InFlight:
		return "in flight"
	case r.Unsettled():
		return "unsettled"
	case r.Resolution.Outcome == Created && !r.Resolution.Time.Before(RecordedTime(since)):
		return "created"
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
		if i < 0 || shown.Records[i].findObstacle(shown.since) != r.findObstacle(o.since) {
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
	if shown.since.IsZero() { // FindObstacles did not make it: nothing was shown
		shown.since = time.Now()
	}
	stands, err := j.findObstaclesLocked(e, shown.since)
	if err != nil {
		return nil, nil, err
	}
	if !stands.allowsSending(shown) {
		return nil, &stands, nil
	}
	e.Time = RecordedTime(time.Now())
	e.ID = e.Time.Format("20060102-150405") + "-" + rand.Text()[:8]
	f := &InFlight{journal: j, Entry: e, lock: flock.New(j.inFlightPath(e.ID), flock.SetPermissions(0o600))}
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
