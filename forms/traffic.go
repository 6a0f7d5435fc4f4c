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
	Whole  bool            // every day of it has samples
	Months []traffic.Month // all that were recorded
	Series traffic.Series  // as it was recorded
}

// Example gives the made-up month.
var Example = sync.OnceValue(func() *Traffic {
	return &Traffic{Shown: traffic.Illustration().Months()[0], Whole: true}
})

// OwnTraffic makes what is shown of a recording: of several months the last
// whole one is drawn, or else the one with the most days.
func OwnTraffic(s traffic.Series) *Traffic {
	months := s.Months()
	at, whole := traffic.Typical(months)
	return &Traffic{Own: true, Shown: months[at], Whole: whole, Months: months, Series: s}
}

// RecordingDoubts warns of samples that a recording lacks, and of one that is finer or
// coarser than the service's own; or it gives "".
func RecordingDoubts(w *words.Words, s traffic.Series) string {
	missing := 0
	for _, g := range s.Gaps {
		missing += g.Missing
	}
	switch {
	case s.Coarser():
		return w.Compare.Coarser
	case missing > 0:
		return fmt.Sprintf(w.Compare.Gaps, missing, len(s.Gaps), s.Gaps[0].Line)
	case s.Finer():
		return w.Compare.Finer
	}
	return ""
}

// recordingDoubts is RecordingDoubts, and where there are none, that less than a month is drawn.
func (t *Traffic) recordingDoubts(w *words.Words) string {
	if doubts := RecordingDoubts(w, t.Series); doubts != "" || t.Whole {
		return doubts
	}
	return fmt.Sprintf(w.Compare.Part, len(t.Shown.DailyPeaks))
}

// ordered is the bandwidth that fixed bandwidth is drawn with, in Mbit/s: the
// answer, where the traffic is the user's own; else the lowest that can be
// ordered and holds every sample, or the highest that can be ordered.
func (t *Traffic) ordered(answers Answers) float64 {
	if v, err := strconv.Atoi(answers[client.Bandwidth].Value); err == nil && t.Own {
		return float64(v)
	}
	return min(max(math.Ceil(t.Shown.Maximum), client.MinBandwidth), client.MaxBandwidth)
}

// Billed gives what a method bills for a month, in Mbit/s: of the daily peak
// the mean. There may be no fourth peak.
func (t *Traffic) Billed(m traffic.Month, method string, answers Answers) (mbps float64, ok bool) {
	switch method {
	case "BandwidthByDay":
		return m.MeanPeak(), true
	case "95BandwidthByMonth":
		return m.Percentile95, true
	case "PayByBandwidth4thMonth":
		if m.FourthPeak == nil {
			return math.NaN(), false
		}
		return *m.FourthPeak, true
	case "PayByBandwidth":
		return t.ordered(answers), true
	}
	panic("forms: no figure for the billing method " + method)
}

// tabled gives what a method bills for a month as it stands in a table.
func (t *Traffic) tabled(w *words.Words, m traffic.Month, method string, answers Answers) string {
	if method == "PayByBandwidth" && answers[client.Bandwidth].Value == "" {
		return w.Lessons.AsOrdered
	}
	mbps, ok := t.Billed(m, method, answers)
	if !ok {
		return "-"
	}
	return fmt.Sprintf("%.1f", mbps)
}

// sayBilled says what a billing method would bill for the month that is drawn.
func (t *Traffic) sayBilled(w *words.Words, method string, answers Answers) string {
	mbps, ok := t.Billed(t.Shown, method, answers)
	if !ok {
		return w.Lessons.NoFourthPeak
	}
	return fmt.Sprintf(w.Lessons.Billed[method], Figure(mbps))
}

// sayWhose says whose traffic it is, and what the figures are worth.
func (t *Traffic) sayWhose(w *words.Words) string {
	l := w.Lessons
	switch {
	case t.Own && t.Whole:
		return fmt.Sprintf(l.OwnWhole, t.Shown.Month)
	case t.Own:
		return fmt.Sprintf(l.OwnPart, t.Shown.Month, len(t.Shown.DailyPeaks))
	}
	return l.Example
}

// sayExtent says between which figures the daily peaks lie.
func (t *Traffic) sayExtent(w *words.Words) string {
	return fmt.Sprintf(w.Lessons.Extent, Figure(slices.Min(t.Shown.DailyPeaks)), Figure(t.Shown.Maximum))
}

// Figure writes Mbit/s with one decimal, or none where it is whole.
func Figure(mbps float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", mbps), ".0") }
