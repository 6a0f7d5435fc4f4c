// Package command is the command line: flags and environment into values,
// which target, which face, which exit status.
package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode/utf8"

	"epn-wizard/ui/phrase"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// Exit statuses, as the topic exit-codes lists them.
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

// endings are the signals that end the program in order.
var endings = append([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}, quit...)

// app is one run of the program.
type app struct {
	words    *words.Words
	unspoken []script.Problem // with the language that was asked for
	arrived  chan os.Signal   // from the system
	signals  chan os.Signal   // for whoever has something to end
	flags    flags
	status   int
}

// standardOutput carries the result alone. What a profile's program said, which
// may be keys, the SDK prints on what it takes for standard output: on nothing.
var standardOutput = os.Stdout

// Main runs the program and gives its exit status.
func Main() int {
	os.Stdout = nil
	a := &app{arrived: make(chan os.Signal, 1), signals: make(chan os.Signal, 1)}
	a.speak(os.Args[1:])
	signal.Notify(a.arrived, endings...)
	go a.insist()
	if restricted.On() {
		a.restrict()
		if problems := a.refuseCommands(os.Args[1:]); len(problems) > 0 {
			return a.invalid(problems)
		}
	}
	root := a.root()
	root.SetOut(standardOutput)
	err := root.ExecuteContext(context.Background())
	var invalid *usageError
	switch {
	case err == nil:
		return a.status
	case errors.As(err, &invalid):
		return a.invalid(invalid.problems)
	default:
		_ = a.failed(err)
		return a.status
	}
}

func (a *app) root() *cobra.Command {
	w := a.words.Flags
	root := &cobra.Command{
		Use: "epn-wizard", Short: w.Short, Long: w.Long, Example: w.Example,
		Args:          a.noArguments,
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE: func(c *cobra.Command, _ []string) error {
			if a.flags.on("version") {
				return a.version()
			}
			return a.order(c)
		},
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			if len(a.unspoken) > 0 && c.HasParent() { // the root names it with all that is wrong
				return &usageError{a.unspoken[:1]}
			}
			return nil
		},
	}
	root.SetFlagErrorFunc(a.flagError)
	root.SetUsageFunc(a.usage)
	root.SetHelpFunc(a.help)
	a.flags.define(root.Flags(), w)
	root.Flags().BoolP("version", "v", false, w.VersionFlag)
	root.PersistentFlags().BoolP("help", "h", false, w.HelpFlag)
	textFlag(root.PersistentFlags(), &a.flags.lang, "lang", "en|zh", "", w.Lang) // speak has read it already
	a.completeValues(root)
	if restricted.On() { // there are no other commands
		return root
	}
	root.AddCommand(a.sandboxCommand(), a.explainCommand(), a.checkCommand(), a.historyCommand(), a.settleCommand(), a.compareCommand(), a.practiceCommand(), a.completionCommand(), a.manCommand())
	root.AddCommand(a.topics()...)
	root.SetHelpCommand(a.helpCommand(root))
	return root
}

// usageError is a command line that cannot be taken, with all that is wrong with it.
type usageError struct{ problems []script.Problem }

func (e *usageError) Error() string { return e.problems[0].Field + " " + e.problems[0].Problem }

// flagError says which flag was not understood, and what there is or is allowed.
func (a *app) flagError(c *cobra.Command, err error) error {
	w := a.words.Script
	p := script.Problem{Field: "flag", Problem: client.Visible(err.Error())}
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var form *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		p = a.notKnown("flag", asGiven(unknown), flagNames(c))
	case errors.As(err, &bare):
		p.Value, p.Problem = "--"+bare.GetFlag().Name, w.NeedsValue
	case errors.As(err, &invalid): // of a switch: the others take any text
		allowed := fmt.Sprintf(w.OneOf, a.words.List([]string{"true", "false"}))
		p = bad(invalid.GetFlag().Name, invalid.GetValue(), allowed, "--"+invalid.GetFlag().Name)
	case errors.As(err, &form):
		p.Value, p.Problem = client.Visible(form.GetSpecifiedFlag()), w.FlagForm
	}
	return &usageError{[]script.Problem{p}}
}

// asGiven is a flag that there is not, with its dashes.
func asGiven(e *pflag.NotExistError) string {
	letters := e.GetSpecifiedShortnames()
	if letters == "" {
		return "--" + e.GetSpecifiedName()
	}
	_, n := utf8.DecodeRuneInString(letters)
	return "-" + letters[:n]
}

func (a *app) noArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if restricted.On() {
		return &usageError{[]script.Problem{a.notAllowed(args[0])}}
	}
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	if len(names) == 0 {
		return &usageError{[]script.Problem{{Field: "arguments", Value: client.Visible(args[0]), Problem: a.words.Script.NoArguments}}}
	}
	return &usageError{[]script.Problem{a.notKnown("command", args[0], names)}}
}

// notKnown says that there is no such name, which there are, and which of them
// may have been meant.
func (a *app) notKnown(field, given string, names []string) script.Problem {
	problem := fmt.Sprintf(a.words.Script.NotKnown, a.words.List(names))
	if near := nearest(given, names); len(near) > 0 {
		problem = fmt.Sprintf(a.words.Script.NotKnownNear, a.words.List(near), a.words.List(names))
	}
	return script.Problem{Field: field, Value: client.Visible(given), Problem: problem}
}

// nearest gives the names that are spelled much like another, or begin with it,
// as the library tells them for commands; at most three.
func nearest(given string, names []string) []string {
	const most = 3
	set := &cobra.Command{SuggestionsMinimumDistance: min((len(strings.TrimLeft(given, "-"))+2)/3, most)}
	for _, name := range names {
		set.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	near := set.SuggestionsFor(given)
	return near[:min(len(near), most)]
}

// atMost takes so many arguments and no more.
func (a *app) atMost(n int) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return &usageError{[]script.Problem{{
			Field: "arguments", Value: client.Visible(args[n]), Problem: fmt.Sprintf(a.words.Script.TooMany, n, len(args)),
		}}}
	}
}

// printer writes to the standard streams in the form that was asked for.
func (a *app) printer() script.Printer {
	return script.Printer{Out: standardOutput, Err: os.Stderr, JSON: a.flags.wantsJSON(), Words: a.words, Columns: columns}
}

// columns is how wide a terminal is, or 0 where it is none.
func columns(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil {
		return 0
	}
	return width
}

// invalid reports everything that is wrong with the command line at once.
func (a *app) invalid(problems []script.Problem) int {
	return a.report(script.Report{Outcome: submit.Outcome{Result: submit.Invalid}, Problems: problems})
}

// report prints a run's end and gives its exit status, which is never 0 where the
// result was lost: who reads the output would take nothing for what came of it.
// Closed output may also be the null device, to which somebody sent it on purpose.
func (a *app) report(r script.Report) int {
	err := a.printer().Print(r)
	lost := err != nil
	if !lost && r.JournalID != "" && (r.Result == submit.Created || a.flags.wantsJSON()) && outIsClosed() {
		err = fmt.Errorf("writing the result: %w", os.ErrClosed)
	}
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "epn-wizard: "+client.Visible(err.Error())+" "+cmp.Or(r.Created.EPNInstanceID, r.JournalID))
	}
	if lost && (r.JournalID == "" || status(r.Result) == statusOK) {
		return statusInternal
	}
	return status(r.Result)
}

// status is the exit status of a result.
func status(r submit.Result) int {
	switch r {
	case submit.Created, submit.DryRun, submit.Ready:
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

// outIsClosed reports whether standard output was closed when the program was
// started. The runtime then opens the null device in its place, for reading
// too, which a shell does not.
func outIsClosed() bool {
	out, err := standardOutput.Stat()
	null, noNull := os.Stat(os.DevNull)
	if err != nil || noNull != nil || !os.SameFile(out, null) {
		return false
	}
	_, err = standardOutput.Read(make([]byte, 1))
	return errors.Is(err, io.EOF)
}

// failed reports that the program could not do its work.
func (a *app) failed(err error) error {
	r := script.Report{Outcome: submit.Outcome{Result: submit.Internal}, Reason: phrase.ErrorText(a.words, err)}
	a.status = a.report(r)
	return nil
}
