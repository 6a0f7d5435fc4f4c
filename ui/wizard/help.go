package wizard

import tea "charm.land/bubbletea/v2"

// help covers a screen and says how it is used.
type help struct {
	*page
	pager
	about screen
}

func (h *help) bindings() []binding {
	return h.pager.bind(h.page, len(h.helpLines(h.textWidth())), h.bodyHeight(), false)
}

func (h *help) update(tea.Msg) tea.Cmd { return nil }

func (h *help) body(height int) body {
	return body{lines: h.window(h.helpLines(h.textWidth()), height)}
}

func (h *help) helpLines(width int) []string { return h.about.helpLines(width) }
