package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gofrs/flock"

	"epn-wizard/client"
	"epn-wizard/client/private"
)

const (
	draftFile = "draft.json"
	draftLock = "draft.lock"
)

// Draft is the answers of an order that was not sent. One wizard at a time has
// it: another neither reads nor overwrites it.
type Draft struct {
	path string
	lock *flock.Flock

	mu    sync.Mutex
	owned bool // guarded by mu
}

// Saved is what a draft holds. Its values are as they were accepted, but come
// from a file: they have to be checked again.
type Saved struct {
	Time    time.Time               `json:"time"`
	Answers map[client.Field]string `json:"answers"`
	NotUTF8 bool                    `json:"-"` // somebody rewrote the file in another encoding: nothing of it is used
}

// HasDraft reports whether a state directory holds a draft, and makes nothing.
func HasDraft(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, draftFile))
	return err == nil
}

// OpenDraft takes the draft of a state directory until Close. The error is ErrLocked
// where another process has it, or says why the directory cannot hold one.
func OpenDraft(dir string) (*Draft, error) {
	lock := flock.New(filepath.Join(dir, draftLock), flock.SetPermissions(0o600))
	d := &Draft{path: filepath.Join(dir, draftFile), lock: lock, owned: true}
	if err := private.EnsureDir(dir); err != nil {
		return nil, err
	}
	for _, path := range []string{d.path, d.lock.Path()} {
		if err := private.EnsureFile(path); err != nil {
			return nil, fmt.Errorf("the draft: %w", err)
		}
	}
	free, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking the draft: %w", err)
	}
	if !free {
		return nil, ErrLocked
	}
	return d, nil
}

// Load gives what was saved; no answers where nothing was, or where it cannot be read.
func (d *Draft) Load() Saved {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.owned {
		return Saved{}
	}
	return readSaved(d.path)
}

// ReadDraft gives the draft of a state directory as it stands, whoever has it. It
// creates and changes nothing.
func ReadDraft(dir string) Saved {
	path := filepath.Join(dir, draftFile)
	if private.CheckDir(dir) != nil || private.CheckFile(path) != nil {
		return Saved{}
	}
	return readSaved(path)
}

func readSaved(path string) (s Saved) {
	data, err := os.ReadFile(path)
	if err == nil && !utf8.Valid(data) { // encoding/json would put U+FFFD in place of what it cannot read
		return Saved{NotUTF8: true}
	}
	if err != nil || json.Unmarshal(data, &s) != nil {
		return Saved{}
	}
	return s
}

// Save replaces the draft. After Close it is ErrLocked: another may have the draft.
func (d *Draft) Save(answers map[client.Field]string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.owned {
		return ErrLocked
	}
	data, err := json.Marshal(Saved{Time: time.Now().UTC().Truncate(time.Second), Answers: answers})
	if err != nil {
		return fmt.Errorf("encoding the draft: %w", err)
	}
	if err := private.WriteFile(d.path, append(data, '\n')); err != nil {
		return fmt.Errorf("writing the draft: %w", err)
	}
	return nil
}

// Delete removes the draft, as Save replaces it.
func (d *Draft) Delete() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.owned {
		return ErrLocked
	}
	if err := os.Remove(d.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("deleting the draft: %w", err)
	}
	return nil
}

// Close lets others have the draft.
func (d *Draft) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.owned = false
	_ = d.lock.Unlock() // of a lock that is not held it does nothing
}
