package traffic

import (
	"cmp"
	"slices"
	"time"
)

// point is a sample as it was recorded.
type point struct {
	at   int64 // milliseconds since 1970
	mbps float64
	line int32
	part int32 // which of several exports it is of, counted from 0
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
// they go back once, another export begins, which must share a sample with the others.
func sortPoints(points []point) (sorted []point, err error) {
	if len(points) == 0 {
		return nil, &Problem{Kind: NoSamples}
	}
	if points[0].at > points[len(points)-1].at {
		slices.Reverse(points)
	}
	begins := []point{points[0]} // of each export
	for i := 1; i < len(points); i++ {
		if points[i].at < points[i-1].at {
			begins = append(begins, points[i])
		}
		points[i].part = int32(len(begins) - 1)
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.at, b.at) })
	overlaps := map[int32]bool{0: true}
	sorted = points[:1]
	for _, next := range points[1:] {
		switch last := sorted[len(sorted)-1]; {
		case next.at > last.at:
			sorted = append(sorted, next)
		case next.mbps != last.mbps:
			return nil, &Problem{Line: int(max(next.line, last.line)), Kind: Contradicting}
		case next.part != last.part:
			overlaps[next.part] = true
		}
	}
	for i, first := range begins {
		if !overlaps[int32(i)] {
			return nil, &Problem{Line: int(first.line), Kind: Unordered}
		}
	}
	return sorted, nil
}

// makeSeries averages what is finer than five minutes into them, and has what
// is coarser stand for as many of them as it lasts.
func makeSeries(points []point, zone *time.Location) (s Series) {
	s.Samples = make([]Sample, 0, min(len(points), MaxSamples))
	if s.Reading.EndStamped = isEndStamped(points, zone); s.Reading.EndStamped {
		step := points[1].at - points[0].at
		for i := range points {
			points[i].at -= step
		}
	}
	var until int64           // when the last sample ends
	var sum, averaged float64 // of what it averages: Mbit/s by their length, and the length
	for i, p := range points {
		length := sampleLength(points, i)
		if length > coarsest {
			s.Reading.Coarser++
		}
		if length < finest {
			s.Reading.Averaged++
			if p.at < until { // it is of the same five minutes as the one before
				sum, averaged = sum+p.mbps*float64(length), averaged+float64(length)
				s.Samples[len(s.Samples)-1].Mbps = sum / averaged
				continue
			}
			sum, averaged = p.mbps*float64(length), float64(length)
			end := p.at - p.at%every + every
			p.at = max(end-every, until)
			length = end - p.at
		}
		if i > 0 && p.at-until >= every/2 {
			s.Reading.Gaps++
			s.Reading.Missing += int((p.at - until + every/2) / every)
			s.Reading.FirstGap = cmp.Or(s.Reading.FirstGap, int(p.line))
		}
		pieces := max((length+every/2)/every, 1)
		for k := range pieces {
			s.Samples = append(s.Samples, Sample{time.UnixMilli(p.at + k*length/pieces).In(zone), p.mbps})
		}
		until = p.at + length
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
