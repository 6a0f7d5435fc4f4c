package traffic

import (
	"math"
	"time"
)

// Column is a span of time in a drawing of a month, in Mbit/s; both are NaN
// where nothing was recorded.
type Column struct {
	Mbps float64 // the highest sample in it
	Peak float64 // the highest of its day
}

// Columns cuts the month into perDay columns a day, from the first day that
// has samples to the last. perDay is at least 1.
func (m Month) Columns(perDay int) []Column {
	columns := make([]Column, m.Days()*perDay)
	for i := range columns {
		columns[i] = Column{math.NaN(), math.NaN()}
	}
	const day = int(24 * time.Hour / time.Second)
	for _, s := range m.samples {
		hour, minute, second := s.Time.Clock()
		at := (s.Time.Day()-m.first)*perDay + (hour*3600+minute*60+second)*perDay/day
		columns[at].Mbps = higher(columns[at].Mbps, s.Mbps)
	}
	for start := 0; start < len(columns); start += perDay {
		peak := math.NaN()
		for _, c := range columns[start : start+perDay] {
			if !math.IsNaN(c.Mbps) {
				peak = higher(peak, c.Mbps)
			}
		}
		for i := range perDay {
			columns[start+i].Peak = peak
		}
	}
	return columns
}

// higher gives the larger of two figures, of which the first may be NaN.
func higher(a, b float64) float64 {
	if math.IsNaN(a) {
		return b
	}
	return max(a, b)
}

// Days counts the days from the first that has samples to the last.
func (m Month) Days() int { return m.last - m.first + 1 }

// MeanPeak is the mean of the daily peaks, in Mbit/s.
func (m Month) MeanPeak() float64 {
	sum := 0.0
	for _, peak := range m.DailyPeaks {
		sum += peak
	}
	return sum / float64(max(len(m.DailyPeaks), 1))
}

// Typical gives the index of the month that stands for a recording where one
// has to: the last of which every day has samples, or else the last of those
// with the most days. whole says which of the two it is.
func Typical(months []Month) (index int, whole bool) {
	for i, m := range months {
		full := m.Whole()
		if full || !whole && len(m.DailyPeaks) >= len(months[index].DailyPeaks) {
			index, whole = i, full
		}
	}
	return index, whole
}
