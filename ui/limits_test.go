package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// limits keep the project to what its next reader can take in.
var limits = map[string]int{
	"columns in a line":       120, // but for tables of words
	"lines in a function":     60,  // likewise, and but for tests, which are tables
	"lines in a file":         300,
	"lines of tests":          16_000, // in all, which a reader can take in, too
	"methods of a type":       60,
	"golden files":            120,
	"bytes of README.md":      12 << 10, // the rest belongs to the help topics or to .ci/README.md
	"bytes of a picture":      60 << 10, // the README is read on slow lines, too
	"lines of .ci/benchmark":  599,
	"lines of ui/flow":        1200,
	"lines of client/traffic": 799,
}

func checkLimit(t *testing.T, what, where string, got int) {
	t.Helper()
	if got > limits[what] {
		t.Errorf("%s: %d %s, and %d are allowed", where, got, what, limits[what])
	}
}

// goFiles gives the paths of all code, from the repository's root.
func goFiles(t *testing.T) (paths []string) {
	t.Helper()
	err := filepath.WalkDir("..", func(file string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(file, ".go") {
			paths = append(paths, strings.TrimPrefix(filepath.ToSlash(file), "../"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// TestLimits measures the code, the README, its pictures and the golden files.
func TestLimits(t *testing.T) {
	t.Parallel()
	rooms, methods, functions, letters := map[string]int{}, map[string]int{}, 0, 0
	for _, file := range goFiles(t) {
		source, isTest := readFile(t, file), strings.HasSuffix(file, "_test.go")
		isWords := !isTest && (strings.HasPrefix(file, "theme/words/") || strings.HasPrefix(file, "client/explain/"))
		lines := strings.Split(strings.TrimSuffix(source, "\n"), "\n")
		checkLimit(t, "lines in a file", file, len(lines))
		for _, line := range lines {
			if !isWords {
				checkLimit(t, "columns in a line", file+": "+line, utf8.RuneCountInString(line))
			}
		}
		if isTest {
			rooms["lines of tests"] += len(lines)
			continue
		}
		rooms["lines of "+path.Dir(file)] += len(lines)
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range parsed.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok {
				continue
			}
			functions, letters = functions+1, letters+len(function.Name.Name)
			text := source[function.Pos()-parsed.FileStart : function.End()-parsed.FileStart]
			if !isWords {
				checkLimit(t, "lines in a function", file+": "+function.Name.Name, strings.Count(text, "\n")+1)
			}
			if receiver, _, ok := strings.Cut(text, ") "); ok && function.Recv != nil {
				methods[path.Dir(file)+": "+receiver[strings.LastIndexAny(receiver, " *(")+1:]]++
			}
		}
	}
	for of, count := range methods {
		checkLimit(t, "methods of a type", of, count)
	}
	for room, lines := range rooms {
		if _, limited := limits[room]; limited {
			checkLimit(t, room, "all files", lines)
		}
	}
	if letters < 10*max(functions, 1) { // as CONTRIBUTING has it: shorter names say too little
		t.Errorf("%d functions have %d letters in their names, and 10 each are wanted on average", functions, letters)
	}
	checkLimit(t, "bytes of README.md", "README.md", len(readFile(t, "README.md")))
	goldens, _ := filepath.Glob("wizard/testdata/*.txt")
	pictures, _ := filepath.Glob("../.readme/*.png")
	if len(goldens) == 0 || len(pictures) == 0 {
		t.Errorf("there are %d golden files and %d pictures", len(goldens), len(pictures))
	}
	checkLimit(t, "golden files", "ui/wizard/testdata", len(goldens))
	for _, picture := range pictures {
		checkLimit(t, "bytes of a picture", picture, len(readFile(t, filepath.Join("ui", picture))))
	}
}
