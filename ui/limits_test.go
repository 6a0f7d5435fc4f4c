package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// limits keep the code to what its next reader can take in.
var limits = map[string]int{
	"columns in a line":       120, // but for tables of words
	"lines in a function":     60,  // likewise
	"lines in a file":         300,
	"methods of a type":       60,
	"golden files":            120,
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

// TestLimits measures all code but the tests', which are tables.
func TestLimits(t *testing.T) {
	t.Parallel()
	rooms, methods, functions, letters := map[string]int{}, map[string]int{}, 0, 0
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		where := strings.TrimPrefix(filepath.ToSlash(path), "../")
		isWords := strings.HasPrefix(where, "theme/words/") || strings.HasPrefix(where, "client/explain/")
		lines := strings.Split(strings.TrimSuffix(string(source), "\n"), "\n")
		checkLimit(t, "lines in a file", where, len(lines))
		rooms["lines of "+filepath.ToSlash(filepath.Dir(where))] += len(lines)
		for _, line := range lines {
			if !isWords {
				checkLimit(t, "columns in a line", where+": "+line, utf8.RuneCountInString(line))
			}
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declared := range file.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok {
				continue
			}
			functions, letters = functions+1, letters+len(function.Name.Name)
			text := string(source[function.Pos()-file.FileStart : function.End()-file.FileStart])
			if !isWords {
				checkLimit(t, "lines in a function", where+": "+function.Name.Name, strings.Count(text, "\n")+1)
			}
			if receiver, _, ok := strings.Cut(text, ") "); ok && function.Recv != nil {
				methods[filepath.Dir(where)+": "+receiver[strings.LastIndexAny(receiver, " *(")+1:]]++
			}
		}
		return nil
	})
	goldens, errGoldens := filepath.Glob("wizard/testdata/*.txt")
	if err != nil || errGoldens != nil || functions < 500 || len(goldens) == 0 {
		t.Fatalf("%d functions and %d golden files were looked at: %v, %v", functions, len(goldens), err, errGoldens)
	}
	for of, count := range methods {
		checkLimit(t, "methods of a type", of, count)
	}
	checkLimit(t, "golden files", "ui/wizard/testdata", len(goldens))
	for room, lines := range rooms {
		if _, limited := limits[room]; limited {
			checkLimit(t, room, "all files", lines)
		}
	}
	if letters < 10*functions {
		t.Errorf("%d functions have %d letters in their names: fewer than 10 say too little", functions, letters)
	}
}
