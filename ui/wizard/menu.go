package wizard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/theme"
	"epn-wizard/ui/flow"
)

// sheet is what there is to know on a screen, what can be chosen or done there, and
// how that is used.
type sheet struct {
	text    []string
	must    int // how many of its lines must be seen before a key does what cannot be undone
	choices []choice
	details []string  // below the choices: what somebody else would want to be told
	keys    []binding // beside those that choose and scroll
	help    []string
}

// choice is one thing that can be chosen. One that is blocked only says why.
type choice struct {
	flow.Action
	label string
}

// menu is the screen of a sheet, which is composed anew whenever it is drawn. The
// cursor stays at its choice when others come and go.
type menu struct {
	*page
	compose func() sheet
	cursor  flow.Action // its kind and index; where there is none such, the first choice

	offset   int          // the line of the text that is the first on the screen, if it is so long
	seen     int          // how many lines of the text have been on the screen
	revision int          // of the journey since then
	size     tea.Position // of the terminal since then
}

// listChoices makes choices of those actions of the step that have a label.
func (p *page) listChoices(label func(flow.Action) string) []choice {
	var all []choice
	for _, a := range p.flow.Actions() {
		if text := label(a); text != "" {
			all = append(all, choice{a, text})
		}
	}
	return all
}

func (m *menu) listBindings() []binding {
	s := m.compose()
	room := m.textRoom(s, m.bodyHeight())
	for i, k := range s.keys {
		if k.irrevocable && m.seen < s.must { // nobody pays for what was below the screen
			s.keys[i].irrevocable, s.keys[i].act = false, func() tea.Cmd {
				m.offset = m.firstLine(s, room) + max(room-1, 1)
				m.notice = m.Words.Wizard.ReadFirst
				return nil
			}
		}
	}
	return slices.Concat(m.bindChoices(s.choices), s.keys, m.bindScrolling(s, room))
}

// firstLine is the first line of the text that is shown where there is room for so many.
func (m *menu) firstLine(s sheet, room int) int { return min(m.offset, max(len(s.text)-room, 0)) }

// bindScrolling makes the keys that scroll the text, where it is longer than the room for
// it. Where the arrows choose, they do not scroll.
func (m *menu) bindScrolling(s sheet, room int) []binding {
	last := len(s.text) - room
	if last <= 0 {
		return nil
	}
	to := func(line int, keys ...string) binding {
		return binding{keys: keys, act: func() tea.Cmd { m.offset = max(line, 0); return nil }}
	}
	first, page := m.firstLine(s, room), max(room-1, 1)
	all := []binding{to(first+page, "pgdown", "space"), to(first-page, "pgup"), to(0, "home"), to(last, "end")}
	switch {
	case len(s.choices) < 2:
		all = append(all, to(first-1, "up"), to(first+1, "down"))
		all[0].shown, all[0].does = m.Theme.Move, m.Words.Keys.Scroll
	case first < last:
		all[0].shown, all[0].does = "pgdn", m.Words.Keys.More
	default:
		all[1].shown, all[1].does = "pgup", m.Words.Keys.Scroll
	}
	return all
}

// bindChoices makes the keys that choose, and do what is under the cursor.
func (m *menu) bindChoices(choices []choice) []binding {
	n := len(choices)
	if n == 0 {
		return nil
	}
	at := m.findCursor(choices)
	c := choices[at]
	act := m.makeAction(c.Kind, c.Index)
	if c.Blocked != flow.Possible {
		act = func() tea.Cmd { return nil }
	}
	irrevocable := c.Kind.Irrevocable() && c.Blocked == flow.Possible
	all := []binding{{
		keys: []string{"enter"}, shown: "enter", does: m.Words.Keys.Select, act: act, irrevocable: irrevocable,
	}}
	if n == 1 {
		return all
	}
	move := func(to int) func() tea.Cmd {
		return func() tea.Cmd {
			m.cursor = choices[to%n].Action
			return nil
		}
	}
	return append(all,
		binding{keys: []string{"up"}, shown: m.Theme.Move, does: m.Words.Keys.Choose, act: move(at + n - 1), spare: true},
		binding{keys: []string{"down"}, act: move(at + 1)})
}

// findCursor gives the place of the choice under the cursor.
func (m *menu) findCursor(choices []choice) int {
	return max(slices.IndexFunc(choices, func(c choice) bool {
		return c.Kind == m.cursor.Kind && c.Index == m.cursor.Index
	}), 0)
}

// takeMessage notes how far down the text has been shown. What it says anew, and what a
// terminal of another size shows, is to be read anew.
func (m *menu) takeMessage(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(drawn); !ok {
		return nil
	}
	if size := (tea.Position{X: m.width, Y: m.height}); m.revision != m.flow.Revision || m.size != size {
		if m.size == size { // what is new stands above
			m.offset = 0
		}
		m.revision, m.size, m.seen = m.flow.Revision, size, 0
	}
	if m.isTooSmall() {
		return nil
	}
	s := m.compose()
	room := m.textRoom(s, m.bodyHeight())
	m.seen = max(m.seen, m.firstLine(s, room)+room)
	return nil
}

// textRoom is how many lines there are for the text above the choices.
func (m *menu) textRoom(s sheet, height int) int {
	choices, _ := m.drawChoices(s.choices)
	switch {
	case len(choices) == 0:
		return height
	case m.isCompact():
		return max(height-len(choices), 1)
	}
	return max(height-len(choices)-1, 1)
}

// drawBody sets the choices below the text, which scrolls where it is longer than the room
// for it and then ends with a line that says so, and the details below the choices, as far
// as there is room.
func (m *menu) drawBody(height int) body {
	s := m.compose()
	room := m.textRoom(s, height)
	first := m.firstLine(s, room)
	lines := slices.Clone(s.text[first:min(first+room, len(s.text))])
	if room > 1 && first+room < len(s.text) && len(s.choices) == 0 { // else a key in the footer says so
		lines[room-1] = m.Theme.More + " " + m.Words.Keys.More
	}
	var caret *tea.Position
	if choices, at := m.drawChoices(s.choices); len(choices) > 0 {
		if len(lines)+len(choices) < height {
			lines = append(lines, "")
		}
		caret = &tea.Position{X: 2, Y: len(lines) + at}
		lines = append(lines, choices...)
	}
	if details := m.drawDetails(s.details); len(lines)+1 < height {
		lines = append(lines, details[:min(len(details), height-len(lines))]...)
	}
	return body{lines, caret}
}

// drawChoices gives the choices, and which line the one under the cursor begins at.
func (m *menu) drawChoices(choices []choice) (lines []string, at int) {
	for i, c := range choices {
		head, style := blankSpace(m.Theme.Cursor), m.Theme.Plain
		if i == m.findCursor(choices) {
			head, style, at = m.Theme.Cursor, m.Theme.Selected, len(lines)
		}
		label := styleLines(style, theme.Wrap(c.label, m.textWidth()-indent-2))
		lines = append(lines, hangIndented("  "+head+" ", label)...)
	}
	return lines, at
}

func (m *menu) explainScreen() []string {
	s := m.compose()
	return append(s.help, m.drawDetails(s.details)...)
}

// drawDetails gives details below an empty line, set in like the text where no id is
// broken by that: all of them alike.
func (p *page) drawDetails(details []string) []string {
	if len(details) == 0 {
		return nil
	}
	columns := min(indent, max(p.textWidth()-theme.WidestWord(strings.Join(details, " ")), 0))
	lines := []string{""}
	for _, d := range details {
		lines = append(lines, indentLines(theme.Wrap(d, p.textWidth()-columns), columns)...)
	}
	return lines
}

// fittingParts gives as many of the parts, in their order, as fit into so many lines.
func fittingParts(parts [][]string, height int) (lines []string) {
	for _, part := range parts {
		if len(lines)+len(part) <= height {
			lines = append(lines, part...)
		}
	}
	return lines
}
