package command

import (
	"fmt"
	"strings"

	"github.com/muesli/mango"
	mcobra "github.com/muesli/mango-cobra"
	"github.com/spf13/cobra"

	"epn-wizard/ui/script"
)

// manCommand prints the manual page.
func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: a.words.Flags.ManShort, Args: a.noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			manual, err := mcobra.NewManPage(1, c.Root())
			if err != nil {
				return fmt.Errorf("making the manual page: %w", err)
			}
			amend(&manual.Root, c.Root())
			_, err = fmt.Fprint(standardOutput, manual.WithSection("Exit status", a.topic("exit-codes")).
				WithSection("Environment", a.topic("environment")).Build(page{&document{}, thisBuild(), a.words.Flags.Man}))
			return err
		},
	}
}

// amend says of each flag what its value is, and leaves out the topics of help,
// which are no commands, and the flags that every command has.
func amend(m *mango.Command, c *cobra.Command) {
	for name, f := range m.Flags {
		flag := c.Flag(name)
		switch {
		case c.HasParent() && c.Root().PersistentFlags().Lookup(name) != nil:
			delete(m.Flags, name)
		case flag.Value.Type() != "bool":
			f.Name += " " + flag.Value.Type()
			m.Flags[name] = f
		}
	}
	for _, sub := range c.Commands() {
		if sub.IsAdditionalHelpTopicCommand() {
			delete(m.Commands, sub.Name())
			continue
		}
		amend(m.Commands[sub.Name()], sub)
	}
}

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
