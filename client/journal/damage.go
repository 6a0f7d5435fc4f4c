package journal

import "slices"

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
