package chart

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// TestDraw compares pictures with testdata/pictures.txt.
func TestDraw(t *testing.T) {
	t.Parallel()
	level := func(v float64, n int) []float64 { return slices.Repeat([]float64{v}, n) }
	wordsBeside := func(above string) Picture {
		return Picture{Bars: []float64{1, 8, 4}, Line: level(5, 3), Above: above, Below: "billed"}
	}
	var got strings.Builder
	for _, c := range []struct {
		name        string
		p           Picture
		glyphs      theme.Glyphs
		width, rows int
	}{
		{"bars alone", Picture{Bars: []float64{0, 1, 2, 4, 8}}, theme.Unicode, 9, 2},
		{"a bar is seen however low", Picture{Bars: []float64{0.001, 80}}, theme.Unicode, 9, 2},
		{"a line over the bars, and its figure", Picture{Bars: []float64{1, 8, 4}, Line: level(5, 3)}, theme.Unicode, 9, 4},
		{"bars a little above a line", Picture{Bars: []float64{40, 115}, Line: level(100, 2)}, theme.Unicode, 9, 3},
		{"each day's own", Picture{Bars: []float64{2, 8, 4}, Line: []float64{2, 8, 4}}, theme.Unicode, 9, 4},
		{"a line above the bars", Picture{Bars: []float64{5, 5}, Line: level(100, 2)}, theme.Unicode, 9, 2},
		{"a line at nothing", Picture{Bars: []float64{0, 0}, Line: level(0, 2)}, theme.Unicode, 9, 2},
		{"nothing recorded", Picture{Bars: []float64{math.NaN(), 4}, Line: []float64{math.NaN(), 4}}, theme.Unicode, 9, 2},
		{"no line", Picture{Bars: []float64{4, 4}, Line: level(math.NaN(), 2)}, theme.Unicode, 9, 2},
		{"no room for an axis", Picture{Bars: []float64{4, 8}, Line: level(8, 2)}, theme.Unicode, 3, 2},
		{"in ASCII", Picture{Bars: []float64{1, 2, 4, 8, 12}, Line: level(8, 5)}, theme.ASCII, 9, 3},
		{"with words beside it", wordsBeside("free"), theme.Unicode, 12, 4},
		{"with words in two lines", wordsBeside("so free"), theme.Unicode, 12, 6},
		{"and no room for two", wordsBeside("so free"), theme.Unicode, 12, 4},
		{"and no room for one", wordsBeside("free"), theme.Unicode, 11, 4},
	} {
		drawn := strings.Join(c.p.DrawRows(c.glyphs, c.width, c.rows), "\n")
		fmt.Fprintf(&got, "== %s, %d×%d\n%s\n", c.name, c.width, c.rows, drawn)
	}
	if want, err := os.ReadFile("testdata/pictures.txt"); err != nil || got.String() != string(want) {
		t.Errorf("%v: drawn are\n%s\nand wanted\n%s", err, &got, want)
	}
}

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

// TestMonth: a picture has as many columns a day as fit, never fewer than one, and each day's
// peak, where it has samples. The first day and each fifth are named below their columns.
func TestMonth(t *testing.T) {
	t.Parallel()
	gap := monthOf(t, "2026-09-03T12:00:00+08:00,3\n2026-09-04T12:00:00+08:00,4\n2026-09-06T12:00:00+08:00,6\n")
	for width, repeat := range map[int]int{5: 1, 9: 1, 10: 2, 36: 8} {
		p := PictureOfMonth(gap, client.BillingDailyPeak, 0, width)
		var want []float64
		for _, peak := range []float64{3, 4, math.NaN(), 6} {
			want = append(want, slices.Repeat([]float64{peak}, repeat)...)
		}
		if fmt.Sprint(p.Line) != fmt.Sprint(want) || len(p.Bars) != len(want) {
			t.Errorf("%d columns wide: %d bars, and the peaks are %v, want %v", width, len(p.Bars), p.Line, want)
		}
	}
	var text strings.Builder
	for day := 2; day <= 31; day++ {
		fmt.Fprintf(&text, "2026-10-%02dT09:00:00+08:00,8\n", day)
	}
	for width, want := range map[int]string{
		20: "2  5    10   15   20   25   30",
		34: "  2  5    10   15   20   25   30",
		63: "  2     5         10        15        20        25        30",
		95: "  2        5              10             15             20             25             30",
		125: "  2   3   4   5   6   7   8   9   10  11  12  13  14  15  16  17  18  19  20  21  " +
			"22  23  24  25  26  27  28  29  30  31",
	} {
		p := PictureOfMonth(monthOf(t, text.String()), "95BandwidthByMonth", 8, width)
		if rows := p.DrawRows(theme.ASCII, width, 5); len(rows) != 5 || rows[4] != want {
			t.Errorf("%d columns: %q, want %q", width, rows[len(rows)-1], want)
		}
	}
}

// TestEveryMethodIsDrawn: none fails, whatever was recorded.
func TestEveryMethodIsDrawn(t *testing.T) {
	t.Parallel()
	w := words.English()
	month := forms.Illustration().Samples
	for _, samples := range [][]traffic.Sample{
		month, month[:3*24*12], {{Time: month[0].Time, Mbps: 250.5}}, {{Time: month[0].Time}},
	} {
		for _, method := range client.BillingMethods() {
			lesson := forms.Questions(w)[1].BuildLesson(w, method, nil, forms.OwnTraffic(traffic.Series{Samples: samples}, nil))
			p := PictureOfLesson(lesson, 36)
			if rows := p.DrawRows(theme.Unicode, 36, 5); len(rows) != 5 || p.CountADay() != ColumnsOfLesson(lesson, 36) {
				t.Errorf("%s: %q", method, rows)
			}
		}
	}
}
