package line

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// review says what would be ordered and takes y, n or the number of a question.
func (d *dialog) review(ctx context.Context) error {
	w := d.Words.Line
	ready, said := false, false
	for {
		var err error
		if !said {
			if ready, err = d.speakReview(ctx); err != nil {
				return err
			}
		}
		said = false
		line, err := d.next()
		if err != nil {
			return err
		}
		switch n, numeric := strconv.Atoi(line); {
		case strings.EqualFold(line, "y") && ready:
			again, err := d.submit(ctx)
			if err != nil || !again {
				return err
			}
		case strings.EqualFold(line, "y"):
			d.connect(ctx) // credentials may have been set up meanwhile
		case strings.EqualFold(line, "n"), line == "q":
			return errLeft
		case line == "b":
			if err := d.edit(len(d.questions) - 1); err != nil {
				return err
			}
		case numeric == nil && n >= 1 && n <= len(d.questions):
			if err := d.edit(n - 1); err != nil {
				return err
			}
		case line == "?":
			d.say("%s", w.ReviewHelp)
			said = true
		default:
			d.say("%s", w.ReviewKeys)
			said = true
		}
	}
}

// edit asks one question again.
func (d *dialog) edit(i int) error {
	_, err := d.ask(i)
	return err
}

// speakReview says every value and where it came from, who pays, and how to
// answer. It reports whether the order can be sent.
func (d *dialog) speakReview(ctx context.Context) (ready bool, err error) {
	w := d.Words
	d.say("")
	d.say(w.Line.Review, d.target())
	for i, q := range d.questions {
		a := d.answers[q.Field]
		d.say(w.Line.Row, i+1, q.Step, q.Show(a.Value), a.Origin.Say(w))
	}
	d.say(w.Line.TypeRow, w.Wizard.Type, client.EdgeToEdge, w.Wizard.TypeFixed)
	c, err := d.connection(ctx)
	if err != nil {
		return false, err
	}
	if c.failure != nil && c.failure.Cause != client.NoCredentials {
		d.explain(c.failure)
		d.say("%s", w.Line.RetryKeys)
		return false, nil
	}
	if c.failure != nil {
		d.say("%s", w.Wizard.NoKeys)
		for _, f := range c.failure.Looked {
			d.say("  %s", forms.SayFinding(w, f))
		}
		d.say("%s", w.Line.NoKeysRetry)
		return false, nil
	}
	if err := d.look(ctx, c.conn); err != nil {
		return false, err
	}
	if d.Target.Sandbox {
		d.say("%s", w.Wizard.NothingBilled)
	} else {
		d.say("%s", forms.SayPayer(w, c.conn.Account))
	}
	d.say("%s", forms.SaySame(w, d.Target.Sandbox))
	d.say("  %s", d.Target.Command(c.conn.Endpoint, d.order()))
	d.say("%s", w.Line.ReviewKeys)
	return true, nil
}

// look says whether the name is taken and which billing method is in force. It
// takes at most the three seconds of submit.Look, and stands in nobody's way.
func (d *dialog) look(ctx context.Context, c submit.Connection) error {
	o := d.order()
	checks, err := await(ctx, d, d.Words.Checks.Checking, func(ctx context.Context) submit.Checks { return submit.Look(ctx, c, o.EPNInstanceName) })
	if err != nil {
		return err
	}
	for _, s := range forms.SayChecks(d.Words, &checks, o, d.Pending) {
		if s.Mark == forms.Warned {
			s.Text = fmt.Sprintf(d.Words.Script.Warning, s.Text)
		}
		d.say("%s", s.Text)
	}
	return nil
}

func (d *dialog) order() client.Order {
	o, problems := client.NewOrder(d.answers.Values())
	if len(problems) > 0 {
		panic(fmt.Sprintf("line: the review was reached with an invalid %s", problems[0].Field))
	}
	return o
}
