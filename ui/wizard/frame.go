package wizard

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/theme"
)

// header is what stands above the body: the program, the target, the steps.
func (m *Model) header() []string {
	if m.compact() {
		return []string{m.target() + "  " + m.Theme.Title.Render(m.place())}
	}
	brand := m.Theme.Brand.Render(m.brand())
	target := m.target()
	gap := max(m.columns()-2-lipgloss.Width(brand)-lipgloss.Width(target), 1)
	return []string{brand + strings.Repeat(" ", gap) + target, m.trail(), m.rule()}
}

// brand names the program, and says where it only practises.
func (m *Model) brand() string {
	if m.Rehearsal != nil || m.screen == offeringPractice {
		return m.Words.Practice.Brand
	}
	if m.AskOnly {
		return m.Words.Header.DryRun
	}
	return m.Words.Header.Brand
}

// target names where the order goes. It is on every screen.
func (m *Model) target() string {
	w := m.Words.Header
	if m.Target.Sandbox {
		return m.Theme.Sandbox.Render(w.Sandbox) + " " + m.Theme.Muted.Render(w.SandboxNote)
	}
	s := m.Theme.Live.Render(w.Live)
	if m.trouble != nil && m.trouble.Cause == client.NoCredentials {
		return s + " " + m.Theme.Warning.Render(m.Theme.Warn+" "+w.NoCredentials)
	}
	return s + " " + m.Theme.Value.Render(m.Target.Endpoint.String())
}

// place says which step this is, where there is no room for the trail.
func (m *Model) place() string {
	switch m.screen {
	case asking:
		return fmt.Sprintf("%d/%d", m.question.at+1, len(m.questions))
	case reviewing:
		return m.Words.Wizard.Review
	case submitting, showingResult, showingFailure, showingUnsettled, offeringDraft:
	case offeringPractice:
		return m.Words.Practice.Title
	}
	return ""
}

// trail shows the steps, those that are answered, and the one that is open.
func (m *Model) trail() string {
	if m.screen == offeringPractice {
		return m.Theme.Title.Render(m.Words.Practice.Title)
	}
	var steps []string
	for i, q := range m.questions {
		label := fmt.Sprintf("%d %s", i+1, q.Step)
		_, answered := m.answers[q.Field]
		switch {
		case m.screen == asking && i == m.question.at:
			label = m.Theme.Title.Render(label)
		case answered:
			label = m.Theme.Success.Render(m.Theme.Done) + " " + q.Step
		default:
			label = m.Theme.Muted.Render(label)
		}
		steps = append(steps, label)
	}
	if m.AskOnly {
		return strings.Join(steps, m.Theme.Muted.Render(" "+m.Theme.Next+" "))
	}
	review := m.Words.Wizard.Review
	if m.screen == asking {
		review = m.Theme.Muted.Render(review)
	} else {
		review = m.Theme.Title.Render(review)
	}
	return strings.Join(append(steps, review), m.Theme.Muted.Render(" "+m.Theme.Next+" "))
}

func (m *Model) rule() string {
	return m.Theme.Muted.Render(strings.Repeat(m.Theme.Rule, m.columns()-2))
}

// foot is what stands below the body: the keys that work here.
func (m *Model) foot() []string {
	keys := m.footerLine()
	if m.notice != "" && m.onSheet() && !m.helping { // where every line of the body may be a choice
		keys = m.Theme.Success.Render(m.notice)
	}
	if m.compact() {
		return []string{keys}
	}
	return []string{m.rule(), keys}
}

// footerLine names the keys and what they do; where there is no room for all
// of that, the last ones stand alone, so that none is missing.
func (m *Model) footerLine() string {
	var keys []string
	var does []string
	for _, b := range m.keys.shown() {
		if b.Enabled() {
			keys = append(keys, m.Theme.Key.Render(b.Help().Key))
			does = append(does, " "+m.Theme.Muted.Render(b.Help().Desc))
		}
	}
	for told := len(keys); ; told-- {
		line := ""
		for i, key := range keys {
			line += key
			if i < told {
				line += does[i]
			}
			line += "  "
		}
		if line = strings.TrimRight(line, " "); told == 0 || lipgloss.Width(line) < m.columns() {
			return line
		}
	}
}

// styled styles each line by itself, so that lines can be put beside others.
func styled(s lipgloss.Style, lines []string) []string {
	for i, line := range lines {
		lines[i] = s.Render(line)
	}
	return lines
}

// problem, warning and success are texts with the mark of their kind; titled and
// muted are ones that matter most, and least. Each is wrapped.
func (m *Model) problem(text string, width int) []string {
	return styled(m.Theme.Problem, theme.Wrap(m.Theme.Wrong+" "+text, width))
}

func (m *Model) warning(text string, width int) []string {
	return styled(m.Theme.Warning, theme.Wrap(m.Theme.Warn+" "+text, width))
}

func (m *Model) success(text string, width int) []string {
	return styled(m.Theme.Success, theme.Wrap(m.Theme.Done+" "+text, width))
}

func (m *Model) titled(text string, width int) []string {
	return styled(m.Theme.Title, theme.Wrap(text, width))
}

func (m *Model) muted(text string, width int) []string {
	return styled(m.Theme.Muted, theme.Wrap(text, width))
}

// pad fills a line up to width columns, or cuts it.
func pad(line string, width int) string {
	line = ansi.Truncate(line, width, "")
	return line + strings.Repeat(" ", max(width-lipgloss.Width(line), 0))
}

// fill makes it exactly n lines.
func fill(lines []string, n int) []string {
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines[:n]
}
