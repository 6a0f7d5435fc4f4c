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

const (
	every   = int64(Every / time.Millisecond)
	longest = int64(4 * time.Hour / time.Millisecond) // ENS's coarsest period: what is longer is a gap
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
	sorted = slices.CompactFunc(points, func(a, b point) bool { return a.at == b.at && a.mbps == b.mbps })
	for i, next := range sorted[1:] {
		switch last := sorted[i]; {
		case next.at == last.at:
			return nil, &Problem{Line: int(max(next.line, last.line)), Kind: Contradicting}
		case next.begins:
			return nil, &Problem{Line: int(next.line), Kind: Unordered}
		}
	}
	return sorted, nil
}

// shiftEnds tells whether each time is the end of its sample, as RRDtool writes it:
// from the first step of a day to the end of one. Then it makes them begins.
func shiftEnds(points []point, zone *time.Location) bool {
	isMidnight := func(at int64) bool { return time.UnixMilli(at).In(zone).Format(time.TimeOnly) == "00:00:00" }
	first, last := points[0].at, points[len(points)-1].at
	step := points[min(1, len(points)-1)].at - first
	if isMidnight(first) || !isMidnight(first-step) || !isMidnight(last) {
		return false
	}
	for i := range points {
		points[i].at -= step
	}
	return true
}

// makeSeries makes a sample of each five minutes: the mean of what was recorded
// in them, or else what lasts until then. Polls that come early or late belong to
// the five minutes that the first one begins.
func (rec *recording) makeSeries() (s Series, err error) {
	points, err := sortPoints(rec.points)
	if err != nil {
		return s, err
	}
	s.Reading.Unit, s.Reading.UpIsOut = rec.units[rec.rates[0]].Name, slices.Contains(rec.names, "UpBandWidth")
	for _, i := range rec.rates {
		s.Reading.Columns = append(s.Reading.Columns, rec.names[i])
	}
	if len(rec.rates) > 1 || rec.options.Direction == Out {
		s.Reading.Direction = rec.options.Direction
	}
	s.Reading.Duplicates, s.Reading.EndStamped = len(rec.points)-len(points), shiftEnds(points, rec.options.Zone)
	late := points[0].at%every - every/2
	length := every        // of the last sample
	var next int64         // the five minutes that have no sample yet, counted from 1970
	var sum, count float64 // of what the last sample is the mean of
	for i, p := range points {
		// It lasts until the next one, unless that step is longer than those before and after it: a gap.
		if i+1 < len(points) {
			step, after := points[i+1].at-p.at, points[min(i+2, len(points)-1)].at-points[i+1].at
			if step <= min(max(length, after)*3/2, longest) {
				length = step
			}
		}
		begin := p.at - late
		if length < every*5/6 { // It is no poll that came late.
			begin = p.at
			s.Reading.Averaged++
		} else if length > every*3/2 {
			s.Reading.Coarser++
		}
		from := begin / every
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
		for ; next < max(from+1, (begin+length)/every); next++ {
			s.Samples = append(s.Samples, Sample{time.UnixMilli(next * every).In(rec.options.Zone), p.mbps})
			sum, count = p.mbps, 1
		}
	}
	if len(s.Samples) > MaxSamples {
		return s, &Problem{Line: int(points[len(points)-1].line), Kind: TooMany}
	}
	return s, nil
}
