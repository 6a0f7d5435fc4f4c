// Package traffic tells what each billing method would bill for recorded
// traffic, by the usual meaning of the terms. The service does not document
// its own: the invoice decides.
package traffic

import "time"

// Limits of a recording.
const (
	Every      = 5 * time.Minute // the service samples this often
	MaxSamples = 366 * 24 * 12   // a leap year of them
	MaxMbps    = 10_000_000      // Mbit/s; more is a mistaken unit
	MaxLine    = 1024            // bytes
)

// Sample is the bandwidth measured at one time.
type Sample struct {
	Time time.Time // in the zone it was recorded with
	Mbps float64   // Mbit/s, from 0 to MaxMbps
}

// Gap is a place where samples are missing.
type Gap struct {
	Line    int       // of the first sample after it
	After   time.Time // the last sample before it
	Missing int       // how many samples fit into it
}

// Series is recorded traffic: at least one sample, each later than the one before.
type Series struct {
	Samples  []Sample
	From, To time.Time // the first and the last sample
	Gaps     []Gap
	crowded  int // samples less than half of Every after the one before
}

// Finer reports whether most samples are closer together than the service's:
// the percentile and the peaks of such a recording are not those it would bill.
func (s Series) Finer() bool { return 2*s.crowded > len(s.Samples) }

// Coarser reports whether most samples are further apart than the service's:
// the peaks of such a recording are lower than those it would bill.
func (s Series) Coarser() bool { return len(s.Samples) > 1 && 2*len(s.Gaps) > len(s.Samples) }

// add takes in the sample that a line holds. What follows one that is out of
// order is compared with that one: a single wrong time is a single problem.
func (s *Series) add(line int, sample Sample) *Problem {
	before := s.To
	s.To = sample.Time
	switch {
	case len(s.Samples) == 0:
		s.From = sample.Time
	case sample.Time.Equal(before):
		return &Problem{Kind: Duplicate}
	case sample.Time.Before(before):
		return &Problem{Kind: Unordered}
	default:
		s.measure(line, before, sample.Time)
	}
	s.Samples = append(s.Samples, sample)
	return nil
}

// measure compares the step from a sample to the next with Every. It counts in
// seconds, since a time.Duration ends at 292 years.
func (s *Series) measure(line int, last, next time.Time) {
	const every = int64(Every / time.Second)
	step := next.Unix() - last.Unix()
	if missing := (step+every/2)/every - 1; missing > 0 {
		s.Gaps = append(s.Gaps, Gap{Line: line, After: last, Missing: int(missing)})
	}
	if step < every/2 {
		s.crowded++
	}
}
