package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// every gives the words of all languages, the first language first.
func every(t *testing.T) []*Words {
	t.Helper()
	var all []*Words
	for _, name := range Languages() {
		w, ok := For(name)
		if !ok || w.Lang != name {
			t.Fatalf("%s gives %+v", name, w)
		}
		all = append(all, w)
	}
	return all
}

func TestNoSuchLanguage(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "EN", "xx"} {
		if w, ok := For(name); ok || w != nil {
			t.Errorf("%q is a language: %s", name, w.Lang)
		}
	}
}

// verbs are what a sentence is filled in with.
var verbs = regexp.MustCompile(`%(?:\[\d\])?[sdq%]`)

// TestComplete: no language lacks a sentence, and each sentence is filled in
// with the same things in all.
func TestComplete(t *testing.T) {
	t.Parallel()
	all := every(t)
	first := passages(all[0])
	for _, w := range all {
		said := passages(w)
		for place := range said {
			if _, known := first[place]; !known {
				t.Errorf("%s has %s, which the first language has not", w.Lang, place)
			}
		}
		for place, want := range first {
			got, there := said[place]
			empty := strings.TrimSpace(got) == "" && (want != "" || !optional(place))
			if !there || empty || !slices.Equal(verbs.FindAllString(got, -1), verbs.FindAllString(want, -1)) {
				t.Errorf("%s%s is %q, and in the first language %q", w.Lang, place, got, want)
			}
		}
	}
}

// TestCounts: one is not counted as many are.
func TestCounts(t *testing.T) {
	t.Parallel()
	en, zh := English(), Chinese()
	for got, want := range map[string]string{
		en.Unsettled.CountLooks(1): "once", en.Unsettled.CountLooks(2): "2 times",
		zh.Unsettled.CountLooks(1): "一次", zh.Unsettled.CountLooks(2): " 2 次",
		en.ListLines([]string{"3"}): "line 3", en.ListLines([]string{"3", "7"}): "lines 3, 7",
		zh.ListLines([]string{"3", "7"}): "第 3、7 行",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// optional tells the sentences that a choice does without.
func optional(path string) bool {
	return strings.HasSuffix(path, ".Prompt") || strings.HasSuffix(path, ".Limits") || strings.HasSuffix(path, ".Fixes")
}
