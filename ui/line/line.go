// Package line asks in plain lines: for screen readers, for terminals that
// cannot draw, and for answers that come through a pipe. It moves no cursor,
// uses no colour and says everything once.
package line

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// Config is what line mode needs to start.
type Config struct {
	flow.Session
	Words   *words.Words
	Target  submit.Target
	Traffic *forms.Traffic // the user's own, or nil
	In      io.Reader
	Out     io.Writer // questions and what is said about them; never the result
	Width   int       // columns to write in of the terminal that it is, or 0
	Signals <-chan os.Signal
	// DropTyped drops what a terminal holds of a line that has no end yet. It is nil where the
	// answers come from no terminal: all are taken, and nobody is asked what earlier runs left.
	DropTyped func()
}

// dialog is one run of questions.
type dialog struct {
	Config
	*answerReader
	ctx          context.Context // ends with the conversation
	events       chan flow.Event // what effects came to
	flow         *flow.Flow
	questions    []forms.Question
	step         flow.Step // the one that was met last
	met          time.Time // when
	saidRevision int       // the revision that was said last
	saidNote     string    // what was said of every answer to the question
	saidReview   []string  // what was said of the latest review, line by line
	prompted     bool      // a prompt is the last thing that was written
	recording    string    // the record that the user's word is being recorded about, or ""
	explained    bool      // since the last order was sent, it was said why something failed
}

// Run asks until the journey is over.
func Run(ctx context.Context, c Config) flow.Ending {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	journey, first := flow.New(c.Session)
	d := &dialog{
		Config: c, flow: journey, questions: forms.Questions(c.Words),
		answerReader: readAnswers(ctx, c.In), ctx: ctx, events: make(chan flow.Event),
	}
	d.startEffects(first)
	d.introduce()
	for {
		ending, over := d.flow.Ending()
		if over {
			d.endPrompt()
			ending.Explained = d.explained && ending.Outcome != nil && ending.Outcome.Failure != nil
			return ending
		}
		d.converse()
	}
}

// isPiped reports whether the answers come from no terminal.
func (d *dialog) isPiped() bool { return d.DropTyped == nil }

// enterStep notes that a step is met, and reports whether it was not met before: what is
// said but once is said then.
func (d *dialog) enterStep(s flow.Step) (isNew bool) {
	d.saidRevision = d.flow.Revision
	if d.step == s {
		return false
	}
	d.step, d.met = s, time.Now()
	return true
}

// converse has the conversation that belongs to the step, or a part of it.
func (d *dialog) converse() {
	switch s := d.flow.Step.(type) {
	case *flow.Damaged:
		d.askDamaged(s)
	case *flow.Unsettled:
		d.askUnsettled(s)
	case *flow.DraftOffer:
		d.offerDraft(s)
	case *flow.Asking:
		d.askQuestion(s)
	case *flow.Reviewing:
		d.askReview(s)
	case *flow.Sending:
		d.explained = false
		d.sayLine(d.Words.Wizard.Submitting, s.Connection.Endpoint.String())
		d.waitWhile(d.Words.Wizard.SubmittingNote, func() bool { return d.flow.Step == s })
	case *flow.Refused: // the review follows, with every answer kept
		d.sayFailure(s.Outcome.Failure)
		if a, offered := d.findOffered(flow.Edit); offered {
			d.sayLine(d.Words.Line.Changes, a.Index+1, d.questions[a.Index].Step)
		}
		d.doAction(flow.ToReview, 0)
	case *flow.Created:
		d.sayCreated(s)
	case *flow.Rehearsals:
		d.listRehearsals(s)
	}
}

func (d *dialog) introduce() {
	w := d.Words
	brand, intro, target := w.Header.Brand, w.Line.HowTo, d.Target.Endpoint.String()
	if d.Practising {
		brand, intro = w.Practice.Brand, w.Practice.Intro
	}
	if d.Target.Sandbox {
		target = w.Header.SandboxNote
	}
	d.sayLine(w.Script.Sentence, brand)
	d.sayLine(w.Line.Target, d.targetWord(), target)
	if d.Target.Auto {
		d.sayLine("%s", w.Header.AutoSandbox)
	}
	d.sayLine("%s", intro)
}

// sayCreated says which instance was created, where that is not for the end to
// say, and what a rehearsal showed.
func (d *dialog) sayCreated(s *flow.Created) {
	w, o, r := d.Words, s.Outcome, d.flow.Rehearsal
	d.enterStep(s)
	if o.Recovered {
		d.sayLine("%s", w.Wizard.CreatedFound)
	} else {
		d.sayLine("%s", w.Wizard.Created)
	}
	if r == nil {
		d.doAction(flow.Finish, 0)
		return
	}
	d.sayLine("%s", o.Created.EPNInstanceID)
	for _, warning := range o.Warnings {
		d.sayLine("%s", phrase.WarningText(w, warning))
	}
	d.sayLine(w.Wizard.Detail, w.Practice.Showed, w.Practice.ShowedText(r.ID, s.Missed))
	d.doAction(flow.ToList, 0)
}

// sayLine writes one line. What cannot be written cannot be told either.
func (d *dialog) sayLine(format string, args ...any) {
	d.endPrompt()
	_, _ = fmt.Fprintln(d.Out, theme.Fit(client.VisibleLines(fmt.Sprintf(format, args...)), d.Width))
}

// prompt shows that a line is waited for, where it is typed at a terminal.
func (d *dialog) prompt() {
	if !d.isPiped() && !d.prompted {
		_, _ = fmt.Fprint(d.Out, "> ")
		d.prompted = true
	}
}

// endPrompt ends the line of a prompt that nothing was typed at.
func (d *dialog) endPrompt() {
	if d.prompted {
		_, _ = fmt.Fprintln(d.Out)
		d.prompted = false
	}
}

func (d *dialog) sayLines(texts ...[]string) {
	for _, text := range slices.Concat(texts...) {
		d.sayLine("%s", text)
	}
}

// targetWord is the word that stands at every step.
func (d *dialog) targetWord() string { return phrase.TargetWord(d.Words, d.Target.Sandbox) }
