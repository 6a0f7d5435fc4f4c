package command

import (
	"context"
	"os"
	"syscall"

	"epn-wizard/ui/phrase"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// order is the program's main job, in the face that fits.
func (a *app) order(c *cobra.Command) error {
	s, problems := a.judge()
	draft := a.takeUp(s)
	if draft != nil {
		defer draft.Close()
	}
	missing := a.missing(s.answers, problems)
	face := a.face()
	if a.flags.dryRun && (face == noFace || len(missing) == 0) { // with nobody to ask, or nothing
		face = asScript
	}
	if face == noFace {
		problems = append(problems, a.nobody())
	}
	if face == asScript || face == noFace && !restricted.On() {
		problems = append(problems, missing...)
	}
	problems = append(problems, a.judgeStateDir(s.target.dir, len(problems) == 0)...)
	if len(problems) > 0 {
		return &usageError{inOrder(problems)}
	}
	defer s.target.close()
	if a.flags.dryRun {
		a.dryRun(c.Context(), s, face)
		return nil
	}
	holdPipes()
	if face == asScript {
		forget(draft, a.submit(c.Context(), s))
	} else {
		a.ask(c.Context(), s, face)
	}
	return nil
}

// reportOutcome says what became of an order at this target.
func (a *app) reportOutcome(o submit.Outcome, t *target) int {
	return a.report(a.about(o, t))
}

// about makes a report of an outcome.
func (a *app) about(o submit.Outcome, t *target) script.Report {
	conn := t.connected()
	r := script.Report{Outcome: o, Target: t.where().Name(), Endpoint: t.url(), Account: conn.Account, PassedOver: conn.PassedOver}
	if o.Order != (client.Order{}) {
		r.Command = t.where().CLI(conn).Create(o.Order)
	}
	if o.Result == submit.Created {
		r.Next = phrase.NextSteps(a.words, t.where(), conn, o)
	}
	return r
}

// submit sends the order without a question, and gives what became of it.
func (a *app) submit(ctx context.Context, s settings) submit.Outcome {
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
	o := s.answers.Order()
	outcome := a.send(ctx, o, s.target)
	cancel()
	<-done
	if ended != nil && outcome.JournalID == "" && outcome.Result != submit.Result(client.Unknown) {
		a.reportOutcome(submit.Outcome{Result: submit.Cancelled, Order: o}, s.target)
		a.status = signalStatus(ended)
		return outcome
	}
	a.status = a.reportOutcome(outcome, s.target)
	return outcome
}

// send settles an earlier request of the same order first, and then sends this
// one, once. What is not known afterwards is looked up.
func (a *app) send(ctx context.Context, o client.Order, t *target) submit.Outcome {
	conn, f := t.connectForScript(ctx)
	if f != nil {
		return submit.Failed(o, f)
	}
	return t.submitter().Submit(ctx, conn, o, a.flags.again)
}

func signalStatus(s os.Signal) int {
	if n, ok := s.(syscall.Signal); ok {
		return statusSignal + int(n)
	}
	return statusInternal
}
