package wizard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/theme"
	"epn-wizard/ui/terminal"
)

// A sheet is a screen that says what there is to know and offers choices: a
// failure, a request whose fate is not known, a draft, the rehearsals.

// remedy is one thing that can be chosen on a sheet.
type remedy int

const (
	editField remedy = iota
	toTheReview
	lookForKeys
	lookAgain
	thatIsIt
	nothingThere
	newOrder
	resumeDraft
	freshStart
	rehearse
	leaveNow
)

// onSheet reports whether the screen is one.
func (m *Model) onSheet() bool {
	return m.screen == showingFailure || m.screen == showingUnsettled || m.screen == offeringDraft || m.screen == offeringPractice
}

// choices are what can be chosen on the sheet.
func (m *Model) choices() []remedy {
	switch m.screen {
	case showingFailure:
		return m.failure.choices
	case showingUnsettled:
		return m.unsettledChoices()
	case offeringDraft:
		return []remedy{resumeDraft, freshStart}
	case offeringPractice:
		return m.practiceChoices()
	case asking, reviewing, submitting, showingResult:
	}
	return nil
}

// details are what somebody else would want to be told.
func (m *Model) details() []string {
	switch m.screen {
	case showingFailure:
		return m.failure.Details
	case showingUnsettled:
		return m.unsettledDetails()
	case offeringDraft, offeringPractice, asking, reviewing, submitting, showingResult:
	}
	return nil
}

// sheetText is what there is to know, and below it the details.
func (m *Model) sheetText(width int) (text, small []string) {
	switch m.screen {
	case showingFailure:
		text = m.failureText(width)
	case showingUnsettled:
		text = m.unsettledText(width)
	case offeringDraft:
		text = m.draftText(width)
	case offeringPractice:
		text = m.practiceText(width)
	case asking, reviewing, submitting, showingResult:
	}
	for _, d := range m.details() {
		small = append(small, m.muted(d, width)...)
	}
	return text, small
}

// sheetBody is what scrolls on a small terminal: all but the choices.
func (m *Model) sheetBody(width int) []string {
	text, small := m.sheetText(width)
	return slices.Concat(text, []string{""}, small)
}

// sheetRoom is how many lines can scroll above the choices, and whether that
// is too few for all there is to read.
func (m *Model) sheetRoom(width int) (room int, scrolls bool) {
	choices, height := len(m.choiceLines(width)), m.bodyHeight()
	if len(m.sheetBody(width))+choices+1 <= height {
		return height, false
	}
	gap := 1
	if m.compact() {
		gap = 0
	}
	return max(height-choices-gap, 1), true
}

// sheetLines is the body: the choices between what to know and the details
// where there is room for all, else below what scrolls.
func (m *Model) sheetLines() []string {
	width := m.columns() - 2
	choices := m.choiceLines(width)
	room, scrolls := m.sheetRoom(width)
	if scrolls {
		lines := fill(strings.Split(m.body.View(), "\n"), room)
		return append(fill(lines, m.bodyHeight()-len(choices)), choices...)
	}
	text, small := m.sheetText(width)
	return slices.Concat(text, []string{""}, choices, []string{""}, small)
}

// choiceLines are the choices, the one under the cursor marked.
func (m *Model) choiceLines(width int) []string {
	var lines []string
	for i, r := range m.choices() {
		for j, line := range theme.Wrap(m.label(r, i), width-2) {
			switch {
			case i == m.cursor && j == 0:
				line = m.Theme.Selected.Render(m.Theme.Cursor + " " + line)
			case i == m.cursor:
				line = m.Theme.Selected.Render("  " + line)
			default:
				line = "  " + line
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// showSheet shows a sheet with the cursor on its first choice.
func (m *Model) showSheet(s screen) {
	m.cursor = 0
	m.show(s)
}

func (m *Model) pressSheet(msg tea.KeyPressMsg) tea.Cmd {
	choices := m.choices()
	switch {
	case matches(msg, m.keys.confirm):
		return m.closeRecord("")
	case matches(msg, m.keys.choose):
		step := 1
		if msg.Code == tea.KeyUp {
			step = len(choices) - 1
		}
		m.cursor = (m.cursor + step) % len(choices)
	case matches(msg, m.keys.do):
		return m.do(choices[m.cursor])
	case matches(msg, m.keys.back):
		return m.leaveSheet()
	case matches(msg, m.keys.copy):
		m.notice = m.Words.Wizard.Copied
		return terminal.CopyText(strings.Join(m.details(), "\n"))
	}
	return nil
}

// leaveSheet goes back from a sheet: to the review, to its choices, or to the result.
func (m *Model) leaveSheet() tea.Cmd {
	if m.screen == offeringPractice {
		m.show(showingResult)
		return nil
	}
	if m.screen == showingUnsettled {
		m.unsettled.confirming = false
		m.layout()
		return nil
	}
	return m.toReview()
}

// do does what was chosen. Nothing of it sends an order: that is the review's y alone.
func (m *Model) do(r remedy) tea.Cmd {
	switch r {
	case editField:
		return m.editRefused()
	case toTheReview:
		if m.failure.wait > 0 {
			return nil
		}
		return m.toReview()
	case lookForKeys:
		m.conn, m.trouble = nil, nil
		return tea.Batch(m.connect(), m.toReview())
	case lookAgain:
		return m.lookUp()
	case thatIsIt:
		return m.closeRecord(m.unsettled.found[m.cursor-1].EPNInstanceID)
	case nothingThere:
		m.unsettled.confirming = true
		m.layout()
		m.body.GotoTop()
	case newOrder:
		return m.start()
	case resumeDraft:
		return m.resume()
	case freshStart:
		m.saved = nil
		return m.start()
	case rehearse:
		return m.stage()
	case leaveNow:
		if m.Rehearsal != nil {
			return leaveRehearsal
		}
		m.ending.Practised = m.Practising
		return m.leave()
	}
	return nil
}
