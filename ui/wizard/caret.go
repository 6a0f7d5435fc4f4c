package wizard

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// drawnCaret is how the library draws the caret of a field: a cell in reverse.
const drawnCaret = "\x1b[7m"

// placeCursor puts the terminal's own cursor, which input methods, magnifiers and
// screen readers follow, at the caret of a field, in the place of a drawn one, or
// on the line that is chosen.
func (m *Model) placeCursor(v *tea.View) {
	if m.typing() {
		before, after, found := strings.Cut(v.Content, drawnCaret)
		if !found {
			return
		}
		plain := ""
		if *m.question.value == "" { // the caret stands on the example
			plain = ansi.NewStyle().Faint().String()
		}
		v.Content = before + plain + after
		line := before[strings.LastIndexByte(before, '\n')+1:]
		v.Cursor = tea.NewCursor(ansi.StringWidthWc(line), strings.Count(before, "\n"))
		return
	}
	if m.helping || m.tooSmall() || m.screen != asking && !m.onSheet() {
		return
	}
	for y, line := range strings.Split(v.Content, "\n") {
		if y > 0 && strings.HasPrefix(ansi.Strip(line), " "+m.Theme.Cursor+" ") {
			v.Cursor = tea.NewCursor(1, y)
			return
		}
	}
}
