package script

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
)

// How large the curve of a whole recording is drawn.
const (
	curveColumns = 64
	curveRows    = 8
)

// Compare writes what each billing method would bill for recorded traffic: the
// curve and a table of the months, or one JSON object. Doubts about the recording
// are told on standard error.
func (p Printer) Compare(s traffic.Series, g theme.Glyphs) error {
	w := p.Words.Compare
	if doubts := forms.SayDoubts(p.Words, s); doubts != "" {
		_, _ = fmt.Fprintln(p.Err, "epn-wizard: "+doubts)
	}
	summary := s.Summary()
	if p.JSON {
		return p.encode(summary)
	}
	curve := forms.Picture{Bars: s.Downsample(curveColumns)}
	lines := curve.Draw(theme.Theme{Glyphs: g}, 2*curveColumns, curveRows)
	const date = "2006-01-02"
	lines = append(lines, fmt.Sprintf(w.Caption, s.From.Format(date), s.To.Format(date)), "",
		row(w.Month, w.DailyPeak, w.Percentile95, w.FourthPeak, w.Maximum))
	for _, m := range summary.Months {
		fourth := "-"
		if m.FourthPeak != nil {
			fourth = figure(*m.FourthPeak)
		}
		lines = append(lines, row(m.Month, figure(m.MeanPeak()), figure(m.Percentile95), fourth, figure(m.Maximum)))
	}
	return p.lines(append(lines, "", w.Explained))
}

func figure(mbps float64) string { return fmt.Sprintf("%.1f", mbps) }

// row sets cells below those of other rows: the first to the left, the others
// to the right.
func row(first string, cells ...string) string {
	line := pad(first, 8)
	for _, c := range cells {
		line += strings.Repeat(" ", 1+max(12-lipgloss.Width(c), 0)) + c
	}
	return line
}
