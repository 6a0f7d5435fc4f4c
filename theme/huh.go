package theme

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// huhTheme dresses huh's fields in the same roles.
func (t Theme) huhTheme() huh.Theme {
	plain := lipgloss.NewStyle()
	s := huh.ThemeBase(true)
	s.Focused.Base = plain
	s.Focused.Title = t.Title.PaddingBottom(1)
	s.Focused.SelectSelector = plain.SetString(" " + t.Cursor + " ")
	s.Focused.SelectedOption = t.Selected
	s.Focused.UnselectedOption = t.Plain
	s.Focused.TextInput.Prompt = plain
	s.Focused.TextInput.Placeholder = plain
	s.Blurred = s.Focused
	return huh.ThemeFunc(func(bool) *huh.Styles { return s })
}
