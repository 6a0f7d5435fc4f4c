package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"epn-wizard/client"
)

// historyOptions are of the command that lists every request sent from here.
type historyOptions struct {
	outputOptions
	stateOptions
}

func (a *app) newHistoryCommand() *cobra.Command {
	var o historyOptions
	c := &cobra.Command{Use: "history", Short: a.words.Flags.HistoryShort, Args: a.takeNoArguments}
	o.outputOptions.register(c.Flags(), a.words.Flags)
	o.stateOptions.register(c.Flags(), a.words.Flags)
	c.RunE = func(*cobra.Command, []string) error { return a.runHistory(&o) }
	return c
}

func (a *app) runHistory(o *historyOptions) error {
	j, problems := o.openJournal(a.words)
	problems = append(problems, o.validateOutput(a.words)...)
	if len(problems) > 0 {
		return &usageError{problems}
	}
	if !j.HasRecords() {
		a.printer().PrintNote(fmt.Sprintf(a.words.Script.NothingKept, client.Visible(j.Dir())))
		return nil
	}
	records, damaged, err := j.ReadRecords()
	if err != nil {
		return err
	}
	return a.printer().PrintHistory(records, damaged)
}
