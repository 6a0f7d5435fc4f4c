package wizard

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

// binding is a key that does something on the screen as it stands. Keys are matched
// and the footer is drawn from the same bindings, so that it never lies.
type binding struct {
	keys        []string // as the library spells them
	shown, does string   // in the footer; what is not shown there is said elsewhere
	means       string   // the sentence of it in the help of a review, or ""
	act         func() tea.Cmd
	irrevocable bool // what it does cannot be undone
	spare       bool // the footer can do without it
}

// actionKeys are the keys of the actions of the journey that are not choices of a
// menu, and what the footer calls them.
var actionKeys = map[flow.Kind]struct {
	keys  []string
	shown string
	does  func(words.Keys) string
}{
	flow.Confirm:      {[]string{"y", "Y"}, "y", func(k words.Keys) string { return k.Create }},
	flow.ConfirmAgain: {[]string{"a", "A"}, "a", func(k words.Keys) string { return k.CreateAgain }},
	flow.Acknowledge:  {[]string{"d", "D"}, "d", func(k words.Keys) string { return k.Acknowledge }},
	flow.ConfirmClose: {[]string{"y", "Y"}, "y", func(k words.Keys) string { return k.Confirm }},
	flow.SettleFirst:  {[]string{"l", "L"}, "l", func(k words.Keys) string { return k.Settle }},
	flow.Reconnect:    {[]string{"r"}, "r", func(k words.Keys) string { return k.LookAgain }},
	flow.Back:         {[]string{"esc", "shift+tab"}, "esc", func(k words.Keys) string { return k.Back }},
	flow.ToReview:     {[]string{"esc", "shift+tab"}, "esc", func(k words.Keys) string { return k.ToReview }},
	flow.ToList:       {[]string{"esc", "shift+tab"}, "esc", func(k words.Keys) string { return k.ToList }},
	flow.OpenPractice: {[]string{"p", "P"}, "p", func(k words.Keys) string { return k.Practice }},
	flow.Finish:       {[]string{"enter", "q"}, "enter", func(k words.Keys) string { return k.Finish }},
	flow.Leave:        {[]string{"ctrl+c"}, "ctrl+c", func(k words.Keys) string { return k.Leave }},
}

// spareKinds are what the footer leaves out first where it is too narrow.
var spareKinds = []flow.Kind{flow.Back, flow.ToReview, flow.ToList, flow.OpenPractice}

// bindActions makes the bindings of those of the given kinds of actions that belong to the
// step and are possible, the first of a kind, in the order of the kinds.
func (p *page) bindActions(kinds ...flow.Kind) []binding {
	var all []binding
	for _, kind := range kinds {
		if a, offered := p.findOffered(kind); offered && a.Blocked == flow.Possible {
			k := actionKeys[kind]
			all = append(all, binding{
				keys: k.keys, shown: k.shown, does: k.does(p.Words.Keys), means: p.Words.Keys.Means[k.shown],
				act: p.makeAction(kind, a.Index), irrevocable: kind.Irrevocable(), spare: slices.Contains(spareKinds, kind),
			})
		}
	}
	return all
}

// bindCopy makes the key that copies a text, where there is a clipboard for it, and then
// says what was copied.
func (p *page) bindCopy(does, said, text string) []binding {
	if p.NoClipboard || text == "" {
		return nil
	}
	if p.InTmux {
		said = fmt.Sprintf(p.Words.Joins.Sentences, said, p.Words.Wizard.CopiedInTmux)
	}
	copying := binding{keys: []string{"c"}, shown: "c", does: does, spare: true}
	copying.act = func() tea.Cmd {
		p.notice = said
		return terminal.CopyText(text)
	}
	return []binding{copying}
}

// matchBinding gives the binding of a key, if it has one.
func matchBinding(all []binding, key string) (binding, bool) {
	i := slices.IndexFunc(all, func(b binding) bool { return slices.Contains(b.keys, key) })
	if i < 0 {
		return binding{}, false
	}
	return all[i], true
}
