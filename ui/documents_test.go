package ui_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documents are what people read before they read code, from the repository's root.
var documents = []string{"README.md", ".ci/README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md",
	".github/CHANGELOG.md"}

// readFile gives a file of the repository, by its path from the root.
func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestReadmeIsShort: three readers find what is theirs in 12 KB.
func TestReadmeIsShort(t *testing.T) {
	t.Parallel()
	if size := len(readFile(t, "README.md")); size > 12<<10 {
		t.Errorf("README.md has %d bytes; the rest belongs to the help topics or to .ci/README.md", size)
	}
}

// TestPicturesAreSmall: the README is read on slow lines, too.
func TestPicturesAreSmall(t *testing.T) {
	t.Parallel()
	pictures, err := filepath.Glob("../.readme/*.png")
	if err != nil || len(pictures) == 0 {
		t.Fatalf("there are %d pictures: %v", len(pictures), err)
	}
	for _, picture := range pictures {
		if info, err := os.Stat(picture); err != nil || info.Size() > 60<<10 {
			t.Errorf("%s has more than 60 KiB: %v, %v", picture, info, err)
		}
	}
}

// TestDocumentsNameWhatExists: every link leads somewhere, and every file, test and
// topic that is named is there.
func TestDocumentsNameWhatExists(t *testing.T) {
	t.Parallel()
	var tests strings.Builder
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		tests.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`\]\(([^)#]+)\)|(?:src|srcset)="([^"]+)"`)
	file := regexp.MustCompile("`((?:client|forms|ui|theme|\\.ci|\\.github|\\.readme)/[^` ]*|main\\.go|README\\.md)[^`]*`")
	test := regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z][A-Za-z]+`)
	for _, document := range documents {
		text := readFile(t, document)
		if strings.Contains(text, "\n<<<<<<< ") {
			t.Errorf("%s has a conflict that was not resolved", document)
		}
		for _, found := range link.FindAllStringSubmatch(text, -1) {
			path := found[1] + found[2]
			if _, err := os.Stat(filepath.Join("..", filepath.Dir(document), path)); err != nil &&
				!strings.Contains(path, "://") {
				t.Errorf("%s links to %s: %v", document, path, err)
			}
		}
		for _, found := range file.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join("..", found[1])); err != nil {
				t.Errorf("%s names %s: %v", document, found[1], err)
			}
		}
		for _, name := range test.FindAllString(text, -1) {
			if !strings.Contains(tests.String(), "func "+name+"(") {
				t.Errorf("%s names %s, which is no test", document, name)
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

// TestEveryLibraryHasAReason: CONTRIBUTING says why each direct one is there, and
// names no library that is not.
func TestEveryLibraryHasAReason(t *testing.T) {
	t.Parallel()
	required := regexp.MustCompile(`(?m)^\t(\S+) v\S+( // indirect)?$`).FindAllStringSubmatch(readFile(t, "go.mod"), -1)
	var direct, all []string
	for _, module := range required {
		all = append(all, module[1])
		if module[2] == "" {
			direct = append(direct, module[1])
		}
	}
	named := regexp.MustCompile("(?m)^\\| `([a-z.]+\\.[a-z]+/[^`]+)` \\|").FindAllStringSubmatch(readFile(t,
		".github/CONTRIBUTING.md"), -1)
	var reasons []string
	for _, row := range named {
		reasons = append(reasons, row[1])
		if !slices.Contains(all, row[1]) {
			t.Errorf("CONTRIBUTING.md has a row for %s, which go.mod does not require", row[1])
		}
	}
	for _, module := range direct {
		if !slices.Contains(reasons, module) {
			t.Errorf("CONTRIBUTING.md does not say why %s is there", module)
		}
	}
	if len(direct) < 10 {
		t.Errorf("only %d libraries were looked at", len(direct))
	}
}
