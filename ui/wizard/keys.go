package wizard

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// keyMap is every key there is. The footer shows the ones that are enabled,
// and only those are matched, so that it never lies.
type keyMap struct {
	create, again, confirm, next, do, choose, edit, retryKeys, finish, back, copy, scroll, help, practice, leave key.Binding
}

func newKeyMap(w *words.Words, t theme.Theme) keyMap {
	bind := func(shown, does string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
	}
	k := w.Keys
	return keyMap{
		create:    bind("y", k.Create, "y", "Y"),
		again:     bind("a", k.Again, "a", "A"),
		confirm:   bind("y", k.Confirm, "y", "Y"),
		next:      bind("enter", k.Next, "enter"),
		choose:    bind(t.Move, k.Choose, "up", "down"),
		edit:      bind("1-4", k.Edit, "1", "2", "3", "4"),
		retryKeys: bind("r", k.LookAgain, "r"),
		finish:    bind("enter", k.Finish, "enter", "q"),
		do:        bind("enter", k.Do, "enter"),
		back:      bind("esc", k.Back, "esc", "shift+tab"),
		practice:  bind("p", k.Practice, "p", "P"),
		copy:      bind("c", k.Copy, "c"),
		scroll:    bind(t.Move, k.Scroll, "up", "down", "pgup", "pgdown", "home", "end"),
		help:      bind("?", k.Help, "?", "f1"),
		leave:     bind("ctrl+c", k.Leave, "ctrl+c"),
	}
}

func matches(msg tea.KeyPressMsg, b key.Binding) bool { return key.Matches(msg, b) }

// enableKeys enables what can be done on the screen as it stands.
func (m *Model) enableKeys() {
	k := &m.keys
	typing := m.screen == asking && len(m.current().Options) == 0
	onScreen := func(s screen) bool { return m.screen == s && !m.helping }

	sheet := m.onSheet() && !m.helping
	confirming := m.screen == showingUnsettled && m.unsettled.confirming

	k.create.SetEnabled(onScreen(reviewing) && m.canCreate() && !m.standsOpen())
	k.again.SetEnabled(onScreen(reviewing) && m.canCreate() && m.standsOpen())
	k.next.SetEnabled(onScreen(asking))
	k.choose.SetEnabled(onScreen(asking) && !typing || sheet && len(m.choices()) > 1)
	k.edit.SetEnabled(onScreen(reviewing))
	k.retryKeys.SetEnabled(onScreen(reviewing) && m.trouble != nil)
	k.finish.SetEnabled(onScreen(showingResult))
	if m.Rehearsal != nil {
		k.finish.SetHelp("enter", m.Words.Keys.ToList)
	}
	k.practice.SetEnabled(onScreen(showingResult) && m.Practice != nil)
	k.do.SetEnabled(sheet && !confirming)
	k.confirm.SetEnabled(sheet && confirming)
	k.back.SetEnabled(m.helping || onScreen(asking) && m.hasBefore() || onScreen(reviewing) || onScreen(showingFailure) || confirming ||
		onScreen(offeringPractice) && !m.Practising)
	k.copy.SetEnabled(!m.NoClipboard && (onScreen(reviewing) || onScreen(showingResult) || onScreen(showingFailure)))
	k.scroll.SetEnabled(!onScreen(asking) && m.body.Height() > 0 && m.body.TotalLineCount() > m.body.Height())
	if sheet { // the arrows choose there
		k.scroll.SetKeys("pgup", "pgdown", "space")
		k.scroll.SetHelp("pgdn", m.Words.Keys.More)
		if m.body.AtBottom() {
			k.scroll.SetHelp("pgup", m.Words.Keys.Scroll)
		}
	} else {
		k.scroll.SetKeys("up", "down", "pgup", "pgdown", "space", "home", "end")
		k.scroll.SetHelp(m.Theme.Move, m.Words.Keys.Scroll)
	}
	if typing && !m.helping { // a ? is typed there
		k.help.SetKeys("f1")
		k.help.SetHelp("F1", m.Words.Keys.Help)
	} else {
		k.help.SetKeys("f1", "?")
		k.help.SetHelp("?", m.Words.Keys.Help)
	}
	if m.helping {
		k.help.SetHelp("?", m.Words.Keys.CloseHelp)
	}
}

// shown lists the bindings in the order of the footer.
func (k keyMap) shown() []key.Binding {
	return []key.Binding{k.create, k.again, k.confirm, k.next, k.do, k.finish, k.practice, k.scroll, k.choose, k.edit, k.retryKeys, k.back, k.copy, k.help, k.leave}
}
