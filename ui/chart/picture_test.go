package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// level is a line at one height.
func level(v float64, n int) []float64 { return slices.Repeat([]float64{v}, n) }

// wordsBeside is a picture with words beside it.
func wordsBeside(above string) Picture {
	return Picture{Bars: []float64{1, 8, 4}, Line: level(5, 3), Above: above, Below: "billed"}
}

var pictures = []struct {
	name        string
	p           Picture
	glyphs      theme.Glyphs
	width, rows int
	want        []string
}{
	{"bars alone", Picture{Bars: []float64{0, 1, 2, 4, 8}}, theme.Unicode, 9, 2, []string{
		"8│    █",
		"0│ ▂▄██",
	}},
	{"a bar is seen however low", Picture{Bars: []float64{0.001, 80}}, theme.Unicode, 9, 2, []string{
		"80│ █",
		" 0│▁█",
	}},
	{"a line over the bars, and its figure",
		Picture{Bars: []float64{1, 8, 4}, Line: level(5, 3)}, theme.Unicode, 9, 4, []string{
			"8│ █ ",
			"5│─┼─",
			" │ ██",
			"0│▄██",
		}},
	{"bars a little above a line", Picture{Bars: []float64{40, 115}, Line: level(100, 2)}, theme.Unicode, 9, 3, []string{
		"150│ ▂",
		"100│─┼",
		"  0│▆█",
	}},
	{"each day's own", Picture{Bars: []float64{2, 8, 4}, Line: []float64{2, 8, 4}}, theme.Unicode, 9, 4, []string{
		"8│ ─ ",
		" │ █ ",
		" │ █─",
		"0│─██",
	}},
	{"a line above the bars", Picture{Bars: []float64{5, 5}, Line: level(100, 2)}, theme.Unicode, 9, 2, []string{
		"100│──",
		"  0│▁▁",
	}},
	{"a line at nothing", Picture{Bars: []float64{0, 0}, Line: level(0, 2)}, theme.Unicode, 9, 2, []string{
		"1│  ",
		"0│──",
	}},
	{"nothing recorded",
		Picture{Bars: []float64{math.NaN(), 4}, Line: []float64{math.NaN(), 4}}, theme.Unicode, 9, 2, []string{
			"4│ ─",
			"0│ █",
		}},
	{"no line", Picture{Bars: []float64{4, 4}, Line: level(math.NaN(), 2)}, theme.Unicode, 9, 2, []string{
		"4│██",
		"0│██",
	}},
	{"no room for an axis", Picture{Bars: []float64{4, 8}, Line: level(8, 2)}, theme.Unicode, 3, 2, []string{
		"──",
		"██",
	}},
	{"in ASCII", Picture{Bars: []float64{1, 2, 4, 8, 12}, Line: level(8, 5)}, theme.ASCII, 9, 3, []string{
		"12|    #",
		" 8|----+",
		" 0|.:###",
	}},
	{"with words beside it", wordsBeside("free"), theme.Unicode, 12, 4, []string{
		"8│ █  free",
		"5│─┼─",
		" │ ██ billed",
		"0│▄██",
	}},
	{"with words in two lines", wordsBeside("so free"), theme.Unicode, 12, 6, []string{
		"8│ █  so",
		" │ █  free",
		"5│─┼─",
		" │ ██ billed",
		" │ ██",
		"0│▆██",
	}},
	{"and no room for two", wordsBeside("so free"), theme.Unicode, 12, 4, []string{
		"8│ █ ",
		"5│─┼─",
		" │ ██ billed",
		"0│▄██",
	}},
	{"and no room for one", wordsBeside("free"), theme.Unicode, 11, 4, []string{
		"8│ █ ",
		"5│─┼─",
		" │ ██",
		"0│▄██",
	}},
}

func TestDraw(t *testing.T) {
	t.Parallel()
	for _, c := range pictures {
		got := c.p.DrawRows(c.glyphs, c.width, c.rows)
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// teach gives the lesson of a billing method, with the example where t is nil.
func teach(method string, t *forms.Traffic) forms.Lesson {
	w := words.English()
	return forms.Questions(w)[1].BuildLesson(w, method, nil, t)
}

// TestEveryMethodIsDrawn: none fails, whatever was recorded.
func TestEveryMethodIsDrawn(t *testing.T) {
	t.Parallel()
	month := forms.Illustration().Samples
	for _, samples := range [][]traffic.Sample{
		month, month[:3*24*12], {{Time: month[0].Time, Mbps: 250.5}}, {{Time: month[0].Time}},
	} {
		for _, method := range client.BillingMethods() {
			lesson := teach(method, forms.OwnTraffic(traffic.Series{Samples: samples}, nil))
			p := PictureOfLesson(lesson, 36)
			if rows := p.DrawRows(theme.Unicode, 36, 5); len(rows) != 5 || p.CountADay() != ColumnsOfLesson(lesson, 36) {
				t.Errorf("%s: %q", method, rows)
			}
		}
	}
}

// TestPictureColumns: as many a day as fit, never fewer than one; a day without samples
// has no peak.
func TestPictureColumns(t *testing.T) {
	t.Parallel()
	m := monthOf(t, "2026-09-03T12:00:00+08:00,3\n2026-09-04T12:00:00+08:00,4\n2026-09-06T12:00:00+08:00,6\n")
	for width, columns := range map[int]int{5: 4, 9: 4, 10: 8, 36: 32} {
		p := PictureOfMonth(m, client.BillingDailyPeak, 0, width)
		if len(p.Bars) != columns || len(p.Line) != columns {
			t.Errorf("%d columns wide: %d bars", width, len(p.Bars))
		}
		for i, peak := range p.Line {
			want := []float64{3, 4, math.NaN(), 6}[i/(columns/4)]
			if peak != want && !(math.IsNaN(peak) && math.IsNaN(want)) {
				t.Errorf("%d columns wide: the peak at %d is %v, want %v", width, i, peak, want)
			}
		}
	}
}
