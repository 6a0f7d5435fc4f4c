package wizard

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// View implements tea.Model.
func (m *Model) View() tea.View {
	content, caret := m.drawScreen()
	v := tea.NewView(content)
	if caret != nil {
		v.Cursor = tea.NewCursor(caret.X, caret.Y)
	}
	return v
}

// drawScreen draws the screen: at most as many lines as the terminal has, and none
// once the journey is over, when nothing can be done on it.
func (m *Model) drawScreen() (string, *tea.Position) {
	_, over := m.flow.Ending()
	switch {
	case over || m.countColumns() < 1 || m.screen == nil:
		return "", nil
	case m.isTooSmall():
		said := fmt.Sprintf(m.Words.Header.TooSmall, m.targetWord(), minWidth, minHeight, m.width, m.height)
		lines := theme.Wrap(said, m.countColumns())
		return strings.Join(lines[:min(len(lines), max(m.height, 1))], "\n"), nil
	}
	room := m.bodyHeight()
	shown := m.screen
	if m.helping != nil {
		shown = m.helping
	}
	b := shown.drawBody(room)
	lines := m.drawHeader()
	head := len(lines)
	lines = append(lines, fillLines(b.lines, min(max(len(b.lines), usualBody), room))...)
	lines = append(lines, m.drawFooter()...)
	left := (m.width - 1 - m.countColumns()) / 2
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", left) + ansi.Truncate(" "+line, m.countColumns(), m.Theme.Dots)
	}
	if b.caret == nil || m.notice != "" && b.caret.Y >= room {
		return strings.Join(lines, "\n"), nil
	}
	return strings.Join(lines, "\n"), &tea.Position{X: left + 1 + min(b.caret.X, m.countColumns()-2), Y: head + b.caret.Y}
}

// drawHeader gives what stands above the body: the program, the target, the steps.
func (m *Model) drawHeader() []string {
	if m.isCompact() {
		return []string{m.drawTarget() + "  " + m.Theme.Title.Render(m.namePlace())}
	}
	brand, target := m.Theme.Title.Render(m.nameProgram()), m.drawTarget()
	gap := max(m.textWidth()-lipgloss.Width(brand)-lipgloss.Width(target), 1)
	return []string{brand + strings.Repeat(" ", gap) + target, m.drawTrail(), m.drawRule()}
}

func (m *Model) drawRule() string { return strings.Repeat(m.Theme.Rule, m.textWidth()) }

// isPractising reports whether all of this is only rehearsed.
func (m *Model) isPractising() bool {
	_, listed := m.step.(*flow.Rehearsals)
	return listed || m.flow.Rehearsal != nil
}

// nameProgram names the program, and says where it only practises.
func (m *Model) nameProgram() string {
	switch {
	case m.isPractising():
		return m.Words.Practice.Brand
	case m.AskOnly:
		return m.Words.Header.DryRun
	}
	return m.Words.Header.Brand
}

// targetWord is the one word that says where the order goes.
func (m *Model) targetWord() string { return phrase.TargetWord(m.Words, m.Target.Sandbox) }

// drawTarget names where the order goes. It is on every screen.
func (m *Model) drawTarget() string {
	w := m.Words.Header
	if m.Target.Sandbox {
		return m.Theme.Sandbox.Render(w.Sandbox) + " " + w.SandboxNote
	}
	s := m.Theme.Live.Render(w.Live) + " "
	if f := m.flow.Failure; f != nil && f.Cause == client.NoCredentials {
		return s + m.Theme.Warned + " " + w.NoCredentials
	}
	return s + m.Target.Endpoint.String()
}

// The steps of the trail after the questions, by their place in it.
const (
	reviewStep = 4
	resultStep = 5
)

// trailStep gives the place on the trail that the journey stands at, or -1.
func (m *Model) trailStep() int {
	switch s := m.step.(type) {
	case *flow.Asking:
		return s.Index
	case *flow.Reviewing:
		return reviewStep
	case *flow.Unsettled:
		if s.Own != nil {
			return resultStep
		}
	case *flow.Sending, *flow.Refused, *flow.Created:
		return resultStep
	}
	return -1
}

// namePlace says which step this is, where there is no room for the trail.
func (m *Model) namePlace() string {
	switch at := m.trailStep(); {
	case at >= 0 && at < reviewStep:
		return fmt.Sprintf("%d/%d", at+1, len(m.questions))
	case at == reviewStep:
		return m.Words.Wizard.Review
	case at == resultStep:
		return m.Words.Wizard.Result
	case m.isPractising():
		return m.Words.Practice.Title
	}
	return ""
}

// drawTrail shows the steps, what was answered, and the one that is open. Answers are
// shortened as far as the line needs it; where that is not enough, the names of the
// questions stand for them, and where there is no room for these, their marks alone.
func (m *Model) drawTrail() string {
	if _, listed := m.step.(*flow.Rehearsals); listed {
		return m.Theme.Title.Render(m.Words.Practice.Title)
	}
	line := ""
	for room := 40; room >= numbersAlone; room-- {
		line = strings.Join(m.trailSteps(room), " "+m.Theme.Next+" ")
		if lipgloss.Width(line) <= m.textWidth() {
			break
		}
	}
	return line
}

// What stands for an answer on the trail where there is not even so much room for it.
const (
	stepNames    = 8
	marksAlone   = 7
	numbersAlone = 6 // for the questions that are still to come, too
)

// trailSteps are the steps of the trail, with so much room for each answer.
func (m *Model) trailSteps(room int) []string {
	at, answers := m.trailStep(), m.flow.Answers
	var steps []string
	for i, q := range m.questions {
		a, answered := answers[q.Field]
		switch {
		case i == at:
			steps = append(steps, m.Theme.Title.Render(fmt.Sprintf("%d %s", i+1, q.Step)))
		case answered && room < stepNames:
			steps = append(steps, m.Theme.Done)
		case answered && room == stepNames:
			steps = append(steps, m.Theme.Done+" "+q.Step)
		case answered:
			steps = append(steps, m.Theme.Done+" "+ansi.Truncate(q.DisplayValue(a.Value), room, m.Theme.Dots))
		case room == numbersAlone:
			steps = append(steps, strconv.Itoa(i+1))
		default:
			steps = append(steps, fmt.Sprintf("%d %s", i+1, q.Step))
		}
	}
	if m.AskOnly {
		return steps
	}
	for i, name := range []string{m.Words.Wizard.Review, m.Words.Wizard.Result} {
		step := fmt.Sprintf("%d %s", reviewStep+i+1, name)
		switch {
		case at == reviewStep+i:
			step = m.Theme.Title.Render(step)
		case at > reviewStep+i:
			step = m.Theme.Done + " " + name
		}
		steps = append(steps, step)
	}
	return steps
}

// drawFooter gives what stands below the body: the keys that work here, or a notice.
func (m *Model) drawFooter() []string {
	lines := m.wrapNotice()
	if len(lines) == 0 {
		lines = []string{m.drawKeys()}
	}
	if m.isCompact() {
		return lines
	}
	return append([]string{m.drawRule()}, lines...)
}

// drawKeys names the keys and what they do. Where there is no room for all of that, help
// and leaving stand by their keys alone, and what can be done without is left out: that
// is said in the help.
func (m *Model) drawKeys() string {
	shown, _ := m.fitKeys(m.listBindings())
	return m.joinKeys(shown)
}

// joinKeys puts keys beside each other, with what they do where that is said.
func (m *Model) joinKeys(all []binding) string {
	keys := make([]string, len(all))
	for i, b := range all {
		keys[i] = strings.TrimRight(m.Theme.Title.Render(b.shown)+" "+b.does, " ")
	}
	return strings.Join(keys, "  ")
}

// fitKeys gives the keys that there is room for in the footer, and those left out.
func (m *Model) fitKeys(all []binding) (shown, left []binding) {
	shown = slices.DeleteFunc(all, func(b binding) bool { return b.shown == "" })
	fits := func() bool { return lipgloss.Width(m.joinKeys(shown)) < m.countColumns() }
	always := max(len(shown)-2, 0) // the last two are help and leaving
	for i := len(shown) - 1; i >= always && !fits(); i-- {
		shown[i].does = ""
	}
	for _, spare := range []bool{true, false} {
		for i := always - 1; i >= 0 && !fits(); i-- {
			if shown[i].spare == spare {
				left = slices.Insert(left, 0, shown[i])
				shown = slices.Delete(shown, i, i+1)
				always--
			}
		}
	}
	return shown, left
}
