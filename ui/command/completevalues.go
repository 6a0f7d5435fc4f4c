package command

import (
	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/phrase"
)

// completeFirstArgument completes a command's first argument, and no file names.
func completeFirstArgument(list func() []cobra.Completion) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return list(), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeFlagValues completes the values of flags, with their meaning. They are
// listed when a shell asks, not at every start.
func (a *app) completeFlagValues(root *cobra.Command) {
	complete := func(flag string, list func() []cobra.Completion) {
		err := root.RegisterFlagCompletionFunc(flag,
			func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
				return list(), cobra.ShellCompDirectiveNoFileComp
			})
		if err != nil {
			panic(err) // All of these flags are defined.
		}
	}
	for _, q := range forms.Questions(a.words) {
		complete(string(q.Field), func() (values []cobra.Completion) {
			for _, o := range q.Options {
				for _, value := range []string{o.Value, client.FindAlias(o.Value)} {
					values = append(values, cobra.CompletionWithDesc(value, o.Label))
				}
			}
			return values
		})
	}
	complete("output", func() []cobra.Completion { return outputFormats })
	complete("lang", words.Languages)
	complete("rehearse", func() []cobra.Completion { return listRehearsals(a.words) })
	for _, flag := range []string{"profile", "endpoint", "timeout"} {
		complete(flag, func() []cobra.Completion { return nil })
	}
}

// listHelpPages lists the commands and topics that have a page of help.
func listHelpPages(root *cobra.Command) []*cobra.Command {
	var commands, topics []*cobra.Command
	for _, c := range root.Commands() {
		switch {
		case c.IsAvailableCommand():
			commands = append(commands, c)
		case c.IsAdditionalHelpTopicCommand():
			topics = append(topics, c)
		}
	}
	return append(commands, topics...)
}

// listRehearsals lists what the sandbox can answer: words of its own, and codes of
// the catalogue.
func listRehearsals(w *words.Words) []cobra.Completion {
	var values []cobra.Completion
	for _, word := range sandbox.AnswerNames() {
		values = append(values, cobra.CompletionWithDesc(word, w.Flags.Rehearsals[word]))
	}
	for _, spec := range explain.ListSpecs() {
		values = append(values, cobra.CompletionWithDesc(spec, explain.ExplainSpec(w.Lang, spec).Title))
	}
	return values
}

// listUnsettled lists the unsettled requests by their ids. It leaves no trace where
// there is no journal.
func (a *app) listUnsettled(o *stateOptions) []cobra.Completion {
	j := o.openJournal(&a.validation)
	if j == nil || !j.HasRecords() {
		return nil
	}
	records, _, err := j.ReadRecords()
	if err != nil {
		return nil
	}
	var values []cobra.Completion
	for _, r := range records {
		if r.Unsettled() {
			about := client.Visible(phrase.TimeText(r.Time) + " " + r.Order.EPNInstanceName)
			values = append(values, cobra.CompletionWithDesc(client.Visible(r.ID), about))
		}
	}
	return values
}
