package wizard

import (
	tea "charm.land/bubbletea/v2"
)

// pager shows as much of a text as there is room for, from some line on.
type pager struct{ offset int }

// windowLines gives the lines that are shown.
func (g *pager) windowLines(lines []string, height int) []string {
	first := min(g.offset, max(len(lines)-height, 0))
	return lines[first:min(first+height, len(lines))]
}

// readOn shows what is further down, where a key would act on what was not seen yet.
func (g *pager) readOn(p *page) tea.Cmd {
	g.offset += max(p.bodyHeight()-1, 1)
	p.notice = p.Words.Wizard.ReadFirst
	return nil
}

// bindScrolling makes the keys that scroll a text of so many lines, where it is longer than
// the room for it. Where the arrows choose, they do not scroll.
func (g *pager) bindScrolling(p *page, lines, height int, arrowsChoose bool) []binding {
	last := lines - height
	if last <= 0 {
		return nil
	}
	offset := min(g.offset, last)
	by := func(keys []string, n int) binding {
		return binding{keys: keys, act: func() tea.Cmd { g.offset = min(max(offset+n, 0), last); return nil }}
	}
	page := max(height-1, 1)
	all := []binding{
		by([]string{"pgdown", "space"}, page), by([]string{"pgup"}, -page),
		by([]string{"home"}, -lines), by([]string{"end"}, lines),
	}
	switch {
	case !arrowsChoose:
		all = append(all, by([]string{"up"}, -1), by([]string{"down"}, 1))
		all[0].shown, all[0].does = p.Theme.Move, p.Words.Keys.Scroll
	case offset < last:
		all[0].shown, all[0].does = "pgdn", p.Words.Keys.More
	default:
		all[1].shown, all[1].does = "pgup", p.Words.Keys.Scroll
	}
	return all
}
