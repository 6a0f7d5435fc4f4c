package journal

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"

	"epn-wizard/client"
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
	sentMark       = []byte(`{"sent":{"journalId":"`)
	resolutionMark = []byte(`{"fate":{"journalId":"`)
	damageMark     = []byte(`{"damage":{`)

	requestMark = []byte(`"EPNInstanceType":"` + client.EdgeToEdge + `","EPNInstanceName":"`) // of a request within
	outcomeMark = []byte(`,"outcome":"`)
	pauseMark   = []byte(`,"waitUntil":"`)
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

func checksumText(data []byte) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE(data)) }

func (l line) encodeLine() ([]byte, error) {
	text, err := marshalPlain(l)
	if err != nil {
		return nil, fmt.Errorf("encoding a record: %w", err)
	}
	return slices.Concat([]byte(startMark+checksumText(text)+recordMark), text, []byte("}\n")), nil
}

// marshalPlain leaves <, > and & alone, so that a record's bytes are the same inside its frame.
func marshalPlain(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// decodeText reads a record's JSON. An outcome that this program does not know says
// nothing about the request.
func decodeText(text []byte) (line, bool) {
	var l line
	err := json.Unmarshal(text, &l)
	known := l.Resolution == nil || slices.Contains(outcomes, l.Resolution.Outcome)
	return l, err == nil && known && (l.Sent != nil || l.Resolution != nil || l.Damage != nil)
}

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
		if ok {
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

// scanTexts finds the records in a journal's bytes, and what does not read. It decodes
// no JSON where a line is as this program writes it, and looks at each once:
// a journal can hold a hundred thousand.
func scanTexts(data []byte, take func(text []byte) bool) (damaged []Damage) {
	for at := 0; at < len(data); {
		end, whole := len(data), false
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			end, whole = at+i, true
		}
		if text, ok := unframeText(data[at:end]); !ok || !take(text) {
			damaged = append(damaged, scanPieces(data, at, end, !whole, take)...)
		}
		at = end + 1
	}
	return damaged
}

// unframeText gives the record of a line that is whole and as encodeLine writes it.
func unframeText(frame []byte) (text []byte, ok bool) {
	const sumEnd = len(startMark) + 2*crc32.Size
	const start = sumEnd + len(recordMark)
	if len(frame) <= start || frame[len(frame)-1] != '}' || string(frame[:len(startMark)]) != startMark ||
		string(frame[sumEnd:start]) != recordMark {
		return nil, false
	}
	text = frame[start : len(frame)-1]
	var sum [crc32.Size]byte
	_, err := hex.Decode(sum[:], frame[len(startMark):sumEnd])
	if err != nil || binary.BigEndian.Uint32(sum[:]) != crc32.ChecksumIEEE(text) {
		return nil, false
	}
	return normalize(text)
}

// normalize gives a record's JSON as encodeLine writes it, so that its bytes can be
// compared, and whether there is a record in it. One that looks so already is
// decoded only where it matters: who does so finds out whether it reads.
func normalize(text []byte) (normal []byte, ok bool) {
	if looksWritten(text) {
		return text, true
	}
	l, ok := decodeText(text)
	if ok {
		text, _ = marshalPlain(l) // what was decoded can be encoded
	}
	return text, ok
}

// looksWritten reports whether a record looks as encodeLine writes it. A text with an
// escape could be written in other ways.
func looksWritten(text []byte) bool {
	switch {
	case !bytes.HasSuffix(text, []byte("}}")):
		return false
	case bytes.HasPrefix(text, sentMark):
		_, request, _ := bytes.Cut(text[len(sentMark):], []byte{'{'})
		return bytes.HasPrefix(request, requestMark) && !bytes.ContainsRune(text, '\\')
	case bytes.HasPrefix(text, resolutionMark):
		outcome := findOutcome(text)
		return slices.ContainsFunc(outcomes, func(known string) bool { return string(outcome) == known })
	}
	return bytes.HasPrefix(text, damageMark)
}

// scanPieces finds what records there are in a line that is not as it was
// written: its end may be garbled, or another line have been written behind one
// that was cut off. What stands behind a whole frame does not matter. In the
// last line, which has no end, what does not read is torn.
func scanPieces(data []byte, at, end int, last bool, take func(text []byte) bool) (damaged []Damage) {
	for at < end {
		next := end
		if i := bytes.Index(data[min(at+1, end):end], []byte(startMark)); i >= 0 {
			next = at + 1 + i
		}
		piece := data[at:next]
		var f framed
		if len(bytes.TrimSpace(piece)) > 0 {
			err := json.NewDecoder(bytes.NewReader(piece)).Decode(&f)
			text, ok := normalize(f.Record)
			if !ok || err != nil || checksumText(f.Record) != f.Sum || !take(text) {
				damaged = append(damaged, Damage{
					Offset: int64(at), Length: int64(len(piece)), Checksum: checksumText(piece),
					Line: bytes.Count(data[:at], []byte{'\n'}) + 1, Torn: last,
				})
			}
		}
		at = next
	}
	return damaged
}

// findJournalID gives the journal id in a record's JSON. Both kinds that have one begin
// alike.
func findJournalID(text []byte) []byte {
	if len(text) < len(sentMark) {
		return nil
	}
	id := text[len(sentMark):]
	return id[:max(bytes.IndexByte(id, '"'), 0)]
}

// findOutcome gives the outcome in a record's JSON, or nothing where it has none.
func findOutcome(text []byte) []byte {
	at := bytes.Index(text, outcomeMark)
	if at < 0 {
		return nil
	}
	rest := text[at+len(outcomeMark):]
	return rest[:max(bytes.IndexByte(rest, '"'), 0)]
}

// selection gathers requests and what became of them.
type selection struct {
	wanted func(sent []byte) bool // says which requests
	ids    map[string]bool
	lines  []line
}

// takeText decodes a record that is of the selection, and reports whether it reads.
func (s *selection) takeText(text []byte) (reads bool) {
	sent := bytes.HasPrefix(text, sentMark)
	if sent && !s.wanted(text) || !sent && !s.ids[string(findJournalID(text))] {
		return true
	}
	l, reads := decodeText(text)
	if !reads {
		return false
	}
	if sent {
		if s.ids == nil {
			s.ids = map[string]bool{}
		}
		s.ids[string(findJournalID(text))] = true
	}
	s.lines = append(s.lines, l)
	return true
}

// foldRecords makes records of lines, the oldest first.
func (j *Journal) foldRecords(lines []line) []Record {
	var records []Record
	at := map[string]int{}
	for _, l := range lines {
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
			records[i].InFlight = j.isInFlight(r.ID)
		}
	}
	slices.SortStableFunc(records, func(a, b Record) int { return a.Time.Compare(b.Time) })
	return records
}
