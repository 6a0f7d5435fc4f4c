package traffic

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Summary is the JSON object of a comparison.
type Summary struct {
	Samples int       `json:"samples"`
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Months  []Month   `json:"months"`
}

// Month is what would be billed for a calendar month, in Mbit/s: each daily
// peak (BandwidthByDay), the 95th percentile (95BandwidthByMonth) or the fourth
// peak (PayByBandwidth4thMonth).
type Month struct {
	Month        string    `json:"month"`      // as in 2026-10
	DailyPeaks   []float64 `json:"dailyPeaks"` // of the days that have samples, in their order
	Percentile95 float64   `json:"percentile95"`
	FourthPeak   *float64  `json:"fourthPeak,omitempty"` // nil under four days
	Maximum      float64   `json:"maximum"`

	samples     []Sample
	first, last int // the days of the month that its samples lie between
	length      int // of the calendar month, in days
}

// Whole reports whether every day of the calendar month has samples.
func (m Month) Whole() bool { return len(m.DailyPeaks) == m.length }

// Summary gives the series' extent and its months.
func (s Series) Summary() Summary {
	return Summary{Samples: len(s.Samples), From: s.From, To: s.To, Months: s.Months()}
}

// month is a calendar month.
type month struct {
	year  int
	month time.Month
}

// tally is what a month's samples hold.
type tally struct {
	samples []Sample
	peaks   [32]float64 // by day of the month; below 0 where there is no sample
}

// Months gives the calendar months that have samples, in their order. Which
// day and month a sample belongs to is told by its own offset, so that days
// and months stay whole where the clocks change.
func (s Series) Months() []Month {
	tallies := map[month]*tally{}
	var at month
	var t *tally
	for _, sample := range s.Samples {
		y, m, day := sample.Time.Date()
		if next := (month{y, m}); t == nil || next != at {
			at = next
			if t = tallies[at]; t == nil {
				t = newTally()
				tallies[at] = t
			}
		}
		t.samples = append(t.samples, sample)
		t.peaks[day] = max(t.peaks[day], sample.Mbps)
	}
	order := slices.SortedFunc(maps.Keys(tallies), func(a, b month) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.month, b.month))
	})
	months := make([]Month, len(order))
	for i, m := range order {
		months[i] = tallies[m].bill()
		months[i].Month = fmt.Sprintf("%04d-%02d", m.year, m.month)
		months[i].length = time.Date(m.year, m.month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	}
	return months
}

func newTally() *tally {
	t := &tally{samples: make([]Sample, 0, 31*24*12)}
	for day := range t.peaks {
		t.peaks[day] = -1
	}
	return t
}

// bill works the methods out. The 95th percentile: the samples sorted
// downwards, the first ⌊5 %⌋ set aside, the next one. The fourth peak: the
// fourth-highest daily peak.
func (t *tally) bill() Month {
	m := Month{samples: t.samples}
	for day, peak := range t.peaks {
		if peak < 0 {
			continue
		}
		if len(m.DailyPeaks) == 0 {
			m.first = day
		}
		m.last = day
		m.DailyPeaks = append(m.DailyPeaks, peak)
	}
	mbps := make([]float64, len(t.samples))
	for i, sample := range t.samples {
		mbps[i] = sample.Mbps
	}
	mbps = downwards(mbps)
	m.Maximum = mbps[0]
	m.Percentile95 = mbps[len(mbps)*5/100]
	if peaks := downwards(slices.Clone(m.DailyPeaks)); len(peaks) >= 4 {
		m.FourthPeak = &peaks[3]
	}
	return m
}

// downwards sorts values, the highest first.
func downwards(values []float64) []float64 {
	slices.Sort(values)
	slices.Reverse(values)
	return values
}
