package command

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// orderOptions are of the program's main job, which has no command's name.
type orderOptions struct {
	answerOptions
	targetOptions
	recordingOptions
	displayOptions
	stateOptions

	yes, again, dryRun, resume, fresh bool
	version                           bool
	traffic                           textFlag
}

func (o *orderOptions) register(set *pflag.FlagSet, w words.Flags) {
	set.SortFlags = false // The help lists them in this order.
	o.answerOptions.register(set, w)
	o.targetOptions.register(set, w)
	defineText(set, &o.rehearse, textFlag{name: "rehearse", placeholder: "WHAT"}, w.Rehearse)
	set.BoolVarP(&o.yes, "yes", "y", false, w.Yes)
	set.BoolVar(&o.again, "again", false, w.Again)
	set.BoolVar(&o.dryRun, "dry-run", false, w.DryRun)
	defineOutput(set, w)
	set.BoolVar(&o.resume, "resume", false, w.Resume)
	set.BoolVar(&o.fresh, "fresh", false, w.Fresh)
	defineText(set, &o.traffic, textFlag{name: "traffic", placeholder: "FILE"}, w.Traffic)
	o.recordingOptions.register(set, w)
	o.displayOptions.register(set, w)
	o.stateOptions.register(set, w)
	set.Bool("restricted", false, w.Restricted) // Package restricted has read it by now.
	set.BoolVarP(&o.version, "version", "v", false, w.VersionFlag)
}

// startingPoint is the command line and the environment, validated.
type startingPoint struct {
	answers     forms.Answers
	destination *destination
	traffic     *forms.Traffic // the user's own, or nil
}

// readOrder reads every value there is, and notes every problem they have.
func (a *app) readOrder(o *orderOptions) startingPoint {
	s := startingPoint{answers: o.readAnswers(&a.validation), traffic: a.readOwnTraffic(o)}
	if o.resume && o.fresh {
		a.addProblems(newFlagProblem("resume", fmt.Sprintf(a.words.Script.Contradiction, "--fresh")))
	}
	if o.again && !o.yes {
		a.addProblems(newFlagProblem("again", fmt.Sprintf(a.words.Problems.OnlyWith, "--yes")))
	}
	s.destination = o.resolveDestination(&a.validation, &o.stateOptions)
	return s
}

// runOrder takes an order in the face that fits.
func (a *app) runOrder(ctx context.Context, o *orderOptions) error {
	s := a.readOrder(o)
	draft := a.resumeDraft(o, s)
	if draft != nil {
		defer draft.Close()
	}
	missing := findMissing(a.words, s.answers, a.problems)
	f := chooseFace(&o.displayOptions)
	switch {
	case o.yes, o.dryRun && (f == noFace || len(missing) == 0): // Nobody can be asked, or nothing is to be asked.
		f = asScript
		a.addProblems(missing...)
	case f == noFace && restricted.IsRestricted():
		a.addProblems(newNoTerminalProblem(a.words))
	case f == noFace:
		a.addProblems(append(missing, newNoTerminalProblem(a.words))...)
	}
	if !o.dryRun { // A dry run keeps nothing.
		o.prepareDirectory(&a.validation, s.destination.dir)
	}
	if err := a.findError(); err != nil {
		return err
	}
	defer s.destination.close()
	if o.dryRun {
		return a.runDryRun(ctx, o, s, f)
	}
	survivePipeSignals()
	if f == asScript {
		deleteDoneDraft(draft, a.submitOrder(ctx, s, o.again))
	} else {
		a.askForOrder(ctx, o, s, f)
	}
	return nil
}

// newNoTerminalProblem says what to do where there is no terminal to ask on.
func newNoTerminalProblem(w *words.Words) script.Problem {
	switch {
	case restricted.IsRestricted():
		return script.Problem{Field: "terminal", Problem: w.Restricted.NeedsTerminal}
	case os.Getenv("SSH_CONNECTION") != "":
		return script.Problem{Field: "yes", Problem: w.Script.NeedsYesSSH}
	}
	return script.Problem{Field: "yes", Problem: w.Script.NeedsYes}
}

// runDryRun prints what would be sent. It has a face ask for what is missing, if
// there is one to ask. Nothing is connected, and nothing is kept.
func (a *app) runDryRun(ctx context.Context, o *orderOptions, s startingPoint, f face) error {
	if f != asScript {
		session := faceSession{target: s.destination.target(), traffic: s.traffic}
		session.Given, session.AskOnly = s.answers, true
		ending, err := a.runFace(ctx, &o.displayOptions, f, session)
		switch {
		case err != nil:
			return err
		case !ending.Completed:
			a.reportOutcome(submit.Outcome{Result: submit.Cancelled}, s.destination)
			a.setSignalStatus(ending.Signal)
			return nil
		}
		s.answers = ending.Answers
	}
	a.reportOutcome(submit.Outcome{Result: submit.DryRun, Order: s.answers.MakeOrder()}, s.destination)
	return nil
}

// submitOrder sends the order without a question, and gives what became of it. It
// settles an earlier request of the same order first; what is not known afterwards
// is looked up.
func (a *app) submitOrder(ctx context.Context, s startingPoint, again bool) submit.Outcome {
	ctx, stop := a.cancelAtSignal(ctx)
	order, d := s.answers.MakeOrder(), s.destination
	var outcome submit.Outcome
	if conn, failure := d.connectForScript(ctx); failure != nil {
		outcome = submit.FailedOutcome(order, failure)
	} else {
		outcome = d.submitter().Submit(ctx, conn, order, again)
	}
	received := stop()
	if received != nil && outcome.JournalID == "" && outcome.Result != submit.Unknown {
		a.reportOutcome(submit.Outcome{Result: submit.Cancelled, Order: order}, d)
		a.setSignalStatus(received)
		return outcome
	}
	a.reportOutcome(outcome, d)
	return outcome
}

// newReport makes a report of an outcome at this destination.
func (a *app) newReport(o submit.Outcome, d *destination) script.Report {
	conn := d.lastConnection()
	r := script.Report{
		Outcome: o, Target: d.target().Name(), Endpoint: d.url(), Account: conn.Account, PassedOver: conn.PassedOver,
	}
	if o.Order != (client.Order{}) {
		r.Command = d.target().CLIFor(conn.Account).CreateCommand(o.Order)
	}
	if o.Result == submit.Created {
		r.Next = phrase.NextSteps(a.words, d.target(), conn.Account, o)
	}
	return r
}

// reportOutcome says what became of an order at this destination.
func (a *app) reportOutcome(o submit.Outcome, d *destination) { a.printReport(a.newReport(o, d)) }
