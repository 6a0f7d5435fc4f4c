package forms

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"epn-wizard/theme/words"
)

var update = flag.Bool("update", false, "rewrite the README's glossary")

// TestGlossary: the README says what the lessons say.
func TestGlossary(t *testing.T) {
	t.Parallel()
	const file, begin, end = "../README.md", "<!-- glossary: go test ./forms -update writes it -->\n\n", "\n<!-- end of the glossary -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	got, after, ended := strings.Cut(rest, end)
	if !ok || !ended {
		t.Fatalf("%s lacks %q or %q", file, begin, end)
	}
	want := glossary(words.English())
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("the glossary of %s is\n%s\nwant\n%s", file, got, want)
	}
}

// glossary is what the lessons teach, as Markdown: what an EPN is, then each
// question with its choices.
func glossary(w *words.Words) string {
	var b strings.Builder
	entry := func(term string, texts ...string) {
		fmt.Fprintf(&b, "%s: %s\n", term, strings.Join(strings.Fields(strings.Join(texts, " ")), " "))
	}
	entry("- **EPN**", w.Lessons.EPN)
	for _, q := range Questions(w) {
		entry("- **"+q.Step+"**", q.Help, q.Fixes)
		for _, o := range q.Options {
			entry("  - **"+o.Label+"** (`"+o.Value+"`)", o.Means, o.Choose, o.Fixes)
		}
	}
	return b.String()
}
