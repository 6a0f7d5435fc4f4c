// Package command is the command line: flags and environment into values,
// which target, which face, which exit status.
package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/script"
)

// Exit statuses, as CONTRACT.md and the README list them.
const (
	statusOK              = 0
	statusInternal        = 1
	statusInvalid         = 2
	statusRefused         = 3
	statusUnauthenticated = 4
	statusUnknown         = 5
	statusUnreachable     = 6
	statusSignal          = 128 // and the signal's number
)

// app is one run of the program.
type app struct {
	words   *words.Words
	signals chan os.Signal
	flags   flags
	status  int
}

// Main runs the program and gives its exit status.
func Main() int {
	a := &app{words: words.English(), signals: make(chan os.Signal, 1)}
	signal.Notify(a.signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	root := a.root()
	err := root.ExecuteContext(context.Background())
	var invalid *usageError
	switch {
	case err == nil:
		return a.status
	case errors.As(err, &invalid):
		return a.invalid([]script.Problem{invalid.problem})
	default:
		return a.invalid([]script.Problem{{Field: "arguments", Problem: client.Visible(err.Error())}})
	}
}

func (a *app) root() *cobra.Command {
	w := a.words.Flags
	root := &cobra.Command{
		Use: "epn-wizard", Short: w.Short, Long: w.Long, Example: w.Example,
		Args:          a.noArguments,
		Version:       version(),
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(c *cobra.Command, _ []string) error { return a.order(c) },
	}
	root.SetVersionTemplate("{{.Name}} {{.Version}}\n")
	root.SetFlagErrorFunc(a.flagError)
	a.flags.define(root.Flags(), w)
	root.AddCommand(a.sandboxCommand(), a.explainCommand(), a.historyCommand(), a.settleCommand(), a.compareCommand(), a.manCommand())
	root.AddCommand(a.topics()...)
	a.completeValues(root)
	root.SetHelpCommand(a.helpCommand(root))
	return root
}

// usageError is a command line that cannot be taken.
type usageError struct{ problem script.Problem }

func (e *usageError) Error() string { return e.problem.Field + " " + e.problem.Problem }

// flagError says which flag was not understood, and which there are.
func (a *app) flagError(c *cobra.Command, err error) error {
	p := script.Problem{Field: "flag", Problem: client.Visible(err.Error())}
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		p.Value = "--" + client.Visible(strings.TrimLeft(unknown.GetSpecifiedName(), "-"))
		p.Problem = fmt.Sprintf(a.words.Script.NotKnown, strings.Join(flagNames(c), ", "))
	case errors.As(err, &bare):
		p.Value, p.Problem = "--"+bare.GetFlag().Name, a.words.Script.NeedsValue
	}
	return &usageError{p}
}

func (a *app) noArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	if len(names) == 0 {
		return &usageError{script.Problem{Field: "arguments", Value: client.Visible(args[0]), Problem: a.words.Script.NoArguments}}
	}
	return &usageError{script.Problem{
		Field: "command", Value: client.Visible(args[0]), Problem: fmt.Sprintf(a.words.Script.NotKnown, strings.Join(names, ", ")),
	}}
}

// printer writes to the standard streams in the form that was asked for.
func (a *app) printer() script.Printer {
	return script.Printer{Out: os.Stdout, Err: os.Stderr, JSON: a.flags.wantsJSON(), Words: a.words}
}

// invalid reports everything that is wrong with the command line at once.
func (a *app) invalid(problems []script.Problem) int {
	return a.report(script.Report{Outcome: submit.Outcome{Result: submit.Invalid}, Problems: problems})
}

// report prints a run's end and gives its exit status.
func (a *app) report(r script.Report) int {
	if err := a.printer().Print(r); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "epn-wizard: "+client.Visible(err.Error())+" "+r.Created.EPNInstanceID)
		if r.JournalID == "" {
			return statusInternal
		}
	}
	switch r.Result {
	case submit.Created, submit.DryRun:
		return statusOK
	case submit.Invalid:
		return statusInvalid
	case submit.Cancelled:
		return statusSignal + int(syscall.SIGINT)
	case submit.Result(client.Refused):
		return statusRefused
	case submit.Result(client.Unauthenticated):
		return statusUnauthenticated
	case submit.Result(client.Unknown):
		return statusUnknown
	case submit.Result(client.Unreachable):
		return statusUnreachable
	case submit.Internal:
	}
	return statusInternal
}

// failed reports that the program could not do its work.
func (a *app) failed(err error) error {
	r := script.Report{Outcome: submit.Outcome{Result: submit.Internal}, Reason: client.Visible(err.Error())}
	a.status = a.report(r)
	return nil
}
