package chart

import (
	"math"
	"time"

	"epn-wizard/client/traffic"
)

// column is a span of time in a drawing of a month, in Mbit/s; both figures are
// NaN where nothing was recorded.
type column struct {
	mbps float64 // the highest sample in it
	peak float64 // the highest of its day
	day  int     // of the month, where it begins one, or 0
}

// cutColumns cuts a month into perDay columns a day, from the first day that
// has samples to the last. perDay is at least 1.
func cutColumns(m traffic.Month, perDay int) []column {
	first, last := recordedDays(m)
	columns := make([]column, (last-first+1)*perDay)
	for i := range columns {
		columns[i] = column{mbps: math.NaN(), peak: math.NaN()}
		if i%perDay == 0 {
			columns[i].day = first + i/perDay
		}
	}
	const day = int(24 * time.Hour / time.Second)
	for _, s := range m.Samples {
		hour, minute, second := s.Time.Clock()
		start := (s.Time.Day() - first) * perDay
		at := start + (hour*3600+minute*60+second)*perDay/day
		columns[at].mbps = largerOf(columns[at].mbps, s.Mbps)
		columns[start].peak = largerOf(columns[start].peak, s.Mbps)
	}
	for i := range columns {
		columns[i].peak = columns[i-i%perDay].peak
	}
	return columns
}

// recordedDays gives the first and the last day of a month that have samples.
func recordedDays(m traffic.Month) (first, last int) {
	return m.Samples[0].Time.Day(), m.Samples[len(m.Samples)-1].Time.Day()
}

// largerOf gives the larger of two figures, of which the first may be NaN.
func largerOf(a, b float64) float64 {
	if math.IsNaN(a) {
		return b
	}
	return max(a, b)
}
