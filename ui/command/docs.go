package command

import (
	"strings"

	"github.com/spf13/cobra"

	"epn-wizard/ui/script"
)

// helpCommand is cobra's, but that it names what it does not know.
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	help := &cobra.Command{
		Use: "help [COMMAND|TOPIC]", Short: a.words.Flags.HelpShort,
		ValidArgsFunction: firstArgument(func() []cobra.Completion {
			var values []cobra.Completion
			for _, page := range pages(root) {
				values = append(values, cobra.CompletionWithDesc(page.Name(), page.Short))
			}
			return values
		}),
		RunE: func(_ *cobra.Command, args []string) error {
			if problems := a.judgeOutput(); len(problems) > 0 {
				return &usageError{problems}
			}
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return a.noPage(root, append(rest, args...)[0])
			}
			c.InitDefaultHelpFlag() // which also takes in the flags that all commands have
			if !a.flags.wantsJSON() {
				return c.Help()
			}
			var text strings.Builder
			c.SetOut(&text)
			if err := c.Help(); err != nil {
				return err
			}
			return a.printer().HelpPage(script.HelpPage{Page: c.Name(), Title: c.Short, Text: text.String()})
		},
	}
	a.flags.defineOutput(help.Flags(), a.words.Flags)
	return help
}

// noPage says that there is no such page of help, and which there are.
func (a *app) noPage(root *cobra.Command, name string) error {
	var names []string
	for _, page := range pages(root) {
		names = append(names, page.Name())
	}
	return &usageError{[]script.Problem{a.notKnown("command", name, names)}}
}
