package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"epn-wizard/ui/script"
)

// newHelpCommand makes cobra's command anew: it names what it does not know, and
// can print JSON.
func (a *app) newHelpCommand(root *cobra.Command) *cobra.Command {
	help := &cobra.Command{
		Use: "help [COMMAND|TOPIC]", Short: a.words.Flags.HelpShort,
		ValidArgsFunction: completeFirstArgument(func() (values []cobra.Completion) {
			for _, page := range listHelpPages(root) {
				values = append(values, cobra.CompletionWithDesc(page.Name(), page.Short))
			}
			return values
		}),
		RunE: func(_ *cobra.Command, args []string) error { return a.runHelp(root, args) },
	}
	defineOutput(help.Flags(), a.words.Flags)
	return help
}

func (a *app) runHelp(root *cobra.Command, args []string) error {
	if err := a.findError(); err != nil {
		return err
	}
	c, rest, err := root.Find(args)
	if err != nil || len(rest) > 0 {
		var names []string
		for _, page := range listHelpPages(root) {
			names = append(names, page.Name())
		}
		unknown := slices.Concat(rest, args)[0]
		return a.refuse(newUnknownNameProblem(a.words, "command", unknown, names))
	}
	c.InitDefaultHelpFlag() // It also takes in the flags that all commands have.
	if !a.json {
		return c.Help()
	}
	var text strings.Builder
	c.SetOut(&text)
	if err := c.Help(); err != nil {
		return err
	}
	return a.printer().PrintHelpPage(script.HelpPage{Page: c.Name(), Title: c.Short, Text: text.String()})
}
