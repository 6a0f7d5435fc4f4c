package traffic

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// point is a sample as it was recorded.
type point struct {
	at     int64 // milliseconds since 1970
	mbps   float64
	line   int32
	export int32 // which of several, counted from 0
}

// makeSeries averages what is finer than five minutes into them, and has what
// is coarser stand for as many of them as it lasts.
func makeSeries(points []point, zone *time.Location) (s Series) {
	if s.Reading.EndStamped = endStamped(points, zone); s.Reading.EndStamped {
		step := points[1].at - points[0].at
		for i := range points {
			points[i].at -= step
		}
	}
	const every = int64(Every / time.Millisecond)
	s.Samples = make([]Sample, 0, min(len(points), MaxSamples))
	until := int64(math.MinInt64) // when the last sample ends
	add := func(at, length int64, mbps float64, line int32) {
		if len(s.Samples) > 0 && at-until >= every/2 {
			s.Gaps = append(s.Gaps, Gap{int(line), int((at - until + every/2) / every)})
		}
		until = at + length
		s.Samples = append(s.Samples, Sample{time.UnixMilli(at).In(zone), mbps})
	}
	for i := 0; i < len(points); i++ {
		p, length := points[i], lengthOf(points, i)
		if length > coarsest.Milliseconds() {
			s.Reading.Coarser++
		}
		if length >= finest.Milliseconds() {
			pieces := (length + every/2) / every
			for k := range pieces {
				add(p.at+k*length/pieces, length/pieces, p.mbps, p.line)
			}
			continue
		}
		begin, sum, total := p.at-p.at%every, 0.0, int64(0) // of the five minutes that it is in
		for ; i < len(points) && points[i].at < begin+every; i++ {
			if length = lengthOf(points, i); length >= finest.Milliseconds() {
				break
			}
			sum, total = sum+points[i].mbps*float64(length), total+length
			s.Reading.Averaged++
		}
		i--
		at := max(begin, until)
		add(at, begin+every-at, sum/float64(total), p.line)
	}
	return s
}

// lengthOf is how many milliseconds a recorded sample stands for: until the
// next one. A step longer than the ones on both of its sides is a gap.
func lengthOf(points []point, i int) int64 {
	step := func(i int) int64 {
		if i < 0 || i+1 >= len(points) {
			return 0
		}
		return points[i+1].at - points[i].at
	}
	if i+1 == len(points) {
		i-- // the last one is as long as the one before
	}
	length := step(i)
	if around := max(step(i-1), step(i+1)); around > 0 {
		length = min(length, around)
	}
	if length <= 0 || length > longest.Milliseconds() {
		return Every.Milliseconds()
	}
	return length
}

// endStamped reports whether each time is the end of its sample, as RRDtool
// writes it: from the first step of a day to the end of one.
func endStamped(points []point, zone *time.Location) bool {
	midnight := func(at int64) bool {
		h, m, s := time.UnixMilli(at).In(zone).Clock()
		return h+m+s == 0
	}
	return len(points) > 1 && midnight(points[len(points)-1].at) && midnight(2*points[0].at-points[1].at)
}

// sortPoints brings recorded samples into order, and drops those that stand
// twice. Only a whole export may go back in time, which overlaps another one.
func sortPoints(points []point) (sorted []point, duplicates int, p *Problem) {
	rises := 0
	for i, next := range points[1:] {
		rises += cmp.Compare(next.at, points[i].at)
	}
	if rises < 0 {
		slices.Reverse(points)
	}
	exports, overlaps := []point{points[0]}, map[int32]bool{} // the first sample of each export
	for i := range points[1:] {
		if points[i+1].at < points[i].at {
			exports = append(exports, points[i+1])
		}
		points[i+1].export = int32(len(exports) - 1)
	}
	if len(exports) > 1 {
		slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.at, b.at) })
	}
	sorted = points[:1]
	for _, next := range points[1:] {
		switch last := sorted[len(sorted)-1]; {
		case next.at > last.at:
			sorted = append(sorted, next)
		case next.mbps != last.mbps:
			return nil, 0, &Problem{Line: int(max(next.line, last.line)), Kind: Contradicting}
		default:
			duplicates++
			overlaps[next.export], overlaps[last.export] = true, true
		}
	}
	for i, first := range exports[1:] {
		if !overlaps[int32(i+1)] {
			return nil, 0, &Problem{Line: int(first.line), Kind: Unordered}
		}
	}
	return sorted, duplicates, nil
}
