package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"epn-wizard/client"
)

// newHistoryCommand makes the command that lists every request sent from here.
func (a *app) newHistoryCommand() *cobra.Command {
	var o stateOptions
	c := &cobra.Command{Use: "history", Short: a.words.Flags.HistoryShort, Args: a.takeNoArguments}
	defineOutput(c.Flags(), a.words.Flags)
	o.register(c.Flags(), a.words.Flags)
	c.RunE = func(*cobra.Command, []string) error { return a.runHistory(&o) }
	return c
}

func (a *app) runHistory(o *stateOptions) error {
	j := o.openJournal(&a.validation)
	if err := a.findError(); err != nil {
		return err
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
