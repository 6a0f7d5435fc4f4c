package journal

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client/private"
)

// InFlight is a request between its record and its fate.
type InFlight struct {
	journal *Journal
	lock    *flock.Flock // held while this process lives
	Entry   Entry
}

// Begin records a request that is about to be sent, gives it an id, and has
// the record on disk when it returns. On an error nothing may be sent.
func (j *Journal) Begin(e Entry) (*InFlight, error) {
	e.Time = time.Now().UTC().Truncate(time.Millisecond)
	e.ID = e.Time.Format("20060102-150405") + "-" + rand.Text()[:8]
	unlock, err := j.locked(Writing)
	if err != nil {
		return nil, err
	}
	defer unlock()
	f := &InFlight{journal: j, Entry: e, lock: flock.New(j.flightLock(e.ID), flock.SetPermissions(0o600))}
	ok, err := f.lock.TryLock()
	if err == nil && !ok {
		err = fs.ErrExist
	}
	if err != nil {
		return nil, &private.OpError{With: Writing, Err: err}
	}
	if err := j.append(line{Sent: &e}); err != nil {
		f.Abandon()
		return nil, err
	}
	return f, nil
}

// Finish records the fate of the request.
func (f *InFlight) Finish(fate Resolution) error {
	defer f.Abandon()
	unlock, err := f.journal.locked(Writing)
	if err != nil {
		return err
	}
	defer unlock()
	return f.journal.append(line{Resolution: fate.of(f.Entry.ID)})
}

// Abandon ends a flight without a fate: the request is unsettled. After Finish
// it does nothing.
func (f *InFlight) Abandon() {
	if !f.lock.Locked() {
		return
	}
	_ = os.Remove(f.lock.Path()) // before it is unlocked, so that nobody locks what goes
	_ = f.lock.Unlock()
	_ = os.Remove(f.lock.Path()) // where an open file cannot be removed
}

func (j *Journal) flightLock(id string) string { return filepath.Join(j.dir, "flight-"+id+".lock") }

// alive reports whether the process that sent a request still lives: it holds
// a lock as long.
func (j *Journal) alive(id string) bool {
	lock := flock.New(j.flightLock(id), flock.SetFlag(os.O_RDONLY)) // and not made where there is none
	free, err := lock.TryRLock()
	_ = lock.Unlock()
	return !free && !errors.Is(err, fs.ErrNotExist) // where in doubt it lives: settling it can wait
}
