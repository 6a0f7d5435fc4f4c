package theme

import (
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/clipperhouse/displaywidth"
)

// TestGlyphs: every glyph is one column wide, also where ambiguous characters take
// two for the narrow set, and the ASCII set is ASCII.
func TestGlyphs(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]Glyphs{"unicode": Unicode, "narrow": Narrow, "ascii": ASCII} {
		v := reflect.ValueOf(set)
		for i := range v.NumField() {
			field := v.Type().Field(i).Name
			glyphs, ok := v.Field(i).Interface().([]string)
			if !ok {
				glyphs = []string{v.Field(i).String()}
			}
			for _, g := range glyphs {
				if w := lipgloss.Width(g); g == "" || field != "Move" && w != 1 {
					t.Errorf("%s: %s %q is %d columns wide", name, field, g, w)
				}
				if wide := (displaywidth.Options{EastAsianWidth: true}).String(g); name == "narrow" && wide != 1 {
					t.Errorf("%s: %s %q is %d columns wide in an East Asian locale", name, field, g, wide)
				}
				if name == "ascii" && strings.ContainsFunc(g, func(r rune) bool { return r > 0x7e }) {
					t.Errorf("%s: %s %q", name, field, g)
				}
			}
		}
	}
}
