package ui_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maintainersCommands are the commands that documents and scripts name for those who work on the project, in an
// order in which a fresh clone can run them.
var maintainersCommands = []struct {
	printed     string // DIRECTORY and MODULE stand for what the test has there
	first, then string // what the shell is told before and after it; all has to succeed
	shows       string
	long        bool // it takes many minutes
}{
	{printed: "go vet"},
	{printed: "go mod tidy"},
	{printed: "go test ./ui", shows: "ok"},
	{printed: "go test ./ui/wizard -run TestScreens -update", shows: "ok"},
	{printed: fuzzing("./ui/terminal", "FuzzSplit"), shows: "ok"},
	{printed: fuzzing("./client/journal", "FuzzScan"), shows: "ok"},
	{printed: fuzzing("./client", "FuzzJudge"), shows: "ok"},
	{printed: fuzzing("./client/traffic", "FuzzRead"), shows: "ok"},
	{printed: "go test -run '^$' -bench . ./client/journal ./client/traffic", shows: "BenchmarkYear"},
	{printed: "go build -cover"},
	{printed: "GOCOVERDIR=DIRECTORY", then: "mkdir DIRECTORY; export GOCOVERDIR; ./epn-wizard explain"},
	{printed: "go tool covdata percent -i DIRECTORY", shows: "epn-wizard/client/explain"},
	{printed: "go tool nm -size epn-wizard", shows: "github.com/json-iterator/go"},
	{printed: "go mod why -m MODULE", shows: "epn-wizard/"},
	{printed: "go list -m -u all", shows: "golang.org/x/sys v"},
	{printed: "go get MODULE@latest", then: "git checkout -q ."},
	{printed: ".ci/release DIRECTORY", first: "rm -r DIRECTORY; git tag v1.2.3",
		then: "(cd DIRECTORY; sha256sum -c SHA256SUMS)", shows: "epn-wizard version v1.2.3 (commit "},
	{printed: ".ci/bench -runs 1 -idle 1", shows: "| a whole run at 40×12, bytes |"},
	{printed: ".ci/bench -load 1 -idle 1", shows: "\n| 1 | "},
	{printed: ".ci/bench -leaks -starts 10 -minutes 1", shows: "Goroutines: "},
	{printed: ".ci/bench", shows: "| a whole run at 40×12, bytes |", long: true},
	{printed: ".ci/bench -load 100", shows: "\n| 100 | ", long: true},
	{printed: ".ci/bench -leaks", shows: "\n| 1000 | ", long: true},
	{printed: "EPN_TEST_TERMINALS=1", then: isRead("EPN_TEST_TERMINALS") + "; grep EPN_TEST_TERMINALS=1 .ci/run"},
	{printed: "EPN_TEST_BASTION=1", then: isRead("EPN_TEST_BASTION") + "; grep EPN_TEST_BASTION=1 .ci/run"},
	{printed: "EPN_TEST_MAINTAINER=1", then: isRead("EPN_TEST_MAINTAINER") + "; grep EPN_TEST_MAINTAINER=1 .ci/run"},
	{printed: "EPN_TEST_ALIYUN=FILE", then: isRead("EPN_TEST_ALIYUN")},
	{printed: "EPN_TEST_COVERAGE=DIRECTORY", then: isRead("EPN_TEST_COVERAGE")},
}

func fuzzing(directory, target string) string {
	return fmt.Sprintf("go test %s -run '^$' -fuzz %s -fuzztime 1000x -fuzzminimizetime 10x", directory, target)
}
func isRead(variable string) string {
	return `git grep -E 'os.Getenv."` + variable + `"|env:` + variable + `.' -- '*_test.go' '*.txtar'`
}

// ranElsewhere says what runs the other commands that are named.
var ranElsewhere = map[string]string{
	".ci/run":                   "whoever has a change land",
	"go test ./...":             ".ci/run",
	".readme/shoot [DIRECTORY]": ".ci/run",
	"gum input":                 ".ci/bench",
	"gum choose":                ".ci/bench",
	".ci/bench -load N":         ".ci/bench -load 1 -idle 1",
	"go run . --sandbox":        "TestCommandsOfTheReadme",
	"go install .":              "TestCommandsOfTheReadme",
	"explain CODE":              "TestScripts of ui/command",
	"settle --damaged":          "TestScripts of ui/command",
	"EPN_TEST_MAINTAINER=all go test ./ui -run TestMaintainersCommands -timeout 1h": "whoever has changed .ci/bench",
}

// findCommands gives the commands that documents and the heads of scripts name, and options that stand alone.
func findCommands(t *testing.T) (commands []string) {
	code := regexp.MustCompile("(?m)`([^`]+)`|^    ([^→\\s]+(?: [^→\\s]+)*)$")
	command := regexp.MustCompile(`^\.ci/|^\.readme/shoot|^[A-Z_]+=|^-[a-z]|^[^-].* `)
	likewise := regexp.MustCompile("`(Fuzz[A-Za-z]+)` of\\s+`([^`]+)`")
	for _, document := range append(documents, ".github/pull_request_template.md") {
		text := readFile(t, document)
		for _, found := range code.FindAllStringSubmatch(text, -1) {
			name := strings.Join(strings.Fields(found[1]+found[2]), " ")
			if command.MatchString(name) && !strings.HasPrefix(name, "epn-wizard ") { // which ui/command tries
				commands = append(commands, name)
			}
		}
		for _, found := range likewise.FindAllStringSubmatch(text, -1) {
			commands = append(commands, fuzzing(found[2], found[1]))
		}
	}
	head := regexp.MustCompile(`(?m)^#   (\S.*?)  (.*)|usage: (.*)"`)
	for _, script := range []string{".ci/bench", ".ci/release", ".readme/shoot"} {
		for _, found := range head.FindAllStringSubmatch(readFile(t, script), -1) {
			options := regexp.MustCompile(`-[a-z]+\b`).FindAllString(found[2], -1)
			commands = append(append(commands, found[1]+found[3]), options...)
		}
	}
	return commands
}

// TestEveryCommandIsTried: TestMaintainersCommands runs what documents and scripts name, and nothing else.
func TestEveryCommandIsTried(t *testing.T) {
	t.Parallel()
	commands, tried := findCommands(t), "\n"
	for _, c := range maintainersCommands {
		if tried += c.printed + "\n"; !slices.Contains(commands, c.printed) {
			t.Errorf("no document names %s", c.printed)
		}
	}
	for _, command := range commands {
		isOption := command[0] == '-' && strings.Contains(tried, " "+command)
		if !isOption && !strings.Contains(tried, "\n"+command+"\n") && ranElsewhere[command] == "" {
			t.Errorf("no test runs %s", command)
		}
	}
}

// TestMaintainersCommands runs them as they are printed, in a clone of the last commit.
func TestMaintainersCommands(t *testing.T) {
	t.Parallel()
	wanted := os.Getenv("EPN_TEST_MAINTAINER")
	if wanted == "" {
		t.Skip("EPN_TEST_MAINTAINER is not set: the commands for maintainers take minutes")
	}
	clone := filepath.Join(t.TempDir(), "clone")
	words := strings.NewReplacer("DIRECTORY", filepath.Join(t.TempDir(), "new"), "MODULE", "golang.org/x/sys")
	shell := func(t *testing.T, dir, script string) string {
		run := exec.CommandContext(t.Context(), "bash", "-ec", words.Replace(script))
		run.Dir = dir
		run.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "EPN_TEST_") })
		out, err := run.CombinedOutput()
		if err != nil {
			t.Fatalf("%s\n%s%v", script, out, err)
		}
		return string(out)
	}
	shell(t, "..", "git clone -q . "+clone)
	for _, c := range maintainersCommands {
		if c.long && wanted != "all" {
			continue
		}
		t.Run(c.printed, func(t *testing.T) {
			// It leaves nothing but what it is for. A changed screen or a fuzzer's finding is shown.
			defer shell(t, clone, "git add --all; git diff --cached --exit-code")
			out := shell(t, clone, strings.Join([]string{c.first, c.printed, c.then}, "\n"))
			if !strings.Contains(out, c.shows) {
				t.Errorf("%q is not in what it says:\n%s", c.shows, out)
			}
		})
	}
}
