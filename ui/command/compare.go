package command

import (
	"github.com/spf13/cobra"

	"epn-wizard/ui/script"
)

// compareOptions are of the command that says what each billing method would bill
// for recorded traffic.
type compareOptions struct {
	recordingOptions
	ascii bool
}

func (a *app) newCompareCommand() *cobra.Command {
	w := a.words.Flags
	var o compareOptions
	c := &cobra.Command{Use: "compare FILE", Short: w.CompareShort, Long: w.CompareLong, Args: a.takeAtMost(1)}
	o.recordingOptions.register(c.Flags(), w)
	defineOutput(c.Flags(), w)
	c.Flags().BoolVar(&o.ascii, "ascii", false, w.ASCII)
	c.RunE = func(_ *cobra.Command, args []string) error { return a.runCompare(&o, args) }
	return c
}

func (a *app) runCompare(o *compareOptions, args []string) error {
	if len(args) == 0 {
		a.addProblems(script.Problem{Field: "file", Problem: a.words.Compare.NeedsFile})
	}
	if len(a.problems) > 0 { // What else is wrong is named as well, and no file is read.
		o.parse(&a.validation)
		return a.findError()
	}
	own := a.readRecording("file", args[0], &o.recordingOptions)
	if err := a.findError(); err != nil {
		return err
	}
	return a.printer().PrintComparison(own, chooseGlyphs(o.ascii))
}
