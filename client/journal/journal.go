// Package journal remembers what was sent. Its file is append-only, one record
// a line, on disk before a request leaves and again when its fate is known, so
// that nothing that was sent is forgotten, whatever ends the program. Drafts
// of orders that were not sent yet are kept beside it. Neither holds a secret.
package journal

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client"
	"epn-wizard/client/private"
)

const (
	journalFile = "journal.jsonl"
	lockFile    = "journal.lock"
)

// Entry is a request as it was about to be sent.
type Entry struct {
	ID       string       `json:"journalId"`
	Time     time.Time    `json:"time"`
	Target   string       `json:"target"`   // sandbox or live
	Endpoint string       `json:"endpoint"` // its URL
	Profile  string       `json:"profile,omitempty"`
	Source   string       `json:"source,omitempty"` // where the key came from
	Owner    string       `json:"owner,omitempty"`  // tells the key's owner from others; "" where that cannot be told
	Order    client.Order `json:"request"`
	Looked   bool         `json:"looked"`         // what was there before is known
	Seen     []string     `json:"seen,omitempty"` // instances of this name that were there before
	Login    string       `json:"login,omitempty"`
	Client   string       `json:"client,omitempty"` // the address a session came from, over SSH
}

// Outcomes of a request beside the kinds of client.Failure.
const (
	Created    = "created"
	NotCreated = "not-created" // by the user's word: checked elsewhere
)

// Resolution is what became of a request.
type Resolution struct {
	ID            string    `json:"journalId"`
	Time          time.Time `json:"time"`
	Outcome       string    `json:"outcome"` // Created, NotCreated or a client.Kind
	EPNInstanceID string    `json:"epnInstanceId,omitempty"`
	RequestID     string    `json:"requestId,omitempty"`
	Code          string    `json:"code,omitempty"`
	ByLookup      bool      `json:"found,omitempty"` // by looking it up, not by its reply
}

// Record is a request and what is known of its fate.
type Record struct {
	Entry
	Resolution Resolution // Outcome is client.Unknown where nothing was recorded
	InFlight   bool       // its process still lives
}

// Unsettled reports whether an instance may exist that nobody knows of.
func (r Record) Unsettled() bool {
	return !r.InFlight && r.Resolution.Outcome == string(client.Unknown)
}

// Journal is the journal of a state directory. Processes may share it.
type Journal struct{ dir string }

// Open prepares the journal of a state directory: created 0700, refused if it
// is a link or somebody else's.
func Open(dir string) (*Journal, error) {
	if err := private.Dir(dir); err != nil {
		return nil, err
	}
	return &Journal{dir: dir}, nil
}

// Why a fate was not recorded.
var (
	ErrNoRecord = errors.New("no-record") // the journal has no such request
	ErrInFlight = errors.New("in-flight") // the request is still under way
	ErrSettled  = errors.New("settled")   // it is known already what became of it
	ErrClaimed  = errors.New("claimed")   // another request made that instance
)

// What a private.OpError of the journal can be with.
const (
	Reading = "reading the journal"
	Writing = "writing the journal"
)

// ErrLocked is behind a trouble of the journal where another process holds it.
var ErrLocked = errors.New("locked")

// Settle records the fate of a request whose process ended without it. A fate
// that is known stays, and an instance belongs to one request alone: the errors
// above say so.
func (j *Journal) Settle(id string, fate Resolution) error {
	unlock, err := j.locked(Writing)
	if err != nil {
		return err
	}
	defer unlock()
	records, _, err := j.records()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(records, func(r Record) bool { return r.ID == id })
	switch {
	case i < 0:
		return ErrNoRecord
	case records[i].InFlight:
		return ErrInFlight
	case !records[i].Unsettled():
		return ErrSettled
	case fate.EPNInstanceID != "" && slices.ContainsFunc(records, func(r Record) bool { return r.Resolution.EPNInstanceID == fate.EPNInstanceID }):
		return ErrClaimed
	}
	if err := j.append(line{Resolution: fate.of(id)}); err != nil {
		return err
	}
	_ = os.Remove(j.flightLock(id)) // left behind by a process that was killed
	return nil
}

// of makes a fate that of a request, now.
func (f Resolution) of(id string) *Resolution {
	f.ID, f.Time = id, time.Now().UTC().Truncate(time.Millisecond)
	return &f
}

// Records gives all requests, the oldest first, and how many lines could not be
// read: cut off when a process was killed, or garbled.
func (j *Journal) Records() ([]Record, int, error) {
	if _, err := os.Lstat(filepath.Join(j.dir, journalFile)); errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	unlock, err := j.locked(Reading) // else a request that ends meanwhile looks lost
	if err != nil {
		return nil, 0, err
	}
	defer unlock()
	return j.records()
}

// records reads the journal, which is locked.
func (j *Journal) records() ([]Record, int, error) {
	lines, damaged, err := j.read()
	if err != nil {
		return nil, 0, err
	}
	var records []Record
	at := map[string]int{}
	for _, l := range lines {
		switch {
		case l.Sent != nil:
			at[l.Sent.ID] = len(records)
			records = append(records, Record{Entry: *l.Sent, Resolution: Resolution{Outcome: string(client.Unknown)}})
		case l.Resolution != nil:
			i, ok := at[l.Resolution.ID]
			if !ok { // the request was lost to damage; what it made is not
				i = len(records)
				at[l.Resolution.ID] = i
				records = append(records, Record{Entry: Entry{ID: l.Resolution.ID, Time: l.Resolution.Time}})
			}
			records[i].Resolution = *l.Resolution
		}
	}
	for i, r := range records {
		if r.Resolution.Outcome == string(client.Unknown) {
			records[i].InFlight = j.alive(r.ID)
		}
	}
	slices.SortStableFunc(records, func(a, b Record) int { return a.Time.Compare(b.Time) })
	return records, damaged, nil
}

// append writes one line and has it on disk when it returns. The journal is
// locked. After an error nothing of it is left, as far as the disk allows.
func (j *Journal) append(l line) (err error) {
	data, err := l.encode()
	if err != nil {
		return err
	}
	path := filepath.Join(j.dir, journalFile)
	if err := private.File(path); err != nil {
		return &private.OpError{With: Writing, Err: err}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return &private.OpError{With: Writing, Err: err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return &private.OpError{With: Writing, Err: err}
	}
	if size > 0 { // a line that was cut off must not swallow this one
		last := make([]byte, 1)
		if _, err := f.ReadAt(last, size-1); err != nil {
			return &private.OpError{With: Writing, Err: err}
		}
		if last[0] != '\n' {
			data = append([]byte{'\n'}, data...)
		}
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err == nil && size == 0 {
		err = syncDir(j.dir)
	}
	if err != nil {
		_ = f.Truncate(size) // a request that will not be sent must not look lost
		return &private.OpError{With: Writing, Err: err}
	}
	return nil
}

// lockLimit is how long to wait for others: one that was stopped may hold the
// lock for ever.
const lockLimit = 10 * time.Second

// locked holds the journal's lock: one reader or writer at a time, in all
// processes. It is told what for, to say so where it cannot.
func (j *Journal) locked(what string) (unlock func(), err error) {
	path := filepath.Join(j.dir, lockFile)
	if err := private.File(path); err != nil {
		return nil, &private.OpError{With: what, Err: err}
	}
	lock := flock.New(path, flock.SetPermissions(0o600))
	unlock = func() { _ = lock.Unlock() }
	got := make(chan error, 1)
	go func() { got <- lock.Lock() }() // waits its turn; who only tries now and then may never get it
	select {
	case err = <-got:
	case <-time.After(lockLimit):
		go func() { <-got; unlock() }()
		err = ErrLocked
	}
	if err != nil {
		return nil, &private.OpError{With: what, Err: err}
	}
	return unlock, nil
}
