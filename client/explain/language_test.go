package explain

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
)

// passages gives all that is written in a language, by a name of its place.
func (l language) passages() map[string]string {
	all := map[string]string{}
	add := func(place string, t Text) {
		all[place+" title"], all[place+" explanation"], all[place+" remedy"] = t.Title, t.Explanation, t.Remedy
	}
	for key, text := range l.texts {
		add(key, text)
	}
	for c, text := range l.causes {
		add(string(c), text)
	}
	for end, text := range l.looks {
		add("look "+end, text)
	}
	for f, s := range l.questions {
		all["question "+string(f)] = s
	}
	for f, s := range l.advice {
		all["advice "+string(f)] = s
	}
	return all
}

// literals are what is spelled alike in every language: placeholders, flags,
// variables, hosts and URLs, permissions, commands, and names of the API.
var literals = regexp.MustCompile(`\{\w+\}|--[a-z][a-z-]*|[A-Z]{2,}(?:_[A-Z]+)+|ens[.:][\w.-]*\w|http://[\w.:]+|` +
	`epn-wizard(?: settle| history)?|aliyun configure|ca-certificates|EPNInstance\w+|Internet[A-Z]\w+|EdgeToEdge`)

func literalsOf(s string) []string {
	found := literals.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestEveryLanguageSaysTheSame(t *testing.T) {
	t.Parallel()
	first := english.passages()
	for name, l := range languages {
		passages := l.passages()
		for place, want := range first {
			s := passages[place]
			if got, want := literalsOf(s), literalsOf(want); !slices.Equal(got, want) {
				t.Errorf("%s: %s names %q, and in English %q", name, place, got, want)
			}
			if name != "en" && s == want {
				t.Errorf("%s: %s is not translated: %q", name, place, s)
			}
		}
		for place := range passages {
			if _, ok := first[place]; !ok {
				t.Errorf("%s: %s is not there in English", name, place)
			}
		}
	}
}

// halfWidth finds punctuation of Latin letters where Chinese has its own, and
// Latin letters that stand too close to Chinese ones.
var halfWidth = regexp.MustCompile(`\p{Han}[,.;:!?()"']|[,.;:!?()"']\p{Han}|\p{Han}[A-Za-z0-9]|[A-Za-z0-9*]\p{Han}`)

func TestChinesePunctuation(t *testing.T) {
	t.Parallel()
	for place, s := range chinese.passages() {
		if found := halfWidth.FindString(s); found != "" {
			t.Errorf("%s: %q in %q", place, found, s)
		}
		sentence := !strings.HasSuffix(place, " title") && !strings.HasPrefix(place, "question ")
		if end := strings.HasSuffix(s, "。") || strings.HasSuffix(s, "{advice}"); end != sentence {
			t.Errorf("%s: ends as no such passage does: %q", place, s)
		}
	}
}

// TestNothingIsAmbiguous: no passage has a character that terminals of Chinese
// locales may draw one or two columns wide.
func TestNothingIsAmbiguous(t *testing.T) {
	t.Parallel()
	wide := displaywidth.Options{EastAsianWidth: true}
	for name, l := range languages {
		for place, s := range l.passages() {
			for _, r := range s {
				if wide.Rune(r) != displaywidth.Rune(r) {
					t.Errorf("%s: %s has %q in %q", name, place, r, s)
				}
			}
		}
	}
}
