package line

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"epn-wizard/ui/phrase"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// standing is how a review stands: what can be answered there.
type standing struct {
	word string   // what sends the order, or "" where there is nobody to send it to
	keys []string // what is said of the answers
	help []string // the same at greater length, where there is more to say
}

// review says what would be ordered and takes y, n or the number of a question,
// until an order is settled or the user leaves.
func (d *dialog) review(ctx context.Context) error {
	for again := true; again; {
		s, err := d.speakReview(ctx)
		if err != nil {
			return err
		}
		if err := d.discardTyped(); err != nil {
			return err
		}
		d.sayAll(s.keys)
		if again, err = d.answerReview(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// answerReview does what is answered. It reports whether the review follows.
func (d *dialog) answerReview(ctx context.Context, s standing) (again bool, err error) {
	for {
		line, err := d.nextKey()
		if err != nil {
			return false, err
		}
		n, _ := strconv.Atoi(line) // 0 is none of them
		switch {
		case s.word != "" && is(line, s.word):
			switch meant, err := d.isMeant(); {
			case err != nil:
				return false, err
			case meant:
				return d.submit(ctx)
			}
			d.sayAll(s.keys)
		case s.word == "" && is(line, "y"):
			d.connect(ctx) // credentials may have been set up meanwhile
			return true, nil
		case d.rehearsing && (is(line, "n") || is(line, "b")):
			return false, errToList
		case is(line, "n"), is(line, "q"):
			return false, errLeft
		case is(line, "b"):
			return true, d.edit(len(d.questions) - 1)
		case n >= 1 && n <= len(d.questions):
			return true, d.edit(n - 1)
		case line == "?":
			d.sayAll(s.help)
		default:
			d.sayAll(s.keys)
		}
	}
}

// edit asks one question again.
func (d *dialog) edit(i int) error {
	_, err := d.ask(i)
	return err
}

// speakReview says every value and where it came from, and who pays. It gives
// what can be answered.
func (d *dialog) speakReview(ctx context.Context) (standing, error) {
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
		return standing{}, err
	}
	if c.failure != nil {
		return d.nobody(c.failure), nil
	}
	if d.since.IsZero() {
		d.since = time.Now()
	}
	var locked error
	if d.shown, locked = d.Submitter.Obstacles(c.conn, d.order(), d.since); locked != nil { // nothing is known of what stands in the way
		d.say("%s", phrase.ErrorText(w, locked))
		return standing{keys: []string{w.Line.RetryKeys}, help: []string{w.Line.RetryKeys}}, nil
	}
	if err := d.look(ctx, c.conn); err != nil {
		return standing{}, err
	}
	if d.Target.Sandbox {
		d.say("%s", w.Wizard.NothingBilled)
	} else {
		d.say("%s", phrase.PayerText(w, c.conn.Account))
	}
	d.say("%s", phrase.CommandCaption(w, d.Target.Sandbox))
	d.say("  %s", d.Target.Command(c.conn.Endpoint, d.order()))
	return d.ready(), nil
}

// nobody says why there is nobody to send the order to.
func (d *dialog) nobody(f *client.Failure) standing {
	w := d.Words
	keys := []string{w.Line.RetryKeys}
	if f.Cause == client.NoCredentials {
		d.say("%s", w.Wizard.NoKeys)
		for _, place := range f.Looked {
			d.say("  %s", phrase.FindingText(w, place))
		}
		keys = []string{w.Line.NoKeysRetry}
	} else {
		d.explain(f)
	}
	return standing{keys: keys, help: keys}
}

// ready is how the review stands where the order can be sent. It takes more than
// y where the same order is open: whoever answers y once more has not read that.
func (d *dialog) ready() standing {
	w := d.Words
	if len(d.shown.Damaged) > 0 || time.Until(d.shown.WaitUntil) > 0 { // nobody can send it now
		if wait := time.Until(d.shown.WaitUntil); wait > 0 {
			d.say(w.Wizard.DoWait, int(wait/time.Second)+1)
		}
		return standing{keys: []string{w.Line.RetryKeys}, help: []string{w.Line.RetryKeys}}
	}
	if len(d.shown.Records) > 0 {
		keys := []string{fmt.Sprintf(w.Line.AgainKeys, w.Line.Again), w.Line.EditKeys}
		return standing{word: w.Line.Again, keys: keys, help: keys}
	}
	if d.rehearsing {
		keys := []string{w.Practice.LineReviewKeys}
		return standing{word: "y", keys: keys, help: keys}
	}
	return standing{word: "y", keys: []string{w.Line.ReviewKeys}, help: []string{w.Line.ReviewHelp}}
}

// look says whether the name is taken and which billing method is in force. It
// takes at most the three seconds of submit.Look, and stands in nobody's way.
func (d *dialog) look(ctx context.Context, c submit.Connection) error {
	o := d.order()
	checks, err := await(ctx, d, d.Words.Checks.Checking, func(ctx context.Context) submit.Checks { return submit.Look(ctx, c, o.EPNInstanceName) })
	if err != nil {
		return err
	}
	d.checks = &checks
	for _, s := range phrase.DescribeChecks(d.Words, &checks, o, d.shown) {
		if s.Mark == phrase.Warned {
			s.Text = fmt.Sprintf(d.Words.Script.Warning, s.Text)
		}
		d.say("%s", s.Text)
	}
	return nil
}

func (d *dialog) order() client.Order { return d.answers.Order() }

// is reports whether an answer is a key's letter or a word, in either case.
func is(line, key string) bool { return strings.EqualFold(line, key) }
