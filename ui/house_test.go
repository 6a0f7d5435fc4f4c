// Package ui_test holds what is true of the whole project: its rooms, who may
// import whom, its documents and its size.
package ui_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
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
		name := e.Name()
		if built := name == "epn-wizard" || name == "epn-wizard.exe"; !strings.HasPrefix(name, ".") && !built {
			visible = append(visible, name)
		}
	}
	want := []string{"README.md", "client", "forms", "go.mod", "go.sum", "main.go", "theme", "ui"}
	if !slices.Equal(visible, want) {
		t.Errorf("the top level holds %v, want %v", visible, want)
	}
}

// permitted are the arrows from each room, by the path below the module: main → ui → forms →
// client, and theme for ui and forms; in ui from the commands to the faces to what all faces
// share. No face knows another.
var permitted = map[string][]string{
	"": {"ui/command"}, // main
	"ui/command": {"ui/wizard", "ui/line", "ui/script", "ui/restricted", "ui/flow", "ui/phrase", "ui/chart", "ui/terminal",
		"forms", "client", "theme"},
	"ui/wizard":   {"ui/flow", "ui/phrase", "ui/chart", "ui/terminal", "forms", "client", "theme"},
	"ui/line":     {"ui/flow", "ui/phrase", "ui/chart", "ui/terminal", "forms", "client", "theme"},
	"ui/script":   {"ui/phrase", "ui/chart", "forms", "client", "theme"},
	"ui/flow":     {"forms", "client"},
	"ui/phrase":   {"forms", "client", "theme"},
	"ui/chart":    {"forms", "client", "theme"},
	"ui/terminal": {"client"},
	"forms":       {"client", "theme"},
}

// isPermitted says whether a package may import another. A room is the first folder, and in ui
// the second.
func isPermitted(from, to string) bool {
	room := regexp.MustCompile(`^(?:ui/)?[^/]*`)
	from, to = room.FindString(from), room.FindString(to)
	return from == to || slices.Contains(permitted[from], to)
}

// TestArrows has every import follow an arrow. The first major versions of the Charm libraries are
// not imported at all.
func TestArrows(t *testing.T) {
	t.Parallel()
	for arrow, want := range map[[2]string]bool{
		{"", "client"}: false, {"ui/wizard", "ui/script"}: false, {"forms", "theme/words"}: true,
		{"client/submit", "client"}: true, {"client", "forms"}: false, {"ui/flow", "theme/words"}: false,
	} {
		if isPermitted(arrow[0], arrow[1]) != want {
			t.Errorf("the test itself permits %v, or does not", arrow)
		}
	}
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "epn-wizard/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	charm := regexp.MustCompile(`^github\.com/charmbracelet/(?:bubbletea|huh|lipgloss|bubbles)`)
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
		from := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "epn-wizard"), "/")
		for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if to, ours := strings.CutPrefix(path, "epn-wizard/"); ours && !isPermitted(from, to) || charm.MatchString(path) {
				t.Errorf("%s imports %s", p.ImportPath, path)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages were looked at", seen)
	}
}
