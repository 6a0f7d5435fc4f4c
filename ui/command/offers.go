package command

import (
	"github.com/spf13/cobra"

	"epn-wizard/ui/phrase"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
)

// firstArgument completes a command's first argument, and no file names.
func firstArgument(values func() []cobra.Completion) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return values(), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeValues offers the official values with their meaning. They are put
// together when a shell asks, not at every start.
func (a *app) completeValues(root *cobra.Command) {
	offer := func(flag string, values func() []cobra.Completion) {
		complete := func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return values(), cobra.ShellCompDirectiveNoFileComp
		}
		if err := root.RegisterFlagCompletionFunc(flag, complete); err != nil {
			panic(err) // the flag is defined above
		}
	}
	for _, f := range client.Fields() {
		offer(string(f), func() []cobra.Completion { return a.options(f) })
	}
	offer("output", func() []cobra.Completion { return []cobra.Completion{"text", "json"} })
	offer("lang", words.Languages)
	offer("rehearse", a.rehearsals)
	for _, flag := range []string{"profile", "endpoint", "timeout"} {
		offer(flag, func() []cobra.Completion { return nil })
	}
}

// options lists a question's values and their aliases.
func (a *app) options(f client.Field) []cobra.Completion {
	var values []cobra.Completion
	for _, q := range forms.Questions(a.words) {
		if q.Field != f {
			continue
		}
		for _, o := range q.Options {
			values = append(values, cobra.CompletionWithDesc(o.Value, o.Label), cobra.CompletionWithDesc(client.Alias(o.Value), o.Label))
		}
	}
	return values
}

// pages lists what there is help about: commands, then topics.
func pages(root *cobra.Command) []*cobra.Command {
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

// rehearsals lists what the sandbox can answer.
func (a *app) rehearsals() []cobra.Completion {
	var values []cobra.Completion
	for _, word := range sandbox.AnswerNames() {
		values = append(values, cobra.CompletionWithDesc(word, a.words.Flags.Rehearsals[word]))
	}
	return append(values, a.specs()...)
}

// specs lists what the catalogue can explain.
func (a *app) specs() []cobra.Completion {
	var values []cobra.Completion
	for _, spec := range explain.Specs() {
		values = append(values, cobra.CompletionWithDesc(spec, explain.Spec(a.words.Lang, spec).Title))
	}
	return values
}

// unsettled lists the requests whose fate is not known, by their ids. It leaves
// no trace where there is no journal.
func (a *app) unsettled() []cobra.Completion {
	dir, problems := a.stateDir()
	if len(problems) > 0 || !exists(dir) {
		return nil
	}
	j, problems := a.journal()
	if len(problems) > 0 {
		return nil
	}
	records, _, err := j.Records()
	if err != nil {
		return nil
	}
	var values []cobra.Completion
	for _, r := range records {
		if r.Unsettled() {
			told := phrase.TimeText(r.Time) + " " + r.Order.EPNInstanceName
			values = append(values, cobra.CompletionWithDesc(client.Visible(r.ID), client.Visible(told)))
		}
	}
	return values
}
