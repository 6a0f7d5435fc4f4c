package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client/private"
)

// lockLimit is how long to wait for others: one that was stopped may hold the
// lock for ever.
const lockLimit = 10 * time.Second

// lockToWrite holds the journal's lock to write: one reader or writer at a time, in all
// processes.
func (j *Journal) lockToWrite() (unlock func(), err error) {
	path := filepath.Join(j.dir, lockFile)
	if err := private.EnsureFile(path); err != nil {
		return nil, &private.OpError{Op: Writing, Err: err}
	}
	return j.acquireLock(flock.New(path, flock.SetPermissions(0o600)), Writing)
}

// lockToRead holds the journal's lock to read, else a request that ends meanwhile
// looks lost. Readers do not share it: many could keep a writer out for ever. It
// makes nothing where nobody has written.
func (j *Journal) lockToRead() (unlock func(), err error) {
	path := filepath.Join(j.dir, lockFile)
	if err := private.CheckFile(path); err != nil {
		return nil, &private.OpError{Op: Reading, Err: err}
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return func() {}, nil
	}
	return j.acquireLock(flock.New(path, flock.SetFlag(os.O_RDONLY)), Reading)
}

// acquireLock waits for a lock, and says what for where it does not get it.
func (j *Journal) acquireLock(lock *flock.Flock, what string) (unlock func(), err error) {
	release := func() { _ = lock.Unlock() }
	got := make(chan error, 1)
	go func() { got <- lock.Lock() }() // waits its turn; who only tries now and then may never get it
	select {
	case err = <-got:
	case <-time.After(j.lockWait):
		go func() { <-got; release() }()
		err = ErrLocked
	}
	if err != nil {
		return nil, &private.OpError{Op: what, Err: err}
	}
	return release, nil
}
