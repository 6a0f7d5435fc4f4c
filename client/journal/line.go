package journal

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"

	"epn-wizard/client/private"
)

// line is one line of the journal: a request that was about to be sent, what
// became of one, or a part of the journal that does not read.
type line struct {
	Sent       *Entry      `json:"sent,omitempty"`
	Resolution *Resolution `json:"fate,omitempty"`
	Damage     *Damage     `json:"damage,omitempty"`
}

// How the record of each kind of line begins.
var (
	sentMark   = []byte(`{"sent":{"journalId":"`)
	fateMark   = []byte(`{"fate":{"journalId":"`)
	damageMark = []byte(`{"damage":{`)
)

// framed is a line with its checksum, by which one that was cut off or garbled
// is told from a whole one.
type framed struct {
	Sum    string          `json:"sum"` // CRC-32 (IEEE) of the record's bytes
	Record json.RawMessage `json:"record"`
}

// How a frame begins, and what stands between its checksum and its record.
// Nothing else looks like startMark, since quotes are escaped within strings.
const (
	startMark  = `{"sum":"`
	recordMark = `","record":`
)

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

// decode reads a record's JSON.
func decode(record []byte) (line, bool) {
	var l line
	err := json.Unmarshal(record, &l)
	return l, err == nil && (l.Sent != nil || l.Resolution != nil || l.Damage != nil)
}

// content is what a journal holds: the JSON of each record that is whole, and
// what does not read, both in the file's order.
type content struct {
	records [][]byte
	damaged []Damage
}

// readContent reads the journal, which is locked. Where there is none it is empty.
func (j *Journal) readContent() (content, error) {
	path := filepath.Join(j.dir, journalFile)
	if err := private.CheckFile(path); err != nil {
		return content{}, &private.OpError{With: Reading, Err: err}
	}
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return content{}, nil
	}
	if err != nil {
		return content{}, &private.OpError{With: Reading, Err: err}
	}
	c := scan(data)
	c.recognizeDamage()
	return c, nil
}

// scan finds the records in a journal's bytes. It decodes no JSON where a line
// is as this program writes it, since a journal can hold a hundred thousand.
func scan(data []byte) (c content) {
	c.records = make([][]byte, 0, bytes.Count(data, []byte{'\n'})+1)
	for at := 0; at < len(data); {
		end, whole := len(data), false
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			end, whole = at+i, true
		}
		if record, ok := unframe(data[at:end]); ok {
			c.records = append(c.records, record)
		} else {
			c.scanPieces(data, at, end, !whole)
		}
		at = end + 1
	}
	return c
}

// unframe gives the record of a line that is whole and as encode writes it.
func unframe(text []byte) (record []byte, ok bool) {
	const sumEnd = len(startMark) + 2*crc32.Size
	const start = sumEnd + len(recordMark)
	if len(text) <= start || text[len(text)-1] != '}' || string(text[:len(startMark)]) != startMark ||
		string(text[sumEnd:start]) != recordMark {
		return nil, false
	}
	record = text[start : len(text)-1]
	var sum [crc32.Size]byte
	if _, err := hex.Decode(sum[:], text[len(startMark):sumEnd]); err != nil {
		return nil, false
	}
	of := crc32.ChecksumIEEE(record)
	if sum != [crc32.Size]byte{byte(of >> 24), byte(of >> 16), byte(of >> 8), byte(of)} {
		return nil, false
	}
	if bytes.HasPrefix(record, sentMark) || bytes.HasPrefix(record, fateMark) || bytes.HasPrefix(record, damageMark) {
		return record, true
	}
	_, ok = decode(record)
	return record, ok
}

// scanPieces finds what records there are in a line that is not as it was
// written: its end may be garbled, or another line have been written behind one
// that was cut off. What stands behind a whole frame does not matter.
func (c *content) scanPieces(data []byte, at, end int, last bool) {
	for at < end {
		next := end
		if i := bytes.Index(data[min(at+1, end):end], []byte(startMark)); i >= 0 {
			next = at + 1 + i
		}
		piece := data[at:next]
		var f framed
		if len(bytes.TrimSpace(piece)) > 0 {
			err := json.NewDecoder(bytes.NewReader(piece)).Decode(&f)
			if _, ok := decode(f.Record); ok && err == nil && checksum(f.Record) == f.Sum {
				c.records = append(c.records, f.Record)
			} else {
				c.damaged = append(c.damaged, Damage{
					Offset: int64(at), Length: int64(len(piece)), Checksum: checksum(piece), Line: bytes.Count(data[:at], []byte{'\n'}) + 1, Torn: last,
				})
			}
		}
		at = next
	}
}

// recognizeDamage marks the damage that the journal itself names: what was torn,
// and what the user has acknowledged.
func (c *content) recognizeDamage() {
	if len(c.damaged) == 0 {
		return
	}
	for _, record := range c.records {
		if !bytes.HasPrefix(record, damageMark) {
			continue
		}
		l, _ := decode(record)
		i := slices.IndexFunc(c.damaged, func(d Damage) bool { return l.Damage != nil && d.same(*l.Damage) })
		if i >= 0 {
			c.damaged[i].Torn, c.damaged[i].Recorded = l.Damage.Torn, true
		}
	}
}

// fold makes records of lines, the oldest first. It decodes only those of
// requests that are wanted; without a wish, all.
func (j *Journal) fold(lines [][]byte, wanted func(sent []byte) bool) []Record {
	var records []Record
	at := map[string]int{}
	for _, text := range lines {
		sent := bytes.HasPrefix(text, sentMark)
		if wanted != nil && sent && !wanted(text) {
			continue
		}
		if _, ok := at[string(idOf(text))]; wanted != nil && !sent && !ok {
			continue
		}
		l, _ := decode(text)
		switch {
		case l.Sent != nil:
			at[l.Sent.ID] = len(records)
			records = append(records, Record{Entry: *l.Sent, Resolution: Resolution{Outcome: unknown}})
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
		if r.Resolution.Outcome == unknown {
			records[i].InFlight = j.alive(r.ID)
		}
	}
	slices.SortStableFunc(records, func(a, b Record) int { return a.Time.Compare(b.Time) })
	return records
}

// idOf gives the journal id in a record's JSON. Both kinds that have one begin
// alike.
func idOf(record []byte) []byte {
	if len(record) < len(sentMark) {
		return nil
	}
	id, _, _ := bytes.Cut(record[len(sentMark):], []byte{'"'})
	return id
}
