package theme

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// WrapCommand breaks a shell's command, given as quoted words, into lines of at
// most width columns that a shell reads as one when they are copied: it breaks
// between words, and all lines but the last end in a backslash. A word that is
// wider by itself stands on a line of its own. A width of 0 breaks nothing.
func WrapCommand(words []string, width int) []string {
	const indent, more = "  ", ` \`
	fits := func(line string) bool { return width <= 0 || ansi.StringWidth(line+more) <= width }
	var lines []string
	line := ""
	for i := 0; i < len(words); i++ {
		word := words[i]
		if strings.HasPrefix(word, "--") && i+1 < len(words) && fits(indent+word+" "+words[i+1]) {
			i++ // an option's value follows it
			word += " " + words[i]
		}
		switch {
		case line == "":
			line = word
		case fits(line + " " + word):
			line += " " + word
		default:
			lines = append(lines, line+more)
			line = indent + word
		}
	}
	if line == "" {
		return nil
	}
	return append(lines, line)
}
