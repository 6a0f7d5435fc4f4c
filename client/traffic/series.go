package traffic

import (
	"cmp"
	"slices"
	"time"
)

// point is a sample as it was recorded.
type point struct {
	at     int64 // milliseconds since 1970
	mbps   float64
	line   int32
	begins bool // another export
}

// Lengths of recorded samples, in milliseconds.
const (
	every    = int64(Every / time.Millisecond)
	finest   = every * 5 / 6                           // a shorter one is finer, and no poll that came late
	coarsest = every * 3 / 2                           // a longer one is coarser
	longest  = int64(4 * time.Hour / time.Millisecond) // ENS's coarsest period: a longer step is a gap
)

// sortPoints brings recorded samples into order, and drops those that stand
// twice, as where exports overlap. Samples may run backwards as a whole; where
// they go back once, another export begins, with a sample that was there before.
func sortPoints(points []point) (sorted []point, err error) {
	if len(points) == 0 {
		return nil, &Problem{Kind: NoSamples}
	}
	if points[0].at > points[len(points)-1].at {
		slices.Reverse(points)
	}
	for i := 1; i < len(points); i++ {
		points[i].begins = points[i].at < points[i-1].at
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.at, b.at) })
	sorted = points[:1]
	for _, next := range points[1:] {
		switch last := sorted[len(sorted)-1]; {
		case next.at > last.at && next.begins:
			return nil, &Problem{Line: int(next.line), Kind: Unordered}
		case next.at > last.at:
			sorted = append(sorted, next)
		case next.mbps != last.mbps:
			return nil, &Problem{Line: int(max(next.line, last.line)), Kind: Contradicting}
		}
	}
	return sorted, nil
}

// makeSeries makes a sample of each five minutes: the mean of what was recorded
// in them, or else what lasts until then. Polls that come early or late belong to
// the five minutes that the first one begins.
func makeSeries(points []point, zone *time.Location) (s Series) {
	if s.Reading.EndStamped = isEndStamped(points, zone); s.Reading.EndStamped {
		step := points[1].at - points[0].at
		for i := range points {
			points[i].at -= step
		}
	}
	late := points[0].at%every - every/2
	var next int64         // the five minutes that have no sample yet, counted from 1970
	var sum, count float64 // of what the last sample is the mean of
	s.Samples = make([]Sample, 0, min(len(points), MaxSamples))
	for i, p := range points {
		length := sampleLength(points, i)
		if length > coarsest {
			s.Reading.Coarser++
		} else if length < finest {
			s.Reading.Averaged++
		}
		from, to := p.at/every, (p.at+length)/every
		if length >= finest {
			from, to = (p.at-late)/every, (p.at-late+length)/every
		}
		if i > 0 && from > next {
			s.Reading.Gaps++
			s.Reading.Missing += int(from - next)
			s.Reading.FirstGap = cmp.Or(s.Reading.FirstGap, int(p.line))
		}
		if i > 0 && from < next {
			sum, count = sum+p.mbps, count+1
			s.Samples[len(s.Samples)-1].Mbps = sum / count
		} else {
			next = from
		}
		for ; next < max(from+1, to); next++ {
			s.Samples = append(s.Samples, Sample{time.UnixMilli(next * every).In(zone), p.mbps})
			sum, count = p.mbps, 1
		}
	}
	return s
}

// sampleLength is how many milliseconds a recorded sample stands for: until the
// next one, and the last one as long as the one before. A step longer than the
// ones on both of its sides is a gap.
func sampleLength(points []point, i int) int64 {
	step := func(i int) int64 {
		if i < 0 || i+1 >= len(points) {
			return 0
		}
		return points[i+1].at - points[i].at
	}
	i = min(i, len(points)-2)
	length := step(i)
	if around := max(step(i-1), step(i+1)); around > 0 {
		length = min(length, around)
	}
	if length <= 0 || length > longest {
		return every
	}
	return length
}

// isEndStamped reports whether each time is the end of its sample, as RRDtool
// writes it: from the first step of a day to the end of one.
func isEndStamped(points []point, zone *time.Location) bool {
	midnight := func(at int64) bool {
		h, m, s := time.UnixMilli(at).In(zone).Clock()
		return h+m+s == 0
	}
	first, last := points[0].at, points[len(points)-1].at
	return len(points) > 1 && !midnight(first) && midnight(last) && midnight(2*first-points[1].at)
}

// finishSeries makes a series of what was gathered.
func (rec *recording) finishSeries() (s Series, err error) {
	points, err := sortPoints(rec.points)
	if err != nil {
		return s, err
	}
	if s = makeSeries(points, rec.options.Zone); len(s.Samples) > MaxSamples {
		return Series{}, &Problem{Line: int(points[len(points)-1].line), Kind: TooMany}
	}
	s.Reading.Duplicates, s.Reading.Unit = len(rec.points)-len(points), rec.units[rec.rates[0]].Name
	s.Reading.Columns = rec.listRates()
	if len(rec.rates) > 1 || rec.options.Direction == Out {
		s.Reading.Direction = rec.options.Direction
	}
	s.Reading.UpIsOut = slices.Contains(rec.names, "UpBandWidth")
	return s, nil
}
