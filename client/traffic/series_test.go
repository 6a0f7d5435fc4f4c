package traffic

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBillsDay: the same instants are of the same days whatever offset they are stamped with: 20 Mbit/s all October,
// with 80 from 07:00 to 09:00 on three days.
func TestBillsDay(t *testing.T) {
	t.Parallel()
	rate := func(i int) float64 {
		if slices.Contains([]int{5, 12, 19}, i/288+1) && i%288 >= 7*12 && i%288 < 9*12 {
			return 80
		}
		return 20
	}
	for _, c := range []struct {
		zone   *time.Location // of the days
		months int
		fourth float64
	}{{nil, 1, 20}, {time.UTC, 2, 80}, {time.FixedZone("", 20700), 2, 20}} {
		for _, stamped := range []*time.Location{BillZone, time.UTC, time.FixedZone("", -34200)} {
			s := mustRead(t, writePlain(october.In(stamped), Every, 31*288, rate), Options{Zone: c.zone})
			months := s.BillMonths(nil)
			m := months[len(months)-1]
			if len(months) != c.months || *m.FourthPeak != c.fourth || m.Whole != (c.months == 1) {
				t.Errorf("days of %v: %d months, fourth peak %v, whole %v", c.zone, len(months), *m.FourthPeak, m.Whole)
			}
		}
	}
}

// TestClockChange: a month in which the clocks change is whole, its days have 23 and 25 hours, and local times in the
// hour that clocks show twice follow each other as they were recorded.
func TestClockChange(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Europe/Berlin", "America/New_York"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for month, days := range map[time.Month]int{time.March: 31, time.October: 31, time.November: 30} {
			from := time.Date(2026, month, 1, 0, 0, 0, 0, zone)
			n := int(from.AddDate(0, 1, 0).Sub(from) / Every)
			for _, layout := range []string{time.RFC3339, time.DateTime} {
				text := writeRows(from, Every, n, layout, "TIME,RATE\n", func(i int) float64 {
					return float64(from.Add(time.Duration(i) * Every).Day())
				})
				s := mustRead(t, text, Options{Zone: zone})
				m, r := s.BillMonths(nil), s.Reading
				if len(m) != 1 || !m[0].Whole || len(m[0].DailyPeaks) != days || len(s.Samples) != n ||
					!near(m[0].PeaksSum, float64(days*(days+1)/2)) || r.Gaps+r.Duplicates > 0 {
					t.Errorf("%s, %v: %d months, %+v, %+v", name, month, len(m), m[0].DailyPeaks, r)
				}
			}
		}
	}
}

// TestLengths: finer samples are averaged, coarser ones weigh by their length, and a month is whole when they cover it.
func TestLengths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		step time.Duration
		n    int
		want string // the samples, those averaged and coarser, whether the month is whole, and its maximum
	}{
		{time.Minute, 31 * 1440, "8928 44640 0 true 2"}, // the mean of 0 to 4
		{10 * time.Second, 8640, "288 8640 0 false 2"},
		{Every, 31 * 288, "8928 0 0 true 4"},
		{Every + time.Second, 31 * 288, "8958 0 0 true 4"}, // always a little late
		{time.Hour, 31 * 24, "8928 0 744 true 4"},
		{4 * time.Hour, 31 * 6, "8928 0 186 true 4"},
		{24 * time.Hour, 31, "31 0 0 false 4"},
	} {
		s := mustRead(t, writePlain(october, c.step, c.n, func(i int) float64 { return float64(i % 5) }), Options{})
		m, r := s.BillMonths(nil)[0], s.Reading
		got := fmt.Sprint(len(s.Samples), r.Averaged, r.Coarser, m.Whole, m.Maximum)
		if got != c.want || m.Whole && r.Gaps > 0 || !s.Samples[0].Time.Equal(october) || r.EndStamped {
			t.Errorf("%v: got %s, want %s, from %v, %+v", c.step, got, c.want, s.Samples[0].Time, r)
		}
	}
	mixed := mustRead(t, writePlain(october, time.Hour, 24, weekOf)+
		writePlain(october.AddDate(0, 0, 1), Every, 288, weekOf), Options{})
	if len(mixed.Samples) != 576 || mixed.Reading.Coarser != 24 || mixed.Reading.Gaps > 0 {
		t.Errorf("a day of hours and one of five minutes: %d samples, %+v", len(mixed.Samples), mixed.Reading)
	}
}

// TestLatePolls: those that come up to 25 seconds late are the samples that they would have been, whenever in five
// minutes they are due.
func TestLatePolls(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for _, step := range []time.Duration{Every, time.Hour} {
		for _, due := range []int{0, 37, 150, 270} {
			var text strings.Builder
			for i := range 31 * 24 * int(time.Hour/step) {
				at := october.Add(time.Duration(i)*step + time.Duration(due+random.IntN(25))*time.Second)
				fmt.Fprintf(&text, "%s,%d\n", at.Format(time.RFC3339), i%9)
			}
			s := mustRead(t, text.String(), Options{})
			m, r := s.BillMonths(nil)[0], s.Reading
			if !m.Whole || r.Averaged+r.Gaps > 0 || m.Maximum != 8 || m.Percentile95 != 8 || *m.FourthPeak != 8 {
				t.Errorf("%v after %d seconds: %+v, %d missing, maximum %v", step, due, r, m.Missing, m.Maximum)
			}
		}
	}
}

// TestGapsAndOverlaps: what two exports share counts once, what one lacks the other has, a header may stand between
// them, and what both lack is missing.
func TestGapsAndOverlaps(t *testing.T) {
	t.Parallel()
	plain := func(from, to int) string {
		return writePlain(october.Add(time.Duration(from)*Every), Every, to-from, func(i int) float64 {
			return float64(from + i)
		})
	}
	const none = "0 0 0"
	for _, c := range []struct {
		text       string
		duplicates int
		gaps       string // the samples missing, gaps, and the line after the first one
	}{
		{"time,mbps\n" + plain(0, 10) + plain(5, 20), 5, none},
		{"time,mbps\n" + plain(0, 10) + "time,mbps\n" + plain(5, 20), 5, none},
		{"note\ntime,mbps\n" + plain(0, 10) + "note\ntime,mbps\n" + plain(5, 20), 5, none},
		{plain(0, 7) + plain(8, 10) + plain(5, 20), 4, none},
		{plain(0, 10) + plain(0, 10) + plain(5, 20), 15, none},
		{"time,mbps\n" + reverseLines(plain(5, 20)+plain(0, 10)), 5, none},
		{plain(0, 10) + plain(13, 15) + plain(16, 20), 0, "4 2 11"},
	} {
		s := mustRead(t, c.text, Options{})
		r, m := s.Reading, s.BillMonths(nil)[0]
		gaps := fmt.Sprint(r.Missing, r.Gaps, r.FirstGap)
		if r.Duplicates != c.duplicates || gaps != c.gaps || m.Missing != 31*288-20+r.Missing || m.Whole {
			t.Errorf("%s\ngot %s, %+v, %d missing, want %s, %d", c.text, gaps, r, m.Missing, c.gaps, c.duplicates)
		}
	}
}

// seriesOf makes five-minute samples of October.
func seriesOf(n int, mbps func(i int) float64) (s Series) {
	for i := range n {
		s.Samples = append(s.Samples, Sample{october.Add(time.Duration(i) * Every), mbps(i)})
	}
	return s
}

// TestPercentile: of samples of 1, 2, 3 … n Mbit/s, the one billed is n less the number set aside.
func TestPercentile(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]float64{
		1: 1, 19: 19, 20: 19, 39: 38, 40: 38, 288: 274, // of a day 14.4, so 14
		8064: 7661, 8640: 8208, 8928: 8482, // of 28, 30 and 31 days 403.2, 432 and 446.4
	} {
		m := seriesOf(n, func(i int) float64 { return float64(n - i) }).BillMonths(nil)[0]
		if m.Percentile95 != want || m.Maximum != float64(n) || m.Fixed != float64(n) ||
			(m.FourthPeak == nil) != (n <= 3*288) {
			t.Errorf("%d samples: percentile %v of maximum %v, want %v", n, m.Percentile95, m.Maximum, want)
		}
	}
}

// TestBills: October at one bandwidth, and at another one for the first hours of some days.
func TestBills(t *testing.T) {
	t.Parallel()
	all := Prices{"BandwidthByDay": 2, "95BandwidthByMonth": 50, "PayByBandwidth4thMonth": 50, "PayByBandwidth": 40}
	for _, c := range []struct {
		base, peak float64
		days       int
		prices     Prices
		want       string // the sum of the peaks, percentile, fourth peak, fixed, break-even; costs; cheapest
	}{
		{20, 80, 3, all, `800 20 20 80 40.00 {"95BandwidthByMonth":1000,"BandwidthByDay":1600,"PayByBandwidth":3200,` +
			`"PayByBandwidth4thMonth":1000} "95BandwidthByMonth"`},
		{20, 80, 4, all, `860 20 80 80 43.00 {"95BandwidthByMonth":1000,"BandwidthByDay":1720,"PayByBandwidth":3200,` +
			`"PayByBandwidth4thMonth":4000} "95BandwidthByMonth"`},
		{99.5, 99.5, 0, all, `3084.5 99.5 99.5 100 31.00 {"95BandwidthByMonth":4975,"BandwidthByDay":6169,` +
			`"PayByBandwidth":4000,"PayByBandwidth4thMonth":4975} "PayByBandwidth"`},
		{100.5, 100.5, 0, all, `3115.5 100.5 100.5 101 31.00 {"95BandwidthByMonth":5025,"BandwidthByDay":6231,` +
			`"PayByBandwidth":4040,"PayByBandwidth4thMonth":5025} "95BandwidthByMonth"`}, // fixed cannot be ordered
		{0, 0, 0, nil, `0 0 0 1 0.00 {} ""`},
		// It is shown as 116.65, and costs follow from what is shown.
		{116.649, 116.649, 0, Prices{"BandwidthByDay": 1}, `3616.12 116.65 116.65 117 31.00 {"BandwidthByDay":3616.12} ""`},
		{116.649, 116.649, 0, Prices{"95BandwidthByMonth": 0.3, "PayByBandwidth": 10}, `3616.12 116.65 116.65 117 31.00 ` +
			`{"95BandwidthByMonth":34.99,"PayByBandwidth":1170} ""`},
		{116.649, 116.649, 0, Prices{"95BandwidthByMonth": 50, "BandwidthByDay": 2}, `3616.12 116.65 116.65 117 31.00 ` +
			`{"95BandwidthByMonth":5832.5,"BandwidthByDay":7232.24} "95BandwidthByMonth"`},
	} {
		m := seriesOf(31*288, func(i int) float64 {
			if i/288 < c.days && i%288 < 24 {
				return c.peak
			}
			return c.base
		}).BillMonths(c.prices)[0]
		cost, err := json.Marshal(m.Cost)
		got := fmt.Sprint(m.PeaksSum, m.Percentile95, *m.FourthPeak, m.Fixed) +
			fmt.Sprintf(" %.2f %s %q", m.BreakEven, cost, m.Cheapest)
		if got != c.want || err != nil || m.DailyPeaks[30] != c.base || slices.Max(m.DailyPeaks) != m.Maximum {
			t.Errorf("got %s, want %s: %v", got, c.want, m.DailyPeaks)
		}
	}
	s := mustRead(t, "time,in,out\n2026-10-30T23:55:00+08:00,41.2,3\n", Options{}) // not a whole month: no cost
	want := `[{"month":"2026-10","days":31,"whole":false,"missing":8927,"dailyPeaks":[41.2],"dailyPeaksSum":41.2,` +
		`"percentile95":41.2,"maximum":41.2,"fixed":42}]` +
		`{"columns":["in","out"],"direction":"max","unit":"Mbit/s","unitAssumed":true}`
	months, err := json.Marshal(s.BillMonths(all))
	reading, err2 := json.Marshal(s.Reading)
	if got := string(months) + string(reading); err != nil || err2 != nil || got != want {
		t.Errorf("%v %v\n got %s\nwant %s", err, err2, got, want)
	}
}

// BenchmarkYear reads a year of one-minute samples, as CSV and as ENS's JSON, which is five times as long, and bills
// it: in under half a second.
func BenchmarkYear(b *testing.B) {
	from := time.Date(2026, time.January, 1, 0, 0, 0, 0, BillZone)
	rate := func(i int) float64 { return float64(i * 7919 % 10_000) }
	for name, format := range map[string]string{"CSV": "TIME;RATE kb/s\n", "ENS": ensRow} {
		text := writeRows(from, time.Minute, 365*24*60, "2006-01-02T15:04:05Z", format, rate)
		if name == "ENS" {
			text = ensHead + text + "{}]}}"
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s, err := ReadRecording(strings.NewReader(text), Options{})
				if err != nil || len(s.BillMonths(nil)) < 12 {
					b.Fatal(err)
				}
			}
		})
	}
}
