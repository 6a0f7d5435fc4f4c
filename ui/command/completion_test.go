//go:build unix

package command_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCompletionIsSetUpAsPrinted: with the lines that the help prints for it, a new shell completes
// a value.
func TestCompletionIsSetUpAsPrinted(t *testing.T) {
	t.Parallel()
	help := script(t, t.TempDir(), nil, "completion", "--help").stdout
	setup := map[string][]string{} // by the shell's name
	var lines []string
	for line := range strings.Lines(help) {
		line = strings.TrimSuffix(line, "\n")
		if note, noted := strings.CutPrefix(line, "      "); noted && len(lines) > 0 {
			name, rest, _ := strings.Cut(note, ", with ")
			setup[strings.Fields(name)[0]] = append(lines, strings.TrimSuffix(rest, " before compinit in ~/.zshrc"))
			lines = nil
		} else if command, indented := strings.CutPrefix(line, "  "); indented {
			lines = append(lines, command)
		}
	}
	// At their start, fish 4 and PowerShell ask a terminal what this one does not answer, and wait. Without a terminal
	// they say what a tab would complete.
	asked := map[string]string{
		"fish":       `fish -c "complete -C 'epn-wizard --billing-method dai'"`,
		"PowerShell": `pwsh -Command "(TabExpansion2 'epn-wizard --billing-method dai' 31).CompletionMatches.CompletionText"`,
	}
	for name, start := range map[string][]string{
		"bash,": {"bash", "--rcfile", "/usr/share/bash-completion/bash_completion"}, "zsh": {"zsh"}, "fish": {"fish"},
		"PowerShell": {"pwsh"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if len(setup[name]) != 3 {
				t.Fatalf("printed for it: %q, of %q", setup[name], setup)
			}
			shell, err := exec.LookPath(start[0])
			if err != nil {
				t.Skipf("there is no %s on this machine", start[0])
			}
			if _, err := os.Stat(start[len(start)-1]); err != nil && len(start) > 1 {
				t.Skip("there is no bash-completion on this machine")
			}
			p := newTypist(t, "POWERSHELL_TELEMETRY_OPTOUT=1", "POWERSHELL_UPDATECHECK=Off")
			p.types(start[0], setup[name][:2]...)
			if ask := asked[name]; ask != "" {
				if out := p.types("sh", ask); !strings.Contains(out, "daily-peak") {
					t.Errorf("%s: %s", ask, out)
				}
				return
			}
			must(t, os.WriteFile(filepath.Join(p.home, ".zshrc"),
				[]byte(setup[name][2]+"\nautoload -U compinit\ncompinit -u\n"), 0o600))
			s := run{home: p.home, env: p.variables, program: shell, width: 120, height: 24}.start(t, start[1:]...)
			s.send("epn-wizard --billing-method dai\t")
			s.waitFor("epn-wizard --billing-method daily-peak")
		})
	}
}
