package wizard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
)

// The smallest terminal that holds a question with its problem and its keys.
const (
	minWidth  = 40
	minHeight = 12
	// maxColumns keeps lines readable on a very wide terminal.
	maxColumns = 110
	// usualBody is how high a body is at least where there is room, in lines: the
	// footer stays where it is while most screens change.
	usualBody = 19
)

// page is what every screen is drawn with: the journey as it stands, the words,
// the look and the size of the terminal.
type page struct {
	Config
	flow          *flow.Flow
	questions     []forms.Question
	width, height int
	handle        func(flow.Event) tea.Cmd // has the journey take an event
	notice        string                   // stands in place of the footer's keys until the next one, or what is said anew
}

// makeAction makes what carries an action out.
func (p *page) makeAction(kind flow.Kind, index int) func() tea.Cmd {
	return func() tea.Cmd { return p.handle(flow.Do{Kind: kind, Index: index, Revision: p.flow.Revision}) }
}

// findOffered gives an action of one of these kinds that belongs to the step now, if one does.
func (p *page) findOffered(kinds ...flow.Kind) (flow.Action, bool) {
	for _, a := range p.flow.Actions() {
		if slices.Contains(kinds, a.Kind) {
			return a, true
		}
	}
	return flow.Action{}, false
}

// isTooSmall, isLow, isCompact and isWide are the steps between a keyhole and a screen
// with a pane beside the question.
func (p *page) isTooSmall() bool { return p.width < minWidth || p.height < minHeight }
func (p *page) isLow() bool      { return p.height < 18 }
func (p *page) isCompact() bool  { return p.width < 60 || p.isLow() }
func (p *page) isWide() bool     { return p.width >= 76 && !p.isCompact() }

// countColumns gives how wide a line may be: one column stays free, since a line that
// fills the screen can wrap where widths are counted differently.
func (p *page) countColumns() int { return min(p.width-1, maxColumns) }

// textWidth is how wide a text is that stands alone in the body.
func (p *page) textWidth() int { return p.countColumns() - 2 }

// bodyHeight is what the header and the footer leave.
func (p *page) bodyHeight() int {
	rest := p.height - max(len(p.wrapNotice()), 1)
	if p.isCompact() {
		return rest - 1
	}
	return rest - 4
}

// wrapNotice gives the notice in as many lines as it needs, if there is one.
func (p *page) wrapNotice() []string {
	if p.notice == "" {
		return nil
	}
	return p.emboldenText(p.notice, p.textWidth())
}

// indent is how far a text stands in that has a mark.
const indent = 4

// markText gives a text with a mark before it. Its other lines stand below the first.
func markText(mark, text string, width int) []string {
	return hangIndented(mark+" ", theme.Wrap(text, width-indent))
}

// markHeadline gives a text with a mark before it, all of it in bold.
func (p *page) markHeadline(mark, text string, width int) []string {
	return hangIndented(mark+" ", p.emboldenText(text, width-indent))
}

// emboldenText gives a text in bold.
func (p *page) emboldenText(text string, width int) []string {
	return styleLines(p.Theme.Title, theme.Wrap(text, width))
}

// indentText wraps a text and sets it in.
func (p *page) indentText(text string, width int) []string {
	return indentLines(theme.Wrap(text, width-indent), indent)
}

// hangIndented puts a head before the first line, and as much space before the others.
func hangIndented(head string, lines []string) []string {
	for i, line := range lines {
		if i > 0 {
			head = blankSpace(head)
		}
		lines[i] = head + line
	}
	return lines
}

// emboldenLead puts as many of the characters that wrapped lines begin with in bold as
// a text has, but for spaces, which are lost where lines are broken.
func emboldenLead(style lipgloss.Style, lead string, lines []string) []string {
	left := len([]rune(strings.ReplaceAll(lead, " ", "")))
	for i, line := range lines {
		at := 0
		for j, r := range line {
			if left == 0 {
				break
			}
			if r != ' ' {
				left--
			}
			at = j + len(string(r))
		}
		if at > 0 {
			lines[i] = style.Render(line[:at]) + line[at:]
		}
	}
	return lines
}

// styleLines styles each line by itself, so that lines can be put beside others.
func styleLines(s lipgloss.Style, lines []string) []string {
	for i, line := range lines {
		lines[i] = s.Render(line)
	}
	return lines
}

// indentLines sets lines in.
func indentLines(lines []string, columns int) []string {
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", columns) + line
	}
	return lines
}

// padLine fills a line up to width columns, or cuts it.
func padLine(line string, width int) string {
	line = ansi.Truncate(line, width, "")
	return line + strings.Repeat(" ", max(width-lipgloss.Width(line), 0))
}

// blankSpace gives as wide as a text.
func blankSpace(text string) string { return strings.Repeat(" ", lipgloss.Width(text)) }

// fillLines makes it exactly n lines.
func fillLines(lines []string, n int) []string {
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines[:n]
}
