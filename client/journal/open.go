package journal

import "bytes"

// openRequests gathers the records of requests of which no end is recorded. They are few
// at any time, since a request's end mostly follows it: so a journal of a hundred
// thousand is gone through without decoding it.
type openRequests struct {
	last  []byte              // the request that was read last, as long as it is open
	ids   []string            // the journal ids of the others, in the file's order
	lines map[string][][]byte // their records
}

// takeRecord takes the next record of the journal.
func (o *openRequests) takeRecord(record []byte) {
	id := journalIDOf(record)
	switch {
	case bytes.HasPrefix(record, sentMark):
		o.keepLast()
		o.last = record
	case string(outcomeOf(record)) == unknown:
		o.keepLast()
		o.lines[string(id)] = append(o.lines[string(id)], record)
	case bytes.Equal(id, journalIDOf(o.last)):
		o.last = nil
	default:
		delete(o.lines, string(id))
	}
}

// keepLast puts the request that was read last to the others.
func (o *openRequests) keepLast() {
	if o.lines == nil {
		o.lines = map[string][][]byte{}
	}
	if id := string(journalIDOf(o.last)); o.last != nil {
		o.ids, o.lines[id] = append(o.ids, id), [][]byte{o.last}
		o.last = nil
	}
}

// decodeRecords gives the records that were gathered, in the file's order, and those of
// them that do not read.
func (o *openRequests) decodeRecords() (lines []line, unreadable map[string]bool) {
	o.keepLast()
	unreadable = map[string]bool{}
	for _, id := range o.ids {
		for _, record := range o.lines[id] {
			if l, reads := decodeRecord(record); reads {
				lines = append(lines, l)
			} else {
				unreadable[string(record)] = true
			}
		}
	}
	return lines, unreadable
}
