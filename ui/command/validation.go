package command

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/theme/words"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// usageError is a command line that cannot be taken, with all that is wrong with it.
type usageError struct{ problems []script.Problem }

// validation collects what is wrong with the command line, to name it all at once.
type validation struct {
	words    *words.Words
	problems []script.Problem
}

func (v *validation) addProblems(problems ...script.Problem) {
	v.problems = append(v.problems, problems...)
}

// findError gives an error of all that is wrong with the command line, or nil.
func (v *validation) findError() error {
	if len(v.problems) == 0 {
		return nil
	}
	sortProblems(v.problems)
	return &usageError{v.problems}
}

// refuse gives the error with one problem more.
func (v *validation) refuse(p script.Problem) error {
	v.addProblems(p)
	return v.findError()
}

func (e *usageError) Error() string { return e.problems[0].Field + " " + e.problems[0].Problem }

// newFlagError says which flag was not understood, and what there is or is allowed.
func (v *validation) newFlagError(c *cobra.Command, err error) error {
	w := v.words
	p := script.Problem{Field: "flag", Problem: client.Visible(err.Error())}
	var unknown *pflag.NotExistError
	var withoutValue *pflag.ValueRequiredError
	var invalidSwitch *pflag.InvalidValueError // Other flags take any text.
	var malformed *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		p = newUnknownNameProblem(w, "flag", flagAsTyped(unknown), names)
	case errors.As(err, &withoutValue):
		p.Value, p.Problem = "--"+withoutValue.GetFlag().Name, w.Script.NeedsValue
	case errors.As(err, &invalidSwitch):
		name, allowed := invalidSwitch.GetFlag().Name, fmt.Sprintf(w.Script.OneOf, w.List([]string{"true", "false"}))
		p = newProblem(name, invalidSwitch.GetValue(), allowed, "--"+name)
	case errors.As(err, &malformed):
		p.Value, p.Problem = client.Visible(malformed.GetSpecifiedFlag()), w.Script.FlagForm
	}
	return v.refuse(p)
}

// flagAsTyped is a flag that does not exist, with its dashes.
func flagAsTyped(e *pflag.NotExistError) string {
	letters := e.GetSpecifiedShortnames()
	if letters == "" {
		return "--" + e.GetSpecifiedName()
	}
	_, n := utf8.DecodeRuneInString(letters)
	return "-" + letters[:n]
}

// takeNoArguments refuses arguments: to the root they are commands that do not exist.
func (v *validation) takeNoArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	p := newProblem("arguments", args[0], v.words.Script.NoArguments, "")
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	switch {
	case restricted.IsRestricted():
		p = newNotAllowedProblem(v.words, args[0])
	case len(names) > 0:
		p = newUnknownNameProblem(v.words, "command", args[0], names)
		if c.Flags().Changed(string(client.InstanceName)) { // its value may have been meant to have a space in it
			p.Problem = fmt.Sprintf(v.words.Script.NeedsQuotes, p.Problem)
		}
	}
	return v.refuse(p)
}

// takeAtMost takes so many arguments and no more.
func (v *validation) takeAtMost(n int) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		tooMany := fmt.Sprintf(v.words.Script.TooMany, n, len(args))
		return v.refuse(newProblem("arguments", args[n], tooMany, ""))
	}
}

// newUnknownNameProblem says that a name does not exist, which ones do, and which
// of them may have been meant.
func newUnknownNameProblem(w *words.Words, field, given string, names []string) script.Problem {
	problem := fmt.Sprintf(w.Script.NotKnown, w.List(names))
	if similar := findSimilarNames(given, names); len(similar) > 0 {
		problem = fmt.Sprintf(w.Script.NotKnownNear, w.List(similar), w.List(names))
	}
	return newProblem(field, given, problem, "")
}

// findSimilarNames gives the names that are spelled much like another, or begin
// with it, as the library finds them for commands; at most three.
func findSimilarNames(given string, names []string) []string {
	const most = 3
	set := &cobra.Command{SuggestionsMinimumDistance: min((len(strings.TrimLeft(given, "-"))+2)/3, most)}
	for _, name := range names {
		set.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	similar := set.SuggestionsFor(given)
	return similar[:min(len(similar), most)]
}

// isCompletionCommand reports whether an argument asks for completions: the library
// adds these commands by itself, also to a restricted session.
func isCompletionCommand(argument string) bool {
	return argument == cobra.ShellCompRequestCmd || argument == cobra.ShellCompNoDescRequestCmd
}

// newNotAllowedProblem says that a restricted session has no such command.
func newNotAllowedProblem(w *words.Words, command string) script.Problem {
	return newProblem("command", command, w.Restricted.NotAllowed, "")
}
