package command

import (
	"fmt"
	"os"
	"strings"

	"epn-wizard/client"
	"epn-wizard/ui/script"
	"github.com/spf13/cobra"
)

// completionCommand prints what a shell needs to complete flags and values.
func (a *app) completionCommand() *cobra.Command {
	w := a.words.Flags
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use: "completion " + strings.Join(shells, "|"), Short: w.CompletionShort, Long: w.CompletionLong, ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			shell := ""
			if len(args) == 1 {
				shell = args[0]
			}
			root := c.Root()
			switch shell {
			case "bash":
				return root.GenBashCompletionV2(os.Stdout, true)
			case "zsh":
				return root.GenZshCompletion(os.Stdout)
			case "fish":
				return root.GenFishCompletion(os.Stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(os.Stdout)
			}
			return &usageError{[]script.Problem{{
				Field: "shell", Value: client.Visible(strings.Join(args, " ")), Problem: fmt.Sprintf(a.words.Script.OneOf, a.words.List(shells)),
			}}}
		},
	}
}
