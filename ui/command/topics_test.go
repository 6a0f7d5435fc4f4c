package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"epn-wizard/theme/words"
)

// topicIn gives a topic in a language.
func topicIn(t *testing.T, lang, name string) string {
	t.Helper()
	w, ok := words.For(lang)
	if !ok {
		t.Fatalf("there is no language %s", lang)
	}
	return readTopic(w, name)
}

// fenced matches a block of code in Markdown.
var fenced = regexp.MustCompile("(?ms)^```[a-z]*\n(.*?)^```$")

// code gives the blocks of code of a text in Markdown.
func code(text string) []string {
	var blocks []string
	for _, match := range fenced.FindAllStringSubmatch(text, -1) {
		blocks = append(blocks, match[1])
	}
	return blocks
}

// TestTopicsInEachLanguage: each topic is there, begins with its title, and has
// the same code and the same names in code in every language.
func TestTopicsInEachLanguage(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile("(?s)`[^`]+`")
	names := func(text string) []string {
		found := named.FindAllString(fenced.ReplaceAllString(text, ""), -1)
		for i := range found {
			found[i] = strings.Join(strings.Fields(found[i]), " ")
		}
		slices.Sort(found)
		return slices.Compact(found)
	}
	for _, name := range topicNames {
		english := topicIn(t, "en", name)
		for _, lang := range words.Languages() {
			text := topicIn(t, lang, name)
			if !strings.HasPrefix(text, "# ") {
				t.Errorf("%s: %s does not begin with its title", lang, name)
			}
			if !slices.Equal(code(text), code(english)) {
				t.Errorf("%s: %s has other code than in English", lang, name)
			}
			if a, b := names(text), names(english); !slices.Equal(a, b) {
				t.Errorf("%s: %s has other names in code than in English:\n%q\n%q", lang, name, a, b)
			}
		}
	}
	files, err := filepath.Glob("help/*/*.md")
	if err != nil || len(files) != len(topicNames)*len(words.Languages()) {
		t.Errorf("there are %d files of topics: %v", len(files), err)
	}
}

// sources gives the program's Go files below the repository's root, less tests.
func sources(t *testing.T, dirs ...string) string {
	t.Helper()
	var all strings.Builder
	for _, dir := range dirs {
		err := filepath.WalkDir(filepath.Join("../..", dir), func(path string, entry os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := os.ReadFile(path)
			all.Write(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// TestTopicsAreComplete: they name every variable that is read, and every field
// of JSON that is printed.
func TestTopicsAreComplete(t *testing.T) {
	t.Parallel()
	for topic, c := range map[string]struct {
		names string
		dirs  []string
	}{
		"environment": {`"((?:EPN|ALIBABA_CLOUD|XDG|SSH)_[A-Z_]+)"`, []string{"client", "ui"}},
		"scripts":     {`json:"([a-zA-Z0-9]+)[",]`, []string{"ui/script", "client/traffic"}},
	} {
		found := regexp.MustCompile(c.names).FindAllStringSubmatch(sources(t, c.dirs...), -1)
		if len(found) < 10 {
			t.Errorf("only %d names for %s", len(found), topic)
		}
		text := topicIn(t, "en", topic)
		for _, name := range found {
			if !strings.Contains(text, name[1]) {
				t.Errorf("%s does not name %s", topic, name[1])
			}
		}
	}
}

// TestPolicy: the policy to paste is JSON and permits the actions the text lists.
func TestPolicy(t *testing.T) {
	t.Parallel()
	text := topicIn(t, "en", "permissions")
	var policy struct{ Statement []struct{ Action []string } }
	if err := json.Unmarshal([]byte(code(text)[0]), &policy); err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, item := range regexp.MustCompile("(?m)^- `(ens:[A-Za-z]+)`").FindAllStringSubmatch(text, -1) {
		listed = append(listed, item[1])
	}
	if got := policy.Statement[0].Action; len(got) != 3 || !slices.Equal(got, listed) {
		t.Errorf("the policy permits %q, the text lists %q", got, listed)
	}
}

func TestShowMarkdown(t *testing.T) {
	t.Parallel()
	const text = "# A title\n\nA `word`, and one\nmore word.\n\n## Below\n\n" +
		"- `name`: its meaning\n  goes on\n- another\n\n```\n" +
		"a line of code that is longer than the terminal\n\n    and one set in\n```\n\n" +
		"汉字在此\n换行 A\nB\n"
	const want = "A title\n\n  A word, and one more\n  word.\n\nBelow\n\n" +
		"  - name: its meaning\n    goes on\n  - another\n\n" +
		"a line of code that is longer than the terminal\n\n    and one set in\n\n" +
		"  汉字在此换行 A B\n"
	if got := showMarkdown(text, 24); got != want {
		t.Errorf("shown as\n%s\nwant\n%s", got, want)
	}
}
