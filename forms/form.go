package forms

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	"charm.land/huh/v2"

	"epn-wizard/theme"
)

// NewForm makes the question's huh form: one group, one field, bound to value.
// Going on, back and away are the caller's: huh leaves a form dead when it is
// left with an invalid value, and completes only some messages later.
func (q Question) NewForm(value *string, t theme.Theme) *huh.Form {
	var field huh.Field
	if len(q.Options) > 0 {
		options := make([]huh.Option[string], len(q.Options))
		for i, o := range q.Options {
			options[i] = huh.NewOption(fmt.Sprintf("%d %s", i+1, o.Label), o.Value)
		}
		field = huh.NewSelect[string]().Title(q.Title).Options(options...).Value(value)
	} else {
		field = huh.NewInput().Title(q.Title).Placeholder(q.Prompt).CharLimit(q.Limit).Prompt(t.Cursor + " ").Value(value)
	}
	// The theme is set here already: a group is drawn when it is made, and without one a
	// theme is built at every step.
	field = field.WithTheme(t.Huh)
	f := huh.NewForm(huh.NewGroup(field)).
		WithTheme(t.Huh).WithKeyMap(fieldKeys()).WithShowHelp(false).WithShowErrors(false)
	f.Init() // focuses the field; its commands only make a cursor blink
	return f
}

// fieldKeys leaves a field the keys that edit and choose.
func fieldKeys() *huh.KeyMap {
	k := &huh.KeyMap{}
	k.Select.Up = key.NewBinding(key.WithKeys("up", "k", "ctrl+p"))
	k.Select.Down = key.NewBinding(key.WithKeys("down", "j", "ctrl+n"))
	k.Select.GotoTop = key.NewBinding(key.WithKeys("home"))
	k.Select.GotoBottom = key.NewBinding(key.WithKeys("end"))
	return k
}
