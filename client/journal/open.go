package journal

import "bytes"

// openRequests gathers the records of requests of which no end is recorded. They are few
// at any time, since a request's end mostly follows it: so a journal of a hundred
// thousand is gone through without decoding it.
type openRequests struct {
	last  []byte              // the request that was read last, as long as it is open
	ids   []string            // the journal ids of the others, in the file's order
	texts map[string][][]byte // their texts
}

// takeText takes the next record of the journal.
func (o *openRequests) takeText(text []byte) {
	id := findJournalID(text)
	switch {
	case bytes.HasPrefix(text, sentMark):
		o.keepLast()
		o.last = text
	case string(findOutcome(text)) == unknown:
		o.keepLast()
		o.texts[string(id)] = append(o.texts[string(id)], text)
	case bytes.Equal(id, findJournalID(o.last)):
		o.last = nil
	default:
		delete(o.texts, string(id))
	}
}

// keepLast puts the request that was read last to the others.
func (o *openRequests) keepLast() {
	if o.texts == nil {
		o.texts = map[string][][]byte{}
	}
	if id := string(findJournalID(o.last)); o.last != nil {
		o.ids, o.texts[id] = append(o.ids, id), [][]byte{o.last}
		o.last = nil
	}
}

// decodeTexts gives the records that were gathered, in the file's order, and those of
// them that do not read.
func (o *openRequests) decodeTexts() (lines []line, unreadable map[string]bool) {
	o.keepLast()
	unreadable = map[string]bool{}
	for _, id := range o.ids {
		for _, text := range o.texts[id] {
			if l, reads := decodeText(text); reads {
				lines = append(lines, l)
			} else {
				unreadable[string(text)] = true
			}
		}
	}
	return lines, unreadable
}
