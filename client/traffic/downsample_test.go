package traffic

import (
	"slices"
	"testing"
	"time"
)

func TestDownsample(t *testing.T) {
	t.Parallel()
	six := "2026-10-01T00:00:00Z,1\n2026-10-01T00:05:00Z,5\n2026-10-01T00:10:00Z,2\n" +
		"2026-10-01T00:15:00Z,3\n2026-10-01T00:20:00Z,0\n2026-10-01T00:25:00Z,4\n"
	for _, c := range []struct {
		name, text string
		n          int
		want       []float64
	}{
		{"none", six, 0, nil},
		{"less than none", six, -1, nil},
		{"one", six, 1, []float64{5}},
		{"two", six, 2, []float64{5, 4}},
		{"three", six, 3, []float64{5, 3, 4}},
		{"four of 7.5 minutes", six, 4, []float64{5, 5, 3, 4}},
		{"as many as samples", six, 6, []float64{1, 5, 2, 3, 0, 4}},
		{"twice as many", six, 12, []float64{1, 1, 5, 5, 2, 2, 3, 3, 0, 0, 4, 4}},
		{"one sample", "2026-10-01T00:00:00Z,7\n", 3, []float64{7, 7, 7}},
		{"gap", "2026-10-01T00:00:00Z,7\n2026-10-01T00:15:00Z,8\n", 4, []float64{7, 0, 0, 8}},
		{"eight thousand years", "0001-01-01T00:00:00Z,7\n9999-12-31T23:55:00Z,8\n", 4, []float64{7, 0, 0, 8}},
	} {
		if got := mustRead(t, c.text).Downsample(c.n); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	if got := (Series{}).Downsample(3); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestDownsampleKeepsEveryDailyPeak(t *testing.T) {
	t.Parallel()
	s := Illustration()
	if got, want := s.Downsample(30), s.Months()[0].DailyPeaks; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := s.Downsample(len(s.Samples)); !slices.EqualFunc(got, s.Samples, func(v float64, s Sample) bool { return v == s.Mbps }) {
		t.Error("as many columns as samples are not the samples")
	}
}

func TestIllustration(t *testing.T) {
	t.Parallel()
	s := Illustration()
	if !slices.Equal(s.Samples, Illustration().Samples) {
		t.Error("it is another one each time")
	}
	months := s.Months()
	if len(s.Samples) != 30*288 || s.Gaps != nil || len(months) != 1 || s.To.Sub(s.From) != 30*24*time.Hour-Every {
		t.Fatalf("%d samples from %v to %v in %d months, gaps %v", len(s.Samples), s.From, s.To, len(months), s.Gaps)
	}
	m := months[0]
	t.Logf("percentile %v, fourth peak %v, maximum %v, peaks %v", m.Percentile95, *m.FourthPeak, m.Maximum, m.DailyPeaks)
	const apart = 12 // Mbit/s: a row or more of a picture eight rows high
	if *m.FourthPeak < m.Percentile95+apart || m.Maximum < *m.FourthPeak+apart || m.Maximum > 100 {
		t.Errorf("percentile %v, fourth peak %v and maximum %v lie too close, or above what can be ordered", m.Percentile95, *m.FourthPeak, m.Maximum)
	}
	exceptional := 0
	for _, peak := range m.DailyPeaks {
		if peak > *m.FourthPeak+apart {
			exceptional++
		}
	}
	if exceptional != 3 {
		t.Errorf("%d exceptional days in %v", exceptional, m.DailyPeaks)
	}
}
