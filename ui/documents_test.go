package ui_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// readFile gives a file of the repository, by its path from the root.
func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// documents are what people read before they read code, from the repository's root.
var documents = []string{"README.md", ".ci/README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md",
	".github/CHANGELOG.md"}

// TestDocumentsNameWhatExists: they name files that are there, and every topic is linked to.
func TestDocumentsNameWhatExists(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)#]+)\)|(?:src|srcset)="([^"]+)"`)
	file := regexp.MustCompile("`((?:client|forms|ui|theme|\\.ci|\\.github|\\.readme)/[^` ]*|main\\.go|README\\.md)[^`]*`")
	for _, document := range documents {
		text := readFile(t, document)
		var paths []string
		for _, found := range link.FindAllStringSubmatch(text, -1) {
			if target := found[1] + found[2]; !strings.Contains(target, "://") {
				paths = append(paths, filepath.Join(filepath.Dir(document), target))
			}
		}
		for _, found := range file.FindAllStringSubmatch(text, -1) {
			paths = append(paths, found[1])
		}
		for _, path := range paths {
			if _, err := os.Stat(filepath.Join("..", path)); err != nil {
				t.Errorf("%s names %s: %v", document, path, err)
			}
		}
	}
	topics, err := filepath.Glob("command/help/*/*.md")
	if err != nil || len(topics) == 0 {
		t.Fatalf("there are %d topics: %v", len(topics), err)
	}
	for _, topic := range topics {
		if path := "ui/" + filepath.ToSlash(topic); !strings.Contains(readFile(t, "README.md"), "("+path+")") {
			t.Errorf("README.md does not link to %s", path)
		}
	}
}

// TestNamedTestsExist: a test that a document or a comment names is there, so that what is said to
// be proved elsewhere is.
func TestNamedTestsExist(t *testing.T) {
	t.Parallel()
	texts, all := map[string]string{}, ""
	for _, document := range documents {
		texts[document] = readFile(t, document)
	}
	scripts, err := filepath.Glob("command/testdata/*/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("there are %d scripts: %v", len(scripts), err)
	}
	for _, script := range scripts {
		texts[script] = readFile(t, filepath.Join("ui", script))
	}
	comment := regexp.MustCompile(`//.*`)
	for _, path := range goFiles(t) {
		code := readFile(t, path)
		texts[path] = strings.Join(comment.FindAllString(code, -1), "\n")
		all += code
	}
	test := regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z][A-Za-z]+`)
	for path, text := range texts {
		for _, name := range test.FindAllString(text, -1) {
			if !strings.Contains(all, "func "+name+"(") {
				t.Errorf("%s names %s, which is no test", path, name)
			}
		}
	}
}

// TestEveryLibraryHasAReason: CONTRIBUTING says why each direct one is there, and
// names no library that is not.
func TestEveryLibraryHasAReason(t *testing.T) {
	t.Parallel()
	reasons, row := map[string]bool{}, regexp.MustCompile("(?m)^\\| `([a-z.]+\\.[a-z]+/[^`]+)` \\|")
	for _, found := range row.FindAllStringSubmatch(readFile(t, ".github/CONTRIBUTING.md"), -1) {
		reasons[found[1]] = true
	}
	required := regexp.MustCompile(`(?m)^\t(\S+) v\S+( // indirect)?$`).FindAllStringSubmatch(readFile(t, "go.mod"), -1)
	for module := range reasons {
		if !slices.ContainsFunc(required, func(line []string) bool { return line[1] == module }) {
			t.Errorf("CONTRIBUTING.md has a row for %s, which go.mod does not require", module)
		}
	}
	for _, module := range required {
		if module[2] == "" && !reasons[module[1]] {
			t.Errorf("CONTRIBUTING.md does not say why %s is there", module[1])
		}
	}
}
