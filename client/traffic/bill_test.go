package traffic

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func mustRead(t *testing.T, text string) Series {
	t.Helper()
	s, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Samples of 1, 2, 3 … n Mbit/s: the one billed is n less the number set aside.
func TestPercentile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n    int
		want float64
	}{
		{1, 1},       // 5 % are 0.05: none is set aside
		{19, 19},     // 0.95: none
		{20, 19},     // 1
		{39, 38},     // 1.95: 1
		{40, 38},     // 2
		{288, 274},   // a day: 14.4, so 14
		{8064, 7661}, // 28 days: 403.2, so 403
		{8640, 8208}, // 30 days: 432
		{8928, 8482}, // 31 days: 446.4, so 446
	} {
		start := time.Date(2026, time.October, 1, 0, 0, 0, 0, time.UTC)
		up := mustRead(t, rows(start, c.n, func(i int) float64 { return float64(i + 1) }))
		down := mustRead(t, rows(start, c.n, func(i int) float64 { return float64(c.n - i) }))
		for _, m := range slices.Concat(up.Months(), down.Months()) {
			if m.Percentile95 != c.want || m.Maximum != float64(c.n) {
				t.Errorf("%d samples: percentile %v of maximum %v, want %v", c.n, m.Percentile95, m.Maximum, c.want)
			}
		}
	}
}

func TestFourthPeak(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		peaks []float64 // of consecutive days
		want  string
	}{
		{[]float64{9}, "none"},
		{[]float64{9, 8, 7}, "none"},
		{[]float64{9, 8, 7, 6}, "6"},
		{[]float64{6, 9, 7, 8}, "6"},
		{[]float64{1, 60, 44, 60, 44, 2, 50}, "44"}, // 60 60 50 44
		{[]float64{5, 5, 5, 5, 5}, "5"},
		{[]float64{5, 0, 0, 0}, "0"}, // none used, and still four days
	} {
		var b strings.Builder
		for day, peak := range c.peaks {
			fmt.Fprintf(&b, "2026-10-%02dT09:00:00Z,%v\n2026-10-%02dT09:05:00Z,%v\n", day+1, peak/2, day+1, peak)
		}
		m := mustRead(t, b.String()).Months()[0]
		got := "none"
		if m.FourthPeak != nil {
			got = fmt.Sprint(*m.FourthPeak)
		}
		if got != c.want || !slices.Equal(m.DailyPeaks, c.peaks) {
			t.Errorf("got %s of %v, want %s of %v", got, m.DailyPeaks, c.want, c.peaks)
		}
	}
}

// The same samples at the end of October: which day and month they belong to
// is a matter of their offset.
func TestMonthsOfTheSamplesOwnZone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-10-31T15:55:00Z,1\n2026-10-31T16:00:00Z,2\n":           "2026-10 [2]",
		"2026-10-31T23:55:00+08:00,1\n2026-11-01T00:00:00+08:00,2\n": "2026-10 [1] 2026-11 [2]",
		"2026-12-31T23:55:00-05:00,1\n2027-01-01T00:00:00-05:00,2\n": "2026-12 [1] 2027-01 [2]",
		// A day without samples has no peak; a month without any is not listed.
		"2026-10-01T00:00:00Z,1\n2026-10-03T00:00:00Z,2\n2026-12-01T00:00:00Z,3\n": "2026-10 [1 2] 2026-12 [3]",
		// Recorded on the move: the date goes back, the time does not.
		"2026-11-01T00:00:00+14:00,1\n2026-10-31T00:05:00-10:00,2\n2026-11-01T00:15:00+14:00,3\n": "2026-10 [2] 2026-11 [3]",
	} {
		var got []string
		for _, m := range mustRead(t, text).Months() {
			got = append(got, fmt.Sprint(m.Month, " ", m.DailyPeaks))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %s, want %s", text, s, want)
		}
	}
}

// The last Sunday of October in Berlin has 25 hours, the last of March 23. The
// clocks change at 01:00 UTC; samples are 1, 2, 3 … Mbit/s.
func TestClockChange(t *testing.T) {
	t.Parallel()
	winter, summer := time.FixedZone("", 3600), time.FixedZone("", 7200)
	for _, c := range []struct {
		name     string
		midnight time.Time
		after    *time.Location
		n        int // samples of that day
	}{
		{"autumn", time.Date(2026, time.October, 25, 0, 0, 0, 0, summer), winter, 25 * 12},
		{"spring", time.Date(2026, time.March, 29, 0, 0, 0, 0, winter), summer, 23 * 12},
	} {
		change := time.Date(2026, c.midnight.Month(), c.midnight.Day(), 1, 0, 0, 0, time.UTC)
		first := int(change.Sub(c.midnight) / Every) // how many samples precede the change
		text := rows(c.midnight, first, func(i int) float64 { return float64(i + 1) }) +
			rows(change.In(c.after), c.n-first+1, func(i int) float64 { return float64(first + i + 1) })

		s := mustRead(t, text)
		if got, want := s.Months()[0].DailyPeaks, []float64{float64(c.n), float64(c.n + 1)}; s.Gaps != nil || !slices.Equal(got, want) {
			t.Errorf("%s: peaks %v, want %v; gaps %v", c.name, got, want, s.Gaps)
		}
	}
}

func TestSummaryJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-10-30T23:55:00+08:00,41.2\n": `{"samples":1,"from":"2026-10-30T23:55:00+08:00","to":"2026-10-30T23:55:00+08:00",` +
			`"months":[{"month":"2026-10","dailyPeaks":[41.2],"percentile95":41.2,"maximum":41.2}]}`,
		"2026-10-28T00:00:00Z,60.3\n2026-10-29T00:00:00Z,38\n2026-10-30T00:00:00Z,44.1\n2026-10-31T00:00:00Z,0\n2026-11-01T00:00:00Z,10000000\n": `{"samples":5,"from":"2026-10-28T00:00:00Z","to":"2026-11-01T00:00:00Z",` +
			`"months":[{"month":"2026-10","dailyPeaks":[60.3,38,44.1,0],"percentile95":60.3,"fourthPeak":0,"maximum":60.3},` +
			`{"month":"2026-11","dailyPeaks":[10000000],"percentile95":10000000,"maximum":10000000}]}`,
	} {
		got, err := json.Marshal(mustRead(t, text).Summary())
		if err != nil || string(got) != want {
			t.Errorf("%v\n got %s\nwant %s", err, got, want)
		}
	}
}
