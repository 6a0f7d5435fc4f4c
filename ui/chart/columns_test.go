package chart

import (
	"fmt"
	"strings"
	"testing"

	"epn-wizard/client/traffic"
	"epn-wizard/theme"
)

// monthOf reads a month of samples.
func monthOf(t *testing.T, text string) traffic.Month {
	t.Helper()
	s, err := traffic.ReadRecording(strings.NewReader(text), traffic.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s.BillMonths(nil)[0]
}

// TestColumns: each column holds the highest sample of its part of the day and
// the peak of its day, and the first of a day names it.
func TestColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		perDay     int
		want       string // highest/peak/day a column
	}{
		{"a day in one", "2026-10-05T00:00:00+08:00,1\n2026-10-05T23:55:00+08:00,2\n", 1, "2/2/5"},
		{"a day in two", "2026-10-05T11:55:00+08:00,3\n2026-10-05T12:00:00+08:00,2\n", 2, "3/3/5 2/3/0"},
		{"half a day is missing", "2026-10-05T12:00:00+08:00,2\n", 2, "NaN/2/5 2/2/0"},
		{"a day is missing", "2026-10-05T12:00:00+08:00,2\n2026-10-07T12:00:00+08:00,0\n", 1, "2/2/5 NaN/NaN/6 0/0/7"},
		{"the bill's days", "2026-10-05T15:00:00Z,1\n2026-10-05T16:00:00Z,2\n", 1, "1/1/5 2/2/6"},
		{"the last second", "2026-10-05T23:59:59+08:00,1\n", 24, "NaN/1/5 " + strings.Repeat("NaN/1/0 ", 22) + "1/1/0"},
	} {
		var got []string
		for _, column := range cutColumns(monthOf(t, c.text), c.perDay) {
			got = append(got, fmt.Sprintf("%v/%v/%d", column.mbps, column.peak, column.day))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.name, s, c.want)
		}
	}
}

// TestDayAxis: the first day and each fifth are named below their columns, in
// a picture as wide as there is room for whole days.
func TestDayAxis(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for day := 2; day <= 31; day++ {
		fmt.Fprintf(&text, "2026-10-%02dT09:00:00+08:00,8\n", day)
	}
	m := monthOf(t, text.String())
	for width, want := range map[int]string{
		20: "2  5    10   15   20   25   30",
		34: "  2  5    10   15   20   25   30",
		63: "  2     5         10        15        20        25        30",
		95: "  2        5              10             15             20             25             30",
		125: "  2   3   4   5   6   7   8   9   10  11  12  13  14  15  16  17  18  19  20  21  " +
			"22  23  24  25  26  27  28  29  30  31",
	} {
		rows := PictureOfMonth(m, "95BandwidthByMonth", 8, width).DrawRows(theme.ASCII, width, 5)
		if len(rows) != 5 || rows[4] != want {
			t.Errorf("%d columns: %q, want %q", width, rows[len(rows)-1], want)
		}
	}
}
