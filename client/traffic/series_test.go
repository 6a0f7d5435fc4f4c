package traffic

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBillsDay: the same instants are of the same days whatever offset they are
// stamped with: 20 Mbit/s all October, with 80 from 07:00 to 09:00 on three days.
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

// TestClockChange: a month in which the clocks change is whole, and its days
// have 23 and 25 hours.
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
			s := mustRead(t, writePlain(from, Every, n, func(i int) float64 {
				return float64(from.Add(time.Duration(i) * Every).Day())
			}), Options{Zone: zone})
			m := s.BillMonths(nil)
			if len(m) != 1 || !m[0].Whole || len(m[0].DailyPeaks) != days || len(s.Samples) != n ||
				!near(m[0].PeaksSum, float64(days*(days+1)/2)) || s.Reading.Gaps > 0 {
				t.Errorf("%s, %v: %d months, %+v, %+v", name, month, len(m), m[0].DailyPeaks, s.Reading)
			}
		}
	}
}

// TestHourThatClocksShowTwice: local times in it follow each other as they were recorded.
func TestHourThatClocksShowTwice(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Europe/Berlin", "America/New_York"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		from := time.Date(2026, time.October, 20, 0, 0, 0, 0, zone)
		text := writeRows(from, Every, 20*288, time.DateTime, "TIME,RATE\n", func(i int) float64 { return float64(i % 7) })
		s := mustRead(t, text, Options{Zone: zone})
		last := s.Samples[len(s.Samples)-1].Time
		if len(s.Samples) != 20*288 || s.Reading.Gaps > 0 || s.Reading.Duplicates > 0 ||
			last.Sub(from) != 20*288*Every-Every {
			t.Errorf("%s: %d samples until %v, %+v", name, len(s.Samples), last, s.Reading)
		}
	}
}

// TestLengths: finer samples are averaged, coarser ones weigh by their length,
// and a month is whole when they cover it.
func TestLengths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name              string
		step              time.Duration
		n                 int
		samples           int
		averaged, coarser int
		whole             bool
	}{
		{"a minute", time.Minute, 31 * 1440, 31 * 288, 31 * 1440, 0, true},
		{"ten seconds of a day", 10 * time.Second, 8640, 288, 8640, 0, false},
		{"five minutes", Every, 31 * 288, 31 * 288, 0, 0, true},
		{"always a little late", Every + time.Second, 31 * 288, 31*288 + 30, 0, 0, true},
		{"an hour", time.Hour, 31 * 24, 31 * 288, 0, 31 * 24, true},
		{"four hours", 4 * time.Hour, 31 * 6, 31 * 288, 0, 31 * 6, true},
		{"one a day", 24 * time.Hour, 31, 31, 0, 0, false},
	} {
		s := mustRead(t, writePlain(october, c.step, c.n, func(i int) float64 { return float64(i % 5) }), Options{})
		m, r := s.BillMonths(nil)[0], s.Reading
		if len(s.Samples) != c.samples || r.Averaged != c.averaged || r.Coarser != c.coarser || m.Whole != c.whole ||
			c.whole && r.Gaps > 0 || !s.Samples[0].Time.Equal(october) || r.EndStamped {
			t.Errorf("%s: %d samples from %v, %+v, whole %v", c.name, len(s.Samples), s.Samples[0].Time, r, m.Whole)
		}
		if c.step == time.Minute && (m.Maximum != 2 || m.Percentile95 != 2) {
			t.Errorf("%s: the mean of 0 to 4 is not %v", c.name, m.Maximum)
		}
	}
	mixed := mustRead(t, writePlain(october, time.Hour, 24, weekOf)+
		writePlain(october.AddDate(0, 0, 1), Every, 288, weekOf), Options{})
	if len(mixed.Samples) != 576 || mixed.Reading.Coarser != 24 || mixed.Reading.Gaps > 0 {
		t.Errorf("a day of hours and one of five minutes: %d samples, %+v", len(mixed.Samples), mixed.Reading)
	}
}

// TestLatePolls: those that come up to 25 seconds late are the samples that they
// would have been, whenever in five minutes they are due.
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

func TestGaps(t *testing.T) {
	t.Parallel()
	var rows []string
	for i, row := range strings.SplitAfter(writePlain(october, Every, 31*288, weekOf), "\n") {
		if i >= 100 && i < 103 || i == 500 {
			row = "" // none was taken
		}
		rows = append(rows, row)
	}
	s := mustRead(t, strings.Join(rows, ""), Options{})
	m, r := s.BillMonths(nil)[0], s.Reading
	if m.Whole || m.Missing != 4 || m.BreakEven != 0 || r.Missing != 4 || r.Gaps != 2 || r.FirstGap != 101 {
		t.Errorf("%+v, missing %d", r, m.Missing)
	}
}

// TestOverlaps: what two exports share counts once, what one lacks the other
// has, and a header may stand between them.
func TestOverlaps(t *testing.T) {
	t.Parallel()
	number := func(i int) float64 { return float64(i) }
	first, later := writePlain(october, Every, 10, number), writePlain(october, Every, 20, number)
	lacking := strings.Replace(first, october.Add(7*Every).Format(time.RFC3339)+",7\n", "", 1)
	second := later[strings.Index(later, october.Add(5*Every).Format(time.RFC3339)):]
	for text, duplicates := range map[string]int{
		"time,mbps\n" + first + second:                             5,
		"time,mbps\n" + first + "time,mbps\n" + second:             5,
		"note\ntime,mbps\n" + first + "note\ntime,mbps\n" + second: 5,
		lacking + second:                           4,
		first + first + second:                     15,
		"time,mbps\n" + reverseLines(second+first): 5,
	} {
		s := mustRead(t, text, Options{})
		if len(s.Samples) != 20 || s.Reading.Duplicates != duplicates || s.Reading.Gaps > 0 {
			t.Errorf("%d samples, %d duplicates, want %d; %+v", len(s.Samples), s.Reading.Duplicates, duplicates, s.Reading)
		}
	}
}
