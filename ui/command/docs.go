package command

import (
	"fmt"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
	"epn-wizard/forms"
)

// manCommand prints the manual page.
func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: a.words.Flags.ManShort, Args: a.noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			page, err := mango.NewManPage(1, c.Root())
			if err != nil {
				return fmt.Errorf("making the manual page: %w", err)
			}
			_, err = fmt.Print(page.WithSection("Exit status", a.words.Flags.ExitStatuses).
				WithSection("Environment", a.words.Flags.Environment).Build(roff.NewDocument()))
			return err
		},
	}
}

// topics are pages of help that belong to no command.
func (a *app) topics() []*cobra.Command {
	w := a.words.Flags
	return []*cobra.Command{
		{Use: "exit-codes", Short: w.ExitStatusesShort, Long: w.ExitStatuses},
		{Use: "environment", Short: w.EnvironmentShort, Long: w.Environment},
	}
}

// completeValues offers the official values with their meaning.
func (a *app) completeValues(root *cobra.Command) {
	offer := func(flag string, values []cobra.Completion) {
		if err := root.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err) // the flag is defined above
		}
	}
	for _, q := range forms.Questions(a.words) {
		var values []cobra.Completion
		for _, o := range q.Options {
			values = append(values, cobra.CompletionWithDesc(o.Value, o.Label), cobra.CompletionWithDesc(client.Alias(o.Value), o.Label))
		}
		offer(string(q.Field), values)
	}
	offer("output", []cobra.Completion{"text", "json"})
	rehearsals := sandbox.AnswerNames()
	for i, e := range explain.Entries() {
		code, message := e.Sample()
		x := explain.Explain(a.words.Lang, code, message)
		rehearsals = append(rehearsals, cobra.CompletionWithDesc(explain.Specs()[i], x.Title))
	}
	offer("rehearse", rehearsals)
	for _, flag := range []string{"profile", "endpoint", "timeout"} {
		offer(flag, nil)
	}
}

// helpCommand is cobra's, but that it names what it does not know.
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: a.words.Flags.HelpShort,
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return a.noArguments(root, append(rest, args...))
			}
			return c.Help()
		},
	}
}
