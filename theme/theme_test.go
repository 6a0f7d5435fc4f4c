package theme

import (
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/clipperhouse/displaywidth"
)

// xterm is the palette that xterm has by itself, by the codes of foregrounds. Those of
// backgrounds begin with a 4.
var xterm = map[string][3]float64{
	"30": {0, 0, 0}, "31": {205, 0, 0}, "32": {0, 205, 0}, "33": {205, 205, 0}, "34": {0, 0, 238}, "35": {205, 0, 205},
	"36": {0, 205, 205}, "37": {229, 229, 229}, "97": {255, 255, 255},
}

// luminance is that of WCAG 2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
func luminance(code string) (sum float64) {
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		if v := xterm[code][i] / 255; v <= 0.04045 {
			sum += weight * v / 12.92
		} else {
			sum += weight * math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// TestPalette: no style has a colour but in a pair that can be read on any background, with a
// contrast of 4.5:1 at least. White is bold, and no black is, of which xterm and others make grey.
func TestPalette(t *testing.T) {
	t.Parallel()
	code := regexp.MustCompile(`\x1b\[([0-9;]*)m`)
	pair := regexp.MustCompile(`^(1;)?([39]\d);4(\d)$`)
	look := reflect.ValueOf(New(Unicode))
	styles := 0
	for i := range look.NumField() {
		drawn := look.Field(i).String() // of a mark
		if s, ok := look.Field(i).Interface().(lipgloss.Style); ok {
			drawn = s.Render("x")
		}
		codes := code.FindAllStringSubmatch(drawn, -1)
		styles += min(len(codes), 1)
		for _, c := range codes {
			if p := pair.FindStringSubmatch(c[1]); p != nil {
				one, other := luminance(p[2]), luminance("3"+p[3])
				if ratio := (max(one, other) + 0.05) / (min(one, other) + 0.05); ratio < 4.5 || (p[1] != "") == (p[2] == "30") {
					t.Errorf("%s is drawn with %q, whose contrast is %.1f:1", look.Type().Field(i).Name, c[1], ratio)
				}
			} else if !slices.Contains([]string{"", "0", "1", "7"}, c[1]) {
				t.Errorf("%s is drawn with %q", look.Type().Field(i).Name, c[1])
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
