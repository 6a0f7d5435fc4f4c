package line

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"epn-wizard/ui/phrase"

	"epn-wizard/client"
	"epn-wizard/forms"
)

// converse asks what has not been given, then reviews until an order is
// settled or the user leaves.
func (d *dialog) converse(ctx context.Context) error {
	d.introduce()
	for _, r := range d.Pending {
		if _, err := d.unsettled(ctx, r, true); err != nil {
			return err
		}
	}
	if d.Piped && len(d.Pending) > 0 {
		d.say(d.Words.Script.StillOpen, len(d.Pending))
	}
	if err := d.offer(); err != nil {
		return err
	}
	if err := d.askAll(); err != nil || d.AskOnly {
		return err
	}
	return d.review(ctx)
}

func (d *dialog) introduce() {
	w := d.Words
	d.say(w.Script.Sentence, w.Header.Brand)
	d.say("%s", d.targetSentence())
	if d.Target.Auto {
		d.say("%s", w.Header.AutoSandbox)
	}
	d.say("%s", w.Line.HowTo)
}

func (d *dialog) targetSentence() string {
	if d.Target.Sandbox {
		return fmt.Sprintf(d.Words.Line.Target, d.target(), d.Words.Header.SandboxNote)
	}
	return fmt.Sprintf(d.Words.Line.Target, d.target(), d.Target.Host)
}

// step is where an answer leads.
type step int

const (
	onwards step = iota
	back
)

// askAll asks the open questions, back and forth.
func (d *dialog) askAll() error {
	for i := 0; i < len(d.questions); {
		if d.given[d.questions[i].Field] || d.resumed(i) {
			i++
			continue
		}
		way, err := d.ask(i)
		if err != nil {
			return err
		}
		if way == onwards {
			i++
			continue
		}
		if before := d.before(i); before >= 0 {
			i = before
		} else {
			d.say("%s", d.Words.Line.FirstQuestion)
		}
	}
	return nil
}

// before gives the question before one that is asked, or -1.
func (d *dialog) before(i int) int {
	for i--; i >= 0; i-- {
		if !d.given[d.questions[i].Field] {
			return i
		}
	}
	return -1
}

// ask asks one question until it has a valid answer or the user goes back.
func (d *dialog) ask(i int) (step, error) {
	q := d.questions[i]
	d.pose(i)
	for {
		line, err := d.next()
		if err != nil {
			return onwards, err
		}
		key := client.NarrowDigits(line)
		switch about, asks := strings.CutPrefix(key, "?"); {
		case is(line, "q"):
			return onwards, errLeft
		case is(line, "b"):
			return back, nil
		case asks && (about == "" || len(q.Options) > 0): // else it may be a name
			d.help(q, strings.TrimSpace(about))
			d.sayStep(i)
			d.sayPreset(q)
			continue
		}
		origin := q.ByHand()
		if line == "" && d.preset(q) != "" {
			line = d.preset(q)
			origin = forms.FromDefault
		} else if n, err := strconv.Atoi(key); err == nil && n >= 1 && n <= len(q.Options) {
			line = q.Options[n-1].Value
		}
		value, p := client.Check(q.Field, line)
		if p != nil {
			if len(q.Options) > 0 && p.Rule != client.NotUTF8 {
				d.say(d.Words.Line.Choose, len(q.Options))
				continue
			}
			d.say(d.Words.Line.Problem, q.Step, phrase.ProblemText(d.Words, *p))
			continue
		}
		if old, answered := d.answers[q.Field]; !answered || old.Value != value {
			d.answers[q.Field] = forms.Answer{Value: value, Origin: forms.Origin{Kind: origin}}
			d.noteChange()
		}
		d.say(d.Words.Line.Answer, q.Step, q.Show(value))
		d.keep()
		return onwards, nil
	}
}

// preset is what an empty line takes: the answer there is, or the default.
func (d *dialog) preset(q forms.Question) string {
	if a, ok := d.answers[q.Field]; ok {
		return a.Value
	}
	return q.Default()
}

// pose says a question: its step, its options with their numbers and meaning,
// what each would bill for the user's own traffic, and what an empty line takes.
func (d *dialog) pose(i int) {
	w, q := d.Words.Line, d.questions[i]
	d.say("")
	d.sayStep(i)
	for n, o := range q.Options {
		d.say(w.Option, n+1, o.Label, o.Value, o.Means)
	}
	if q.Field == client.BillingMethod && d.Traffic != nil {
		d.compare(q)
	}
	if len(q.Options) == 0 {
		d.say("%s", q.Limits)
		if q.Field == client.Bandwidth && d.Traffic != nil {
			d.sayAll(d.Traffic.SayNeeds(d.Words, 0))
		}
		if bills := q.Bills(d.Words, d.answers); bills != "" {
			d.say("%s", bills)
		}
	} else {
		d.say("%s", q.Brief)
	}
	d.sayPreset(q)
}

// sayStep says which question it is, and where the order goes.
func (d *dialog) sayStep(i int) {
	d.say(d.Words.Line.Step, i+1, len(d.questions), d.target(), d.questions[i].Title)
}

// sayPreset says what an empty line takes.
func (d *dialog) sayPreset(q forms.Question) {
	if preset := d.preset(q); preset != "" {
		d.say(d.Words.Line.Preset, q.Show(preset))
	}
}
