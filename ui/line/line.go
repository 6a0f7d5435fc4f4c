// Package line asks in plain lines: for screen readers, for terminals that
// cannot draw, and for answers that come through a pipe. It moves no cursor,
// uses no colour and says everything once.
package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
)

// Config is what line mode needs to start.
type Config struct {
	forms.Session
	In      io.Reader
	Out     io.Writer // questions and what is said about them; never the result
	Width   int       // columns of the terminal that it is, or 0
	Signals <-chan os.Signal
	// DropTyped drops what a terminal holds of a line that has no end yet. It is nil
	// where the answers come from no terminal: then all are taken as they come.
	DropTyped func()
	Piped     bool // the answers come from no terminal: nobody is there to be asked about what earlier runs left
}

// dialog is one run of questions.
type dialog struct {
	Config
	*answerReader
	questions []forms.Question
	answers   forms.Answers
	given     map[client.Field]bool // by flag or variable, not asked
	signal    os.Signal             // what ended it, or nil
	conn      chan connected        // the connection, once it is there
	have      *connected
	outcome   *submit.Outcome // of the last order
	sent      *submit.Outcome // of the last order that was sent, or else of the last one
	told      bool            // why the outcome is a failure has been said

	since  time.Time        // when the review was first spoken
	shown  submit.Obstacles // what it said stands in the way
	checks *submit.Checks   // what it said of the name and the billing method

	rehearsing bool // n and b lead back to the list
}

type connected struct {
	conn    submit.Connection
	failure *client.Failure
}

// errLeft says that the dialog is over: the user left, there are no more
// answers, or the order was found and closed by hand.
var errLeft = errors.New("left")

// errToList says that a rehearsal is over, and the list of them follows.
var errToList = errors.New("left for the list")

// Run asks until the user leaves or an order is settled.
func Run(ctx context.Context, c Config) forms.Ending {
	if c.Practising {
		return rehearsals(ctx, c)
	}
	d := &dialog{Config: c, questions: forms.Questions(c.Words), answers: forms.Answers{}, given: map[client.Field]bool{}}
	for f, a := range c.Answers {
		d.answers[f], d.given[f] = a, true
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d.answerReader = readAnswers(ctx, c.In)
	if !c.AskOnly {
		d.connect(ctx)
	}
	err := d.converse(ctx)
	if d.Practice != nil && d.outcome != nil && d.outcome.Result == submit.Created {
		d.say("%s", d.Words.Practice.LineOffer)
	}
	ending := forms.Ending{Outcome: d.sent, Signal: d.signal, Answered: c.AskOnly && err == nil}
	ending.Explained = d.told && d.sent.Failure != nil // else it was found, or closed by hand as an instance
	if d.answers.ByHand() {
		ending.Answers = d.answers
	}
	var flight *inFlight
	if errors.As(err, &flight) {
		ending.InFlight, ending.Order, ending.JournalID = true, flight.order, flight.journalID
	}
	return ending
}

// say writes one line. What cannot be written cannot be told either.
func (d *dialog) say(format string, args ...any) {
	_, _ = fmt.Fprintln(d.Out, theme.Fit(client.VisibleLines(fmt.Sprintf(format, args...)), d.Width))
}

// connect prepares the connection while questions are answered.
func (d *dialog) connect(ctx context.Context) {
	d.conn, d.have = make(chan connected, 1), nil
	prepare, done := d.Connect, d.conn
	go func() {
		conn, f := prepare(ctx)
		done <- connected{conn, f}
	}()
}

// connection waits for the connection.
func (d *dialog) connection(ctx context.Context) (connected, error) {
	if d.have == nil {
		c, err := await(ctx, d, d.Words.Wizard.CheckingKeys, func(ctx context.Context) (c connected) {
			select {
			case c = <-d.conn:
			case <-ctx.Done():
			}
			return c
		})
		if err != nil {
			return c, err
		}
		d.have = &c
	}
	return *d.have, nil
}

// target is the word that stands at every step.
func (d *dialog) target() string {
	if d.Target.Sandbox {
		return d.Words.Header.Sandbox
	}
	return d.Words.Header.Live
}
