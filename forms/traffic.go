package forms

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/theme/words"
)

// Traffic is what the billing methods are shown with: an example, or the
// user's own.
type Traffic struct {
	Own    bool            // recorded by the user
	Shown  traffic.Month   // the one that is drawn
	Months []traffic.Month // all that were recorded, or the one that was asked for
	Series traffic.Series  // as it was recorded
	Prices traffic.Prices  // the user's, or nil
}

// ExampleTraffic gives the made-up month.
var ExampleTraffic = sync.OnceValue(func() *Traffic {
	return &Traffic{Shown: Illustration().BillMonths(nil)[0]}
})

// OwnTraffic makes what is shown of a recording: of several months the last
// whole one is drawn, or else the last of those with the most days.
func OwnTraffic(s traffic.Series, prices traffic.Prices) *Traffic {
	t := &Traffic{Own: true, Months: s.BillMonths(prices), Series: s, Prices: prices}
	for _, m := range t.Months {
		if m.Whole || !t.Shown.Whole && len(m.DailyPeaks) >= len(t.Shown.DailyPeaks) {
			t.Shown = m
		}
	}
	return t
}

// ChooseMonth leaves one month alone, if there is one of that name.
func (t *Traffic) ChooseMonth(name string) bool {
	at := slices.IndexFunc(t.Months, func(m traffic.Month) bool { return m.Month == name })
	if at >= 0 {
		t.Months, t.Shown = t.Months[at:at+1], t.Months[at]
	}
	return at >= 0
}

// Doubt warns of what a recording, or a comparison of it, is worth.
type Doubt struct {
	Kind    string `json:"kind"`
	Message string `json:"message"`
}

// ListDoubts warns of what recordingDoubts says, and says why prices give no costs or no
// cheapest method.
func (t *Traffic) ListDoubts(w *words.Words) []Doubt {
	doubts := t.recordingDoubts(w)
	if slices.ContainsFunc(t.Months, t.lacksCost) {
		doubts = append(doubts, Doubt{"no-cost", w.Compare.NoCost})
	}
	if slices.ContainsFunc(t.Months, lacksCheapest) {
		doubts = append(doubts, Doubt{"no-cheapest", w.Compare.NoCheapest})
	}
	return doubts
}

// lacksCost reports whether prices give a month no cost.
func (t *Traffic) lacksCost(m traffic.Month) bool { return t.Prices != nil && !m.Whole }

// lacksCheapest reports whether a month has costs and no cheapest method.
func lacksCheapest(m traffic.Month) bool { return len(m.Cost) > 0 && m.Cheapest == "" }

// recordingDoubts warns of a unit that may be a mistake, of samples that a recording
// lacks or has twice, and of those finer or coarser than the service's own.
func (t *Traffic) recordingDoubts(w *words.Words) (doubts []Doubt) {
	r := t.Series.Reading
	if r.Assumed && t.highestMonth().Maximum > client.MaxBandwidth {
		said := fmt.Sprintf(w.Compare.Assumed, FormatMbps(t.highestMonth().Maximum))
		doubts = append(doubts, Doubt{"unit-assumed", said})
	}
	for _, of := range []struct {
		kind    string
		samples int
		said    string
	}{
		{"gaps", r.Missing, fmt.Sprintf(w.Compare.Gaps, r.Missing, r.Gaps, r.FirstGap)},
		{"coarser", r.Coarser, fmt.Sprintf(w.Compare.Coarser, r.Coarser)},
		{"averaged", r.Averaged, fmt.Sprintf(w.Compare.Averaged, r.Averaged)},
		{"duplicates", r.Duplicates, fmt.Sprintf(w.Compare.Duplicates, r.Duplicates)},
	} {
		if of.samples > 0 {
			doubts = append(doubts, Doubt{of.kind, of.said})
		}
	}
	return doubts
}

// warningText is the first of the recording's doubts, and where there is none, that less
// than a month is drawn. That this has no cost is said in any case.
func (t *Traffic) warningText(w *words.Words) (said string) {
	if doubts := t.recordingDoubts(w); len(doubts) > 0 {
		said = doubts[0].Message
	} else if !t.Shown.Whole {
		said = fmt.Sprintf(w.Compare.Part, len(t.Shown.DailyPeaks))
	}
	if t.lacksCost(t.Shown) {
		said = fmt.Sprintf(w.Joins.Sentences, said, w.Compare.NoCost)
	}
	return said
}

// orderedBandwidth is the bandwidth that fixed bandwidth is drawn with, in Mbit/s: the
// answer, where the traffic is the user's own; else the lowest that can be
// ordered and holds every sample, or the highest that can be ordered.
func (t *Traffic) orderedBandwidth(answers Answers) float64 {
	if v, err := strconv.Atoi(answers[client.Bandwidth].Value); err == nil && t.Own {
		return float64(v)
	}
	return min(t.Shown.Fixed, client.MaxBandwidth)
}

// BilledBandwidth gives what a method bills for a month, in Mbit/s: of the daily peak
// the mean. There may be no fourth peak.
func (t *Traffic) BilledBandwidth(m traffic.Month, method string, answers Answers) (mbps float64, ok bool) {
	switch method {
	case client.BillingDailyPeak:
		return m.PeaksSum / float64(len(m.DailyPeaks)), true
	case client.Billing95thPercentile:
		return m.Percentile95, true
	case client.Billing4thPeak:
		if m.FourthPeak == nil {
			return math.NaN(), false
		}
		return *m.FourthPeak, true
	case client.BillingFixed:
		return t.orderedBandwidth(answers), true
	}
	panic("forms: no figure for the billing method " + method)
}

// tableFigure gives what a method bills for a month as it stands in a table.
func (t *Traffic) tableFigure(w *words.Words, m traffic.Month, method string, answers Answers) string {
	if method == client.BillingFixed && answers[client.Bandwidth].Value == "" {
		return w.Lessons.AsOrdered
	}
	mbps, ok := t.BilledBandwidth(m, method, answers)
	if !ok {
		return "-"
	}
	return fmt.Sprintf("%.1f", mbps)
}

// billedText says what a billing method would bill for the month that is drawn.
func (t *Traffic) billedText(w *words.Words, method string, answers Answers) string {
	mbps, ok := t.BilledBandwidth(t.Shown, method, answers)
	switch {
	case !ok:
		return w.Lessons.NoFourthPeak
	case !t.Shown.CanOrder(method) && mbps == client.MaxBandwidth:
		return fmt.Sprintf(w.Compare.BilledAtMost, client.MaxBandwidth, FormatMbps(t.Shown.Fixed))
	}
	return fmt.Sprintf(w.Lessons.Billed[method], FormatMbps(mbps))
}

// BilledFigure says what a method bills for a month, in its unit.
func (t *Traffic) BilledFigure(w *words.Words, m traffic.Month, method string) string {
	switch {
	case method == client.BillingDailyPeak:
		return FormatNumber(m.PeaksSum) + " Mbit/s-days"
	case method == client.BillingFixed:
		return FormatNumber(m.Fixed) + " Mbit/s"
	}
	mbps, ok := t.BilledBandwidth(m, method, nil)
	if !ok {
		return w.Lessons.NoFourthPeak
	}
	return FormatNumber(mbps) + " Mbit/s"
}

// CostText says what a billing method costs at the user's prices and for what, and
// why it is the cheapest, which one is, or why none is; or "".
func (t *Traffic) CostText(w *words.Words, method string) string {
	m := t.Shown
	cost, ok := m.Cost[method]
	if !ok {
		return ""
	}
	said := t.costFigure(w, method)
	if m.Cheapest != "" && m.CanOrder(method) && cost == m.Cost[m.Cheapest] {
		var others []string
		for _, o := range billingQuestion(w).Options {
			if other, ok := m.Cost[o.Value]; ok && o.Value != method {
				figure := FormatMoney(other)
				if !m.CanOrder(o.Value) {
					figure = t.costFigure(w, o.Value)
				}
				others = append(others, fmt.Sprintf(w.Joins.Subject, o.Label, figure))
			}
		}
		return fmt.Sprintf(w.Lessons.Cheapest, m.Month, said, w.List(others))
	}
	reason := w.Compare.NoCheapest
	if m.Cheapest != "" {
		reason = fmt.Sprintf(w.Compare.CheapestIs, BillingMethodName(w, m.Cheapest), FormatMoney(m.Cost[m.Cheapest]))
	}
	return fmt.Sprintf(w.Joins.Sentences, fmt.Sprintf(w.Lessons.Costs, m.Month, said), reason)
}

// costFigure says what a billing method costs, for what, and where this cannot be ordered.
func (t *Traffic) costFigure(w *words.Words, method string) string {
	form := w.Compare.CostOf
	if !t.Shown.CanOrder(method) {
		form = w.Compare.CostTooMuch
	}
	return fmt.Sprintf(form, FormatMoney(t.Shown.Cost[method]), t.BilledFigure(w, t.Shown, method))
}

// FormatMoney writes a cost, in whatever currency the prices were.
func FormatMoney(cost float64) string { return fmt.Sprintf("%.2f", cost) }

// BillingMethodName gives the name of a billing method.
func BillingMethodName(w *words.Words, method string) string {
	return billingQuestion(w).DisplayValue(method)
}

// sourceText says whose traffic it is, and what the figures are worth.
func (t *Traffic) sourceText(w *words.Words) string {
	l := w.Lessons
	switch {
	case t.Own && t.Shown.Whole:
		return fmt.Sprintf(l.OwnWhole, t.Shown.Month)
	case t.Own:
		return fmt.Sprintf(l.OwnPart, t.Shown.Month, len(t.Shown.DailyPeaks))
	}
	return l.Example
}

// extentText says between which figures the daily peaks lie.
func (t *Traffic) extentText(w *words.Words) string {
	return fmt.Sprintf(w.Lessons.Extent, FormatMbps(slices.Min(t.Shown.DailyPeaks)), FormatMbps(t.Shown.Maximum))
}

// FormatMbps writes Mbit/s with one decimal, or none where it is whole.
func FormatMbps(mbps float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", mbps), ".0") }
