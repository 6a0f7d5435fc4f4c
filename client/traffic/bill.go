package traffic

import (
	"cmp"
	"math"
	"slices"
	"time"

	"epn-wizard/client"
)

// Month is what would be billed for a calendar month, in Mbit/s: each daily
// peak (BandwidthByDay), the 95th percentile (95BandwidthByMonth), the fourth
// peak (PayByBandwidth4thMonth), or what is ordered (PayByBandwidth).
type Month struct {
	Month        string             `json:"month"`         // as in 2026-10
	Days         int                `json:"days"`          // of the calendar
	Whole        bool               `json:"whole"`         // samples cover it
	Missing      int                `json:"missing"`       // samples that it lacks
	DailyPeaks   []float64          `json:"dailyPeaks"`    // of the days that have samples, in their order
	PeaksSum     float64            `json:"dailyPeaksSum"` // Mbit/s-days
	Percentile95 float64            `json:"percentile95"`
	FourthPeak   *float64           `json:"fourthPeak,omitempty"` // nil under four days
	Maximum      float64            `json:"maximum"`
	Fixed        float64            `json:"fixed"`               // what has to be ordered for the maximum
	BreakEven    float64            `json:"breakEven,omitempty"` // days' Mbit/s that cost a month's, of a whole month
	Cost         map[string]float64 `json:"cost,omitempty"`      // by billing method, of a whole month
	Cheapest     string             `json:"cheapest,omitempty"`  // of at least two that have prices and can be ordered
	Samples      []Sample           `json:"-"`
}

// BillMonths gives the calendar months that have samples, in their order, and what
// they cost.
func (s Series) BillMonths(p Prices) (months []Month) {
	today := ""
	for i, sample := range s.Samples {
		day := sample.Time.Format(time.DateOnly)
		if today == "" || today[:7] != day[:7] {
			months = append(months, Month{Month: day[:7]})
		}
		m := &months[len(months)-1]
		if today != day {
			today, m.DailyPeaks = day, append(m.DailyPeaks, 0)
		}
		highest := &m.DailyPeaks[len(m.DailyPeaks)-1]
		*highest = max(*highest, sample.Mbps)
		m.Samples = s.Samples[i-len(m.Samples) : i+1]
	}
	for i := range months {
		months[i].billMonth(p)
	}
	return months
}

// billMonth works out what is billed, and what a whole month costs with each method
// that has a price. The 95th percentile: the samples sorted downwards, the first
// ⌊5 %⌋ set aside, the next one. The fourth peak: the fourth-highest daily peak.
func (m *Month) billMonth(p Prices) {
	y, month, _ := m.Samples[0].Time.Date()
	begin := time.Date(y, month, 1, 0, 0, 0, 0, m.Samples[0].Time.Location())
	end := begin.AddDate(0, 1, 0)
	m.Days = end.AddDate(0, 0, -1).Day()
	m.Missing = max(int(end.Sub(begin)/Every)-len(m.Samples), 0)
	m.Whole = m.Missing == 0
	rising := slices.SortedFunc(slices.Values(m.Samples), func(a, b Sample) int { return cmp.Compare(a.Mbps, b.Mbps) })
	m.Maximum, m.Percentile95 = rising[len(rising)-1].Mbps, rising[len(rising)-1-len(rising)*5/100].Mbps
	m.Fixed = max(math.Ceil(m.Maximum), 1)
	if peaks := slices.Sorted(slices.Values(m.DailyPeaks)); len(peaks) >= 4 {
		m.FourthPeak = &peaks[len(peaks)-4]
		*m.FourthPeak = roundToHundredths(*m.FourthPeak)
	}
	for _, peak := range m.DailyPeaks {
		m.PeaksSum += peak
	}
	m.PeaksSum, m.Percentile95 = roundToHundredths(m.PeaksSum), roundToHundredths(m.Percentile95)
	if !m.Whole {
		return
	}
	if m.Percentile95 > 0 {
		m.BreakEven = m.PeaksSum / m.Percentile95
	}
	m.Cost = map[string]float64{}
	var comparable []string
	for i, billed := range []float64{m.PeaksSum, m.Percentile95, *m.FourthPeak, m.Fixed} {
		method := client.BillingMethods()[i] // in this order
		price, ok := p[method]
		if !ok {
			continue
		}
		if m.Cost[method] = roundToHundredths(billed * price); m.CanOrder(method) {
			comparable = append(comparable, method)
		}
	}
	if len(comparable) >= 2 {
		m.Cheapest = slices.MinFunc(comparable, func(a, b string) int { return cmp.Compare(m.Cost[a], m.Cost[b]) })
	}
}

// roundToHundredths rounds to what is shown of a figure, so that costs follow from
// what is shown, and of money to cents.
func roundToHundredths(v float64) float64 { return math.Round(v*100) / 100 }

// MeanPeak is the mean of the daily peaks, in Mbit/s.
func (m Month) MeanPeak() float64 { return m.PeaksSum / float64(len(m.DailyPeaks)) }

// Prices are what a Mbit/s costs, a day with BandwidthByDay and otherwise a
// month, by billing method.
type Prices map[string]float64

// CanOrder reports whether a method can bill the month. More than can be ordered
// as fixed bandwidth has a price, and is never cheapest.
func (m Month) CanOrder(method string) bool {
	return method != client.BillingFixed || m.Fixed <= client.MaxBandwidth
}
