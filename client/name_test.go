package client

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCheckName(t *testing.T) {
	t.Parallel()
	long := func(s string, n int) string { return strings.Repeat(s, n) }
	tests := []struct {
		name, in, want string
		rule           Rule // 0: none is broken
		offender       rune
		length         int
	}{
		{name: "the documentation's example", in: "test EPNInstanceName", want: "test EPNInstanceName"},
		{name: "one code point", in: "a", want: "a"},
		{name: "trimmed", in: " \t edge  lab \r\n", want: "edge  lab"},
		{name: "trimmed of wide and unbreakable spaces", in: "\u3000\u00a0edge\u2003\u0085", want: "edge"},
		{name: "quotes and shell characters", in: `-x '"$(id)` + "`\\", want: `-x '"$(id)` + "`\\"},
		{name: "a replacement character that was meant", in: "a\ufffdb", want: "a\ufffdb"},

		{name: "nothing", in: "", rule: Required},
		{name: "spaces", in: " \t\u3000\n", rule: Required},

		{name: "128", in: long("a", 128), want: long("a", 128)},
		{name: "128 within spaces", in: "  " + long("a", 128) + "  ", want: long("a", 128)},
		{name: "129", in: long("a", 129), want: long("a", 129), rule: TooLong, length: 129},
		{name: "128 of Chinese", in: long("边", 128), want: long("边", 128)},
		{name: "129 of Chinese", in: long("边", 129), want: long("边", 129), rule: TooLong, length: 129},
		{name: "128 beyond the basic plane", in: long("😀", 128), want: long("😀", 128)},
		{name: "129 beyond the basic plane", in: long("𠀀", 129), want: long("𠀀", 129), rule: TooLong, length: 129},
		{name: "64 letters with an accent each", in: long("e\u0301", 64), want: long("e\u0301", 64)},
		{name: "65 letters with an accent each", in: long("e\u0301", 65), want: long("e\u0301", 65), rule: TooLong, length: 130},
		{name: "32 flags of four code points", in: long("🇩🇪🇫🇷", 32), want: long("🇩🇪🇫🇷", 32)},

		{name: "new line", in: "a\nb", want: "a\nb", rule: ControlCharacter, offender: '\n'},
		{name: "tab", in: "a\tb", want: "a\tb", rule: ControlCharacter, offender: '\t'},
		{name: "NUL", in: "\x00a", want: "\x00a", rule: ControlCharacter, offender: 0},
		{name: "escape", in: "a\x1b[31m", want: "a\x1b[31m", rule: ControlCharacter, offender: 0x1b},
		{name: "delete", in: "a\x7f", want: "a\x7f", rule: ControlCharacter, offender: 0x7f},
		{name: "C1", in: "a\u009bb", want: "a\u009bb", rule: ControlCharacter, offender: 0x9b},
		{name: "zero-width space", in: "a\u200bb", want: "a\u200bb", rule: ControlCharacter, offender: 0x200b},
		{name: "zero-width joiner in an emoji", in: "a👩\u200d💻", want: "a👩\u200d💻"},
		{name: "zero-width non-joiner in a Persian word", in: "می\u200cخ", want: "می\u200cخ"},
		{name: "joiners at the ends, as in Malayalam", in: "\u200cന്\u200d", want: "\u200cന്\u200d"},
		{name: "joiners alone", in: " \u200c\u200d", rule: Required},
		{name: "an override beside a joiner", in: "می\u200c\u202e", want: "می\u200c\u202e", rule: ControlCharacter, offender: 0x202e},
		{name: "bidirectional override", in: "a\u202eb", want: "a\u202eb", rule: ControlCharacter, offender: 0x202e},
		{name: "soft hyphen", in: "a\u00adb", want: "a\u00adb", rule: ControlCharacter, offender: 0xad},
		{name: "byte-order mark", in: "\ufeffa", want: "\ufeffa", rule: ControlCharacter, offender: 0xfeff},
		{name: "tag", in: "a\U000e0041", want: "a\U000e0041", rule: ControlCharacter, offender: 0xe0041},
		{name: "the first of several", in: "a\u200b\x1b", want: "a\u200b\x1b", rule: ControlCharacter, offender: 0x200b},
		{name: "invalid UTF-8", in: "a\xffb", want: "a\xffb", rule: NotUTF8},
		{name: "GBK", in: "\xc4\xe3\xba\xc3", want: "\xc4\xe3\xba\xc3", rule: NotUTF8},
		{name: "Latin-1", in: "caf\xe9", want: "caf\xe9", rule: NotUTF8},
		{name: "a cut code point", in: "边\xe8\xbe", want: "边\xe8\xbe", rule: NotUTF8},
		{name: "a surrogate", in: "a\xed\xa0\x80", want: "a\xed\xa0\x80", rule: NotUTF8},
		{name: "invalid, and long", in: long("a", 129) + "\xff", want: long("a", 129) + "\xff", rule: NotUTF8},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, p := CheckAnswer(Name, test.in)
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if test.rule == 0 {
				if p != nil {
					t.Errorf("problem %+v, want none", *p)
				}
				return
			}
			want := Problem{Field: Name, Value: test.in, Rule: test.rule, Rune: test.offender, Length: test.length}
			if p == nil || *p != want {
				t.Errorf("problem %+v, want %+v", p, want)
			}
		})
	}
}

// An accepted name is what the contract says it is.
func FuzzCheckName(f *testing.F) {
	for _, s := range []string{"edge lab", " a ", "\u3000", "a\u200b", "\xff", "می\u200cخ", strings.Repeat("边", 129)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, p := CheckAnswer(Name, s)
		if p != nil {
			if p.Field != Name || p.Value != s {
				t.Errorf("problem %+v of %q", p, s)
			}
			return
		}
		n := utf8.RuneCountInString(name)
		refused := func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) && r != 0x200c && r != 0x200d }
		if !utf8.ValidString(name) || n < 1 || n > 128 || name != strings.TrimSpace(s) || strings.ContainsFunc(name, refused) {
			t.Errorf("%q accepted as %q", s, name)
		}
		if again, p := CheckAnswer(Name, name); p != nil || again != name {
			t.Errorf("%q is accepted, then not: %q %+v", name, again, p)
		}
	})
}
