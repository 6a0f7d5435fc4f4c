package explain

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"epn-wizard/client"
)

// TestReplies: each reply of testdata/replies.tsv is of a row of the catalogue or of a general one, leads to the
// question that it names, or to none, and says what would let the order succeed. A - stands for nothing.
func TestReplies(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("testdata/replies.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")[1:] {
		c := strings.Split(line, "\t")
		for i := range c {
			c[i] = strings.TrimSuffix(c[i], "-")
		}
		what, code, message, key, field, retry, holds := c[0], c[1], c[2], c[3], client.Field(c[4]), Retry(c[5]), c[6]
		row, _, known := findRow(normalizeText(code), normalizeText(message))
		x := ExplainReply("en", code, message)
		guessed := strings.HasPrefix(key, "guess-") || key == "unexplained-named"
		if row.key != key || known == guessed || x.Advice != (Advice{field, retry, known}) ||
			!strings.Contains(x.Reason, holds) || row.named == nil && x.Text != english.texts[key] ||
			row.named != nil && !strings.Contains(x.Title, english.questions[field]) {
			t.Errorf("%s: the row %s, %+v, want %s", what, row.key, x, line)
		}
	}
	for code, want := range map[string]string{ // as the catalogue spells it, if it has it
		"\tSTOCKNotEnough. \n": "StockNotEnough", "throttling.burst": "throttling.burst", "Internal": "Internal",
	} {
		if got := ExplainReply("en", code, "").Code; got != want {
			t.Errorf("%q became %q, want %q", code, got, want)
		}
	}
	x := ExplainReply("en", "StockNotEnough", " YOU have  reached the purchase default limit\r\n")
	if x.Text != english.texts["purchase-limit"] {
		t.Errorf("a message that is spelled otherwise is explained as %+v", x)
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	a60 := strings.Repeat("a", 60)
	for _, c := range []struct{ s, word, want string }{
		{"short", "", "short"},
		{strings.Repeat("网", 60), "", strings.Repeat("网", 60)},
		{strings.Repeat("网", 61), "", strings.Repeat("网", 57) + "..."},
		{a60[:53] + "word" + a60, "word", a60[:53] + "word..."},
		{a60 + " word", "word", "...word"},
		{a60 + "word" + a60[:53], "word", "...word" + a60[:53]},
		{a60[:54] + "word" + a60, "word", "...word" + a60[:50] + "..."},
	} {
		if got := excerptCapture(c.s, c.word); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.word, c.s, got, c.want)
		}
	}
}

func FuzzExplain(f *testing.F) {
	for _, e := range Entries() {
		code, message := e.SampleReply()
		f.Add(code, message)
		f.Add(e.Code, e.Message)
	}
	f.Add("InvalidParameter", "The errorMessage is \x1b]0;{title}\x07\u202e\xff. Please check it again.")
	f.Add("InvalidParameter.\u212a", "the specified field \u212a INVALID. please chec\u212a it again")
	f.Fuzz(func(t *testing.T, code, message string) {
		for name := range languages {
			x := ExplainReply(name, code, message)
			if x.Title == "" || x.Reason == "" || x.Remedy == "" || x.Retry == "" {
				t.Fatalf("%s: not whole: %+v", name, x)
			}
			if n := utf8.RuneCountInString(x.Title + x.Reason + x.Remedy); n > 500 {
				t.Errorf("%s: %d characters", name, n)
			}
		}
	})
}
