package script

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/chart"
)

// How large the picture of a month is, and how wide where there is no terminal.
const (
	pictureRows    = 9
	pictureColumns = 80
)

// comparison is the JSON form of what is compared.
type comparison struct {
	Samples int       `json:"samples"` // of five minutes
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Zone    string    `json:"zone"` // where days and months begin at 00:00
	traffic.Reading
	Months []traffic.Month `json:"months"`
}

// Compare writes what each billing method would bill for recorded traffic: a
// picture of a month, and each month's figures, or one JSON object. Doubts about
// the recording are told on standard error.
func (p Printer) Compare(own *forms.Traffic, prices traffic.Prices, g theme.Glyphs) error {
	for _, doubt := range forms.RecordingDoubts(p.Words, own.Series) {
		_, _ = fmt.Fprintln(p.Err, theme.Fit("epn-wizard: "+doubt, p.Columns(p.Err)))
	}
	if p.JSON {
		s := own.Series
		from, to := s.Samples[0].Time, s.Samples[len(s.Samples)-1].Time
		return p.encode(comparison{len(s.Samples), from, to, from.Location().String(), s.Reading, own.Months})
	}
	columns := p.Columns(p.Out)
	lines := p.drawMonth(own, g, columns)
	for _, m := range own.Months {
		lines = append(append(lines, ""), p.month(m, columns)...)
	}
	lines = append(lines, "")
	for _, note := range p.reading(own, prices) {
		lines = append(lines, theme.Fit(note, columns))
	}
	return p.lines(lines)
}

// drawMonth draws the month that is shown, with what the cheapest method bills,
// or where there are no prices the 95th percentile.
func (p Printer) drawMonth(own *forms.Traffic, g theme.Glyphs, columns int) []string {
	method := cmp.Or(own.Shown.Cheapest, "95BandwidthByMonth")
	billed, _ := own.Billed(own.Shown, method, nil)
	width := cmp.Or(columns, pictureColumns) - 1
	lines := chart.OfMonth(own.Shown, method, billed, width).Draw(theme.Theme{Glyphs: g}, width, pictureRows)
	said := fmt.Sprintf(p.Words.Lessons.Billed[method], forms.Figure(billed))
	legend := fmt.Sprintf(p.Words.Compare.Legend, own.Shown.Month, g.Rule, forms.BillingMethodName(p.Words, method), said)
	return append(lines, theme.Fit(legend, columns))
}

// month says what each method bills for a month, in its own unit, what that
// costs, and which is cheapest.
func (p Printer) month(m traffic.Month, columns int) []string {
	w := p.Words.Compare
	head := fmt.Sprintf(w.Whole, m.Month)
	if !m.Whole {
		head = fmt.Sprintf(w.NotWhole, m.Month, len(m.DailyPeaks), m.Days, m.Missing)
	}
	fourth, fixed := p.Words.Lessons.NoFourthPeak, fmt.Sprintf(w.Mbps, forms.Figure(m.Fixed))
	if m.FourthPeak != nil {
		fourth = fmt.Sprintf(w.Mbps, figure(*m.FourthPeak))
	}
	if !m.CanOrder("PayByBandwidth") {
		fixed = fmt.Sprintf(w.TooMuch, forms.Figure(m.Fixed), client.MaxBandwidth)
	}
	lines, names := []string{theme.Fit(head, columns)}, 0
	rows := [][2]string{
		{"BandwidthByDay", fmt.Sprintf(w.MbpsDays, figure(m.PeaksSum), figure(m.MeanPeak()))},
		{"95BandwidthByMonth", fmt.Sprintf(w.Mbps, figure(m.Percentile95))},
		{"PayByBandwidth4thMonth", fourth},
		{"PayByBandwidth", fixed},
	}
	for _, r := range rows {
		names = max(names, ansi.StringWidth(forms.BillingMethodName(p.Words, r[0])))
	}
	for _, r := range rows {
		method, text := r[0], r[1]
		if cost, ok := m.Cost[method]; ok {
			text = fmt.Sprintf(w.Cost, text, forms.Money(cost))
			switch {
			case method == m.Cheapest:
				text = fmt.Sprintf(p.Words.Joins.Bracket, text, w.Cheapest)
			case m.Cheapest != "" && cost == m.Cost[m.Cheapest] && m.CanOrder(method):
				text = fmt.Sprintf(p.Words.Joins.Bracket, text, w.AsCheap)
			}
		}
		lines = append(lines, beside("  "+pad(forms.BillingMethodName(p.Words, method), names+2), text, columns)...)
	}
	if m.BreakEven > 0 {
		lines = append(lines, beside("  ", fmt.Sprintf(w.BreakEven, figure(m.BreakEven)), columns)...)
	}
	return lines
}

// beside sets a text beside its name, wrapped where there is a terminal.
func beside(name, text string, columns int) []string {
	lines, width := []string{text}, ansi.StringWidth(name)
	if columns > 0 {
		lines = theme.Wrap(text, max(columns-1-width, 10))
	}
	for i, line := range lines {
		lines[i] = name + line
		name = strings.Repeat(" ", width)
	}
	return lines
}

// reading says how the recording was understood, and what the figures are worth.
func (p Printer) reading(own *forms.Traffic, prices traffic.Prices) []string {
	w, r := p.Words.Compare, own.Series.Reading
	counted := make([]string, len(r.Columns))
	for i, name := range r.Columns {
		counted[i] = client.Visible(name)
	}
	notes := []string{
		fmt.Sprintf(w.Counted, p.Words.List(counted), r.Unit),
		fmt.Sprintf(w.Zone, own.Series.Samples[0].Time.Location()),
	}
	if r.Direction != "" {
		notes = append(notes, w.Directions[string(r.Direction)])
	}
	if r.UpIsOut && r.Direction == traffic.Out {
		notes = append(notes, w.UpIsOut)
	}
	if r.EndStamped {
		notes = append(notes, w.EndStamped)
	}
	if prices == nil {
		notes = append(notes, w.Unpriced)
	}
	return append(notes, w.Explained)
}

func figure(mbps float64) string { return fmt.Sprintf("%.1f", mbps) }
