package command

import (
	"github.com/spf13/cobra"

	"epn-wizard/client/explain"
)

// explainCommand explains a refusal offline, or lists what can be explained.
func (a *app) explainCommand() *cobra.Command {
	w := a.words.Flags
	c := &cobra.Command{Use: "explain [CODE [MESSAGE]]", Short: w.ExplainShort, Long: w.ExplainLong, Args: a.atMost(2)}
	c.ValidArgsFunction = firstArgument(a.specs)
	a.flags.defineOutput(c.Flags(), w)
	c.RunE = func(_ *cobra.Command, args []string) error {
		if problems := a.judgeOutput(); len(problems) > 0 {
			return &usageError{problems}
		}
		p := a.printer()
		switch len(args) {
		case 0:
			return p.Catalogue()
		case 1:
			return p.Explain(explain.Spec(a.words.Lang, args[0]), explain.Variants(args[0]))
		default:
			return p.Explain(explain.Explain(a.words.Lang, args[0], args[1]), nil)
		}
	}
	return c
}
