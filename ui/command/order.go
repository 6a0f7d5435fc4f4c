package command

import (
	"context"
	"os"
	"strings"
	"syscall"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/ui/script"
	"epn-wizard/ui/wizard"
)

// order is the program's main job, in the face that fits.
func (a *app) order(c *cobra.Command) error {
	s, problems := a.judge()
	asks := !a.flags.yes && !a.flags.dryRun
	screen := terminal()
	switch {
	case asks && screen == nil:
		problems = append(problems, script.Problem{Field: "yes", Problem: a.words.Script.NeedsYes})
		problems = append(problems, a.missing(s.answers)...)
	case !asks:
		problems = append(problems, a.missing(s.answers)...)
	}
	if len(problems) > 0 {
		a.status = a.invalid(distinct(problems))
		return nil
	}
	defer s.target.close()
	switch {
	case a.flags.dryRun:
		a.dryRun(s)
	case a.flags.yes:
		a.submit(c.Context(), s)
	default:
		a.ask(c.Context(), s, screen)
	}
	return nil
}

// distinct keeps the first problem of each field: a value that is invalid is
// not missing as well.
func distinct(problems []script.Problem) []script.Problem {
	seen := map[string]bool{}
	var kept []script.Problem
	for _, p := range problems {
		if !seen[p.Field] || p.Field == "" {
			kept = append(kept, p)
		}
		seen[p.Field] = true
	}
	return kept
}

// report says what became of an order at this target.
func (a *app) reportOutcome(o submit.Outcome, t *target, connected bool) int {
	r := script.Report{Outcome: o, Target: t.name()}
	if connected || !t.sandbox {
		r.Endpoint = t.endpoint.URL()
	}
	if o.Order != (client.Order{}) {
		r.Command = t.command(o.Order)
	}
	return a.report(r)
}

// command is what the aliyun CLI would be told. For the sandbox it is the real
// service's: the sandbox is gone when this program ends.
func (t *target) command(o client.Order) string {
	if t.sandbox {
		return o.Command("", client.Endpoint{})
	}
	return o.Command(t.chain.Profile, t.endpoint)
}

func (a *app) dryRun(s settings) {
	o := mustOrder(s)
	a.status = a.reportOutcome(submit.Outcome{Result: submit.DryRun, Order: o}, &s.target, false)
}

// mustOrder makes the order of answers that have been judged.
func mustOrder(s settings) client.Order {
	o, problems := client.NewOrder(s.answers.Values())
	if len(problems) > 0 {
		panic("command: an order was made of answers that were not judged")
	}
	return o
}

// submit sends the order without a question.
func (a *app) submit(ctx context.Context, s settings) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var ended os.Signal
	done := make(chan struct{})
	go func() {
		defer close(done)
		select {
		case ended = <-a.signals:
			cancel()
		case <-ctx.Done():
		}
	}()
	o := mustOrder(s)
	outcome := a.send(ctx, o, &s.target)
	cancel()
	<-done
	if f := outcome.Failure; ended != nil && f != nil && f.Kind != client.Refused && f.Kind != client.Unknown {
		outcome = submit.Outcome{Result: submit.Cancelled, Order: o}
		a.reportOutcome(outcome, &s.target, false)
		a.status = signalStatus(ended)
		return
	}
	a.status = a.reportOutcome(outcome, &s.target, true)
}

func (a *app) send(ctx context.Context, o client.Order, t *target) submit.Outcome {
	if t.sandbox && !t.explicit { // a script must not take a rehearsal for the real thing
		t.sandbox = false
		return submit.Failed(o, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoLocalCredentials})
	}
	conn, f := t.connect(ctx)
	if f != nil {
		return submit.Failed(o, f)
	}
	return submit.Send(ctx, conn, o)
}

// ask runs the wizard.
func (a *app) ask(ctx context.Context, s settings, out *os.File) {
	t := &s.target
	ending, err := wizard.Run(ctx, wizard.Config{
		Theme:   theme.New(theme.Options{ASCII: a.flags.ascii || !unicode()}),
		Words:   a.words,
		Answers: s.answers,
		Target:  submit.Target{Sandbox: t.sandbox, Auto: t.sandbox && !t.explicit, Host: t.endpoint.String(), Profile: t.chain.Profile},
		Connect: t.connect,
	}, wizard.Terminal{
		In: os.Stdin, Out: out, Term: os.Getenv("TERM"), Color: !a.flags.noColor && os.Getenv("NO_COLOR") == "", Signals: a.signals,
	})
	var outcome submit.Outcome
	switch {
	case ending.InFlight:
		outcome = submit.Failed(ending.Order, &client.Failure{Kind: client.Unknown, Cause: client.Interrupted, Host: t.endpoint.Host})
	case ending.Outcome != nil:
		outcome = *ending.Outcome
	case err != nil:
		outcome.Result = submit.Internal
	default:
		a.status = a.reportOutcome(submit.Outcome{Result: submit.Cancelled}, t, false)
		if ending.Signal != nil {
			a.status = signalStatus(ending.Signal)
		}
		return
	}
	a.status = a.reportOutcome(outcome, t, true)
}

func signalStatus(s os.Signal) int {
	if n, ok := s.(syscall.Signal); ok {
		return statusSignal + int(n)
	}
	return statusInternal
}

// terminal gives the file the full-screen wizard is shown on, or nil where
// there is no terminal to ask on.
func terminal() *os.File {
	if !term.IsTerminal(os.Stdin.Fd()) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	for _, f := range []*os.File{os.Stdout, os.Stderr} {
		if term.IsTerminal(f.Fd()) {
			return f
		}
	}
	return nil
}

// unicode reports whether the locale is one of UTF-8.
func unicode() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}
