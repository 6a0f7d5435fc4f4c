package command

import (
	"net/netip"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/ui/script"
)

// refuseCompletion gives what is wrong with a restricted session's command line
// that asks for completions, whose commands the library adds by itself.
func (a *app) refuseCompletion(args []string) *script.Problem {
	for _, command := range []string{cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd} {
		if slices.Contains(args, command) {
			p := a.newNotAllowedProblem(command)
			return &p
		}
	}
	return nil
}

// newNotAllowedProblem says that a restricted session has no such command.
func (a *app) newNotAllowedProblem(command string) script.Problem {
	return newProblem("command", command, a.words.Restricted.NotAllowed, "")
}

// clientAddress is where an SSH session comes from, or "".
func clientAddress() string {
	first, _, _ := strings.Cut(os.Getenv("SSH_CONNECTION"), " ")
	address, err := netip.ParseAddr(first)
	if err != nil {
		return ""
	}
	return client.Visible(address.String()) // A zone may hold anything.
}
