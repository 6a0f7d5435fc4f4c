// Package command is the command line: flags and environment into values,
// which target, which face, which exit status.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// app is one run of the program.
type app struct {
	validation
	json    bool           // in place of text
	arrived chan os.Signal // from the system
	signals chan os.Signal // for the command, which may have something to end
	status  int
}

// standardOutput carries the result alone. The SDK prints what a profile's program
// said, which may be keys, on what it takes for standard output: on nothing.
var standardOutput = os.Stdout

// Main runs the program and gives its exit status.
func Main() int {
	os.Stdout = nil
	args := os.Args[1:]
	a := &app{arrived: make(chan os.Signal, 1), signals: make(chan os.Signal, 1)}
	a.json = readFlagAhead(args, "output") == "json"
	a.chooseLanguage(args)
	signal.Notify(a.arrived, endingSignals...)
	go a.forwardSignal()
	if restricted.IsRestricted() {
		hardenRestrictedSession()
		a.words.Restrict()
		if i := slices.IndexFunc(args, isCompletionCommand); i >= 0 {
			a.printProblems([]script.Problem{newNotAllowedProblem(a.words, args[i])})
			return a.status
		}
	}
	root := a.newRootCommand()
	root.SetOut(standardOutput)
	err := root.ExecuteContext(context.Background())
	var invalid *usageError
	switch {
	case errors.As(err, &invalid):
		a.printProblems(invalid.problems)
	case err != nil:
		reason := phrase.ErrorText(a.words, err)
		a.printReport(script.Report{Outcome: submit.Outcome{Result: submit.Internal}, Reason: reason})
	}
	return a.status
}

// newRootCommand makes the command that takes an order, with all others below it.
func (a *app) newRootCommand() *cobra.Command {
	w := a.words.Flags
	var o orderOptions
	root := &cobra.Command{
		Use: "epn-wizard", Short: w.Short, Long: w.Long, Example: w.Example,
		Args:          a.takeNoArguments,
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE: func(c *cobra.Command, _ []string) error {
			if o.version {
				return a.printVersion()
			}
			return a.runOrder(c.Context(), &o)
		},
		PersistentPreRun: func(c *cobra.Command, _ []string) { a.checkOutput(c) },
	}
	root.SetFlagErrorFunc(a.newFlagError)
	root.SetUsageFunc(a.printUsage)
	root.SetHelpFunc(a.printHelp)
	o.register(root.Flags(), w)
	root.PersistentFlags().BoolP("help", "h", false, w.HelpFlag)
	// chooseLanguage has read this one already.
	defineText(root.PersistentFlags(), &textFlag{}, textFlag{name: "lang", placeholder: "en|zh"}, w.Lang)
	a.completeFlagValues(root)
	if restricted.IsRestricted() { // There are no other commands.
		return root
	}
	root.AddCommand(
		a.newSandboxCommand(), a.newExplainCommand(), a.newCheckCommand(), a.newHistoryCommand(), a.newSettleCommand(),
		a.newCompareCommand(), a.newPracticeCommand(), a.newCompletionCommand(), a.newManCommand(),
	)
	root.AddCommand(a.newTopicCommands()...)
	root.SetHelpCommand(a.newHelpCommand(root))
	return root
}

// printer writes to the standard streams in the form that was asked for.
func (a *app) printer() script.Printer {
	return script.Printer{Out: standardOutput, Err: os.Stderr, JSON: a.json, Words: a.words, Columns: terminalWidth}
}

// terminalWidth is how many columns of a terminal are written in, or 0 where it is none. The
// last one stays free: some terminals begin a line of their own where it is filled.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil || width == 0 {
		return 0
	}
	return max(width-1, 1)
}

// printProblems reports everything that is wrong with the command line at once.
func (a *app) printProblems(problems []script.Problem) {
	a.printReport(script.Report{Outcome: submit.Outcome{Result: submit.Invalid}, Problems: problems})
}

// printReport prints a run's end and sets its exit status, which is never 0 where the
// result was lost: who reads the output would take nothing for what came of it.
// Closed output may also be the null device, to which somebody sent it on purpose.
func (a *app) printReport(r script.Report) {
	a.status = exitStatus(r.Result)
	err := a.printer().PrintReport(r)
	switch {
	case err != nil && (r.JournalID == "" || a.status == 0):
		a.status = exitStatus(submit.Internal)
	case err == nil && r.JournalID != "" && (r.Result == submit.Created || a.json) && outputIsClosed():
		err = fmt.Errorf("writing the result: %w", os.ErrClosed)
	}
	if err != nil {
		a.printer().PrintNotes(client.Visible(a.lostResultText(r, err)))
	}
}

// lostResultText says that a result was not written, and what it was to tell.
func (a *app) lostResultText(r script.Report, err error) string {
	w, why := a.words, phrase.ErrorText(a.words, errors.Unwrap(err))
	switch text := fmt.Sprintf(w.Script.NotWritten, why); {
	case r.Result == submit.Created:
		return fmt.Sprintf(w.Script.CreatedUnseen, r.Created.EPNInstanceID, why)
	case r.JournalID != "":
		return fmt.Sprintf(w.Joins.Sentences, text, journalText(w, r))
	default:
		return text
	}
}

// outputIsClosed reports whether standard output was closed when the program was
// started. The runtime then opens the null device in its place, for reading
// too, which a shell does not.
func outputIsClosed() bool {
	out, err := standardOutput.Stat()
	null, noNull := os.Stat(os.DevNull)
	if err != nil || noNull != nil || !os.SameFile(out, null) {
		return false
	}
	_, err = standardOutput.Read(make([]byte, 1))
	return errors.Is(err, io.EOF)
}
