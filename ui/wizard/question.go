package wizard

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/terminal"
)

// question is the screen of one question.
type question struct {
	*page
	about    forms.Question
	step     *flow.Asking
	form     *huh.Form // one group, one field
	laidOut  int       // how many columns the form is laid out for; 0 before it is
	value    *string   // what stands in the field
	lessonOf string    // the value that the lesson beside the question is about
	refused  string    // what of the input was left out, and why
	moves    int       // how often the choice was moved
	after    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// settled says that the choice has not been moved for a while.
type settled struct{ moves int }

// lessonDelay is how long the choice must stand still for its lesson to follow.
const lessonDelay = 150 * time.Millisecond

func newQuestion(p *page, s *flow.Asking, after func(time.Duration, func(time.Time) tea.Msg) tea.Cmd) *question {
	value := s.Text
	asked := p.questions[s.Index]
	return &question{
		page: p, about: asked, step: s, form: asked.NewForm(&value, p.Theme), value: &value, lessonOf: value, after: after,
	}
}

// takesText reports whether what is typed goes into a field.
func (q *question) takesText() bool { return len(q.about.Options) == 0 }

func (q *question) listBindings() []binding {
	k := q.Words.Keys
	next := binding{keys: []string{"enter"}, shown: "enter", does: k.Next, act: q.handOver}
	back := q.page.bindActions(flow.Back)
	if q.step.Editing {
		next.does, back[0].does = k.ToReview, k.Unchanged
	}
	all := []binding{next}
	if n := len(q.about.Options); n > 0 {
		choose := binding{shown: fmt.Sprintf("1-%d %s", n, q.Theme.Move), does: k.Choose, spare: true}
		all = append(all, choose)
	}
	return append(all, back...)
}

// handOver hands the answer over.
func (q *question) handOver() tea.Cmd {
	return q.handle(flow.Do{Kind: flow.Answer, Text: *q.value})
}

func (q *question) takeMessage(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return q.editByKey(msg)
	case settled:
		if msg.moves == q.moves {
			q.lessonOf = *q.value
		}
	case terminal.Text:
		return q.insertText(string(msg), fmt.Sprintf(q.Words.Problems.Full, q.about.Limit))
	case terminal.Paste:
		q.refused = ""
		return q.insertText(strings.TrimSpace(msg.Text), fmt.Sprintf(q.Words.Problems.PasteCut, q.about.Limit, msg.Length))
	case terminal.NotUTF8:
		if q.takesText() {
			q.refused = fmt.Sprintf(q.Words.Joins.Subject, q.about.Step, q.Words.Problems.NotUTF8)
		}
	case drawn:
		if width := q.formWidth(); width != q.laidOut && !q.isTooSmall() {
			q.laidOut = width
			q.form.Update(tea.WindowSizeMsg{Width: width, Height: 100})
		}
	}
	return nil
}

// editByKey edits the field, or chooses.
func (q *question) editByKey(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case !q.takesText():
		return q.moveChoice(msg)
	case msg.String() == "ctrl+v": // huh would run a clipboard program
		return nil
	case msg.Text != "":
		return q.insertText(msg.Text, fmt.Sprintf(q.Words.Problems.Full, q.about.Limit))
	case msg.Code == tea.KeyBackspace && msg.Mod == 0:
		return q.eraseCharacter(msg)
	}
	return q.editField(msg)
}

// moveChoice moves the choice at once; its lesson follows when it stands still.
func (q *question) moveChoice(msg tea.KeyPressMsg) tea.Cmd {
	i := -1
	if msg.Text != "" {
		i = strings.Index("123456789", client.NarrowCharacters(msg.Text))
	}
	if i >= 0 && i < len(q.about.Options) {
		*q.value = q.about.Options[i].Value
		q.form, q.laidOut = q.about.NewForm(q.value, q.Theme), 0
	} else if before := *q.value; msg.Text != "" && msg.Text != "j" && msg.Text != "k" {
		return nil
	} else if q.form.Update(msg); *q.value == before {
		return nil
	}
	q.moves++
	moves := q.moves
	return tea.Batch(q.handle(flow.Do{Kind: flow.Type, Text: *q.value}),
		q.after(lessonDelay, func(time.Time) tea.Msg { return settled{moves} }))
}

// How wide a question is beside its lesson, in columns: the same for each, so that the
// line between them stays where it is. The figures of the user's own traffic may need
// more. On a terminal of maxColumns a chart of a month with two columns a day, and words
// beside it, fit into the rest.
const (
	fieldWidth = 32
	maxField   = 40
)

// formWidth is the width of the form beside the lesson, or without it.
func (q *question) formWidth() int {
	if !q.isWide() {
		return q.textWidth()
	}
	width := fieldWidth
	for _, line := range q.drawTable(q.teachAnswer(q.lessonOf).Figures) {
		width = max(width, lipgloss.Width(line))
	}
	return min(width, maxField)
}

// drawBody gives the form and what is wrong with its value, and beside them what the
// choice means.
func (q *question) drawBody(height int) body {
	left, caret := q.drawField()
	width := q.formWidth()
	if said := q.Words.Lessons.Briefly[q.lessonOf]; said != "" && q.isLow() {
		left = append(left, theme.Wrap(said, width)...)
	}
	for i, part := range q.listRemarks(width) {
		if fits := len(left)+1+len(part) <= height; fits {
			left = append(append(left, ""), part...)
		} else if i == 0 {
			left = append(left, part...)
		}
	}
	left = append(left, q.drawBelow(width, height-len(left), q.isWide())...)
	if !q.isWide() {
		return body{left[:min(len(left), height)], caret}
	}
	paneWidth := q.countColumns() - width - 5
	longest := q.longestLesson(paneWidth)
	height = min(height, max(len(left), longest+q.chartRows(longest, height), usualBody)) // the same for every choice
	left = fillLines(left, height)
	pane := q.drawPane(paneWidth, height, longest)
	for i := range left {
		left[i] = padLine(left[i], width) + " " + q.Theme.Bar + " " + pane[i]
	}
	return body{left, caret}
}

// drawField gives the form's lines, and where its caret or its choice stands. The library
// draws a caret of its own, which the terminal's replaces.
func (q *question) drawField() ([]string, *tea.Position) {
	view := strings.ReplaceAll(q.form.View(), "\x00", "") // of a placeholder with wide characters
	lines := strings.Split(strings.TrimRight(view, "\n "), "\n")
	for y, line := range lines {
		if !q.takesText() && strings.Contains(line, q.Theme.Cursor) {
			return lines, &tea.Position{X: 1, Y: y}
		}
		if before, after, found := strings.Cut(line, "\x1b[7m"); q.takesText() && found {
			lines[y] = before + strings.Replace(after, "\x1b[m", "", 1)
			return lines, &tea.Position{X: ansi.StringWidthWc(before), Y: y}
		}
	}
	return lines, nil
}

// listRemarks gives what is to be said below the field, what matters most first.
func (q *question) listRemarks(width int) (all [][]string) {
	if p := q.step.Problem; p != nil {
		said := fmt.Sprintf(q.Words.Joins.Subject, q.about.Step, phrase.ProblemText(q.Words, *p))
		all = append(all, markText(q.Theme.Failed, said, width))
	} else if q.step.Refusal != nil {
		all = append(all, markText(q.Theme.Warned, phrase.FailureTitle(q.Words, q.step.Refusal), width))
	}
	if q.refused != "" {
		all = append(all, markText(q.Theme.Warned, q.refused, width))
	}
	if q.about.Field == client.BillingMethod {
		said := phrase.PermanenceText(q.Words, q.about, q.flow.Checks, q.isCompact())
		all = append(all, markText(q.Theme.Warned, said, width))
	}
	if q.step.Index == 0 && q.Target.Auto {
		all = append(all, theme.Wrap(q.Words.Header.AutoSandbox, width))
	}
	if q.step.Index == 0 && q.FirstRun {
		said := q.Words.Wizard.FirstRun
		if !q.Target.Sandbox && q.Words.Wizard.FirstPractice != "" { // in the sandbox nothing is at risk
			said = fmt.Sprintf(q.Words.Joins.Sentences, said, q.Words.Wizard.FirstPractice)
		}
		all = append(all, theme.Wrap(said, width))
	}
	return all
}

func (q *question) explainScreen() []string { return q.drawWhole(q.textWidth()) }
