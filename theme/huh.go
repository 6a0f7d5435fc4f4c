package theme

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// huhTheme dresses huh's fields in the same roles.
func (t Theme) huhTheme(prompt lipgloss.Style) huh.Theme {
	plain := lipgloss.NewStyle()
	s := huh.ThemeBase(true)
	s.Focused.Base = plain
	s.Focused.Title = t.Title.PaddingBottom(1)
	s.Focused.SelectSelector = t.Selected.SetString(t.Cursor + " ")
	s.Focused.SelectedOption = t.Selected
	s.Focused.UnselectedOption = plain
	s.Focused.TextInput.Prompt = prompt
	s.Focused.TextInput.Placeholder = t.Muted
	s.Blurred = s.Focused
	return huh.ThemeFunc(func(bool) *huh.Styles { return s })
}
