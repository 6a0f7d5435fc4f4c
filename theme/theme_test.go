package theme

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/clipperhouse/displaywidth"
)

// TestPalette: no style has a colour but in a pair that can be read on any
// background, and no black is bold.
func TestPalette(t *testing.T) {
	t.Parallel()
	code := regexp.MustCompile(`\x1b\[[0-9;]*m`)
	allowed := regexp.MustCompile(`^\x1b\[(0?|1|7|30;4[236]|1;97;41)m$`)
	look := reflect.ValueOf(New(Unicode))
	styles := 0
	for i := range look.NumField() {
		drawn := look.Field(i).String() // of a mark
		if s, ok := look.Field(i).Interface().(lipgloss.Style); ok {
			drawn = s.Render("x")
		}
		codes := code.FindAllString(drawn, -1)
		styles += min(len(codes), 1)
		for _, c := range codes {
			if !allowed.MatchString(c) {
				t.Errorf("%s is drawn with %q", look.Type().Field(i).Name, c)
			}
		}
	}
	if styles < 8 {
		t.Errorf("only %d styles were looked at", styles)
	}
}

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
