package client

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                      "",
		"edge lab":              "edge lab",
		"边缘 网络 é 😀":             "边缘 网络 é 😀",
		"e\u0301":               "e\u0301",
		"a\nb\r\n\tc":           `a\nb\r\n\tc`,
		"\x00\x07\x08\x7f":      `\x00\x07\x08\x7f`,
		"\x1b[31mred\x1b[0m":    `\x1b[31mred\x1b[0m`,
		"\x1b]0;title\x07":      `\x1b]0;title\x07`,
		"\u0085\u009b31m":       `\x85\x9b31m`,
		"\u00ad":                `\xad`,
		"a\u202eb\u2066c\u2069": `a\u202eb\u2066c\u2069`,
		"\u200b\ufeff":          `\u200b\ufeff`,
		"می\u200cخ":             "می\u200cخ",
		"a👩\u200d💻":             "a👩\u200d💻",
		"\u200depn-1\u200c2":    `\u200depn-1\u200c2`, // an id that looks like another
		"\u2028\u2029":          `\u2028\u2029`,
		"\ue000\U000f0000":      `\ue000\U000f0000`,
		"\U000e0041":            `\U000e0041`,
		"\u0378":                "\u0378", // unassigned: perhaps a letter, one day
		"\xff":                  `\xff`,
		"a\xe8\xbeb":            `a\xe8\xbeb`,
		"\xed\xa0\x80":          `\xed\xa0\x80`, // a surrogate
		"\ufffd":                "\ufffd",       // this one came from outside as it is

		strings.Repeat("边", 500):           strings.Repeat("边", 500),
		strings.Repeat("边", 501):           strings.Repeat("边", 500) + "...",
		strings.Repeat("\x1b", 1<<20):      strings.Repeat(`\x1b`, 500) + "...",
		strings.Repeat("a", 499) + "\n\nb": strings.Repeat("a", 499) + `\n...`,
	} {
		if got := Visible(in); got != want {
			t.Errorf("%.40q: got %.80q, want %.80q", in, got, want)
		}
	}
}

func TestVisibleLines(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("边", 2*MaxText)
	for in, want := range map[string]string{
		"":                          "",
		"one":                       "one",
		"one\n\ttwo\r\n\x1bthree\n": "one\n\\ttwo\\r\n\\x1bthree\n",
		"a\u2028b\xff\n" + long:     "a\\u2028b\\xff\n" + long,
	} {
		if got := VisibleLines(in); got != want {
			t.Errorf("%.40q: got %.80q, want %.80q", in, got, want)
		}
	}
}

func TestUnprintableByClass(t *testing.T) {
	t.Parallel()
	for r := rune(0); r < 0x40000; r++ { // the planes in use; TestVisible has some of the others
		switch graphic := unicode.IsGraphic(r); {
		case graphic && Unprintable(r):
			t.Errorf("%U is taken for unprintable", r)
		case !graphic && !unicode.Is(unicode.Cn, r) && !Unprintable(r) && !IsJoiner(r):
			t.Errorf("%U is taken for printable", r)
		}
	}
}

// Whatever comes from outside, what is shown is harmless, and short.
func FuzzVisible(f *testing.F) {
	for _, s := range []string{"plain", "\x1b[2J", "a\u202eb", "\xff\xfe", "\u2028", strings.Repeat("\U000e0001", 600)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Visible(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q becomes invalid UTF-8: %q", s, got)
		}
		if i := strings.IndexFunc(got, Unprintable); i >= 0 {
			t.Errorf("%q becomes %q, unprintable at %d", s, got, i)
		}
		if n := utf8.RuneCountInString(got); n > MaxText*len(`\U00000000`)+len("...") {
			t.Errorf("%d code points are shown", n)
		}
		if again := Visible(got); len(got) <= MaxText && again != got {
			t.Errorf("%q is not shown as it is: %q", got, again)
		}
	})
}
