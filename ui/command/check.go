package command

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"epn-wizard/ui/phrase"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
	"epn-wizard/client/submit"
	"epn-wizard/ui/script"
)

// checkLimit is how long a check may take in all: 10 seconds, less what starting
// and ending take.
const checkLimit = 9 * time.Second

// checkName is what a check looks for: few instances, if any, are found by it.
const checkName = "epn-wizard check"

// checkCommand says whether an order could be sent, and sends none.
func (a *app) checkCommand() *cobra.Command {
	w := a.words.Flags
	c := &cobra.Command{Use: "check", Short: w.CheckShort, Long: w.CheckLong, Args: a.noArguments}
	w.Sandbox, w.Live = w.CheckSandbox, w.CheckLive
	a.flags.defineTarget(c.Flags(), w)
	a.flags.defineOutput(c.Flags(), w)
	a.flags.defineState(c.Flags(), w)
	c.RunE = func(*cobra.Command, []string) error {
		a.flags.set = c.Flags()
		t, problems := a.judgeTarget()
		if problems = append(problems, a.judgeOutput()...); len(problems) > 0 {
			return &usageError{problems}
		}
		defer t.close()
		return a.check(c.Context(), t)
	}
	return c
}

// check finds out what an order to the target would meet, and says it.
func (a *app) check(ctx context.Context, t *target) error {
	ctx, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()
	var ended os.Signal
	found := make(chan script.Check, 1)
	go func() { found <- a.findOut(ctx, t) }()
	var c script.Check
	select {
	case c = <-found:
	case ended = <-a.signals:
		cancel()
		c = <-found
		c.Result, c.Failure, c.Reason = submit.Cancelled, nil, ""
	}
	if err := a.printer().Check(c); err != nil {
		return err
	}
	if a.status = status(c.Result); ended != nil {
		a.status = signalStatus(ended)
	}
	return nil
}

// findOut looks at the files and the service at once. What an order would meet
// first is why none could be sent.
func (a *app) findOut(ctx context.Context, t *target) script.Check {
	kept := make(chan script.Files, 1)
	go func() { kept <- inspectFiles(t.dir) }()
	var c script.Check
	conn, failure := t.connectForScript(ctx)
	if failure == nil {
		k := submit.LookAtLength(ctx, conn, checkName)
		c.Account, c.Looks, failure = conn.Account, &k, k.FatalFailure()
	}
	c.Target, c.Endpoint = t.where().Name(), t.url()
	select {
	case c.Files = <-kept:
	case <-ctx.Done():
		c.Files = script.Files{StateDir: t.dir, Err: &private.OpError{With: journal.Reading, Err: journal.ErrLocked}}
	}
	switch {
	case c.Files.Err != nil:
		c.Result, c.Reason = submit.Internal, phrase.ErrorText(a.words, c.Files.Err)
	case failure == nil:
		c.Result = submit.Ready
	case failure.Kind == client.Unauthenticated:
		c.Result, c.Failure = submit.Result(client.Unauthenticated), failure
	default: // no answer is not known to be the service's
		c.Result, c.Failure = submit.Result(client.Unreachable), failure
	}
	return c
}

// inspectFiles says what is in a state directory. Where there is none, none is made.
func inspectFiles(dir string) script.Files {
	f := script.Files{StateDir: dir, Draft: journal.HasDraft(dir)}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		f.Absent = true
		return f
	}
	var j *journal.Journal
	if j, f.Err = journal.Open(dir); f.Err != nil {
		return f
	}
	records, _, err := j.Records()
	f.Err, f.Requests = err, len(records)
	for _, r := range records {
		if r.Unsettled() {
			f.Unsettled = append(f.Unsettled, client.Visible(r.ID))
		}
	}
	return f
}
