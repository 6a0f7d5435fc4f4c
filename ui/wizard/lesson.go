package wizard

import (
	"fmt"
	"slices"

	"charm.land/lipgloss/v2"

	"epn-wizard/client"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/chart"
	"epn-wizard/ui/phrase"
)

// How high a chart is: as high as there is room.
const (
	minChart  = 4
	helpChart = 6
	maxChart  = 16
)

// teachAnswer gives the lesson of an answer. The billing method in force prevails over
// the one that was answered.
func (q *question) teachAnswer(value string) forms.Lesson {
	answers := phrase.AnswersInForce(q.flow.Answers, q.flow.Checks)
	return q.about.BuildLesson(q.Words, value, answers, q.Traffic)
}

// longestLesson is how many lines the longest lesson of the question takes beside its chart.
func (q *question) longestLesson(width int) int {
	rows := len(q.drawBeside(q.teachAnswer(q.lessonOf), width, 0))
	for _, o := range q.about.Options {
		rows = max(rows, len(q.drawBeside(q.teachAnswer(o.Value), width, 0)))
	}
	return rows
}

// chartRows is how high the chart of each choice is: as high as there is room with the
// longest lesson. Only billing methods have one.
func (q *question) chartRows(longest, height int) int {
	if q.about.Field != client.BillingMethod {
		return 0
	}
	return max(min(height-longest, maxChart), minChart)
}

// drawPane gives the lesson beside the question, and where there is too much of it, the key
// that shows it all. The chart stands in the same place and as high for every choice:
// its bars stay, and only the line moves.
func (q *question) drawPane(width, height, longest int) []string {
	taught := q.teachAnswer(q.lessonOf)
	months, room := q.drawTable(taught.Months), height
	if len(months) > 0 { // too many for most terminals: then the key needs a line
		room--
	}
	lines := append(q.drawBeside(taught, width, q.chartRows(longest, room)), months...)
	if len(lines) <= height {
		return fillLines(lines, height)
	}
	return append(fillLines(lines, height-1), q.Theme.More+" ? "+q.Words.Keys.More)
}

// drawBeside gives what the pane says of one answer, with a chart of so many rows.
func (q *question) drawBeside(taught forms.Lesson, width, rows int) []string {
	return slices.Concat(q.drawTitle(taught), q.drawChart(taught, width, rows),
		paragraphs(width, taught.Means...), paragraphs(width, taught.Advice...))
}

// drawWhole gives the lesson alone on the screen, and what holds for every answer.
func (q *question) drawWhole(width int) []string {
	taught := q.teachAnswer(q.lessonOf)
	return slices.Concat(q.drawTitle(taught), paragraphs(width, taught.Means...), q.drawChart(taught, width, helpChart),
		paragraphs(width, taught.Advice...), q.drawTable(taught.Figures), q.drawTable(taught.Months),
		paragraphs(width, taught.More...))
}

func (q *question) drawTitle(taught forms.Lesson) []string {
	lines := []string{q.Theme.Title.Render(taught.Title)}
	if taught.Value != "" {
		lines = append(lines, taught.Value)
	}
	return lines
}

// drawChart gives the lesson's chart, if it has one, and what is to be said of it.
func (q *question) drawChart(taught forms.Lesson, width, rows int) []string {
	above, below := q.Words.Lessons.NotBilled, q.Words.Lessons.BilledBelow
	if taught.Method == "" {
		return nil
	}
	chartWidth := width - 1 - theme.WidestWord(above+" "+below) // the same for every method
	lines := []string{""}
	if rows > 0 {
		p := chart.PictureOfLesson(taught, chartWidth)
		if taught.Method != client.BillingFixed {
			p.Above, p.Below = above, below
		}
		lines = append(lines, p.DrawRows(q.Theme.Glyphs, width, rows)...)
	}
	lines = append(lines, q.drawLegend(taught.Billed, width)...)
	if taught.Cost != "" {
		lines = append(lines, theme.Wrap(taught.Cost, width)...)
	}
	lines = append(lines, theme.Wrap(taught.Source, width)...)
	if n := chart.ColumnsOfLesson(taught, chartWidth); n > 1 && taught.Traffic.Own {
		lines = append(lines, theme.Wrap(fmt.Sprintf(q.Words.Lessons.Finer, n), width)...)
	}
	if taught.Warning != "" {
		lines = append(lines, markText(q.Theme.Warned, taught.Warning, width)...)
	}
	return lines
}

// drawLegend says what the chart's line stands for.
func (q *question) drawLegend(text string, width int) []string {
	return hangIndented(q.Theme.Rule+" ", q.emboldenText(text, width-2))
}

// paragraphs wraps texts, an empty line before each.
func paragraphs(width int, texts ...string) []string {
	var lines []string
	for _, text := range texts {
		lines = append(append(lines, ""), theme.Wrap(text, width)...)
	}
	return lines
}

// drawTable sets figures below each other, with the mark of the chart's line before the
// one that it draws.
func (q *question) drawTable(t forms.Table) []string {
	if len(t.Rows) == 0 {
		return nil
	}
	width := 0
	for _, r := range t.Rows {
		width = max(width, lipgloss.Width(r.Label)+columnGap+lipgloss.Width(r.Figure))
	}
	lines := []string{"", t.Title}
	for _, r := range t.Rows {
		line := padLine(r.Label, width-lipgloss.Width(r.Figure)) + r.Figure
		if r.Current {
			line = q.Theme.Title.Render(q.Theme.Rule + " " + line)
		} else {
			line = "  " + line
		}
		lines = append(lines, line)
	}
	if t.Note != "" {
		lines = append(lines, t.Note)
	}
	return lines
}

// drawBelow gives what is taught below the question, as much of it as fits into so many
// lines: beside a pane, what holds for every answer; else first what the pane would
// say that cannot be done without.
func (q *question) drawBelow(width, height int, pane bool) []string {
	taught := q.teachAnswer(q.lessonOf)
	figures := q.drawTable(taught.Figures)
	if pane {
		help, fixes := paragraphs(width, q.about.Help), paragraphs(width, q.about.Fixes)
		switch {
		case q.about.Field == client.BillingMethod: // whose permanence stands there already
			return fittingParts([][]string{figures, help}, height)
		case len(q.about.Options) > 0:
			return fittingParts([][]string{figures, help, fixes}, height)
		}
		return nil
	}
	if len(figures) > height && taught.Billed != "" && q.Traffic != nil {
		figures = append([]string{""}, q.drawLegend(taught.Billed, width)...)
	}
	var parts [][]string
	texts := taught.Means
	switch {
	case q.about.Field == client.BillingMethod: // whose brief stands there already
		parts = [][]string{figures}
		if q.isLow() { // the brief stands for it
			texts = nil
		}
		if taught.Warning != "" {
			parts = append(parts, append([]string{""}, markText(q.Theme.Warned, taught.Warning, width)...))
		}
	case len(q.about.Options) > 0:
		parts = [][]string{figures, paragraphs(width, q.about.Brief)}
	case q.about.Field == client.Bandwidth: // what may be typed, and what follows from it, before what it means
		texts = append(append([]string{q.about.Limits}, taught.Means[1:]...), taught.Means[0])
	}
	for _, text := range slices.Concat(texts, taught.Advice) {
		parts = append(parts, paragraphs(width, text))
	}
	return fittingParts(parts, height)
}
