package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// withoutBashCompletion replaces a function of the script, which calls another
// of the package bash-completion: where that is not there, it says so.
const withoutBashCompletion = `
__epn-wizard_init_completion()
{
    COMPREPLY=()
    if ! declare -F _get_comp_words_by_ref >/dev/null; then
        printf '\n%%s\n' '%s' >&2
        return 1
    fi
    _get_comp_words_by_ref "$@" cur prev words cword
}
`

// newCompletionCommand makes the command that prints what a shell needs to complete
// flags and values.
func (a *app) newCompletionCommand() *cobra.Command {
	w := a.words.Flags
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use: "completion " + strings.Join(shells, "|"), Short: w.CompletionShort, Long: w.CompletionLong, ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			if err := a.findError(); err != nil {
				return err
			}
			root, given := c.Root(), strings.Join(args, " ")
			switch given {
			case "bash":
				if err := root.GenBashCompletionV2(standardOutput, true); err != nil {
					return err
				}
				_, err := fmt.Fprintf(standardOutput, withoutBashCompletion, w.NeedsBashCompletion)
				return err
			case "zsh":
				return root.GenZshCompletion(standardOutput)
			case "fish":
				return root.GenFishCompletion(standardOutput, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(standardOutput)
			}
			allowed := fmt.Sprintf(a.words.Script.OneOf, a.words.List(shells))
			return a.refuse(newProblem("shell", given, allowed, ""))
		},
	}
}
