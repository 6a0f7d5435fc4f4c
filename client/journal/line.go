package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"

	"epn-wizard/client/private"
)

// line is one line of the journal: a request that was about to be sent, or the
// fate of one.
type line struct {
	Sent       *Entry      `json:"sent,omitempty"`
	Resolution *Resolution `json:"fate,omitempty"`
}

// framed is a line with its checksum, by which one that was cut off or garbled
// is told from a whole one.
type framed struct {
	Sum    string          `json:"sum"` // CRC-32 (IEEE) of the record's bytes
	Record json.RawMessage `json:"record"`
}

func checksum(data []byte) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE(data)) }

func (l line) encode() ([]byte, error) {
	record, err := marshal(l)
	if err != nil {
		return nil, fmt.Errorf("encoding a record: %w", err)
	}
	data, err := marshal(framed{Sum: checksum(record), Record: record})
	if err != nil {
		return nil, fmt.Errorf("encoding a record: %w", err)
	}
	return append(data, '\n'), nil
}

// marshal leaves <, > and & alone, so that a record's bytes are the same inside its frame.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// startMark is how a frame begins. Nothing else looks like it, since quotes are
// escaped within strings.
const startMark = `{"sum":"`

// decode reads a line, if it is whole. What stands behind it does not matter.
func decode(data []byte) (line, bool) {
	var f framed
	var l line
	if json.NewDecoder(bytes.NewReader(data)).Decode(&f) != nil || checksum(f.Record) != f.Sum || json.Unmarshal(f.Record, &l) != nil {
		return line{}, false
	}
	return l, l.Sent != nil || l.Resolution != nil
}

// read gives the lines that are whole, and how many are not.
func (j *Journal) read() (lines []line, damaged int, err error) {
	path := filepath.Join(j.dir, journalFile)
	if err := private.File(path); err != nil {
		return nil, 0, &private.OpError{With: Reading, Err: err}
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, &private.OpError{With: Reading, Err: err}
	}
	data = bytes.ReplaceAll(data, []byte(startMark), []byte("\n"+startMark)) // a line's end may be garbled too
	for text := range bytes.SplitSeq(data, []byte{'\n'}) {
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		if l, ok := decode(text); ok {
			lines = append(lines, l)
		} else {
			damaged++
		}
	}
	return lines, damaged, nil
}
