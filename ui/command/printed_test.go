//go:build unix

package command_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// printed gives all that people may be told: the documents, and the files with the
// sentences of every language, by their names.
func printed(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{
		"../../README.md", "../../.github/*.md", "help/*/*.md", "../../theme/words/*.go", "../../client/explain/*.go",
	} {
		files, err := filepath.Glob(pattern)
		must(t, err)
		for _, file := range files {
			if text, err := os.ReadFile(file); !strings.HasSuffix(file, "_test.go") {
				must(t, err)
				texts[file] = strings.ReplaceAll(string(text), "\\\n", "")
			}
		}
	}
	if len(texts) < 30 {
		t.Fatalf("only %d files", len(texts))
	}
	return texts
}

var (
	anInvocation = regexp.MustCompile(`(?:epn-wizard|go run \.)((?: +(?:'[^'\n]*'|[!-&(-;=?-_a-z{}~]+))+)`)
	aCodesWord   = regexp.MustCompile("(?m)(?:`|^ *)epn-wizard ([a-z][a-z-]*)")
	elsewhere    = regexp.MustCompile(`--(?:traffic|restricted)|%`) // what takes more than this test has
	aWord        = regexp.MustCompile(`'[^']*'|[^ ']+`)
	anArgument   = regexp.MustCompile(`^(?:[A-Z][A-Za-z.:\d]+|\w+\.(?:csv|json)|bash|zsh|fish|powershell)$`)
	aFlag        = regexp.MustCompile(`--[a-z][a-z-]+`)
	aVariable    = regexp.MustCompile(`\b(?:EPN|ALIBABA_?CLOUD|ALICLOUD)_[A-Z][A-Z_]*[A-Z]`)
	aPermission  = regexp.MustCompile(`\bens:[A-Za-z]+`)
	aCLICall     = regexp.MustCompile(`aliyun ens ([A-Za-z]+)`)
	aBlock       = regexp.MustCompile("(?s)\n```.*?\n```")
)

// split gives the words of a command up to the sentence around it: its name, flags, and
// what flags take. What takes a value is in valued.
func split(line string, commands, valued []string) (words []string) {
	for word := range slices.Values(aWord.FindAllString(line, -1)) {
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

// TestPrintedCommands: every command that is printed anywhere is one, with flags that it
// has. Orders are tried by a dry run, and what else ends by itself as it is printed.
func TestPrintedCommands(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	help := func(args ...string) result { return script(t, home, nil, append(args, "--help")...) }
	var commands, valued []string
	for line := range strings.Lines(script(t, home, nil, "__complete", "").stdout) {
		if name, _, ok := strings.Cut(line, "\t"); ok {
			commands = append(commands, name)
		}
	}
	takesValue := regexp.MustCompile(`(?m)(--[a-z-]+) [A-Za-z].*$`)
	for _, found := range takesValue.FindAllStringSubmatch(help().stdout+help("sandbox").stdout, -1) {
		valued = append(valued, found[1])
	}
	tried := map[string]bool{}
	for file, text := range printed(t) {
		for _, found := range aCodesWord.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(commands, found[1]) {
				t.Errorf("%s: %q is no command", file, found[1])
			}
		}
		for _, found := range anInvocation.FindAllStringSubmatch(text, -1) {
			args := split(found[1], commands, valued)
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

// TestPrintedNames: every flag, variable, permission and call of the aliyun CLI that a
// sentence names is one.
func TestPrintedNames(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	known := "--insecure --json --log-out --log-timing --showtime " // of other programs
	for _, command := range []string{"", "sandbox", "settle", "compare"} {
		known += script(t, home, nil, append(strings.Fields(command), "--help")...).stdout
	}
	var source strings.Builder
	for _, pattern := range []string{"*.go", "../restricted/*.go", "../../client/*.go"} {
		files, err := filepath.Glob(pattern)
		must(t, err)
		for _, file := range files {
			if text, err := os.ReadFile(file); !strings.HasSuffix(file, "_test.go") {
				must(t, err)
				source.Write(text)
			}
		}
	}
	topic, err := os.ReadFile("help/en/permissions.md")
	must(t, err)
	permissions := regexp.MustCompile(`"ens:[A-Za-z]+"`).FindAllString(string(topic), -1) // of its policy
	for file, text := range printed(t) {
		for _, flag := range aFlag.FindAllString(aBlock.ReplaceAllString(text, ""), -1) {
			if !regexp.MustCompile(flag + `\b`).MatchString(known) {
				t.Errorf("%s: no command has %s", file, flag)
			}
		}
		for _, variable := range aVariable.FindAllString(text, -1) {
			if !strings.HasPrefix(variable, "EPN_TEST_") && !strings.Contains(source.String(), `"`+variable+`"`) {
				t.Errorf("%s: nothing reads %s", file, variable)
			}
		}
		for _, call := range aCLICall.FindAllStringSubmatch(text, -1) {
			if aliyunParameters[call[1]] == "" {
				t.Errorf("%s: the aliyun CLI has no %s", file, call[0])
			}
		}
		for _, permission := range aPermission.FindAllString(text, -1) {
			if !slices.Contains(permissions, `"`+permission+`"`) {
				t.Errorf("%s: %s is not asked for", file, permission)
			}
		}
	}
}
