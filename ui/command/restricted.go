package command

import (
	"net/netip"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// restrict leaves the program nothing but the wizard, and no signal of the
// terminal that would stop it or have it leave its memory on disk.
func (a *app) restrict() {
	holdFast()
	a.words.Restrict()
}

// refuseCommands gives what is wrong with a command line that asks for more
// than the wizard.
func (a *app) refuseCommands(args []string) []script.Problem {
	for _, completion := range []string{cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd} { // cobra adds them by itself
		if slices.Contains(args, completion) {
			return []script.Problem{a.notAllowed(completion)}
		}
	}
	return nil
}

func (a *app) notAllowed(command string) script.Problem {
	return script.Problem{Field: "command", Value: client.Visible(command), Problem: a.words.Restricted.NotAllowed}
}

// nobody says what to do where there is no terminal to ask on.
func (a *app) nobody() script.Problem {
	switch {
	case restricted.On():
		return script.Problem{Field: "terminal", Problem: a.words.Restricted.NeedsTerminal}
	case os.Getenv("SSH_CONNECTION") != "":
		return script.Problem{Field: "yes", Problem: a.words.Script.NeedsYesSSH}
	}
	return script.Problem{Field: "yes", Problem: a.words.Script.NeedsYes}
}

// clientAddress is where an SSH session comes from, or "".
func clientAddress() string {
	first, _, _ := strings.Cut(os.Getenv("SSH_CONNECTION"), " ")
	address, err := netip.ParseAddr(first)
	if err != nil {
		return ""
	}
	return client.Visible(address.String()) // a zone may hold anything
}
