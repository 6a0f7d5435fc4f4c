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

// InFlight is a request between its record and its fate.
type InFlight struct {
	journal *Journal
	lock    *flock.Flock // held while this process lives
	Entry   Entry
}

// RecordOutcome records the fate of the request.
func (f *InFlight) RecordOutcome(fate Resolution) error {
	defer f.Abandon()
	unlock, err := f.journal.lockToWrite()
	if err != nil {
		return err
	}
	defer unlock()
	return f.journal.appendLines(line{Resolution: fate.stampedFor(f.Entry.ID)})
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

func (j *Journal) inFlightLock(id string) string { return filepath.Join(j.dir, "flight-"+id+".lock") }

// isInFlight reports whether the process that sent a request still lives: it holds
// a lock as long.
func (j *Journal) isInFlight(id string) bool {
	lock := flock.New(j.inFlightLock(id), flock.SetFlag(os.O_RDONLY)) // and not made where there is none
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
