package forms

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/theme/words"
)

// Lesson is what is taught beside a question, of the choice under the cursor or
// of what is typed. The empty parts of it do not apply.
type Lesson struct {
	Title   string
	Value   string   // the official one
	Means   []string // paragraphs
	Billed  string   // what the picture's line says
	Cost    string   // what that costs at the user's prices, and what is cheapest
	Source  string   // whose traffic the picture shows
	Extent  string   // how high it goes, for where no picture is drawn
	Figures Table    // what each method would bill for the user's own traffic
	Months  Table    // what this one would bill for each month of it
	Warning string   // of samples that are missing
	Advice  []string // when to choose it, and what that fixes for later
	More    []string // what holds for every answer

	Method  string   // the billing method that a chart of Traffic is drawn for, or ""
	Traffic *Traffic // what the chart shows
	Answers Answers  // as they stood; the bandwidth among them is billed where it is fixed
}

// Table is a list of figures; it may be empty.
type Table struct {
	Title string
	Rows  []TableRow
	Note  string // which row is cheapest, or ""
}

// TableRow is one figure, and whether it is that of the choice under the cursor.
type TableRow struct {
	Label, Figure string
	Current       bool
}

// BuildLesson gives the lesson of what stands in a question's field. The billing
// methods are shown with t, or where that is nil with the example.
func (q Question) BuildLesson(w *words.Words, value string, answers Answers, t *Traffic) Lesson {
	if t == nil {
		t = ExampleTraffic()
	}
	o, ok := q.FindOption(value)
	if !ok {
		l := Lesson{Title: q.Step, Means: []string{q.Help}}
		if q.Field == client.InstanceName {
			l.Means = []string{w.Lessons.EPN, q.Help}
		} else {
			l.More = []string{w.Lessons.EPN}
		}
		l.Means = append(l.Means, q.listConsequences(w, value, answers, t)...)
		l.Advice = []string{q.Fixes}
		return l
	}
	l := Lesson{Title: o.Label, Value: o.Value, Means: []string{o.Means}, Advice: []string{o.Choose},
		More: []string{q.Help, q.Fixes, w.Lessons.EPN}}
	if o.Fixes != "" {
		l.Advice = append(l.Advice, o.Fixes)
	}
	if q.Field == client.BillingMethod {
		l.Method, l.Traffic, l.Answers = o.Value, t, answers
		l.Billed, l.Source, l.Extent = t.billedText(w, o.Value, answers), t.sourceText(w), t.extentText(w)
		if t.Own {
			l.More = append(l.More, w.Compare.Explained)
			l.Cost = t.CostText(w, o.Value)
			l.Figures, l.Months, l.Warning = q.compareMethods(w, o, answers, t), compareMonths(w, o, answers, t),
				t.warningText(w)
		}
	}
	return l
}

// listConsequences says what the user's own traffic needs, whether a bandwidth is billed,
// and what follows from what is typed: what costs comes first.
func (q Question) listConsequences(w *words.Words, value string, answers Answers, t *Traffic) []string {
	if q.Field != client.Bandwidth {
		return nil
	}
	mbps, problem := client.CheckBandwidth(value)
	said := t.NeedsTexts(w, mbps)
	switch bills := q.BillingNote(w, answers); bills {
	case "":
	case w.Lessons.FixedBilled:
		said = slices.Insert(said, 0, bills)
	default:
		said = append(said, bills)
	}
	if problem != nil {
		return said
	}
	return append(said, fmt.Sprintf(w.Lessons.Carries, q.DisplayValue(strconv.Itoa(mbps)), carriedData(mbps, 1),
		carriedData(mbps, 30)))
}

// BillingNote says whether a bandwidth is what is billed, or "".
func (q Question) BillingNote(w *words.Words, answers Answers) string {
	method, ok := billingQuestion(w).FindOption(answers[client.BillingMethod].Value)
	switch {
	case q.Field != client.Bandwidth || !ok:
		return ""
	case method.Value == client.BillingFixed:
		return w.Lessons.FixedBilled
	}
	return fmt.Sprintf(w.Lessons.Follows, method.Label)
}

// NeedsTexts says which bandwidth the user's own traffic needs, and what would be
// cut off at the one that is ordered, or at the highest that can be.
func (t *Traffic) NeedsTexts(w *words.Words, ordered int) []string {
	if !t.Own {
		return nil
	}
	highest := t.highestMonth()
	said := []string{fmt.Sprintf(w.Lessons.Needs, FormatMbps(highest.Fixed), highest.Month, FormatMbps(highest.Maximum))}
	for _, limit := range slices.Compact([]int{cmp.Or(ordered, client.MaxBandwidth), client.MaxBandwidth}) {
		if highest.Maximum > float64(limit) {
			said = append(said, t.cutOffText(w, limit))
		}
	}
	return said
}

// highestMonth gives the recorded month with the highest sample.
func (t *Traffic) highestMonth() traffic.Month {
	return slices.MaxFunc(t.Months, func(a, b traffic.Month) int { return cmp.Compare(a.Maximum, b.Maximum) })
}

// cutOffText says for how long the traffic was above a bandwidth, on how many
// days, and by how much data.
func (t *Traffic) cutOffText(w *words.Words, limit int) string {
	samples, days, megabits, last := 0, 0, 0.0, ""
	for _, m := range t.Months {
		for _, s := range m.Samples {
			if over := s.Mbps - float64(limit); over > 0 {
				samples, megabits = samples+1, megabits+over*traffic.Every.Seconds()
				if day := s.Time.Format(time.DateOnly); day != last {
					days, last = days+1, day
				}
			}
		}
	}
	hours := FormatNumber(float64(samples) * traffic.Every.Hours())
	return fmt.Sprintf(w.Lessons.CutOff, limit, hours, days, formatGigabytes(megabits/8000))
}

// carriedData says how much a bandwidth carries in a number of days.
func carriedData(mbps, days int) string {
	return formatGigabytes(float64(mbps) * 1e6 / 8 * 86400 * float64(days) / 1e9)
}

// formatGigabytes writes gigabytes.
func formatGigabytes(gb float64) string {
	if gb < 1000 {
		return FormatNumber(gb) + " GB"
	}
	return FormatNumber(gb/1000) + " TB"
}

// FormatNumber writes a number with at most two decimals.
func FormatNumber(v float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}

// compareMethods sets the methods beside each other for the month that is drawn.
func (q Question) compareMethods(w *words.Words, current Option, answers Answers, t *Traffic) Table {
	table := Table{Title: fmt.Sprintf(w.Lessons.Figures, t.Shown.Month)}
	for _, o := range q.Options {
		if o.Value == t.Shown.Cheapest {
			table.Note = fmt.Sprintf(w.Lessons.Marked, o.Label)
		}
		table.Rows = append(table.Rows, TableRow{o.Label, t.tableFigure(w, t.Shown, o.Value, answers),
			o.Value == current.Value})
	}
	return table
}

// compareMonths sets the months beside each other, where there are several and the
// method bills their traffic.
func compareMonths(w *words.Words, method Option, answers Answers, t *Traffic) Table {
	if len(t.Months) < 2 || method.Value == client.BillingFixed {
		return Table{}
	}
	table := Table{Title: fmt.Sprintf(w.Lessons.Months, method.Label)}
	for _, m := range t.Months {
		table.Rows = append(table.Rows, TableRow{m.Month, t.tableFigure(w, m, method.Value, answers),
			m.Month == t.Shown.Month})
	}
	return table
}
