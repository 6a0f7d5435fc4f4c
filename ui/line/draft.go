package line

import (
	"fmt"
	"strings"

	"epn-wizard/forms"
)

// offer offers a draft, and takes it up where it is wanted.
func (d *dialog) offer() error {
	if len(d.Saved) == 0 {
		return nil
	}
	w := d.Words.Line
	if !d.Resume {
		var when string
		for _, q := range d.questions {
			if a, ok := d.Saved[q.Field]; ok {
				when = a.Origin.Detail
			}
		}
		d.say("")
		d.say("%s", fmt.Sprintf(d.Words.Draft.Title, when))
		for _, q := range d.questions {
			if a, ok := d.Saved[q.Field]; ok {
				d.say(w.Answer, q.Step, q.Show(a.Value))
			}
		}
		d.say("%s", w.DraftKeys)
		for {
			line, err := d.next()
			if err != nil || line == "q" {
				return errLeft
			}
			if strings.EqualFold(line, "n") {
				return nil
			}
			if strings.EqualFold(line, "y") {
				break
			}
			d.say("%s", w.DraftKeys)
		}
	}
	for f, a := range d.Saved {
		if _, given := d.answers[f]; !given {
			d.answers[f] = a
		}
	}
	return nil
}

// resumed reports whether a question was answered by the draft.
func (d *dialog) resumed(i int) bool {
	return d.answers[d.questions[i].Field].Origin.Kind == forms.FromDraft
}

// keep keeps the answers so far.
func (d *dialog) keep() {
	if d.Draft != nil {
		_ = d.Draft.Save(d.answers.Values()) // it is tried again at the next answer, and on leaving
	}
}
