package script

import (
	"fmt"
	"strings"

	"github.com/guptarohit/asciigraph"

	"epn-wizard/client/traffic"
)

// Compare writes what each billing method would bill for recorded traffic: the
// curve and a table of the months, or one JSON object. Gaps are warned of on
// standard error.
func (p Printer) Compare(s traffic.Series, ascii bool) error {
	w := p.Words.Compare
	if missing := gaps(s); missing > 0 {
		_, _ = fmt.Fprintln(p.Err, "epn-wizard: "+fmt.Sprintf(w.Gaps, missing, len(s.Gaps), s.Gaps[0].Line))
	}
	summary := s.Summary()
	if p.JSON {
		return p.encode(summary)
	}
	options := []asciigraph.Option{asciigraph.Height(8), asciigraph.Precision(0), asciigraph.Caption(fmt.Sprintf(w.Caption, day(s, 0), day(s, 1)))}
	if ascii {
		options = append(options, asciigraph.SeriesChars(asciigraph.CreateCharSet("*")))
	}
	chart := asciigraph.Plot(s.Downsample(64), options...)
	if ascii {
		chart = strings.NewReplacer("┤", "|", "┼", "+").Replace(chart)
	}
	lines := []string{chart, "", fmt.Sprintf("%-8s %12s %12s %12s %12s", w.Month, w.DailyPeak, w.Percentile95, w.FourthPeak, w.Maximum)}
	for _, m := range summary.Months {
		fourth := "-"
		if m.FourthPeak != nil {
			fourth = fmt.Sprintf("%.1f", *m.FourthPeak)
		}
		lines = append(lines, fmt.Sprintf("%-8s %12.1f %12.1f %12s %12.1f", m.Month, mean(m.DailyPeaks), m.Percentile95, fourth, m.Maximum))
	}
	return p.lines(append(lines, "", w.Explained))
}

func gaps(s traffic.Series) int {
	missing := 0
	for _, g := range s.Gaps {
		missing += g.Missing
	}
	return missing
}

// day gives the first or the last day of a recording.
func day(s traffic.Series, end int) string {
	if end == 0 {
		return s.From.Format("2006-01-02")
	}
	return s.To.Format("2006-01-02")
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(max(len(values), 1))
}
