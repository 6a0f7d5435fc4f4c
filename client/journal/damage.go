package journal

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"epn-wizard/client/private"
)

// Damage is a part of the journal that does not read. It may be an order of
// which nothing else is known, so that no order is sent before the user has
// acknowledged it; unless it was torn: a line whose writing was cut off. A request
// that it was to record was not sent, and one whose outcome it was to record is unsettled.
type Damage struct {
	Offset   int64  `json:"offset"` // of its first byte in the file
	Length   int64  `json:"length"` // in bytes
	Checksum string `json:"checksum"`
	Torn     bool   `json:"torn,omitempty"`
	Line     int    `json:"-"` // of the file, from 1
	Recorded bool   `json:"-"` // the journal names it itself: as torn, or as acknowledged
}

// BlocksOrders reports whether no order may be sent for it.
func (d Damage) BlocksOrders() bool { return !d.Torn && !d.Recorded }

// isSamePart reports whether two are one part of the file, with the same bytes.
func (d Damage) isSamePart(other Damage) bool {
	return d.Offset == other.Offset && d.Length == other.Length && d.Checksum == other.Checksum
}

// AcknowledgeDamage records that the user has been shown these parts of the
// journal. What is no longer there as it was shown stays unacknowledged.
func (j *Journal) AcknowledgeDamage(shown []Damage) error {
	if len(shown) == 0 {
		return nil
	}
	unlock, err := j.lockToWrite()
	if err != nil {
		return err
	}
	defer unlock()
	damaged, err := j.scanFile(collectLines(&[]line{})) // decoding tells whether a line reads
	if err != nil {
		return err
	}
	var lines []line
	for _, d := range damaged {
		if d.BlocksOrders() && slices.ContainsFunc(shown, d.isSamePart) {
			lines = append(lines, line{Damage: &d})
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return j.appendLines(lines...)
}

// findTornTail gives what a write that was cut off has left at the end of the
// journal, and reports whether the file's last line lacks its end all the same.
// What is written next stands right behind what is torn: as long as no line has
// ended since, all of it is known to be torn.
func findTornTail(f *os.File, size int64) (torn []Damage, unended bool, err error) {
	var tail []byte
	for n := min(size, 4096); ; n = min(size, 4*n) { // a line is rarely longer; a tail of NULs may be
		tail = make([]byte, n)
		if _, err := f.ReadAt(tail, size-n); err != nil && !errors.Is(err, io.EOF) {
			return nil, false, err
		}
		if i := bytes.LastIndexByte(tail, '\n'); i >= 0 {
			tail = tail[i+1:]
			break
		}
		if n == size {
			break
		}
	}
	torn = scanTexts(tail, func([]byte) bool { return true })
	ends := int64(0) // what is torn, in the tail
	for i, d := range torn {
		ends = d.Offset + d.Length
		torn[i].Offset += size - int64(len(tail))
	}
	return torn, ends < int64(len(tail)), nil
}

// appendLines writes lines and has them on disk when it returns. The journal is
// locked. After an error nothing of them is left, as far as the disk allows.
func (j *Journal) appendLines(lines ...line) (err error) {
	path := filepath.Join(j.dir, journalFile)
	if err := private.EnsureFile(path); err != nil {
		return &private.OpError{Op: Writing, Err: err}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return &private.OpError{Op: Writing, Err: err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return &private.OpError{Op: Writing, Err: err}
	}
	torn, unended, err := findTornTail(f, size)
	if err != nil {
		return &private.OpError{Op: Writing, Err: err}
	}
	var data []byte
	if unended {
		data = append(data, '\n')
	}
	for _, d := range torn {
		lines = slices.Insert(lines, 0, line{Damage: &d})
	}
	for _, l := range lines {
		text, err := l.encodeLine()
		if err != nil {
			return err
		}
		data = append(data, text...)
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err == nil && size == 0 {
		err = syncDirectory(j.dir)
	}
	if err != nil {
		_ = f.Truncate(size) // a request that will not be sent must not look lost
		return &private.OpError{Op: Writing, Err: err}
	}
	return nil
}
