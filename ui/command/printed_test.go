//go:build unix

package command_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// read gives the files of some patterns from the repository's root, less tests, by their names.
func read(t *testing.T, patterns ...string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range patterns {
		files, err := filepath.Glob("../../" + pattern)
		must(t, err)
		for _, file := range files {
			if text, err := os.ReadFile(file); !strings.HasSuffix(file, "_test.go") {
				must(t, err)
				texts[strings.TrimPrefix(file, "../../")] = string(text)
			}
		}
	}
	if len(texts) < len(patterns) {
		t.Fatalf("only %d files", len(texts))
	}
	return texts
}

// printed gives all that people may be told: the documents, and the files with the sentences of
// every language.
func printed(t *testing.T) map[string]string {
	return read(t, "README.md", ".github/*.md", "ui/command/help/*/*.md", "theme/words/*.go", "client/explain/*.go")
}

// source gives all the code that reads flags, variables and replies, and prints JSON.
func source(t *testing.T) string {
	return strings.Join(slices.Collect(maps.Values(read(t, "client/*.go", "client/*/*.go", "ui/*/*.go"))), "\n")
}

// complete gives the words that a shell is offered after some.
func complete(t *testing.T, after ...string) (offered []string) {
	t.Helper()
	out := script(t, t.TempDir(), nil, append(append([]string{"__complete"}, after...), "")...).stdout
	for line := range strings.Lines(out) {
		if word, _, ok := strings.Cut(line, "\t"); ok {
			offered = append(offered, word)
		}
	}
	return offered
}

var (
	aBlock      = regexp.MustCompile("(?s)\n```[a-z]*\n(.*?)\n```") // of code
	aName       = regexp.MustCompile("(?s)`[^`]+`")
	aFlag       = regexp.MustCompile(`--[a-z][a-z-]+`)
	aVariable   = regexp.MustCompile(`\b(?:EPN|ALIBABA_?CLOUD|ALICLOUD)_[A-Z][A-Z_]*[A-Z]`)
	aPermission = regexp.MustCompile(`\bens:[A-Za-z]+`)
	aCLICall    = regexp.MustCompile(`aliyun ens ([A-Za-z]+)`)
)

// TestHelpPages: no line of help is wider than 80 columns, but for commands. Each topic is a page,
// begins with its title, and has the same code and the same names in code in every language.
func TestHelpPages(t *testing.T) {
	t.Parallel()
	pages, topics := complete(t, "help"), read(t, "ui/command/help/en/*.md")
	aCommand := regexp.MustCompile(`(?m)^ +epn-wizard .*$`) // A command is copied, and so is not broken.
	listNames := func(text string) []string {
		names := aName.FindAllString(aBlock.ReplaceAllString(text, ""), -1)
		for i, name := range names {
			names[i] = strings.Join(strings.Fields(name), " ")
		}
		return slices.Compact(slices.Sorted(slices.Values(names)))
	}
	for _, lang := range words.Languages() {
		for file, english := range topics {
			name := strings.TrimSuffix(filepath.Base(file), ".md")
			text := read(t, "ui/command/help/"+lang+"/"+name+".md")["ui/command/help/"+lang+"/"+name+".md"]
			if !strings.HasPrefix(text, "# ") || !slices.Contains(pages, name) ||
				!slices.Equal(aBlock.FindAllString(text, -1), aBlock.FindAllString(english, -1)) {
				t.Errorf("%s: %s has no title, is no page of %q, or has other code than in English", lang, name, pages)
			}
			if a, b := listNames(text), listNames(english); !slices.Equal(a, b) {
				t.Errorf("%s: %s has other names in code than in English:\n%q\n%q", lang, name, a, b)
			}
		}
		if files := read(t, "ui/command/help/"+lang+"/*.md"); len(files) != len(topics) {
			t.Errorf("%s has %d topics", lang, len(files))
		}
		for _, page := range append(pages, "") {
			text := script(t, t.TempDir(), nil, "help", page, "--lang", lang).stdout
			if page == "" {
				text = script(t, t.TempDir(), nil, "--help", "--lang", lang).stdout
			} else if text != script(t, t.TempDir(), nil, page, "--help", "--lang", lang).stdout {
				t.Errorf("%s: help %s and %s --help say something different", lang, page, page)
			}
			for line := range strings.SplitSeq(aCommand.ReplaceAllString(aBlock.ReplaceAllString(text, ""), ""), "\n") {
				if ansi.StringWidth(line) > 80 || strings.HasSuffix(line, " ") {
					t.Errorf("%s: help %s: over 80 columns, or spaces at the end: %q", lang, page, line)
				}
			}
		}
	}
}

// TestPrintedCommands: every command that is printed anywhere is one, with flags that it has.
// Orders are tried by a dry run, and what else ends by itself as it is printed.
func TestPrintedCommands(t *testing.T) {
	t.Parallel()
	anInvocation := regexp.MustCompile(`(?:epn-wizard|go run \.)((?: +(?:'[^'\n]*'|[!-&(-;=?-_a-z{}~]+))+)`)
	aCodesWord := regexp.MustCompile("(?m)(?:`|^ *)epn-wizard ([a-z][a-z-]*)")
	elsewhere := regexp.MustCompile(`--(?:traffic|restricted)|%`) // what takes more than this test has
	home := t.TempDir()
	help := func(args ...string) result { return script(t, home, nil, append(args, "--help")...) }
	commands, valued := complete(t), []string{}
	for _, found := range regexp.MustCompile(`(?m)(--[a-z-]+) [A-Za-z].*$`).FindAllStringSubmatch(
		help().stdout+help("sandbox").stdout, -1) {
		valued = append(valued, found[1])
	}
	tried := map[string]bool{}
	for file, text := range printed(t) {
		text = strings.ReplaceAll(text, "\\\n", "")
		for _, found := range aCodesWord.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(commands, found[1]) {
				t.Errorf("%s: %q is no command", file, found[1])
			}
		}
		for _, found := range anInvocation.FindAllStringSubmatch(text, -1) {
			args := splitCommand(found[1], commands, valued)
			line := strings.Join(args, " ")
			if tried[line] || len(args) == 0 || args[len(args)-1] == "TOPIC" {
				continue
			}
			tried[line] = true
			r := help(args...)
			switch {
			case r.status != 0 || slices.Contains(args, "ID"):
			case slices.Contains([]string{"help", "explain", "history", "settle", "check", "completion"}, args[0]):
				r = script(t, home, []string{"EPN_TARGET=sandbox"}, args...)
			case strings.HasPrefix(args[0], "--") && !elsewhere.MatchString(line):
				r = script(t, home, nil, append(given("--dry-run"), args...)...)
			}
			if r.status != 0 {
				t.Errorf("%s: %q: %s", file, line, r.stderr)
			}
		}
	}
	if len(tried) < 30 {
		t.Errorf("only %d commands were found", len(tried))
	}
}

var (
	aWord      = regexp.MustCompile(`'[^']*'|[^ ']+`)
	anArgument = regexp.MustCompile(`^(?:[A-Z][A-Za-z.:\d]+|\w+\.(?:csv|json)|bash|zsh|fish|powershell)$`)
)

// splitCommand gives the words of a command up to the sentence around it: its name, flags, and
// what flags take. What takes a value is in valued.
func splitCommand(line string, commands, valued []string) (words []string) {
	for _, word := range aWord.FindAllString(line, -1) {
		last := ""
		if len(words) > 0 {
			last = words[len(words)-1]
		}
		end := strings.TrimRight(word, ".,;:)`\"")
		switch {
		case len(words) == 0 && slices.Contains(commands, end), strings.HasPrefix(word, "-"), slices.Contains(valued, last),
			last == "help", slices.Contains(commands, last) && anArgument.MatchString(end):
			words = append(words, strings.Trim(end, "'"))
		default:
			return words
		}
		if end != word {
			return words
		}
	}
	return words
}

// TestPrintedNames: every flag, variable, permission and call of the aliyun CLI that a sentence
// names is one. The topics name every variable that is read, every field of JSON and every kind of
// warning that is printed, and the policy to paste permits what its topic lists.
func TestPrintedNames(t *testing.T) {
	t.Parallel()
	known := "--insecure --json --log-out --log-timing --showtime " // of other programs
	for _, command := range []string{"", "sandbox", "settle", "compare"} {
		known += script(t, t.TempDir(), nil, append(strings.Fields(command), "--help")...).stdout
	}
	texts, code := printed(t), source(t)
	permissions := texts["ui/command/help/en/permissions.md"]
	var policy struct{ Statement []struct{ Action []string } }
	must(t, json.Unmarshal([]byte(aBlock.FindStringSubmatch(permissions)[1]), &policy))
	permitted := policy.Statement[0].Action
	var listed []string
	for _, item := range regexp.MustCompile("(?m)^- `(ens:[A-Za-z]+)`").FindAllStringSubmatch(permissions, -1) {
		listed = append(listed, item[1])
	}
	if len(permitted) != 3 || !slices.Equal(permitted, listed) {
		t.Errorf("the policy permits %q, its topic lists %q", permitted, listed)
	}
	for file, text := range texts {
		for _, flag := range aFlag.FindAllString(aBlock.ReplaceAllString(text, ""), -1) {
			if !regexp.MustCompile(flag + `\b`).MatchString(known) {
				t.Errorf("%s: no command has %s", file, flag)
			}
		}
		for _, variable := range aVariable.FindAllString(text, -1) {
			if !strings.HasPrefix(variable, "EPN_TEST_") && !strings.Contains(code, `"`+variable+`"`) {
				t.Errorf("%s: nothing reads %s", file, variable)
			}
		}
		for _, call := range aCLICall.FindAllStringSubmatch(text, -1) {
			if aliyunParameters[call[1]] == "" {
				t.Errorf("%s: the aliyun CLI has no %s", file, call[0])
			}
		}
		for _, permission := range aPermission.FindAllString(text, -1) {
			if !slices.Contains(permitted, permission) {
				t.Errorf("%s: %s is not asked for", file, permission)
			}
		}
	}
	printing := read(t, "ui/script/*.go", "client/traffic/*.go", "client/submit/look.go")
	inJSON := strings.Join(slices.Collect(maps.Values(printing)), "")
	for topic, found := range map[string][][]string{
		"environment": regexp.MustCompile(`"((?:EPN|ALIBABA_CLOUD|XDG|SSH)_[A-Z_]+)"`).FindAllStringSubmatch(code, -1),
		"scripts":     regexp.MustCompile(`(?:json:|WarningKind += )"([a-zA-Z][\w-]+)[",]`).FindAllStringSubmatch(inJSON, -1),
	} {
		if len(found) < 10 {
			t.Errorf("only %d names for %s", len(found), topic)
		}
		for _, name := range found {
			whole := regexp.MustCompile(`(?:^|[^\w-])` + name[1] + `(?:[^\w-]|$)`)
			isPrinted := name[1] != string(submit.OrderUnderWay) // A script waits for that one.
			if isPrinted != whole.MatchString(texts["ui/command/help/en/"+topic+".md"]) {
				t.Errorf("%s does not name %s, or nothing prints it", topic, name[1])
			}
		}
	}
}
