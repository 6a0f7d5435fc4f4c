// Package theme is how the program looks and speaks: styles by role, glyph
// sets, the huh theme, and in words every sentence.
package theme

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// Theme is one look. Sentences stand in the terminal's own two colours, in bold
// where they matter most. Only marks and badges have colours, and each sets both
// of its own, so that it can be read on any background; the terminal is never
// asked. Nothing is said by colour alone.
type Theme struct {
	Glyphs

	Title    lipgloss.Style // what is asked, what happened, a value, a key
	Selected lipgloss.Style // the choice under the cursor, and the action of the review
	Plain    lipgloss.Style // a choice elsewhere, as wide as one under the cursor

	Sandbox lipgloss.Style // the word SANDBOX
	Live    lipgloss.Style // the word LIVE

	// The marks of what is in order, what to look at before going on, what is wrong,
	// and what is not known, each as it is drawn.
	Fine, Warned, Failed, NotKnown string

	Huh huh.Theme
}

// New builds a look: its styles and huh's theme, which huh asks for at every style it
// uses, once. The pairs of colours reach a contrast of 4.5:1 in xterm's palette. Black
// is never bold: xterm and others make grey of it.
func New(set Glyphs) Theme {
	plain := lipgloss.NewStyle()
	const black, red, green, yellow, cyan, brightWhite = "0", "1", "2", "3", "6", "15"
	badge := func(foreground, background string) lipgloss.Style {
		return plain.Foreground(lipgloss.Color(foreground)).Background(lipgloss.Color(background)).
			Transform(func(word string) string { return " " + word + " " }) // padding would be of another style
	}
	t := Theme{
		Glyphs:   set,
		Title:    plain.Bold(true),
		Selected: plain.Reverse(true).Padding(0, 1),
		Plain:    plain.Padding(0, 1),
		Sandbox:  badge(black, green),
		Live:     badge(brightWhite, red).Bold(true),
		Fine:     badge(black, green).Render(set.Done),
		Warned:   badge(black, yellow).Render("!"),
		Failed:   badge(brightWhite, red).Bold(true).Render(set.Wrong),
		NotKnown: badge(black, cyan).Render("?"),
	}
	t.Huh = t.huhTheme()
	return t
}
