package chart

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

func TestDraw(t *testing.T) {
	t.Parallel()
	none := math.NaN()
	rule := func(v float64, n int) []float64 {
		line := make([]float64, n)
		for i := range line {
			line[i] = v
		}
		return line
	}
	for _, c := range []struct {
		name        string
		p           Picture
		ascii       bool
		width, rows int
		want        []string
	}{
		{"bars alone", Picture{Bars: []float64{0, 1, 2, 4, 8}}, false, 9, 2, []string{
			"8│    █",
			"0│ ▂▄██",
		}},
		{"a bar is seen however low", Picture{Bars: []float64{0.001, 80}}, false, 9, 2, []string{
			"80│ █",
			" 0│▁█",
		}},
		{"a line over the bars, and its figure", Picture{Bars: []float64{1, 8, 4}, Line: rule(5, 3)}, false, 9, 4, []string{
			"8│ █ ",
			"5│─┼─",
			" │ ██",
			"0│▄██",
		}},
		{"each day's own", Picture{Bars: []float64{2, 8, 4}, Line: []float64{2, 8, 4}}, false, 9, 4, []string{
			"8│ ─ ",
			" │ █ ",
			" │ █─",
			"0│─██",
		}},
		{"a line above the bars", Picture{Bars: []float64{5, 5}, Line: rule(100, 2)}, false, 9, 2, []string{
			"100│──",
			"  0│▁▁",
		}},
		{"a line at nothing", Picture{Bars: []float64{0, 0}, Line: rule(0, 2)}, false, 9, 2, []string{
			"1│  ",
			"0│──",
		}},
		{"nothing recorded in the middle", Picture{Bars: []float64{4, none, 4}, Line: []float64{4, none, 4}}, false, 9, 2, []string{
			"4│─ ─",
			"0│█ █",
		}},
		{"no line", Picture{Bars: []float64{4, 4}, Line: rule(none, 2)}, false, 9, 2, []string{
			"4│██",
			"0│██",
		}},
		{"no room for an axis", Picture{Bars: []float64{4, 8}, Line: rule(8, 2)}, false, 3, 2, []string{
			"──",
			"██",
		}},
		{"in ASCII", Picture{Bars: []float64{1, 2, 4, 8, 12}, Line: rule(8, 5)}, true, 9, 3, []string{
			"12|    #",
			" 8|----+",
			" 0|.:###",
		}},
		{"with words beside it", Picture{Bars: []float64{1, 8, 4}, Line: rule(5, 3), Above: "free", Below: "billed"}, false, 12, 4, []string{
			"8│ █  free",
			"5│─┼─",
			" │ ██ billed",
			"0│▄██",
		}},
		{"with words in two lines", Picture{Bars: []float64{1, 8, 4}, Line: rule(5, 3), Above: "so free", Below: "billed"}, false, 12, 6, []string{
			"8│ █  so",
			" │ █  free",
			"5│─┼─",
			" │ ██ billed",
			" │ ██",
			"0│▆██",
		}},
		{"and no room for two", Picture{Bars: []float64{1, 8, 4}, Line: rule(5, 3), Above: "so free", Below: "billed"}, false, 12, 4, []string{
			"8│ █ ",
			"5│─┼─",
			" │ ██ billed",
			"0│▄██",
		}},
		{"and no room for one", Picture{Bars: []float64{1, 8, 4}, Line: rule(5, 3), Above: "free", Below: "billed"}, false, 11, 4, []string{
			"8│ █ ",
			"5│─┼─",
			" │ ██",
			"0│▄██",
		}},
	} {
		got := c.p.DrawRows(theme.New(c.ascii).Glyphs, c.width, c.rows)
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// teach gives the lesson of a billing method, with the example where t is nil.
func teach(method string, t *forms.Traffic) forms.Lesson {
	w := words.English()
	return forms.BillingQuestion(w).BuildLesson(w, method, nil, t)
}

// recording makes a sample every five minutes for days from a date on: at noon
// the day's number of Mbit/s, otherwise half of it.
func recording(from time.Time, days int) traffic.Series {
	var s traffic.Series
	for i := range days * 288 {
		at := from.Add(time.Duration(i) * traffic.Every)
		mbps := float64(at.Day())
		if at.Hour() != 12 || at.Minute() != 0 {
			mbps /= 2
		}
		s.Samples = append(s.Samples, traffic.Sample{Time: at, Mbps: mbps})
	}
	return s
}

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// TestEveryMethodIsDrawn: none fails, whatever was recorded.
func TestEveryMethodIsDrawn(t *testing.T) {
	t.Parallel()
	for _, s := range []traffic.Series{
		recording(on(2026, time.August, 1), 31+30+31+9), recording(on(2026, time.August, 1), 3),
		{Samples: []traffic.Sample{{Time: on(2026, time.August, 1), Mbps: 250.5}}}, {Samples: []traffic.Sample{{Time: on(2026, time.August, 1)}}},
	} {
		for _, method := range client.BillingMethods() {
			p, ok := PictureOfLesson(teach(method, forms.OwnTraffic(s, nil)), 36)
			if rows := p.DrawRows(theme.New(false).Glyphs, 36, 5); !ok || len(rows) != 5 {
				t.Errorf("%s: %q", method, rows)
			}
		}
	}
	if _, ok := PictureOfLesson(teach("", nil), 36); ok {
		t.Error("no method has a chart")
	}
}

// TestPictureColumns: as many a day as fit, never fewer than one; days without
// samples stay empty.
func TestPictureColumns(t *testing.T) {
	t.Parallel()
	s := recording(on(2026, time.September, 3), 2)
	s.Samples = append(s.Samples, recording(on(2026, time.September, 6), 1).Samples...)
	own := forms.OwnTraffic(s, nil)
	for width, columns := range map[int]int{5: 4, 9: 4, 10: 8, 36: 32} {
		p, _ := PictureOfLesson(teach("BandwidthByDay", own), width)
		if len(p.Bars) != columns || len(p.Line) != columns {
			t.Errorf("%d columns wide: %d bars", width, len(p.Bars))
		}
		day := columns / 4
		for i, v := range p.Bars {
			if empty := i/day == 2; math.IsNaN(v) != empty || math.IsNaN(p.Line[i]) != empty {
				t.Errorf("%d columns wide: bar %d is %v, its line %v", width, i, v, p.Line[i])
			}
		}
		for i, peak := range map[int]float64{0: 3, day: 4, 3 * day: 6} {
			if p.Line[i] != peak {
				t.Errorf("%d columns wide: the peak at %d is %v, want %v", width, i, p.Line[i], peak)
			}
		}
	}
}

// BenchmarkYear reads a year of samples and draws what is shown of it.
func BenchmarkYear(b *testing.B) {
	const samples = 365 * 24 * 12
	var file strings.Builder
	for i := range samples {
		at := on(2026, time.January, 1).Add(time.Duration(i) * traffic.Every)
		fmt.Fprintf(&file, "%s,%.1f\n", at.Format(time.RFC3339), float64(i*7919%1000)/10)
	}
	look := theme.New(false).Glyphs
	for b.Loop() {
		s, err := traffic.ReadRecording(strings.NewReader(file.String()), traffic.Options{})
		if err != nil || len(s.Samples) != samples {
			b.Fatal(len(s.Samples), err)
		}
		p, _ := PictureOfLesson(teach("95BandwidthByMonth", forms.OwnTraffic(s, nil)), 36)
		if rows := p.DrawRows(look, 36, 6); len(rows) != 6 {
			b.Fatal(rows)
		}
	}
}
