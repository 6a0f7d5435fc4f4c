package wizard

import (
	"maps"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"epn-wizard/client"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/chart"
)

// How high a picture is: as high as the pane has room for.
const (
	minPicture = 4
	maxPicture = 7
	// maxPictureWidth keeps a picture small where the help covers the screen: a
	// month gets a column a day there, too.
	maxPictureWidth = 44
)

// lesson is what is taught of the choice under the cursor, or of what is typed.
func (m *Model) lesson() forms.Lesson {
	if len(m.current().Options) > 0 && !m.helping {
		return m.lessonOf(m.question.taught)
	}
	return m.lessonOf(*m.question.value)
}

func (m *Model) lessonOf(value string) forms.Lesson {
	answers := m.answers
	if m.checks != nil && m.checks.InForce != "" && m.current().Field == client.Bandwidth {
		answers = maps.Clone(answers)
		answers[client.BillingMethod] = forms.Answer{Value: m.checks.InForce} // it prevails
	}
	return m.current().Teach(m.Words, value, answers, m.Traffic)
}

// pane is the lesson beside the question, and where there is too much of it,
// the key that shows it all. The picture stands in the same place and as high
// for every choice: its bars stay, and only the line moves.
func (m *Model) pane(width, height int) []string {
	l := m.lesson()
	months, room := m.table(l.Months), height
	if len(months) > 0 { // too many for most terminals: then the key needs a line
		room--
	}
	lines := append(m.besides(l, width, m.pictureRows(width, room)), months...)
	if len(lines) <= height {
		return fill(lines, height)
	}
	key := m.keys.help.Help().Key + " " + m.Words.Keys.More
	return append(fill(lines, height-1), m.Theme.Muted.Render(m.Theme.More+" "+key))
}

// besides is what the pane says of one answer, with a picture of so many rows.
func (m *Model) besides(l forms.Lesson, width, rows int) []string {
	return slices.Concat(m.lessonHead(l), m.pictured(l, width, rows), paragraphs(l.Means, width), paragraphs(l.Advice, width))
}

// pictureRows is how high the picture can be with the longest of the lessons.
func (m *Model) pictureRows(width, height int) int {
	rows := maxPicture
	for _, o := range m.current().Options {
		rows = min(rows, height-len(m.besides(m.lessonOf(o.Value), width, 0)))
	}
	return max(rows, minPicture)
}

// helpText is the lesson alone on the screen, and what holds for every answer.
func (m *Model) helpText(width int) []string {
	l := m.lesson()
	return slices.Concat(m.lessonHead(l), paragraphs(l.Means, width), m.pictured(l, width, maxPicture), paragraphs(l.Advice, width),
		m.table(l.Figures), m.table(l.Months), paragraphs(l.More, width))
}

func (m *Model) lessonHead(l forms.Lesson) []string {
	lines := []string{m.Theme.Title.Render(l.Title)}
	if l.Value != "" {
		lines = append(lines, m.Theme.Value.Render(l.Value))
	}
	return lines
}

// pictured is the lesson's picture, if it has one, and what is to be said of it.
func (m *Model) pictured(l forms.Lesson, width, rows int) []string {
	p, ok := chart.OfLesson(l, min(width, maxPictureWidth))
	if !ok {
		return nil
	}
	lines := []string{""}
	if rows > 0 {
		lines = append(lines, p.Draw(m.Theme, width, rows)...)
	}
	lines = append(lines, m.legend(l.Billed, width)...)
	if l.Cost != "" {
		lines = append(lines, theme.Wrap(l.Cost, width)...)
	}
	lines = append(lines, m.muted(l.Whose, width)...)
	if warning := m.warned(l, width); warning != nil {
		lines = append(lines, warning[1:]...)
	}
	return lines
}

// paragraphs wraps texts, an empty line before each.
func paragraphs(texts []string, width int) []string {
	var lines []string
	for _, text := range texts {
		lines = append(lines, "")
		lines = append(lines, theme.Wrap(text, width)...)
	}
	return lines
}

// legend says what the picture's line stands for.
func (m *Model) legend(text string, width int) []string {
	lines := theme.Wrap(text, width-2)
	for i, line := range lines {
		mark := " "
		if i == 0 {
			mark = m.Theme.Rule
		}
		lines[i] = m.Theme.Value.Render(mark + " " + line)
	}
	return lines
}

// table sets figures below each other, with the mark of the picture's line
// before the one that it draws.
func (m *Model) table(t forms.Table) []string {
	if len(t.Rows) == 0 {
		return nil
	}
	label, figure := 0, 0
	for _, r := range t.Rows {
		label, figure = max(label, lipgloss.Width(r.Label)), max(figure, lipgloss.Width(r.Figure))
	}
	lines := []string{"", t.Title}
	for _, r := range t.Rows {
		line := pad(r.Label, label) + strings.Repeat(" ", 2+figure-lipgloss.Width(r.Figure)) + r.Figure
		if r.Current {
			line = m.Theme.Value.Render(m.Theme.Rule + " " + line) // as the picture's line
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

// standing is what is taught below the question, as much of it as fits into so
// many lines. Where there is no pane it is first what the pane would say that
// cannot be done without.
func (m *Model) standing(width, height int) []string {
	q, l := m.current(), m.lesson()
	figures, help, fixes := m.table(l.Figures), styled(m.Theme.Muted, paragraphs([]string{q.Help}, width)), paragraphs([]string{q.Fixes}, width)
	var parts [][]string
	switch {
	case !m.wide():
		if len(figures) > height && l.Billed != "" && m.Traffic != nil {
			figures = append([]string{""}, m.legend(l.Billed, width)...)
		}
		texts := l.Means
		switch {
		case len(q.Options) > 0:
			parts = [][]string{figures, paragraphs([]string{q.Brief}, width), m.warned(l, width)}
		case q.Field == client.Bandwidth: // what may be typed, and what follows from it, before what it means
			texts = append(append([]string{q.Limits}, l.Means[1:]...), l.Means[0])
		}
		for _, text := range slices.Concat(texts, l.Advice) {
			parts = append(parts, paragraphs([]string{text}, width))
		}
		return fitting(parts, height)
	case len(q.Options) == 0:
	case len(figures)+len(help)+len(fixes) > height:
		parts = [][]string{figures, fixes}
	default:
		parts = [][]string{figures, help, fixes}
	}
	return fitting(parts, height)
}

// fitting gives as many of the parts, in their order, as fit into so many lines.
func fitting(parts [][]string, height int) (lines []string) {
	for _, part := range parts {
		if len(lines)+len(part) <= height {
			lines = append(lines, part...)
		}
	}
	return lines
}

// warned is the lesson's warning, below an empty line, or nil.
func (m *Model) warned(l forms.Lesson, width int) []string {
	if l.Warning == "" {
		return nil
	}
	return append([]string{""}, m.warning(l.Warning, width)...)
}
