package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"epn-wizard/forms"
	"epn-wizard/ui/restricted"
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
	_, _, problems := o.parse(a.words)
	if len(args) == 0 {
		problems = append(problems, script.Problem{Field: "file", Problem: a.words.Compare.NeedsFile})
	}
	if err := a.refuse(problems...); err != nil {
		return err
	}
	own, prices, problems := a.readRecording("file", args[0], &o.recordingOptions)
	if err := a.refuse(problems...); err != nil {
		return err
	}
	return a.printer().PrintComparison(own, prices, chooseTheme(o.ascii).Glyphs)
}

// readOwnTraffic reads the file of --traffic. Standard input is for answers.
func (a *app) readOwnTraffic(o *orderOptions) (*forms.Traffic, []script.Problem) {
	if !o.traffic.given {
		var problems []script.Problem
		for _, name := range o.listGiven() {
			problems = append(problems, newFlagProblem(name, fmt.Sprintf(a.words.Problems.OnlyWith, "--traffic")))
		}
		return nil, problems
	}
	problem := ""
	switch {
	case restricted.IsRestricted(): // No file of the user's choosing is read.
		problem = a.words.Restricted.NotAllowed
	case o.traffic.value == "":
		problem = a.words.Script.Empty
	case o.traffic.value == "-":
		problem = a.words.Compare.NotInput
	}
	if problem != "" {
		return nil, []script.Problem{o.traffic.newProblem(problem)}
	}
	own, _, problems := a.readRecording("traffic", o.traffic.value, &o.recordingOptions)
	return own, problems
}
