package command

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/private"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/script"
)

// practiceCommand leads through the rehearsals. It has no flag that names a
// service or a profile, and reads neither from the environment.
func (a *app) practiceCommand() *cobra.Command {
	w := a.words.Flags
	c := &cobra.Command{Use: "practice", Short: w.PracticeShort, Long: w.PracticeLong, Args: a.noArguments}
	a.flags.defineLook(c.Flags(), w)
	a.flags.defineState(c.Flags(), w)
	c.RunE = func(c *cobra.Command, _ []string) error {
		a.flags.set = c.Flags()
		return a.practise(c.Context())
	}
	return c
}

// practise has a face offer the rehearsals until it is left.
func (a *app) practise(ctx context.Context) error {
	dir, problems := a.stateDir()
	face := a.face()
	if face == noFace {
		problems = append(problems, script.Problem{Field: "accessible", Problem: a.words.Script.NeedsLines})
	}
	if len(problems) > 0 {
		return &usageError{problems}
	}
	p := newPractice(dir, practiceTimeout)
	defer p.close()

	ending, broken := a.converse(ctx, face, session{Session: flow.Session{Practice: p.faces(), Practising: true}, target: p.where()})
	if broken != nil {
		return a.failed(broken)
	}
	switch {
	case ending.Signal != nil:
		a.status = signalStatus(ending.Signal)
	case !ending.Completed:
		a.status = statusSignal + int(syscall.SIGINT)
	}
	return nil
}

// practiceTimeout limits one request of a rehearsal.
const practiceTimeout = 30 * time.Second

// practice is a sandbox that rehearsals have for themselves, in a state
// directory of its own that is deleted afterwards: nothing of them is offered,
// listed or in force later.
type practice struct {
	*target
	made string // the topmost directory that there was not before, or ""
}

const practicePrefix = "practice-"

// newPractice prepares one below a state directory. Nothing is made before it
// is needed.
func newPractice(dir string, timeout time.Duration) practice {
	p := practice{target: &target{sandbox: true, explicit: true, timeout: timeout, dir: filepath.Join(dir, practicePrefix+rand.Text())}}
	for ; !exists(dir) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		p.made = dir
	}
	return p
}

// faces gives what the faces need of it.
func (p practice) faces() *flow.Practice {
	return &flow.Practice{Service: p.submitter(), Stage: p.stage}
}

// stage empties the sandbox and sets it up for a rehearsal.
func (p practice) stage(ctx context.Context, r flow.Rehearsal) (submit.Connection, *client.Failure) {
	if err := sandbox.Reset(p.dir); err != nil {
		return submit.Connection{}, &client.Failure{Kind: client.Unreachable, Cause: client.SandboxFailed, Message: client.Visible(private.Why(err).Error())}
	}
	conn, f := p.connect(ctx)
	if f != nil {
		return conn, f
	}
	p.server.NextAnswer(sandbox.Answer{}) // not the one that an abandoned rehearsal left
	for _, o := range r.Before {
		if _, f := conn.ENS.Create(ctx, o); f != nil {
			return conn, f
		}
	}
	p.server.NextAnswer(r.Answer)
	return conn, nil
}

// close stops the sandbox and deletes all that it kept, and the directories that
// were made for it, where nothing else is in them by now.
func (p practice) close() {
	p.target.close()
	_ = os.RemoveAll(p.dir)
	for dir := filepath.Dir(p.dir); p.made != "" && len(dir) >= len(p.made) && os.Remove(dir) == nil; {
		dir = filepath.Dir(dir)
	}
}
