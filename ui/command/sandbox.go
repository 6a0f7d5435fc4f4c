package command

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/private"
	"epn-wizard/client/sandbox"
	"epn-wizard/ui/script"
)

// sandboxCommand runs the sandbox alone, until it is interrupted.
func (a *app) sandboxCommand() *cobra.Command {
	var listen, rehearse string
	var reset bool
	w := a.words.Flags
	c := &cobra.Command{Use: "sandbox", Short: w.SandboxShort, Long: w.SandboxLong, Args: a.noArguments}
	set := c.Flags()
	textFlag(set, &listen, "listen", "HOST:PORT", "127.0.0.1:8420", w.SandboxListen)
	textFlag(set, &rehearse, "rehearse", "WHAT", "", w.SandboxRehearse)
	set.BoolVar(&reset, "reset", false, w.SandboxReset)
	a.flags.defineState(set, w)
	c.RunE = func(*cobra.Command, []string) error {
		a.flags.set = set
		var problems []script.Problem
		o := sandbox.Options{}
		if set.Changed("rehearse") {
			o.Answers, problems = a.rehearsal(rehearse)
		}
		dir, noDir := a.stateDir()
		problems = append(problems, noDir...)
		o.Dir = dir
		if len(problems) > 0 {
			return &usageError{problems}
		}
		if reset {
			if err := sandbox.Reset(dir); err != nil {
				return a.failed(err)
			}
		}
		s, err := sandbox.Listen(listen, o)
		if err != nil {
			why := client.Visible(err.Error())
			switch trouble := (*private.OpError)(nil); {
			case errors.As(err, &trouble):
				return &usageError{[]script.Problem{a.notUsable(dir, err)}}
			case errors.Is(err, sandbox.ErrNotLoopback):
				why = a.words.Script.NotLoopback
			case errors.Is(err, syscall.EADDRINUSE):
				why = a.words.Script.PortInUse
			}
			return &usageError{[]script.Problem{bad("listen", listen, why, "--listen")}}
		}
		defer s.Close()                                                            //nolint:errcheck // what it holds is on disk
		_, _ = fmt.Fprintf(standardOutput, a.words.Script.Listening+"\n", s.URL()) // nothing is left to say it on
		a.printer().Note(fmt.Sprintf(a.words.Script.Reach, s.URL(), strings.TrimPrefix(s.URL(), "http://")))
		<-a.signals
		return nil
	}
	return c
}
