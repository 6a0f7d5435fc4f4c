package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/ui/script"
)

// historyCommand lists every request that was sent from here.
func (a *app) historyCommand() *cobra.Command {
	c := &cobra.Command{Use: "history", Short: a.words.Flags.HistoryShort, Args: a.noArguments}
	a.flags.defineOutput(c.Flags(), a.words.Flags)
	a.flags.defineState(c.Flags(), a.words.Flags)
	c.RunE = func(*cobra.Command, []string) error {
		a.flags.set = c.Flags()
		j, problems := a.journal()
		problems = append(problems, a.judgeOutput()...)
		if len(problems) > 0 {
			return &usageError{problems}
		}
		if !j.Exists() {
			a.printer().Note(fmt.Sprintf(a.words.Script.NothingKept, client.Visible(j.Dir())))
			return nil
		}
		records, damaged, err := j.Records()
		if err != nil {
			return a.failed(err)
		}
		return a.printer().History(records, damaged)
	}
	return c
}

// journal opens the journal of the state directory.
func (a *app) journal() (*journal.Journal, []script.Problem) {
	dir, problems := a.stateDir()
	if len(problems) > 0 {
		return nil, problems
	}
	j, err := journal.Open(dir)
	if err != nil {
		return nil, []script.Problem{a.notUsable(dir, err)}
	}
	return j, nil
}
