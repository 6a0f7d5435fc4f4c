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

// scanFile reads the journal, which is locked, and hands on the JSON of each
// record that is whole, in the file's order; who takes it says whether it reads.
// It gives what does not. Where there is no journal it is empty.
func (j *Journal) scanFile(take func(text []byte) bool) ([]Damage, error) {
	path := filepath.Join(j.dir, journalFile)
	if err := private.CheckFile(path); err != nil {
		return nil, &private.OpError{Op: Reading, Err: err}
	}
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, &private.OpError{Op: Reading, Err: err}
	}
	var named []Damage
	damaged := scanTexts(data, func(text []byte) bool {
		if !bytes.HasPrefix(text, damageMark) {
			return take(text)
		}
		l, ok := decodeText(text)
		if ok = ok && l.Damage != nil; ok {
			named = append(named, *l.Damage)
		}
		return ok
	})
	for i, d := range damaged {
		if k := slices.IndexFunc(named, d.isSamePart); k >= 0 {
			damaged[i].Torn, damaged[i].Recorded = named[k].Torn, true
		}
	}
	return damaged, nil
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
