package command

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"
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

// topic is one of them in the program's language.
func (a *app) topic(name string) string {
	text, err := topicFiles.ReadFile(path.Join("help", a.words.Lang, name+".md"))
	if err != nil {
		panic(err) // a test has each topic read in each language
	}
	return string(text)
}

// topics makes commands of them, as cobra wants its additional topics of help.
func (a *app) topics() []*cobra.Command {
	commands := make([]*cobra.Command, len(topicNames))
	for i, name := range topicNames {
		title, _, _ := strings.Cut(a.topic(name), "\n")
		commands[i] = &cobra.Command{Use: name, Short: strings.TrimPrefix(title, "# ")}
	}
	return commands
}

// printTopic prints a topic: set for a terminal, and elsewhere its Markdown.
func (a *app) printTopic(c *cobra.Command) {
	text := a.topic(c.Name())
	if width := columns(c.OutOrStdout()); width > 0 {
		text = showMarkdown(text, width)
	}
	_, _ = fmt.Fprint(c.OutOrStdout(), text) // nothing is left to say it on
}
