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
		if name := e.Name(); !strings.HasPrefix(name, ".") && name != "epn-wizard" &&
			name != "epn-wizard.exe" { // what go build leaves
			visible = append(visible, name)
		}
	}
	want := []string{"README.md", "client", "forms", "go.mod", "go.sum", "main.go", "theme", "ui"}
	if !slices.Equal(visible, want) {
		t.Errorf("the top level holds %v, want %v", visible, want)
	}
}

// room is the part of the house a package belongs to: its first folder, and in
// ui its second.
func room(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) > 1 && parts[0] == "ui" {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// allowed says whether an import follows the arrows: main → ui → forms →
// client, and theme for ui and forms; in ui from the commands to the faces to
// what all faces share. No face knows another.
func allowed(from, to string) bool {
	if room(from) == room(to) {
		return true
	}
	face := []string{"ui/flow", "ui/phrase", "ui/chart", "ui/terminal", "forms", "client", "theme"}
	permitted := map[string][]string{
		"":              {"ui/command"}, // main
		"ui/command":    append([]string{"ui/wizard", "ui/line", "ui/script", "ui/restricted"}, face...),
		"ui/wizard":     face,
		"ui/line":       face,
		"ui/script":     face,
		"ui/flow":       {"forms", "client"},
		"ui/phrase":     {"forms", "client", "theme"},
		"ui/chart":      {"forms", "client", "theme"},
		"ui/terminal":   {"client"},
		"ui/restricted": {},
		"forms":         {"client", "theme"},
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
		{"ui/wizard", "ui/command", false}, {"forms", "theme/words", true}, {"forms", "ui/wizard", false},
		{"client", "theme", false},
		{"client/submit", "client", true}, {"ui/line", "ui/flow", true}, {"ui/flow", "ui/phrase", false},
		{"ui/flow", "theme/words", false}, {"ui/terminal", "forms", false}, {"theme", "client", false},
		{"theme", "theme/words", true}, {"client", "forms", false},
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
			if strings.HasPrefix(path, "github.com/charmbracelet/bubbletea") ||
				strings.HasPrefix(path, "github.com/charmbracelet/huh") ||
				strings.HasPrefix(path, "github.com/charmbracelet/lipgloss") ||
				strings.HasPrefix(path, "github.com/charmbracelet/bubbles") {
				t.Errorf("%s imports %s, whose current release is charm.land's v2", p.ImportPath, path)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages were looked at", seen)
	}
}
