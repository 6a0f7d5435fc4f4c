// Package traffic tells what each billing method would bill for recorded traffic, by the usual meaning of the terms.
// The service does not document its own: the invoice decides.
package traffic

import (
	"cmp"
	"math"
	"slices"
	"time"

	"epn-wizard/client"
)

// Direction says how inbound and outbound count.
type Direction string

const (
	Max Direction = "max" // the larger, as Alibaba Cloud documents it for edge EIPs
	Sum Direction = "sum"
	Out Direction = "out" // outbound alone
)

// Options say how a recording is to be read where it does not say so itself.
type Options struct {
	Zone      *time.Location // of days and months, and of times without an offset; nil is the bill's
	Columns   []string       // names, or numbers from 1; none is to find them
	Direction Direction      // "" is Max
	Unit      Unit           // of all values; none is to find it
}

const (
	Every      = 5 * time.Minute   // the service samples this often
	MaxSamples = 366*24*12 + 1     // a leap year of them, and the one that follows
	MaxMbps    = 10_000            // Mbit/s; more is a mistaken unit, since 100 can be ordered
	maxRows    = 2 * 366 * 24 * 60 // a year of one-minute samples that all stand twice
	maxBytes   = 256 << 20         // more than those take
)

// Sample is the bandwidth of five minutes.
type Sample struct {
	Time time.Time // when they begin, in the zone of the bill
	Mbps float64   // Mbit/s, from 0 to MaxMbps
}

// Series is recorded traffic: at least one sample, each later than the one before.
type Series struct {
	Samples []Sample
	Reading Reading
}

// Reading is how a recording was understood.
type Reading struct {
	Missing    int       `json:"missing,omitempty"`     // samples that fit into gaps
	Gaps       int       `json:"-"`                     // between samples
	FirstGap   int       `json:"-"`                     // the line after the first one
	Columns    []string  `json:"columns,omitempty"`     // whose values count
	Direction  Direction `json:"direction,omitempty"`   // how they count, or "" where there is one
	Unit       string    `json:"unit,omitempty"`        // of values that name none themselves
	Assumed    bool      `json:"unitAssumed,omitempty"` // nothing names the unit
	UpIsOut    bool      `json:"upIsOut,omitempty"`     // UpBandWidth is outbound, of which ENS's documents disagree
	EndStamped bool      `json:"endStamped,omitempty"`  // each time is the end of its sample
	Duplicates int       `json:"duplicates,omitempty"`  // samples that stood there before, and were dropped
	Averaged   int       `json:"averaged,omitempty"`    // samples finer than five minutes
	Coarser    int       `json:"coarser,omitempty"`     // samples coarser than that, which weigh by their length
}

// Kind is what is wrong with a recording. The value of its problem is what stands there, unless another is named.
type Kind string

const (
	NoSamples     Kind = "no-samples"    // nothing, or only a header
	NotTable      Kind = "not-a-table"   // HTML or XML, or with a NUL byte: a binary file, or UTF-16
	Broken        Kind = "broken"        // JSON that is not well-formed
	NotTime       Kind = "not-a-time"    // of the years 2000 to 2099
	NoRate        Kind = "no-rate"       // no column holds one
	WhichColumn   Kind = "which-column"  // several may count; the value is the names of all
	NoColumn      Kind = "no-column"     // some that were given are not there; the value is the names of all
	NoOutbound    Kind = "no-outbound"   // no column that counts is, by its name; the value is their names
	ExtraCells    Kind = "extra-cells"   // more than the header names, as where decimal commas part cells too
	NotNumber     Kind = "not-a-number"  // with or without a unit of rates
	Negative      Kind = "negative"      // below 0
	Absurd        Kind = "absurd"        // above MaxMbps
	Unordered     Kind = "unordered"     // earlier than the sample before, and not the begin of an export that overlaps
	Contradicting Kind = "contradicting" // the time of another sample, with another value
	TooMany       Kind = "too-many"      // more than a year
)

// Problem says why a recording cannot be used. The value stands as it was read: it may hold control characters and is
// not fit for a terminal as it is.
type Problem struct {
	Line    int // counted from 1; 0 where no line is at fault
	Kind    Kind
	Value   string
	JSON    bool     // the recording is JSON, and not CSV
	Missing []string // the columns that were given and are not there
}

func (p *Problem) Error() string { return string(p.Kind) }

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
	Cheapest     string             `json:"cheapest,omitempty"`  // of at least two that have prices and can be ordered
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

// billMonth works out what is billed, and what a whole month costs with each method that has a price. The 95th
// percentile: the samples sorted downwards, the first ⌊5 %⌋ set aside, the next one. The fourth peak: the
// fourth-highest daily peak.
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
		*m.FourthPeak = roundToHundredths(*m.FourthPeak)
	}
	for _, peak := range m.DailyPeaks {
		m.PeaksSum += peak
	}
	m.PeaksSum, m.Percentile95 = roundToHundredths(m.PeaksSum), roundToHundredths(m.Percentile95)
	if m.Whole = m.Missing == 0; !m.Whole {
		return
	}
	if m.Percentile95 > 0 {
		m.BreakEven = m.PeaksSum / m.Percentile95
	}
	m.Cost = map[string]float64{}
	var comparable []string
	for i, billed := range []float64{m.PeaksSum, m.Percentile95, *m.FourthPeak, m.Fixed} {
		method := client.BillingMethods()[i] // in this order
		if price, ok := p[method]; ok {
			m.Cost[method] = roundToHundredths(billed * price)
			if m.CanOrder(method) {
				comparable = append(comparable, method)
			}
		}
	}
	if len(comparable) >= 2 {
		m.Cheapest = slices.MinFunc(comparable, func(a, b string) int { return cmp.Compare(m.Cost[a], m.Cost[b]) })
	}
}

// roundToHundredths rounds to what is shown of a figure and of money, so that costs follow from what is shown.
func roundToHundredths(v float64) float64 { return math.Round(v*100) / 100 }

// Prices are what a Mbit/s costs a day (BandwidthByDay) or a month, by billing method.
type Prices map[string]float64

// CanOrder reports whether a method can bill the month. More than can be ordered as fixed bandwidth has a price, and is
// never cheapest.
func (m Month) CanOrder(method string) bool {
	return method != client.BillingFixed || m.Fixed <= client.MaxBandwidth
}
