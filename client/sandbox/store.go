package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client/private"
)

const (
	stateFile = "sandbox.json"
	lockFile  = "sandbox.lock"

	lockTimeout = 10 * time.Second
	lockRetry   = 5 * time.Millisecond
)

// account is what sandbox.json holds.
type account struct {
	InternetChargeType string `json:",omitempty"` // the billing method in force: that of the first create
	Instances          []kept
}

// kept is an instance with what was done to it since its create.
type kept struct {
	instance
	Members []string `json:",omitempty"` // public IP addresses, or ids of vSwitches
	Started bool     `json:",omitempty"`
}

// instance is an EPN instance, its fields named as DescribeEpnInstances names them.
type instance struct {
	EPNInstanceID           string `json:"EPNInstanceId"`
	EPNInstanceName         string
	EPNInstanceType         string
	NetworkingModel         string
	InternetMaxBandwidthOut int // Mbit/s
	CreationTime            time.Time
	ModifyTime              time.Time
	StartTime               time.Time
	EndTime                 string // empty: until it is deleted
}

// store is the account in the state directory. It is read anew each time,
// since other sandboxes may share it.
type store struct{ dir string }

// readAccount gives the account as it is now. Where none is kept yet, it makes nothing.
func (s store) readAccount(ctx context.Context) (account, error) {
	if !s.hasState() {
		return account{}, nil
	}
	unlock, err := s.lockAccount(ctx, (*flock.Flock).TryRLockContext)
	if err != nil {
		return account{}, err
	}
	defer unlock()
	return s.loadAccount()
}

// updateAccount changes the account, alone in all processes. Where the change fails,
// the account stays as it was.
func (s store) updateAccount(ctx context.Context, change func(*account) error) error {
	unlock, err := s.lockAccount(ctx, (*flock.Flock).TryLockContext)
	if err != nil {
		return err
	}
	defer unlock()
	a, err := s.loadAccount()
	if err != nil {
		return err
	}
	if err := change(&a); err != nil {
		return err
	}
	return s.saveAccount(a)
}

// Reset empties the sandbox of a state directory, whatever its file holds.
// Where there is none, there is nothing to do.
func Reset(dir string) error {
	s := store{dir: dir}
	if !s.hasState() {
		return nil
	}
	unlock, err := s.lockAccount(context.Background(), (*flock.Flock).TryLockContext)
	if err != nil {
		return err
	}
	defer unlock()
	return s.saveAccount(account{Instances: []kept{}})
}

// hasState reports whether anything was ever kept.
func (s store) hasState() bool {
	_, err := os.Lstat(filepath.Join(s.dir, stateFile))
	return !errors.Is(err, fs.ErrNotExist)
}

// tryLock is how the lock is taken: together with other readers, or alone.
type tryLock func(*flock.Flock, context.Context, time.Duration) (bool, error)

// lockAccount holds the account's lock file, having checked that all of it is private.
func (s store) lockAccount(ctx context.Context, lockFor tryLock) (unlock func(), err error) {
	if err := private.EnsureDir(s.dir); err != nil {
		return nil, err
	}
	for _, name := range []string{stateFile, lockFile} {
		if err := private.EnsureFile(filepath.Join(s.dir, name)); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, lockTimeout)
	defer cancel()
	lock := flock.New(filepath.Join(s.dir, lockFile))
	if _, err := lockFor(lock, ctx, lockRetry); err != nil {
		return nil, fmt.Errorf("lock %s: %w", lockFile, err)
	}
	return func() { _ = lock.Unlock() }, nil
}

func (s store) loadAccount() (account, error) {
	data, err := os.ReadFile(filepath.Join(s.dir, stateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return account{}, nil
	}
	if err != nil {
		return account{}, err
	}
	var a account
	err = json.Unmarshal(data, &a)
	if err == nil && a.Instances == nil {
		err = errors.New("no list of instances")
	}
	if err != nil {
		return account{}, fmt.Errorf("%s is damaged and has to be reset: %w", stateFile, err)
	}
	return a, nil
}

func (s store) saveAccount(a account) error {
	data, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	if err := private.WriteFile(filepath.Join(s.dir, stateFile), append(data, '\n')); err != nil {
		return fmt.Errorf("write %s: %w", stateFile, err)
	}
	return nil
}
