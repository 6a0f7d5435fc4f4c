//go:build unix

package command_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/theme/words"
)

// aCommand is a line of help that is copied, and so is not broken.
var aCommand = regexp.MustCompile(`^ +epn-wizard `)

// TestHelpFits: no line of help is wider than 80 columns, but for commands.
func TestHelpFits(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	say := func(args ...string) string {
		c := exec.Command(binary, args...)
		c.Env = environment(home)
		out, err := c.Output()
		must(t, err)
		return string(out)
	}
	pages := []string{""}
	for line := range strings.Lines(say("__complete", "help", "")) {
		if page, _, ok := strings.Cut(line, "\t"); ok {
			pages = append(pages, page)
		}
	}
	if len(pages) < 10 {
		t.Fatalf("only the pages %q", pages)
	}
	for _, lang := range words.Languages() {
		for _, page := range pages {
			text := say(append([]string{"--lang", lang, "help"}, strings.Fields(page)...)...)
			if page != "" && text != say(page, "--help", "--lang", lang) {
				t.Errorf("%s: help %s and %s --help say something different", lang, page, page)
			}
			fenced := false // in a topic's code
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if strings.HasPrefix(line, "```") {
					fenced = !fenced
				}
				if n := ansi.StringWidth(line); n > 80 && !fenced && !aCommand.MatchString(line) {
					t.Errorf("%s: help %s: %d columns: %s", lang, page, n, line)
				}
				if strings.TrimRight(line, " ") != line {
					t.Errorf("%s: help %s: spaces at the end of %q", lang, page, line)
				}
			}
		}
	}
}
