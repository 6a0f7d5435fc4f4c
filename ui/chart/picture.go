// Package chart draws recorded traffic in characters, for every face.
package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
)

// Picture is traffic drawn as bars, and the line that a billing method bills.
type Picture struct {
	Bars []float64 // Mbit/s, one a column; NaN where nothing was recorded
	Line []float64 // what is billed, in Mbit/s, one a column; NaN, or no entry, where nothing is
	Days []int     // the day that a column begins, or 0; there may be no entries

	peaks        []float64 // Mbit/s, one a column: the highest of its day
	Above, Below string    // what stands beside the rows above and below a level line, where there is room
}

// DrawRows gives the picture's rows, the highest first: at least two, each a column
// a bar wide, and below them the days, where there are any. An axis stands to the left of
// them where both fit into width. What is billed is drawn over the bars, with glyphs of
// its own: nothing is said by a style.
func (p Picture) DrawRows(g theme.Glyphs, width, rows int) []string {
	if len(p.Days) > 0 {
		rows--
	}
	s := p.makeScale(rows)
	axis, figures := p.axisFigures(s)
	lines := make([]string, s.rows)
	for i := range lines {
		row := s.rows - 1 - i
		if figures+1+len(p.Bars) <= width {
			lines[i] = fmt.Sprintf("%*s%s", figures, axis[row], g.Bar)
		}
		lines[i] += p.drawRow(g, s, row)
	}
	p.labelLevel(lines, s, width)
	if len(p.Days) > 0 {
		days := p.drawDayAxis()
		if figures+1+len(p.Bars) <= width {
			days = strings.Repeat(" ", figures+1) + days
		}
		lines = append(lines, days)
	}
	return lines
}

// labelLevel writes beside the rows what is above and what is below the line, where one
// figure is billed for all columns and there is room for both.
func (p Picture) labelLevel(lines []string, s scale, width int) {
	room := width - lipgloss.Width(lines[0]) - 1
	if !p.isLevel() || room < theme.WidestWord(p.Above+" "+p.Below) {
		return
	}
	on := s.rows - 1 - s.rowOf(p.Line[0]) // counted from above
	above, below := theme.Wrap(p.Above, room), theme.Wrap(p.Below, room)
	for first, texts := range map[int][]string{on - len(above): above, on + 1: below} {
		for i, text := range texts {
			if text != "" && first >= 0 && first+len(texts) <= s.rows {
				lines[first+i] += " " + text
			}
		}
	}
}

// drawDayAxis names the first day and each fifth one below its first column, or
// where there is room each day.
func (p Picture) drawDayAxis() string {
	perDay := p.CountADay()
	var axis strings.Builder
	for i, day := range p.Days {
		name := strconv.Itoa(day)
		if day > 0 && (i == 0 || day%5 == 0 || perDay >= 4) && axis.Len() <= i && i+len(name) <= len(p.Bars) {
			axis.WriteString(strings.Repeat(" ", i-axis.Len()) + name + " ")
		}
	}
	return strings.TrimRight(axis.String(), " ")
}

// CountADay is how many columns there are for each day.
func (p Picture) CountADay() int {
	n := 1
	for n < len(p.Days) && p.Days[n] == 0 {
		n++
	}
	return n
}

// axisWidth is how many columns the axis takes.
func (p Picture) axisWidth() int {
	_, figures := p.axisFigures(p.makeScale(2))
	return figures + 1
}

// drawRow draws the columns of one row.
func (p Picture) drawRow(g theme.Glyphs, s scale, row int) string {
	var line strings.Builder
	for i, v := range p.Bars {
		billed := i < len(p.Line) && s.rowOf(p.Line[i]) == row
		part := s.filledParts(v, row, len(g.Bars))
		switch {
		case billed && s.rowOf(v) > row:
			line.WriteString(g.Cross)
		case billed:
			line.WriteString(g.Rule)
		case part == 0:
			line.WriteString(" ")
		default:
			line.WriteString(g.Bars[part-1])
		}
	}
	return line.String()
}

// axisFigures gives the figures beside the rows, and how wide they are: the top, zero,
// and what is billed, where that is one figure for all columns.
func (p Picture) axisFigures(s scale) (figures map[int]string, width int) {
	round := func(mbps float64) string { return fmt.Sprintf("%.0f", mbps) }
	if s.top < 10 {
		round = forms.FormatMbps
	}
	figures = map[int]string{0: "0", s.rows - 1: round(s.top)}
	if p.isLevel() {
		figures[s.rowOf(p.Line[0])] = round(p.Line[0])
	}
	for _, f := range figures {
		width = max(width, lipgloss.Width(f))
	}
	return figures, width
}

// isLevel reports whether one figure is billed for all columns.
func (p Picture) isLevel() bool {
	for _, v := range p.Line {
		if v != p.Line[0] { // nor is NaN
			return false
		}
	}
	return len(p.Line) > 0
}

// scale maps Mbit/s to rows, which are counted from the lowest.
type scale struct {
	top  float64 // Mbit/s, above 0
	rows int
}

func (p Picture) makeScale(rows int) scale {
	s := scale{rows: max(rows, 2)}
	for _, values := range [][]float64{p.Bars, p.Line} {
		for _, v := range values {
			if v > s.top {
				s.top = v
			}
		}
	}
	if s.top == 0 {
		s.top = 1
	}
	if p.isLevel() && p.Line[0] < s.top && s.rowOf(p.Line[0]) == s.rows-1 {
		s.top = p.Line[0] * float64(s.rows) / float64(s.rows-1) // Bars above the line show above it.
	}
	return s
}

// rowOf is the one that a bar of a figure ends in, or -1 for NaN.
func (s scale) rowOf(mbps float64) int {
	if math.IsNaN(mbps) {
		return -1
	}
	const inexact = 1e-9
	return max(int(math.Ceil(mbps/s.top*float64(s.rows)-inexact))-1, 0)
}

// filledParts says how much of a row a bar fills, in parts of full. A bar above zero
// fills something of the lowest row.
func (s scale) filledParts(mbps float64, row, full int) int {
	if math.IsNaN(mbps) {
		return 0
	}
	parts := int(math.Round(mbps / s.top * float64(s.rows*full)))
	if mbps > 0 {
		parts = max(parts, 1)
	}
	return min(max(parts-row*full, 0), full)
}

// PictureOfLesson draws the traffic of a lesson with what its billing method bills, at
// most width columns wide but never with less than a column a day. The lesson is of a
// billing method: only these have a chart.
func PictureOfLesson(l forms.Lesson, width int) Picture {
	p := PictureOfMonth(l.Traffic.Shown, l.Method, billedBandwidth(l), width)
	if !l.Traffic.Own { // the example is said to show daily peaks
		p.Bars = p.peaks
	}
	return p
}

// ColumnsOfLesson is how many columns for each day the picture of a lesson has.
func ColumnsOfLesson(l forms.Lesson, width int) int {
	return columnsADay(l.Traffic.Shown, l.Method, billedBandwidth(l), width)
}

// billedBandwidth is what a lesson's billing method bills for the month that is drawn, in Mbit/s.
func billedBandwidth(l forms.Lesson) float64 {
	billed, _ := l.Traffic.BilledBandwidth(l.Traffic.Shown, l.Method, l.Answers)
	return billed
}

// PictureOfMonth draws a month with what a method bills for it, as PictureOfLesson does.
func PictureOfMonth(m traffic.Month, method string, billed float64, width int) (p Picture) {
	for _, c := range cutColumns(m, columnsADay(m, method, billed, width)) {
		line := billed
		if method == client.BillingDailyPeak {
			line = c.peak
		}
		p.Bars, p.Line, p.Days = append(p.Bars, c.mbps), append(p.Line, line), append(p.Days, c.day)
		p.peaks = append(p.peaks, c.peak)
	}
	return p
}

// columnsADay is how many columns for each day fit beside the axis: at least one.
func columnsADay(m traffic.Month, method string, billed float64, width int) int {
	axis := Picture{Bars: []float64{m.Maximum}, Line: []float64{billed}}
	if method == client.BillingDailyPeak { // each day has its own
		axis.Line = nil
	}
	first, last := recordedDays(m)
	return max((width-axis.axisWidth())/(last-first+1), 1)
}
