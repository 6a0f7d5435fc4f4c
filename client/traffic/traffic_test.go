package traffic

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
	"time"

	"epn-wizard/client"
)

// seriesOf makes five-minute samples of figures.
func seriesOf(from time.Time, n int, mbps func(i int) float64) Series {
	var s Series
	for i := range n {
		s.Samples = append(s.Samples, Sample{from.Add(time.Duration(i) * Every), mbps(i)})
	}
	return s
}

// Samples of 1, 2, 3 … n Mbit/s: the one billed is n less the number set aside.
func TestPercentile(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]float64{
		1: 1, 19: 19, 20: 19, 39: 38, 40: 38, 288: 274, // of a day 14.4, so 14
		8064: 7661, 8640: 8208, 8928: 8482, // of 28, 30 and 31 days 403.2, 432 and 446.4
	} {
		m := seriesOf(october, n, func(i int) float64 { return float64(n - i) }).BillMonths(nil)[0]
		if m.Percentile95 != want || m.Maximum != float64(n) || m.Fixed != float64(n) ||
			(m.FourthPeak == nil) != (n <= 3*288) {
			t.Errorf("%d samples: percentile %v of maximum %v, want %v", n, m.Percentile95, m.Maximum, want)
		}
	}
}

func TestPrices(t *testing.T) {
	t.Parallel()
	prices := Prices{"BandwidthByDay": 2, "95BandwidthByMonth": 50, "PayByBandwidth4thMonth": 50, "PayByBandwidth": 40}
	whole := func(base, peak float64, days ...int) Month {
		return seriesOf(october, 31*288, func(i int) float64 {
			if slices.Contains(days, i/288) && i%288 < 24 {
				return peak
			}
			return base
		}).BillMonths(prices)[0]
	}
	for _, c := range []struct {
		m        Month
		cheapest string
		costs    [4]float64
	}{
		{whole(20, 80, 4, 11, 18), "95BandwidthByMonth", [4]float64{1600, 1000, 1000, 3200}},
		{whole(1, 80, 4), "95BandwidthByMonth", [4]float64{220, 50, 50, 3200}},
		{whole(99.5, 99.5), "PayByBandwidth", [4]float64{6169, 4975, 4975, 4000}},
		{whole(100.5, 100.5), "95BandwidthByMonth", [4]float64{6231, 5025, 5025, 4040}}, // it cannot be ordered
	} {
		for i, method := range client.BillingMethods() {
			if got := c.m.Cost[method]; !near(got, c.costs[i]) {
				t.Errorf("%s costs %v, want %v", method, got, c.costs[i])
			}
		}
		if c.m.Cheapest != c.cheapest {
			t.Errorf("%v: cheapest is %s, want %s", c.m.Cost, c.m.Cheapest, c.cheapest)
		}
	}
	steady := seriesOf(october, 31*288, func(int) float64 { return 116.649 }) // It is shown as 116.65.
	for want, p := range map[string]Prices{
		`{} ""`:                           nil,
		`{"95BandwidthByMonth":34.99} ""`: {"95BandwidthByMonth": 0.3},
		`{"BandwidthByDay":3616.12} ""`:   {"BandwidthByDay": 1},
		`{"95BandwidthByMonth":5832.5,"PayByBandwidth":1170} ""`: {
			"95BandwidthByMonth": 50, "PayByBandwidth": 10,
		},
		`{"95BandwidthByMonth":5832.5,"BandwidthByDay":7232.24} "95BandwidthByMonth"`: {
			"95BandwidthByMonth": 50, "BandwidthByDay": 2,
		},
	} {
		m := steady.BillMonths(p)[0]
		cost, _ := json.Marshal(m.Cost)
		if got := fmt.Sprintf("%s %q", cost, m.Cheapest); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if m := seriesOf(october, 30*288, weekOf).BillMonths(prices)[0]; m.Cost != nil || m.Cheapest != "" {
		t.Errorf("a month that is not whole has prices: %+v", m.Cost)
	}
}

// billPlainly works a month's figures out again, as simply as can be.
func billPlainly(samples []Sample) (peaks []float64, percentile, fourth, highest float64) {
	days := map[int]float64{}
	var all []float64
	for _, s := range samples {
		days[s.Time.Day()] = math.Max(days[s.Time.Day()], s.Mbps)
		all = append(all, s.Mbps)
	}
	for day := 1; day <= 31; day++ {
		if peak, ok := days[day]; ok {
			peaks = append(peaks, peak)
		}
	}
	sort.Sort(sort.Reverse(sort.Float64Slice(all)))
	for set := len(all) / 20; set > 0; set-- {
		all = all[1:]
	}
	left := slices.Clone(peaks)
	for range 3 {
		left = slices.Delete(left, slices.Index(left, slices.Max(left)), slices.Index(left, slices.Max(left))+1)
	}
	return peaks, all[0], slices.Max(left), slices.Max(peaks)
}

// TestAgainstPlain: two implementations agree on two hundred months.
func TestAgainstPlain(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(16, 16))
	for i := range 200 {
		from := time.Date(2020+i/12, time.Month(i%12+1), 1, 0, 0, 0, 0, BillZone)
		n := int(from.AddDate(0, 1, 0).Sub(from) / Every)
		s := seriesOf(from, n, func(int) float64 { return math.Round(random.ExpFloat64()*200) / 10 })
		peaks, percentile, fourth, highest := billPlainly(s.Samples)
		sum := 0.0
		for _, p := range peaks {
			sum += p
		}
		m := s.BillMonths(Prices{"BandwidthByDay": 2, "PayByBandwidth4thMonth": 30})[0]
		cheapest := "BandwidthByDay"
		if 30*fourth < 2*sum {
			cheapest = "PayByBandwidth4thMonth"
		}
		if !slices.Equal(m.DailyPeaks, peaks) || m.Percentile95 != percentile || *m.FourthPeak != fourth ||
			m.Maximum != highest || !near(m.PeaksSum, sum) || !near(m.BreakEven, sum/percentile) ||
			m.Fixed != math.Ceil(highest) || !m.Whole || m.Cheapest != cheapest || m.Days != len(peaks) {
			t.Fatalf("%s: %+v, want %v %v %v %v", m.Month, m, peaks, percentile, fourth, highest)
		}
	}
}

func TestMonthsJSON(t *testing.T) {
	t.Parallel()
	s := mustRead(t, "time,in,out\n2026-10-30T23:55:00+08:00,41.2,3\n", Options{})
	want := `[{"month":"2026-10","days":31,"whole":false,"missing":8927,"dailyPeaks":[41.2],"dailyPeaksSum":41.2,` +
		`"percentile95":41.2,"maximum":41.2,"fixed":42}]` +
		`{"columns":["in","out"],"direction":"max","unit":"Mbit/s","unitAssumed":true}`
	months, err := json.Marshal(s.BillMonths(nil))
	reading, err2 := json.Marshal(s.Reading)
	if got := string(months) + string(reading); err != nil || err2 != nil || got != want {
		t.Errorf("%v %v\n got %s\nwant %s", err, err2, got, want)
	}
}
