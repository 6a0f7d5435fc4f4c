package traffic

import (
	"math"
	"slices"
	"time"

	"epn-wizard/client"
)

// Month is what would be billed for a calendar month, in Mbit/s.
type Month struct {
	Month        string             `json:"month"`                // as in 2026-10
	Days         int                `json:"days"`                 // of the calendar
	Whole        bool               `json:"whole"`                // samples cover it
	Missing      int                `json:"missing"`              // samples that it lacks
	DailyPeaks   []float64          `json:"dailyPeaks"`           // of the days that have samples, in their order
	PeaksSum     float64            `json:"dailyPeaksSum"`        // BandwidthByDay, in Mbit/s-days
	Percentile95 float64            `json:"percentile95"`         // 95BandwidthByMonth
	FourthPeak   *float64           `json:"fourthPeak,omitempty"` // PayByBandwidth4thMonth; nil under four days
	Maximum      float64            `json:"maximum"`
	Fixed        float64            `json:"fixed"`               // PayByBandwidth: what has to be ordered for the maximum
	BreakEven    float64            `json:"breakEven,omitempty"` // days' Mbit/s that cost a month's, of a whole month
	Cost         map[string]float64 `json:"cost,omitempty"`      // by billing method, of a whole month
	Cheapest     string             `json:"cheapest,omitempty"`
	Samples      []Sample           `json:"-"`
}

// BillMonths gives the calendar months that have samples, and what they cost.
func (s Series) BillMonths(p Prices) (months []Month) {
	for rest := s.Samples; len(rest) > 0; {
		first := rest[0].Time
		begin := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, first.Location())
		end := begin.AddDate(0, 1, 0)
		n, _ := slices.BinarySearchFunc(rest, end, func(s Sample, end time.Time) int { return s.Time.Compare(end) })
		m := Month{Month: begin.Format("2006-01"), Days: end.AddDate(0, 0, -1).Day(), Samples: rest[:n]}
		m.Missing = max(int(end.Sub(begin)/Every)-n, 0)
		m.billMonth(p)
		months, rest = append(months, m), rest[n:]
	}
	return months
}

// billMonth works out what is billed, and what a whole month costs with each method
// that has a price. The 95th percentile: the samples sorted downwards, the first
// ⌊5 %⌋ set aside, the next one. The fourth peak: the fourth-highest daily peak.
func (m *Month) billMonth(p Prices) {
	var rising []float64
	today := 0
	for _, sample := range m.Samples {
		if day := sample.Time.Day(); day != today {
			today, m.DailyPeaks = day, append(m.DailyPeaks, 0)
		}
		last := &m.DailyPeaks[len(m.DailyPeaks)-1]
		rising, *last = append(rising, sample.Mbps), max(*last, sample.Mbps)
	}
	slices.Sort(rising)
	m.Maximum, m.Percentile95 = rising[len(rising)-1], rising[len(rising)-1-len(rising)*5/100]
	m.Fixed = max(math.Ceil(m.Maximum), 1)
	if peaks := slices.Sorted(slices.Values(m.DailyPeaks)); len(peaks) >= 4 {
		m.FourthPeak = &peaks[len(peaks)-4]
	}
	for _, peak := range m.DailyPeaks {
		m.PeaksSum += peak
	}
	if m.Whole = m.Missing == 0; !m.Whole {
		return
	}
	if m.Percentile95 > 0 {
		m.BreakEven = m.PeaksSum / m.Percentile95
	}
	m.Cost = map[string]float64{}
	for i, billed := range []float64{m.PeaksSum, m.Percentile95, *m.FourthPeak, m.Fixed} {
		method := client.BillingMethods()[i] // in this order
		if price, ok := p[method]; ok {
			m.Cost[method] = billed * price
			if m.CanOrder(method) && (m.Cheapest == "" || m.Cost[method] < m.Cost[m.Cheapest]) {
				m.Cheapest = method
			}
		}
	}
}

// MeanPeak is the mean of the daily peaks, in Mbit/s.
func (m Month) MeanPeak() float64 { return m.PeaksSum / float64(len(m.DailyPeaks)) }

// Prices are what a Mbit/s costs a day (BandwidthByDay) or a month, by billing method.
type Prices map[string]float64

// CanOrder reports whether a method can bill the month. More than can be ordered
// as fixed bandwidth has a price, and is never cheapest.
func (m Month) CanOrder(method string) bool {
	return method != client.BillingFixed || m.Fixed <= client.MaxBandwidth
}
