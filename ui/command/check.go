package command

import (
	"context"
	"os"
	"strconv"
	"sync"
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
// first is why none could be sent: files, keys, damage, and then the service.
func (a *app) findOut(ctx context.Context, t *target) script.Check {
	var c script.Check
	var files sync.WaitGroup
	files.Go(func() { c = inspectWithin(ctx, t.dir) })
	conn, failure := t.connectForScript(ctx)
	var looks *submit.Checks
	if failure == nil {
		k := submit.LookAtLength(ctx, conn, checkName)
		looks, failure = &k, k.FatalFailure()
	}
	files.Wait()
	c.Target, c.Endpoint, c.Looks = t.where().Name(), t.url(), looks
	c.Account, c.PassedOver = conn.Account, conn.PassedOver
	switch {
	case c.Files.Err != nil:
		c.Result, c.Reason = submit.Internal, phrase.ErrorText(a.words, c.Files.Err)
	case c.Files.Damaged > 0 && (failure == nil || failure.OfLook()):
		c.Result, c.Failure = submit.Result(client.Unknown), &client.Failure{Kind: client.Unknown, Cause: client.JournalDamaged, Host: t.endpoint.Host}
	case failure == nil:
		c.Result = submit.Ready
	case failure.Kind == client.Unauthenticated:
		c.Result, c.Failure = submit.Result(client.Unauthenticated), failure
	default: // also where an answer came that is not known to be the service's
		c.Result, c.Failure = submit.Result(client.Unreachable), failure
	}
	return c
}

// inspectWithin is inspectFiles for as long as the context allows: another process
// may hold the journal.
func inspectWithin(ctx context.Context, dir string) script.Check {
	found := make(chan script.Check, 1)
	go func() { found <- inspectFiles(dir) }()
	select {
	case c := <-found:
		return c
	case <-ctx.Done():
		held := &private.OpError{With: journal.Reading, Err: journal.ErrLocked}
		return script.Check{Files: script.Files{StateDir: client.Visible(dir), Err: held}}
	}
}

// inspectFiles says what is in a state directory, and what of its journal does not
// read. Where there is no directory, none is made.
func inspectFiles(dir string) (c script.Check) {
	f := &c.Files
	f.StateDir = client.Visible(dir)
	j, err := journal.Open(dir)
	if err == nil {
		err = j.CheckWritable()
	}
	if err != nil {
		f.Err = err
		return c
	}
	f.Absent, f.Draft = !exists(dir), journal.HasDraft(dir)
	records, damaged, err := j.Records()
	f.Err, f.Requests = err, len(records)
	for _, r := range records {
		if r.Unsettled() {
			f.Unsettled = append(f.Unsettled, client.Visible(r.ID))
		}
	}
	lines := map[submit.WarningKind][]string{}
	for _, d := range damaged {
		switch {
		case d.Torn:
			lines[submit.Torn] = append(lines[submit.Torn], strconv.Itoa(d.Line))
		case d.Blocks():
			lines[submit.Damaged] = append(lines[submit.Damaged], strconv.Itoa(d.Line))
		}
	}
	for _, kind := range []submit.WarningKind{submit.Damaged, submit.Torn} {
		if len(lines[kind]) > 0 {
			c.Warnings = append(c.Warnings, submit.Warning{Kind: kind, Values: lines[kind]})
		}
	}
	f.Damaged = len(lines[submit.Damaged])
	return c
}
