package wizard

import (
	"fmt"
	"strings"

	"epn-wizard/ui/phrase"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/theme"
)

// The smallest terminal that holds a question with its problem and its keys.
const (
	minWidth  = 40
	minHeight = 12
	// maxColumns keeps lines readable on a very wide terminal.
	maxColumns = 110
)

// View implements tea.Model.
func (m *Model) View() tea.View {
	if m.practice.play != nil {
		return m.practice.play.View()
	}
	v := tea.NewView(m.render())
	v.WindowTitle = m.Words.Header.Brand
	m.placeCursor(&v)
	return v
}

// tooSmall, compact and wide are the three steps between a keyhole and a
// screen with a help pane beside the question.
func (m *Model) tooSmall() bool { return m.width < minWidth || m.height < minHeight }
func (m *Model) compact() bool  { return m.width < 60 || m.height < 18 }
func (m *Model) wide() bool     { return m.width >= 76 && !m.compact() }

// columns is how wide a line may be: one column stays free, since a line that
// fills the screen can wrap where widths are counted differently.
func (m *Model) columns() int { return min(m.width-1, maxColumns) }

// bodyHeight is what the header and the footer leave.
func (m *Model) bodyHeight() int {
	if m.compact() {
		return m.height - 2
	}
	return m.height - 5
}

func (m *Model) resize(width, height int) {
	if width == m.width && height == m.height {
		return
	}
	m.width, m.height = width, height
	m.review.seen = 0
	m.layout()
}

// layout fits what scrolls, and the form, into the body.
func (m *Model) layout() {
	if m.tooSmall() {
		return
	}
	m.body.SetWidth(m.columns() - 2)
	m.body.SetHeight(m.bodyHeight())
	if m.onSheet() && !m.helping {
		room, _ := m.sheetRoom(m.columns() - 2)
		m.body.SetHeight(room)
	}
	m.body.SetContent(strings.Join(m.bodyText(m.columns()-2), "\n"))
	m.heedReading()
	if m.screen == asking {
		m.question.form.Update(tea.WindowSizeMsg{Width: m.formWidth(), Height: 100})
	}
}

// formWidth is the width of the form beside the help pane, or without it.
func (m *Model) formWidth() int {
	if m.wide() {
		return m.columns()/2 - 1
	}
	return m.columns() - 2
}

// bodyText is the body of every screen but a question.
func (m *Model) bodyText(width int) []string {
	switch {
	case m.helping && m.screen == asking:
		return m.helpText(width)
	case m.helping:
		return theme.Wrap(m.screenHelp(), width)
	}
	switch m.screen {
	case asking, submitting:
		return nil
	case reviewing:
		return m.reviewText(width)
	case showingResult:
		return m.resultText(width)
	case showingFailure, showingUnsettled, offeringDraft, offeringPractice:
		return m.sheetBody(width)
	}
	return nil
}

// screenHelp says how a screen other than a question is used.
func (m *Model) screenHelp() string {
	w := m.Words.Wizard
	switch m.screen {
	case submitting:
		return w.SubmittingNote + "\n\n" + w.SubmittingHelp
	case showingResult:
		if m.Rehearsal != nil {
			return m.Words.Practice.ResultHelp
		}
		return w.ResultHelp
	case showingUnsettled:
		if m.unsettled.confirming {
			return m.Words.Unsettled.ConfirmHelp
		}
		return m.Words.Unsettled.Help
	case offeringPractice:
		return m.Words.Practice.Intro
	case showingFailure, offeringDraft:
		return w.SheetHelp
	case reviewing, asking:
	}
	return w.ReviewHelp
}

// render draws the screen: exactly as many lines as the terminal has.
func (m *Model) render() string {
	if m.columns() < 1 {
		return ""
	}
	if m.tooSmall() {
		where := m.Words.Header.Live
		if m.Target.Sandbox {
			where = m.Words.Header.Sandbox
		}
		lines := theme.Wrap(fmt.Sprintf(m.Words.Header.TooSmall, where, minWidth, minHeight, m.width, m.height), m.columns())
		return strings.Join(lines[:min(len(lines), max(m.height, 1))], "\n")
	}
	m.enableKeys()
	lines := m.header()
	lines = append(lines, fill(m.bodyLines(), m.bodyHeight())...)
	lines = append(lines, m.foot()...)
	for i, line := range lines {
		lines[i] = ansi.Truncate(" "+line, m.columns(), m.Theme.Dots)
	}
	return strings.Join(lines, "\n")
}

func (m *Model) bodyLines() []string {
	switch {
	case m.helping:
	case m.screen == asking:
		return m.questionLines()
	case m.screen == submitting:
		return m.flightLines()
	case m.onSheet():
		return m.sheetLines()
	}
	lines := strings.Split(m.body.View(), "\n")
	if m.notice != "" { // over the last line, and gone with the next key
		lines = append(fill(lines, m.bodyHeight()-1), m.Theme.Success.Render(m.notice))
	}
	return lines
}

// questionLines is the question's body: the form and what is wrong with its
// value, and beside them what the highlighted means.
func (m *Model) questionLines() []string {
	form := strings.ReplaceAll(m.question.form.View(), "\x00", "") // of a placeholder with wide characters
	left := strings.Split(form, "\n")
	width := m.formWidth()
	below := func(lines []string) { left = append(append(left, ""), lines...) }
	if p := m.question.problem; p != nil {
		below(m.problem(fmt.Sprintf(m.Words.Joins.Subject, m.current().Step, phrase.ProblemText(m.Words, *p)), width))
	} else if m.question.reason != "" {
		below(m.warning(m.question.reason, width))
	}
	if force := m.inForce(); force != "" && m.current().Field == client.BillingMethod {
		below(m.warning(force, width))
	}
	for _, said := range []string{m.question.refused, m.notice} {
		if said != "" {
			below(m.warning(said, width))
		}
	}
	if m.Target.Auto && m.question.at == 0 {
		below(m.muted(m.Words.Header.AutoSandbox, width))
	}
	left = append(left, m.standing(width, m.bodyHeight()-len(left))...)
	if !m.wide() {
		return left
	}
	height := m.bodyHeight()
	pane := m.pane(m.columns()-width-5, height)
	left = fill(left, height)
	for i := range left {
		left[i] = pad(left[i], width) + " " + m.Theme.Muted.Render(m.Theme.Bar) + " " + pane[i]
	}
	return left
}
