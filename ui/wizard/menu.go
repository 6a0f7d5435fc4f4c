package wizard

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/theme"
	"epn-wizard/ui/flow"
)

// menu is the choices of a screen that says what there is to know and offers them,
// and the one under the cursor: it stays there when others come and go.
type menu struct {
	pager
	cursor flow.Action // its kind and index; where there is none such, the first choice
}

// sheet is what such a screen shows: what there is to know, the choices, and below
// them details that somebody else would want to be told.
type sheet struct {
	text    []string
	choices []choice
	details []string
}

// choice is one thing that can be chosen. One that is blocked only says why.
type choice struct {
	label   string
	kind    flow.Kind
	index   int
	blocked bool
}

// findCursor gives the place of the choice under the cursor.
func (m *menu) findCursor(s sheet) int {
	return max(slices.IndexFunc(s.choices, func(c choice) bool {
		return c.kind == m.cursor.Kind && c.index == m.cursor.Index
	}), 0)
}

// bindChoices makes the keys that choose and do, and those that scroll what there is to know.
func (m *menu) bindChoices(p *page, s sheet) []binding {
	var all []binding
	if n := len(s.choices); n > 0 {
		at := m.findCursor(s)
		c := s.choices[at]
		act := p.makeAction(c.kind, c.index)
		if c.blocked {
			act = func() tea.Cmd { return nil }
		}
		all = append(all, binding{[]string{"enter"}, "enter", p.Words.Keys.Select, act, c.kind.Irrevocable() && !c.blocked})
		if n > 1 {
			move := func(key string, by int) binding {
				next := s.choices[(at+by+n)%n]
				return binding{keys: []string{key}, act: func() tea.Cmd {
					m.cursor = flow.Action{Kind: next.kind, Index: next.index}
					return nil
				}}
			}
			up, down := move("up", -1), move("down", 1)
			up.shown, up.does = p.Theme.Move, p.Words.Keys.Choose
			all = append(all, up, down)
		}
	}
	return append(all, m.pager.bindScrolling(p, len(s.text), m.textRoom(p, s, p.bodyHeight()), true)...)
}

// textRoom is how many lines there are for the text above the choices.
func (m *menu) textRoom(p *page, s sheet, height int) int {
	choices, _ := m.choiceLines(p, s)
	if len(choices) == 0 {
		return height
	}
	gap := 1
	if p.isCompact() {
		gap = 0
	}
	return max(height-len(choices)-gap, 1)
}

// drawSheet sets the choices below the text, which scrolls where it is longer than the
// room for it, and the details below the choices, as far as there is room.
func (m *menu) drawSheet(p *page, s sheet, height int) body {
	room := m.textRoom(p, s, height)
	lines := slices.Clone(m.windowLines(s.text, room))
	choices, at := m.choiceLines(p, s)
	if len(choices) == 0 {
		return body{lines: fittingParts([][]string{lines, p.detailLines(s.details)}, height)}
	}
	if len(lines)+len(choices) < height {
		lines = append(lines, "")
	}
	caret := &tea.Position{X: 2, Y: len(lines) + at}
	lines = append(lines, choices...)
	for i, line := range p.detailLines(s.details) {
		if len(lines) < height && (i > 0 || len(lines)+1 < height) {
			lines = append(lines, line)
		}
	}
	return body{lines, caret}
}

// choiceLines are the choices, and which line the one under the cursor begins at.
func (m *menu) choiceLines(p *page, s sheet) (lines []string, at int) {
	for i, c := range s.choices {
		head, style := blankSpace(p.Theme.Cursor), p.Theme.Plain
		if i == m.findCursor(s) {
			head, style, at = p.Theme.Cursor, p.Theme.Selected, len(lines)
		}
		label := styleLines(style, theme.Wrap(c.label, p.textWidth()-indent-2))
		lines = append(lines, hangIndented("  "+head+" ", label)...)
	}
	return lines, at
}

// detailLines are details below an empty line, set in like the text where no id is
// broken by that.
func (p *page) detailLines(details []string) []string {
	if len(details) == 0 {
		return nil
	}
	lines := []string{""}
	for _, d := range details {
		columns := min(indent, max(p.textWidth()-theme.WidestWord(d), 0))
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

// makeChoice makes a choice of an action.
func makeChoice(a flow.Action, label string) choice {
	return choice{label: label, kind: a.Kind, index: a.Index, blocked: a.Blocked != flow.Possible}
}

// questionAt gives the name of a question by its place.
func (p *page) questionAt(i int) string { return p.questions[i].Step }
