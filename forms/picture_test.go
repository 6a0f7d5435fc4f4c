package forms

import (
	"math"
	"strings"
	"testing"
	"time"

	"charm.land/lipgloss/v2"

	"epn-wizard/theme"
)

// plain is a look without styles.
func plain(ascii bool) theme.Theme {
	return theme.Theme{Glyphs: theme.New(ascii).Glyphs}
}

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
			"5│───",
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
			" 8|-----",
			" 0|.:###",
		}},
	} {
		got := c.p.Draw(plain(c.ascii), c.width, c.rows)
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestDrawnByShapeAlone: a picture says the same without its colours.
func TestDrawnByShapeAlone(t *testing.T) {
	t.Parallel()
	p := Example().Picture("95BandwidthByMonth", nil, 40)
	styled, bare := p.Draw(theme.New(false), 40, 6), p.Draw(plain(false), 40, 6)
	for i := range bare {
		if lipgloss.Width(styled[i]) != lipgloss.Width(bare[i]) || !strings.Contains(styled[i], "\x1b[") || strings.Contains(bare[i], "\x1b[") {
			t.Errorf("row %d is %q with colours and %q without", i, styled[i], bare[i])
		}
	}
}

// TestCurve: it fits the terminal with its axis, within limits.
func TestCurve(t *testing.T) {
	t.Parallel()
	s := recording(on(2026, time.September, 1), 30)
	s.From, s.To = s.Samples[0].Time, s.Samples[len(s.Samples)-1].Time
	for columns, bars := range map[int]int{0: 64, 200: 64, 68: 64, 67: 63, 40: 36, 24: 20, 23: 20, 5: 20} {
		p := Curve(s, columns)
		if len(p.Bars) != bars {
			t.Errorf("%d columns: %d bars, want %d", columns, len(p.Bars), bars)
		}
	}
}
