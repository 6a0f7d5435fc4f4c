// Package theme is how the program looks and speaks: styles by role, glyph
// sets, the huh theme, and in words every sentence.
package theme

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// Theme is one look. Its colours are the first six of the terminal's own
// palette, so that dark, light and Solarized are the user's own; the terminal
// is never asked. Nothing is said by colour alone.
type Theme struct {
	Glyphs

	Brand    lipgloss.Style // the program's name
	Title    lipgloss.Style // what is asked, or what happened
	Muted    lipgloss.Style // what may be overlooked
	Value    lipgloss.Style // what the user answered, and what the service gave
	Selected lipgloss.Style // the choice under the cursor
	Key      lipgloss.Style // a key in the footer
	Problem  lipgloss.Style // what is wrong with a value
	Warning  lipgloss.Style // what to look at before going on
	Success  lipgloss.Style // what went well
	Sandbox  lipgloss.Style // the word SANDBOX
	Live     lipgloss.Style // the word LIVE

	Huh huh.Theme
}

// New builds a look once, without a glyph outside ASCII where that is wanted.
func New(ascii bool) Theme {
	if ascii {
		return buildTheme(asciiGlyphs)
	}
	return buildTheme(unicodeGlyphs)
}

// NewNarrow builds the look for terminals that may draw ambiguous characters two
// columns wide.
func NewNarrow() Theme { return buildTheme(narrowGlyphs) }

// buildTheme builds the styles and huh's theme, which huh asks for at every style it
// uses, once.
func buildTheme(set Glyphs) Theme {
	plain := lipgloss.NewStyle()
	colour := func(ansi string) lipgloss.Style { return plain.Foreground(lipgloss.Color(ansi)) }
	const red, green, yellow, blue, magenta, cyan = "1", "2", "3", "4", "5", "6"

	t := Theme{
		Glyphs:   set,
		Brand:    plain.Bold(true),
		Title:    plain.Bold(true),
		Muted:    plain.Faint(true),
		Value:    colour(cyan),
		Selected: colour(magenta).Bold(true),
		Key:      plain.Bold(true),
		Problem:  colour(red),
		Warning:  colour(yellow),
		Success:  colour(green),
		Sandbox:  colour(green).Bold(true),
		Live:     colour(red).Bold(true).Reverse(true).Padding(0, 1),
	}
	t.Huh = t.huhTheme(colour(blue))
	return t
}
