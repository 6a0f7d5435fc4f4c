// Package ui_test holds what is true of the whole project: its rooms, and who
// may import whom.
package ui_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestTopLevel keeps the project to its four rooms.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	var visible []string
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && name != "epn-wizard" && name != "epn-wizard.exe" { // what go build leaves
			visible = append(visible, name)
		}
	}
	want := []string{"README.md", "client", "forms", "go.mod", "go.sum", "main.go", "theme", "ui"}
	if !slices.Equal(visible, want) {
		t.Errorf("the top level holds %v, want %v", visible, want)
	}
}

// room is the part of the house a package belongs to: its first folder, and
// for the faces their second.
func room(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) > 1 && parts[0] == "ui" && slices.Contains([]string{"wizard", "line", "script"}, parts[1]) {
		return "face " + parts[1]
	}
	return parts[0]
}

// allowed says whether an import follows the arrows: main → ui → forms →
// client, theme for ui and forms, and no face knows another.
func allowed(from, to string) bool {
	if room(from) == room(to) {
		return true
	}
	permitted := map[string][]string{
		"":            {"ui"}, // main
		"ui":          {"ui", "face wizard", "face line", "face script", "forms", "client", "theme"},
		"face wizard": {"forms", "client", "theme"},
		"face line":   {"forms", "client", "theme"},
		"face script": {"forms", "client", "theme"},
		"forms":       {"client", "theme"},
	}
	return slices.Contains(permitted[room(from)], room(to))
}

func TestArrows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"", "ui/command", true}, {"", "client", false}, {"ui/command", "ui/wizard", true}, {"ui/wizard", "ui/script", false},
		{"ui/wizard", "ui/command", false}, {"forms", "theme/words", true}, {"forms", "ui/wizard", false}, {"client", "theme", false},
		{"client/submit", "client", true}, {"theme", "client", false}, {"theme", "theme/words", true}, {"client", "forms", false},
	} {
		if got := allowed(c.from, c.to); got != c.want {
			t.Errorf("the test itself takes %s → %s for %v", c.from, c.to, got)
		}
	}

	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "epn-wizard/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; seen++ {
		var p struct {
			ImportPath                         string
			Imports, TestImports, XTestImports []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		inside := func(path string) (string, bool) {
			rest, ok := strings.CutPrefix(path, "epn-wizard")
			return strings.TrimPrefix(rest, "/"), ok
		}
		from, _ := inside(p.ImportPath)
		for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if to, ours := inside(path); ours && !allowed(from, to) {
				t.Errorf("%s imports %s", p.ImportPath, path)
			}
			if strings.HasPrefix(path, "github.com/charmbracelet/bubbletea") || strings.HasPrefix(path, "github.com/charmbracelet/huh") ||
				strings.HasPrefix(path, "github.com/charmbracelet/lipgloss") || strings.HasPrefix(path, "github.com/charmbracelet/bubbles") {
				t.Errorf("%s imports %s, whose current release is charm.land's v2", p.ImportPath, path)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages were looked at", seen)
	}
}
