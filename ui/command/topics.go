package command

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"epn-wizard/theme/words"
)

// topicFiles are the pages of help that belong to no command, in Markdown, by
// language. The README links to them too.
//
//go:embed help
var topicFiles embed.FS

// topicNames lists them in the order of the help.
var topicNames = []string{
	"bastion", "training", "traffic", "scripts", "permissions", "files", "environment", "exit-codes",
}

// readTopic gives one of them in the program's language.
func readTopic(w *words.Words, name string) string {
	text, err := topicFiles.ReadFile(path.Join("help", w.Lang, name+".md"))
	if err != nil {
		panic(err) // A test has each topic read in each language.
	}
	return string(text)
}

// newTopicCommands makes commands of them, as cobra wants its additional topics of help.
func (a *app) newTopicCommands() []*cobra.Command {
	commands := make([]*cobra.Command, len(topicNames))
	for i, name := range topicNames {
		title, _, _ := strings.Cut(readTopic(a.words, name), "\n")
		commands[i] = &cobra.Command{Use: name, Short: strings.TrimPrefix(title, "# ")}
	}
	return commands
}

// printTopic prints a topic: set for a terminal, and elsewhere its Markdown.
func (a *app) printTopic(c *cobra.Command) {
	text := readTopic(a.words, c.Name())
	if width := terminalWidth(c.OutOrStdout()); width > 0 {
		text = showMarkdown(text, width)
	}
	_, _ = fmt.Fprint(c.OutOrStdout(), text) // Nothing is left to report a failure on.
}
