package command

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/script"
)

// practiceOptions are of the command that leads through the rehearsals. It has no
// flag that names a service or a profile, and reads neither from the environment.
type practiceOptions struct {
	displayOptions
	stateOptions
}

func (a *app) newPracticeCommand() *cobra.Command {
	w := a.words.Flags
	var o practiceOptions
	c := &cobra.Command{Use: "practice", Short: w.PracticeShort, Long: w.PracticeLong, Args: a.takeNoArguments}
	o.displayOptions.register(c.Flags(), w)
	o.stateOptions.register(c.Flags(), w)
	c.RunE = func(c *cobra.Command, _ []string) error { return a.runPractice(c.Context(), &o) }
	return c
}

// runPractice has a face offer the rehearsals until it is left.
func (a *app) runPractice(ctx context.Context, o *practiceOptions) error {
	dir := o.resolveDirectory(&a.validation)
	f := chooseFace(&o.displayOptions)
	if f == noFace {
		a.addProblems(script.Problem{Field: "accessible", Problem: a.words.Script.NeedsLines})
	}
	if err := a.findError(); err != nil {
		return err
	}
	p := newPracticeSandbox(dir, practiceTimeout)
	defer p.close()
	session := faceSession{target: p.target()}
	session.Practice, session.Stage, session.Practising = p.submitter(), p.stageRehearsal, true
	ending, err := a.runFace(ctx, &o.displayOptions, f, session)
	if err != nil {
		return err
	}
	if !ending.Completed {
		a.status = exitStatus(submit.Cancelled)
	}
	a.setSignalStatus(ending.Signal)
	return nil
}

// practiceTimeout limits one request of a rehearsal.
const practiceTimeout = 30 * time.Second

// practiceSandbox is a sandbox that rehearsals have for themselves, in a state
// directory of its own that is deleted afterwards: nothing of them is offered,
// listed or in force later.
type practiceSandbox struct {
	*destination
	firstMade string // the topmost directory that did not exist before, or ""
}

const practicePrefix = "practice-"

// newPracticeSandbox prepares one below a state directory. Nothing is made before
// it is needed.
func newPracticeSandbox(dir string, timeout time.Duration) practiceSandbox {
	own := filepath.Join(dir, practicePrefix+rand.Text())
	p := practiceSandbox{destination: &destination{sandbox: true, explicit: true, timeout: timeout, dir: own}}
	for ; !fileExists(dir) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		p.firstMade = dir
	}
	return p
}

// stageRehearsal empties the sandbox and sets it up for a rehearsal. What an earlier one
// left unsettled is closed: its instance is gone, and would stand in the way.
func (p practiceSandbox) stageRehearsal(
	ctx context.Context, r flow.Rehearsal,
) (submit.Connection, *client.Failure) {
	if err := sandbox.Reset(p.dir); err != nil {
		return submit.Connection{}, newSandboxFailure(err)
	}
	conn, f := p.connect(ctx)
	if f != nil {
		return conn, f
	}
	unsettled, err := p.submitter().FindUnsettled(conn.Endpoint)
	for _, record := range unsettled {
		err = errors.Join(err, p.submitter().RecordUserWord(record.ID, submit.NoInstance))
	}
	if err != nil {
		return conn, newSandboxFailure(err)
	}
	p.server.NextAnswer(sandbox.Answer{}) // It may still hold the answer of a rehearsal that was abandoned.
	for _, o := range r.Before {
		if _, f := conn.ENS.CreateInstance(ctx, o); f != nil {
			return conn, f
		}
	}
	p.server.NextAnswer(r.Answer)
	return conn, nil
}

// close stops the sandbox and deletes all that it kept, and the directories that
// were made for it, unless something else is in them by now.
func (p practiceSandbox) close() {
	p.destination.close()
	_ = os.RemoveAll(p.dir)
	for dir := filepath.Dir(p.dir); p.firstMade != "" && len(dir) >= len(p.firstMade) && os.Remove(dir) == nil; {
		dir = filepath.Dir(dir)
	}
}
