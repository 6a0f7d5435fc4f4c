package command

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/private"
	"epn-wizard/client/sandbox"
	"epn-wizard/theme/words"
	"epn-wizard/ui/script"
)

// sandboxOptions are of the command that runs the sandbox alone.
type sandboxOptions struct {
	listen, rehearse textFlag
	reset            bool
	stateOptions
}

func (a *app) newSandboxCommand() *cobra.Command {
	w := a.words.Flags
	var o sandboxOptions
	c := &cobra.Command{Use: "sandbox", Short: w.SandboxShort, Long: w.SandboxLong, Args: a.takeNoArguments}
	listen := textFlag{name: "listen", placeholder: "HOST:PORT", value: "127.0.0.1:8420"}
	defineText(c.Flags(), &o.listen, listen, w.SandboxListen)
	defineText(c.Flags(), &o.rehearse, textFlag{name: "rehearse", placeholder: "WHAT"}, w.SandboxRehearse)
	c.Flags().BoolVar(&o.reset, "reset", false, w.SandboxReset)
	o.stateOptions.register(c.Flags(), w)
	c.RunE = func(*cobra.Command, []string) error { return a.runSandbox(&o) }
	return c
}

// runSandbox runs the sandbox until the program is interrupted.
func (a *app) runSandbox(o *sandboxOptions) error {
	answers, dir := parseRehearsal(&a.validation, &o.rehearse), o.resolveDirectory(&a.validation)
	if err := a.findError(); err != nil {
		return err
	}
	if o.reset {
		if err := sandbox.Reset(dir); err != nil {
			return err
		}
	}
	s, err := sandbox.Listen(o.listen.value, sandbox.Options{Dir: dir, Answers: answers})
	if err != nil {
		return a.refuse(newListenProblem(a.words, o, dir, err))
	}
	defer s.Close() //nolint:errcheck // What it holds is on disk.
	url := s.Endpoint().URL()
	// Nothing is left to report a failure of standard output on.
	_, _ = fmt.Fprintf(standardOutput, a.words.Script.Listening+"\n", url)
	cli := client.CLI{Endpoint: s.Endpoint(), Account: client.Account{Source: client.FromEnvironment}}
	wizard := client.Command{Words: []string{"epn-wizard", "--live", "--endpoint", url}}
	a.printer().PrintNote(fmt.Sprintf(a.words.Script.Reach, wizard, cli.ActionCommand(client.ListAction)))
	<-a.signals
	return nil
}

// newListenProblem says why the sandbox did not start.
func newListenProblem(w *words.Words, o *sandboxOptions, dir string, err error) script.Problem {
	var ofFiles *private.OpError
	switch {
	case errors.As(err, &ofFiles):
		return o.newDirectoryProblem(w, dir, err)
	case errors.Is(err, sandbox.ErrNotLoopback):
		return o.listen.newProblem(w.Script.NotLoopback)
	case errors.Is(err, syscall.EADDRINUSE):
		return o.listen.newProblem(w.Script.PortInUse)
	}
	return o.listen.newProblem(client.Visible(err.Error()))
}

// parseRehearsal reads how the sandbox is to answer the next create, if the flag says
// it: one of its own words, or a code of the catalogue.
func parseRehearsal(v *validation, flag *textFlag) []sandbox.Answer {
	if !flag.given {
		return nil
	}
	answer, ok := sandbox.ParseAnswer(flag.value)
	if !ok {
		v.addProblems(flag.newProblem(fmt.Sprintf(v.words.Script.Rehearse, v.words.List(sandbox.AnswerNames()))))
	}
	return []sandbox.Answer{answer}
}
