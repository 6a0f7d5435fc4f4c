package client

import (
	"strconv"
	"strings"
	"testing"
)

// TestVisible has each class of characters, and what must not be taken for one of these:
// in the table, a quoted text and how it is shown.
func TestVisible(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("边", maxText)
	texts := readTable(t, "texts.tsv")
	for in, want := range map[string]string{
		long:                               long,
		long + "a":                         long + "...",
		strings.Repeat("\x1b", 1<<20):      strings.Repeat(`\x1b`, 500) + "...",
		strings.Repeat("a", 499) + "\n\nb": strings.Repeat("a", 499) + `\n...`,
	} {
		texts = append(texts, []string{strconv.Quote(in), strconv.Quote(want)})
	}
	for _, row := range texts {
		in, want := unquote(t, row[0]), unquote(t, row[1])
		got := Visible(in)
		if got != want {
			t.Errorf("%.40q: got %.80q, want %.80q", in, got, want)
		}
		if again := Visible(got); len(got) <= maxText && again != got {
			t.Errorf("%q is not shown as it is: %q", got, again)
		}
	}
	for in, want := range map[string]string{
		"":                             "",
		"one\n\ttwo\r\n\x1bthree\n":    "one\n\\ttwo\\r\n\\x1bthree\n",
		"a\u2028b\xff\n" + long + long: "a\\u2028b\\xff\n" + long + long,
	} {
		if got := VisibleLines(in); got != want {
			t.Errorf("lines %.40q: got %.80q, want %.80q", in, got, want)
		}
	}
}
