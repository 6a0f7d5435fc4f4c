package script

import (
	"fmt"
	"strings"

	"epn-wizard/ui/chart"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
)

// curveRows is how high the curve of a whole recording is drawn.
const curveRows = 8

// Compare writes what each billing method would bill for recorded traffic: the
// curve and a table of the months, or one JSON object. Doubts about the recording
// are told on standard error.
func (p Printer) Compare(s traffic.Series, g theme.Glyphs) error {
	w := p.Words.Compare
	if doubts := forms.RecordingDoubts(p.Words, s); doubts != "" {
		_, _ = fmt.Fprintln(p.Err, theme.Fit("epn-wizard: "+doubts, p.Columns(p.Err)))
	}
	summary := s.Summary()
	if p.JSON {
		return p.encode(summary)
	}
	columns := p.Columns(p.Out)
	curve := chart.Curve(s, columns)
	lines := curve.Draw(theme.Theme{Glyphs: g}, 2*len(curve.Bars), curveRows)
	const date = "2006-01-02"
	caption := fmt.Sprintf(w.Caption, s.From.Format(date), s.To.Format(date))
	lines = append(lines, theme.Fit(caption, columns), "")
	lines = append(lines, p.table(summary.Months, columns)...)
	return p.lines(append(lines, "", theme.Fit(w.Explained, columns)))
}

// table sets the months below each other. Its columns have the names that the
// methods have elsewhere, or short ones where a terminal has no room for them;
// where it has none for these either, each month has lines of its own.
func (p Printer) table(months []traffic.Month, columns int) []string {
	w := p.Words.Compare
	names := []string{w.Month, p.method("BandwidthByDay"), p.method("95BandwidthByMonth"), p.method("PayByBandwidth4thMonth"), w.Maximum}
	var rows [][]string
	for _, m := range months {
		fourth := "-"
		if m.FourthPeak != nil {
			fourth = figure(*m.FourthPeak)
		}
		rows = append(rows, []string{p.month(m), figure(m.MeanPeak()), figure(m.Percentile95), fourth, figure(m.Maximum)})
	}
	for _, head := range [][]string{names, {w.Month, w.DailyPeak, w.Percentile95, w.FourthPeak, w.Maximum}} {
		if lines := aligned(append([][]string{head}, rows...)); columns == 0 || ansi.StringWidth(lines[0]) < columns {
			return lines
		}
	}
	var lines []string
	for _, row := range rows {
		var figures [][]string
		for i, cell := range row[1:] {
			figures = append(figures, []string{"  " + names[i+1], cell})
		}
		lines = append(append(lines, row[0]), aligned(figures)...)
	}
	return lines
}

// method is a billing method's name.
func (p Printer) method(value string) string {
	for _, q := range forms.Questions(p.Words) {
		if q.Field == client.BillingMethod {
			return q.Show(value)
		}
	}
	return value
}

// month says of a month that was not recorded on each of its days on how many
// it was: its figures are of these alone.
func (p Printer) month(m traffic.Month) string {
	switch days := len(m.DailyPeaks); {
	case m.Whole():
		return m.Month
	case days == 1:
		return fmt.Sprintf(p.Words.Compare.OneDay, m.Month)
	default:
		return fmt.Sprintf(p.Words.Compare.Days, m.Month, days)
	}
}

func figure(mbps float64) string { return fmt.Sprintf("%.1f", mbps) }

// aligned sets the cells of rows below each other: the first to the left, the
// others to the right.
func aligned(rows [][]string) []string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = pad(row[0], widths[0])
		for j, cell := range row[1:] {
			lines[i] += strings.Repeat(" ", 2+widths[j+1]-ansi.StringWidth(cell)) + cell
		}
	}
	return lines
}
