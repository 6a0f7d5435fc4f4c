// Package journal remembers what was sent. Its file is append-only, one record
// a line, on disk before a request leaves and again when its outcome is known, so
// that nothing that was sent is forgotten, whatever ends the program. Drafts
// of orders that were not sent yet are kept beside it. Neither holds a secret.
package journal

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

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
	Target   string       `json:"target"`   // client.TargetLive or client.TargetSandbox
	Endpoint string       `json:"endpoint"` // its URL
	Profile  string       `json:"profile,omitempty"`
	Source   string       `json:"source,omitempty"` // where the key came from
	Owner    string       `json:"owner,omitempty"`  // tells the key's owner from others; "" where that cannot be told
	Order    client.Order `json:"request"`
	Run      string       `json:"run,omitempty"`  // tells the program's runs apart
	Looked   bool         `json:"looked"`         // what was there before is known
	Seen     []string     `json:"seen,omitempty"` // instances of this name that were there before
	Login    string       `json:"login,omitempty"`
	Client   string       `json:"client,omitempty"` // the address a session came from, over SSH

	// ClockSkew is how far this machine's clock was ahead of the service's, in
	// milliseconds; nil where that was not known.
	ClockSkew *int64 `json:"clockSkewMs,omitempty"`
}

// unknown is the outcome of a request of which nothing was recorded.
const unknown = string(client.Unknown)

// Outcomes of a request beside the kinds of client.Failure.
const (
	Created    = "created"
	NotCreated = "not-created" // by the user's word: checked elsewhere
)

// outcomes are all there are.
var outcomes = []string{
	Created, NotCreated, unknown, string(client.Refused), string(client.Unauthenticated), string(client.Unreachable),
}

// Resolution is what became of a request.
type Resolution struct {
	ID            string    `json:"journalId"`
	Time          time.Time `json:"time"`
	Outcome       string    `json:"outcome"` // Created, NotCreated or a client.Kind
	EPNInstanceID string    `json:"epnInstanceId,omitempty"`
	RequestID     string    `json:"requestId,omitempty"`
	Code          string    `json:"code,omitempty"`
	ByLookup      bool      `json:"found,omitempty"`    // by looking it up, not by its reply
	Ended         time.Time `json:"ended,omitzero"`     // when the reply came, or the connection was lost
	WaitUntil     time.Time `json:"waitUntil,omitzero"` // when a throttling service takes requests of this owner again
}

// Record is a request and what is known of its outcome.
type Record struct {
	Entry
	Resolution Resolution // Outcome is client.Unknown where nothing was recorded
	InFlight   bool       // its process still lives
}

// Unsettled reports whether an instance may exist that nobody knows of.
func (r Record) Unsettled() bool { return !r.InFlight && r.Resolution.Outcome == unknown }

// Settled reports whether it is known what became of the request. One in flight is
// neither settled nor unsettled, nor is the zero record, of a request that was not found.
func (r Record) Settled() bool {
	return !r.InFlight && r.Resolution.Outcome != unknown && r.Resolution.Outcome != ""
}

// Journal is the journal of a state directory. Processes may share it.
type Journal struct {
	dir      string
	lockWait time.Duration // how long to wait for the lock
}

// Open takes the journal of a state directory, and makes nothing yet: a directory
// that is there is refused if it is not this user's alone.
func Open(dir string) (*Journal, error) {
	if err := private.CheckDir(dir); err != nil {
		return nil, err
	}
	return &Journal{dir: dir, lockWait: lockLimit}, nil
}

// CheckWritable says why the journal cannot be written, as far as that can be
// told without writing to it.
func (j *Journal) CheckWritable() error {
	for _, path := range []string{j.dir, filepath.Join(j.dir, journalFile)} {
		if err := private.CheckWritable(path); err != nil {
			return &private.OpError{Op: Writing, Err: err}
		}
	}
	return nil
}

// StateError is why an outcome was not recorded, or a journal not read, although
// its files are sound.
type StateError string

func (e StateError) Error() string { return string(e) }

const (
	ErrNoRecord StateError = "no-record" // the journal has no such request
	ErrInFlight StateError = "in-flight" // the request is still under way
	ErrSettled  StateError = "settled"   // it is known already what became of it
	ErrClaimed  StateError = "claimed"   // another request made that instance
	ErrLocked   StateError = "locked"    // another process holds the journal, or the draft
)

// What a private.OpError of the journal can be with.
const (
	Reading = "reading the journal"
	Writing = "writing the journal"
)

// SettleRecord records the outcome of a request whose process ended without doing
// so. An outcome that is known stays, and an instance belongs to one request alone:
// ErrSettled and ErrClaimed say so.
func (j *Journal) SettleRecord(id string, r Resolution) error {
	if !j.HasRecords() {
		return ErrNoRecord
	}
	unlock, err := j.lockToWrite()
	if err != nil {
		return err
	}
	defer unlock()
	records, _, err := j.readRecordsLocked()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(records, func(sent Record) bool { return sent.ID == id })
	switch {
	case i < 0:
		return ErrNoRecord
	case records[i].InFlight:
		return ErrInFlight
	case !records[i].Unsettled():
		return ErrSettled
	case r.EPNInstanceID != "" && slices.ContainsFunc(records, func(other Record) bool {
		return other.Resolution.EPNInstanceID == r.EPNInstanceID
	}):
		return ErrClaimed
	}
	if err := j.appendLines(r.makeLine(id)); err != nil {
		return err
	}
	_ = os.Remove(j.inFlightPath(id)) // left behind by a process that was killed
	return nil
}

// makeLine gives the line that records now what became of a request.
func (r Resolution) makeLine(id string) line {
	r.ID, r.Time = id, RecordedTime(time.Now())
	return line{Resolution: &r}
}

// ReadRecords gives all requests, the oldest first, and what of the journal does not
// read. Where there is no journal, there is nothing, and nothing is made.
func (j *Journal) ReadRecords() ([]Record, []Damage, error) {
	unlock, err := j.lockToRead()
	if err != nil {
		return nil, nil, err
	}
	defer unlock()
	return j.readRecordsLocked()
}

// readRecordsLocked is ReadRecords of a journal that is locked.
func (j *Journal) readRecordsLocked() ([]Record, []Damage, error) {
	var lines []line
	damaged, err := j.scanFile(collectLines(&lines))
	return j.foldRecords(lines), damaged, err
}

// collectLines takes the text of every record, decoded.
func collectLines(lines *[]line) func(text []byte) bool {
	return func(text []byte) bool {
		l, reads := decodeText(text)
		if reads {
			*lines = append(*lines, l)
		}
		return reads
	}
}

// FindRecord gives the record of one request. Its error is ErrNoRecord where the
// journal has none; any other says that it is not known how the request stands.
func (j *Journal) FindRecord(id string) (Record, error) {
	found, err := j.findRecords(func(sent []byte) bool { return string(findJournalID(sent)) == id })
	if err == nil && len(found) == 0 {
		err = ErrNoRecord
	}
	if err != nil {
		return Record{}, err
	}
	return found[0], nil
}

// FindByName gives the requests of instances of a name, the oldest first.
func (j *Journal) FindByName(name string) ([]Record, error) { return j.findRecords(matchName(name)) }

// findRecords gives the requests that are wanted, by their JSON.
func (j *Journal) findRecords(wanted func(sent []byte) bool) ([]Record, error) {
	unlock, err := j.lockToRead()
	if err != nil {
		return nil, err
	}
	defer unlock()
	s := selection{wanted: wanted}
	_, err = j.scanFile(s.takeText)
	return j.foldRecords(s.lines), err
}

// FindUnsettled gives the requests whose outcome is not known, the oldest first.
func (j *Journal) FindUnsettled() ([]Record, error) {
	unlock, err := j.lockToRead()
	if err != nil {
		return nil, err
	}
	defer unlock()
	var open openRequests
	_, err = j.scanFile(func(text []byte) bool {
		open.takeText(text)
		return true
	})
	lines, _ := open.decodeTexts()
	records := j.foldRecords(lines)
	return slices.DeleteFunc(records, func(r Record) bool { return !r.Unsettled() }), err
}

// matchName picks the requests of instances of a name by their bytes: where the name
// stands in what this program writes, or else anywhere.
func matchName(name string) func(sent []byte) bool {
	value, _ := marshalPlain(name) // a string can be encoded
	mark := append([]byte(`"EPNInstanceName":`), value...)
	return func(sent []byte) bool {
		request := sent[len(sentMark):]
		request = request[bytes.IndexByte(request, '{')+1:]
		if bytes.HasPrefix(request, requestMark) {
			return bytes.HasPrefix(request[len(requestMark):], value[1:])
		}
		return bytes.Contains(sent, mark)
	}
}

// Dir gives the state directory.
func (j *Journal) Dir() string { return j.dir }

// HasRecords reports whether anything was ever written.
func (j *Journal) HasRecords() bool {
	_, err := os.Lstat(filepath.Join(j.dir, journalFile))
	return !errors.Is(err, fs.ErrNotExist)
}
