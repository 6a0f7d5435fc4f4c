package client

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestNamesThatAreTaken(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		" \t edge  lab \r\n":                   "edge  lab",
		"\u3000\u00a0edge\u2003\u0085":         "edge", // within wide and unbreakable spaces
		"  " + strings.Repeat("a", 128) + "  ": strings.Repeat("a", 128),
	} {
		if got, p := CheckAnswer(Name, in); got != want || p != nil {
			t.Errorf("%q: got %q, %+v, want %q", in, got, p, want)
		}
	}
	for _, name := range []string{
		"test EPNInstanceName", "a", `-x '"$(id)` + "`\\",
		"a\ufffdb",                    // a replacement character that was meant
		strings.Repeat("边", 128),      // code points count, not bytes
		strings.Repeat("😀", 128),      // nor UTF-16 units
		strings.Repeat("e\u0301", 64), // nor letters as they are seen
		strings.Repeat("🇩🇪🇫🇷", 32),    // nor flags
		"a👩\u200d💻", "می\u200cخ",      // joiners, as emoji and Persian have them
		"\u200cന്\u200d", // and Malayalam, at the ends
	} {
		if got, p := CheckAnswer(Name, name); got != name || p != nil {
			t.Errorf("%q: got %q, %+v", name, got, p)
		}
	}
}

func TestNamesThatAreRefused(t *testing.T) {
	t.Parallel()
	refused := func(name string, want Problem) {
		t.Helper()
		want.Field, want.Value = Name, name
		got, p := CheckAnswer(Name, name)
		if p == nil || *p != want || got != name && want.Rule != Required || got != "" && want.Rule == Required {
			t.Errorf("%q: got %q, %+v, want %+v", name, got, p, want)
		}
	}
	for _, name := range []string{"", " \t\u3000\n", " \u200c\u200d"} { // joiners alone are seen by nobody
		refused(name, Problem{Rule: Required})
	}
	for name, length := range map[string]int{
		strings.Repeat("a", 129): 129, strings.Repeat("边", 129): 129, strings.Repeat("𠀀", 129): 129,
		strings.Repeat("e\u0301", 65): 130,
	} {
		refused(name, Problem{Rule: TooLong, Length: length})
	}
	for name, offender := range map[string]rune{
		"a\nb": '\n', "a\tb": '\t', "\x00a": 0, "a\x1b[31m": 0x1b, "a\x7f": 0x7f, "a\u009bb": 0x9b,
		"a\u200bb": 0x200b, "a\u202eb": 0x202e, "می\u200c\u202e": 0x202e, "a\u00adb": 0xad, "\ufeffa": 0xfeff,
		"a\U000e0041": 0xe0041, "a\u200b\x1b": 0x200b, // the first of several
	} {
		refused(name, Problem{Rule: ControlCharacter, Rune: offender})
	}
	for _, name := range []string{ // GBK, Latin-1, a cut code point, a surrogate, and a long one among them
		"a\xffb", "\xc4\xe3\xba\xc3", "caf\xe9", "边\xe8\xbe", "a\xed\xa0\x80", strings.Repeat("a", 129) + "\xff",
	} {
		refused(name, Problem{Rule: NotUTF8})
	}
}

// An accepted name is what the contract says it is.
func FuzzCheckName(f *testing.F) {
	for _, s := range []string{"edge lab", " a ", "\u3000", "a\u200b", "\xff", "می\u200cخ", strings.Repeat("边", 129)} {
		f.Add(s)
	}
	refused := func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) && r != 0x200c && r != 0x200d }
	f.Fuzz(func(t *testing.T, s string) {
		name, p := CheckAnswer(Name, s)
		if p != nil {
			if p.Field != Name || p.Value != s {
				t.Errorf("problem %+v of %q", p, s)
			}
			return
		}
		n := utf8.RuneCountInString(name)
		if !utf8.ValidString(name) || n < 1 || n > 128 || name != strings.TrimSpace(s) ||
			strings.ContainsFunc(name, refused) {
			t.Errorf("%q accepted as %q", s, name)
		}
		if again, p := CheckAnswer(Name, name); p != nil || again != name {
			t.Errorf("%q is accepted, then not: %q %+v", name, again, p)
		}
	})
}
