package command

import (
	"cmp"
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
	"epn-wizard/client/submit"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/script"
)

// checkLimit is how long a check may take in all: two requests, one for the keys and
// one for the looks, and never more than 10 seconds with its start and its end.
func checkLimit(timeout time.Duration) time.Duration { return 2 * min(timeout, 4500*time.Millisecond) }

// nameToCheck is what a check looks for: few instances, if any, are found by it.
const nameToCheck = "epn-wizard check"

// checkOptions are of the command that says whether an order could be sent, and
// sends none.
type checkOptions struct {
	targetOptions
	stateOptions
}

func (a *app) newCheckCommand() *cobra.Command {
	w := a.words.Flags
	var o checkOptions
	c := &cobra.Command{Use: "check", Short: w.CheckShort, Long: w.CheckLong, Args: a.takeNoArguments}
	w.Sandbox, w.Live = w.CheckSandbox, w.CheckLive // in this copy
	o.targetOptions.register(c.Flags(), w)
	defineOutput(c.Flags(), w)
	o.stateOptions.register(c.Flags(), w)
	c.RunE = func(c *cobra.Command, _ []string) error { return a.runCheck(c.Context(), &o) }
	return c
}

// runCheck finds out what an order would meet, and says it.
func (a *app) runCheck(ctx context.Context, o *checkOptions) error {
	d := o.resolveDestination(&a.validation, &o.stateOptions)
	if err := a.findError(); err != nil {
		return err
	}
	defer d.close()
	ctx, cancel := context.WithTimeout(ctx, checkLimit(d.timeout))
	defer cancel()
	ctx, stop := a.cancelAtSignal(ctx)
	c := a.checkAll(ctx, d)
	received := stop()
	if received != nil {
		c.Result, c.Failure, c.Reason = submit.Cancelled, nil, ""
	}
	if err := a.printer().PrintCheck(c); err != nil {
		return err
	}
	a.status = exitStatus(c.Result)
	a.setSignalStatus(received)
	return nil
}

// checkAll looks at the files and the service at once. What an order would meet
// first is why none could be sent: files, keys, damage, a wait, and then the service.
func (a *app) checkAll(ctx context.Context, d *destination) script.Check {
	var c script.Check
	var files sync.WaitGroup
	files.Go(func() { c = inspectFilesWithin(ctx, d.dir) })
	conn, failure := d.connectForScript(ctx)
	var looks *submit.Checks
	if failure == nil {
		checks := submit.LookWithoutLimit(ctx, conn, nameToCheck)
		looks, failure = &checks, checks.FatalFailure()
	}
	files.Wait()
	if c.Files.Err == nil && (failure == nil || failure.IsOfLook()) {
		stands, err := d.submitter().Obstacles(conn, client.Order{EPNInstanceName: nameToCheck}, time.Now())
		failure, c.Files.Err = cmp.Or(submit.FindBlockingFailure(conn, stands), failure), err
	}
	c.Target, c.Endpoint, c.Looks = d.target().Name(), d.url(), looks
	c.Account, c.PassedOver = conn.Account, conn.PassedOver
	switch {
	case c.Files.Err != nil:
		c.Result, c.Reason = submit.Internal, phrase.ErrorText(a.words, c.Files.Err)
	case failure == nil:
		c.Result = submit.Ready
	case failure.Kind == client.Unauthenticated, failure.Cause == client.WaitRequested,
		failure.Cause == client.JournalDamaged:
		c.Result, c.Failure = submit.Result(failure.Kind), failure
	default: // An answer that is not known to be the service's is none.
		c.Result, c.Failure = submit.Unreachable, failure
	}
	return c
}

// inspectFilesWithin is inspectFiles for as long as the context allows: another process
// may hold the journal.
func inspectFilesWithin(ctx context.Context, dir string) script.Check {
	found := make(chan script.Check, 1)
	go func() { found <- inspectFiles(dir) }()
	select {
	case c := <-found:
		return c
	case <-ctx.Done():
		held := &private.OpError{Op: journal.Reading, Err: journal.ErrLocked}
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
	f.Absent, f.Draft = !fileExists(dir), journal.HasDraft(dir)
	records, damaged, err := j.ReadRecords()
	f.Err, f.Requests = err, len(records)
	for _, r := range records {
		if r.Unsettled() {
			f.Unsettled = append(f.Unsettled, client.Visible(r.ID))
		}
	}
	lines := map[submit.WarningKind][]string{}
	for _, d := range damaged {
		kind := submit.DamageKind(d)
		lines[kind] = append(lines[kind], strconv.Itoa(d.Line))
	}
	for _, kind := range []submit.WarningKind{submit.Damaged, submit.Torn} {
		if len(lines[kind]) > 0 {
			c.Warnings = append(c.Warnings, submit.Warning{Kind: kind, Values: lines[kind]})
		}
	}
	f.Damaged = len(lines[submit.Damaged])
	return c
}
