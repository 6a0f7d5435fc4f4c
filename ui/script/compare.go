package script

import (
	"cmp"
	"fmt"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/chart"
)

// How large the picture of a month is, and how wide where there is no terminal.
const (
	pictureRows    = 9
	pictureColumns = 79
)

// comparison is the JSON form of what is compared.
type comparison struct {
	Samples int       `json:"samples"` // of five minutes
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Zone    string    `json:"zone"` // where days and months begin at 00:00
	traffic.Reading
	Months   []traffic.Month `json:"months"`
	Warnings []forms.Doubt   `json:"warnings,omitempty"`
}

// PrintComparison writes what each billing method would bill for recorded traffic: a
// picture of a month, and each month's figures, or one JSON object. Doubts about
// the recording are told on standard error.
func (p Printer) PrintComparison(own *forms.Traffic, g theme.Glyphs) error {
	doubts := own.ListDoubts(p.Words)
	for _, doubt := range doubts {
		p.PrintNotes(doubt.Message)
	}
	if p.JSON {
		s := own.Series
		from, to := s.Samples[0].Time, s.Samples[len(s.Samples)-1].Time
		return p.printJSON(comparison{len(s.Samples), from, to, from.Location().String(), s.Reading, own.Months, doubts})
	}
	lines := p.drawMonth(own, g)
	for _, m := range own.Months {
		lines = append(append(lines, ""), p.monthLines(own, m)...)
	}
	lines = append(lines, "")
	for _, note := range p.recordingNotes(own) {
		lines = append(lines, theme.Fit(note, p.Columns(p.Out)))
	}
	return p.printLines(lines)
}

// drawMonth draws the month that is shown, with what the cheapest method bills,
// or where there are no prices the 95th percentile.
func (p Printer) drawMonth(own *forms.Traffic, g theme.Glyphs) []string {
	method := cmp.Or(own.Shown.Cheapest, client.Billing95thPercentile)
	billed, _ := own.BilledBandwidth(own.Shown, method, nil)
	width := cmp.Or(p.Columns(p.Out), pictureColumns)
	picture := chart.PictureOfMonth(own.Shown, method, billed, width)
	lines := picture.DrawRows(g, width, pictureRows)
	bill := fmt.Sprintf(p.Words.Lessons.Billed[method], forms.FormatMbps(billed))
	legend := fmt.Sprintf(p.Words.Compare.Legend, own.Shown.Month, g.Rule, forms.BillingMethodName(p.Words, method), bill)
	lines = append(lines, theme.Fit(legend, p.Columns(p.Out)))
	if n := picture.CountADay(); n > 1 {
		lines = append(lines, theme.Fit(fmt.Sprintf(p.Words.Lessons.Finer, n), p.Columns(p.Out)))
	}
	return lines
}

// monthLines says what each method bills for a month, in its own unit, what that
// costs, and which is cheapest.
func (p Printer) monthLines(own *forms.Traffic, m traffic.Month) []string {
	w := p.Words.Compare
	head := fmt.Sprintf(w.Whole, m.Month)
	if !m.Whole {
		head = fmt.Sprintf(w.NotWhole, m.Month, len(m.DailyPeaks), m.Days, m.Missing)
	}
	var rows [][2]string
	for _, method := range client.BillingMethods() {
		rows = append(rows, [2]string{"  " + forms.BillingMethodName(p.Words, method), p.methodText(own, m, method)})
	}
	lines := append([]string{theme.Fit(head, p.Columns(p.Out))}, p.SetTable(rows)...)
	if m.BreakEven > 0 {
		lines = append(lines, p.wrapHanging(fmt.Sprintf(w.BreakEven, forms.FormatNumber(m.BreakEven)), "  ")...)
	}
	return lines
}

// methodText says what a method bills for a month, what that costs, and what is to be
// known of it: each day's mean, that it cannot be ordered, or that it is the cheapest.
func (p Printer) methodText(own *forms.Traffic, m traffic.Month, method string) string {
	w := p.Words.Compare
	addBracket := func(text, added string) string { return fmt.Sprintf(p.Words.Joins.Bracket, text, added) }
	text := own.BilledFigure(p.Words, m, method)
	if method == client.BillingDailyPeak {
		mean, _ := own.BilledBandwidth(m, method, nil)
		text = addBracket(text, fmt.Sprintf(w.DailyMean, forms.FormatNumber(mean)))
	}
	cost, priced := m.Cost[method]
	if !m.CanOrder(method) {
		if priced {
			text = fmt.Sprintf(w.WouldCost, text, forms.FormatMoney(cost))
		}
		return addBracket(text, fmt.Sprintf(w.TooMuch, client.MaxBandwidth))
	}
	if priced {
		text = fmt.Sprintf(w.Cost, text, forms.FormatMoney(cost))
	}
	switch {
	case m.Cheapest == "" || !priced || cost > m.Cost[m.Cheapest]:
		return text
	case method == m.Cheapest:
		return addBracket(text, w.Cheapest)
	}
	return addBracket(text, w.AsCheap)
}

// recordingNotes says how the recording was understood, and what the figures are worth.
func (p Printer) recordingNotes(own *forms.Traffic) []string {
	w, r := p.Words.Compare, own.Series.Reading
	counted := make([]string, len(r.Columns))
	for i, name := range r.Columns {
		counted[i] = client.Visible(name)
	}
	const minutes = "2006-01-02 15:04" // It shows which of 01/02 was taken for the month.
	samples := own.Series.Samples
	first, last := samples[0].Time, samples[len(samples)-1].Time
	notes := []string{
		fmt.Sprintf(w.Counted, p.Words.List(counted), r.Unit, first.Format(minutes), last.Format(minutes)),
		fmt.Sprintf(w.Zone, first.Location()),
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
	if own.Prices == nil {
		notes = append(notes, w.Unpriced)
	}
	return append(notes, w.Explained)
}
