package journal

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// InFlight is a request that is recorded, and whose outcome is not recorded yet.
type InFlight struct {
	journal *Journal
	lock    *flock.Flock // held while this process lives
	Entry   Entry
}

// RecordOutcome records what became of the request.
func (f *InFlight) RecordOutcome(r Resolution) error {
	defer f.Abandon()
	unlock, err := f.journal.lockToWrite()
	if err != nil {
		return err
	}
	defer unlock()
	return f.journal.appendLines(r.makeLine(f.Entry.ID))
}

// Abandon gives the request's lock back. Where no outcome was recorded before, the
// request is unsettled from then on. After RecordOutcome it does nothing.
func (f *InFlight) Abandon() {
	if !f.lock.Locked() {
		return
	}
	// The file is removed before it is unlocked: else another process could lock one that
	// is about to be removed.
	_ = os.Remove(f.lock.Path())
	_ = f.lock.Unlock()
	_ = os.Remove(f.lock.Path()) // where an open file cannot be removed
}

func (j *Journal) inFlightPath(id string) string { return filepath.Join(j.dir, "flight-"+id+".lock") }

// isInFlight reports whether the process that sent a request still lives: it holds
// a lock as long.
func (j *Journal) isInFlight(id string) bool {
	lock := flock.New(j.inFlightPath(id), flock.SetFlag(os.O_RDONLY)) // and not made where there is none
	free, err := lock.TryRLock()
	_ = lock.Unlock()
	return !free && !errors.Is(err, fs.ErrNotExist) // where in doubt it lives: settling it can wait
}

// AwaitEnd waits until a request is no longer under way. The journal is not
// locked meanwhile. The error is the context's.
func (j *Journal) AwaitEnd(ctx context.Context, id string) error {
	const pause = 50 * time.Millisecond
	for j.isInFlight(id) {
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
