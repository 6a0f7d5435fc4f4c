package command

import (
	"net/netip"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/ui/script"
)

// isCompletionCommand reports whether an argument asks for completions: the library
// adds these commands by itself, also to a restricted session.
func isCompletionCommand(argument string) bool {
	return argument == cobra.ShellCompRequestCmd || argument == cobra.ShellCompNoDescRequestCmd
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
