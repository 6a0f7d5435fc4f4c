package wizard

import tea "charm.land/bubbletea/v2"

// help covers a screen and says how it is used.
type help struct {
	*page
	pager
	about screen
}

func (h *help) listBindings() []binding {
	return h.pager.bindScrolling(h.page, len(h.explainScreen(h.textWidth())), h.bodyHeight(), false)
}

func (h *help) takeMessage(tea.Msg) tea.Cmd { return nil }

func (h *help) drawBody(height int) body {
	return body{lines: h.windowLines(h.explainScreen(h.textWidth()), height)}
}

func (h *help) explainScreen(width int) []string { return h.about.explainScreen(width) }
