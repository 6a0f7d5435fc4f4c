package line

import (
	"epn-wizard/forms"
	"maps"
)

// offer offers a draft, and takes it up where it is wanted. Where the answers
// come from no terminal, the first of them is not about a draft: it is said
// that there is one.
func (d *dialog) offer() error {
	if len(d.Saved) == 0 {
		return nil
	}
	if d.Piped && !d.Resume {
		d.say(d.Words.Line.DraftKept, d.Saved.Kept())
		return nil
	}
	if wanted, err := d.wantsDraft(); err != nil || !wanted {
		return err
	}
	maps.Copy(d.answers, d.Saved)
	return nil
}

// wantsDraft asks whether to take the draft up, unless that was said before.
func (d *dialog) wantsDraft() (bool, error) {
	if d.Resume {
		return true, nil
	}
	w := d.Words.Line
	d.say("")
	d.say(d.Words.Draft.Title, d.Saved.Kept())
	for _, q := range d.questions {
		if a, ok := d.Saved[q.Field]; ok {
			d.say(w.Answer, q.Step, q.Show(a.Value))
		}
	}
	for {
		d.say("%s", w.DraftKeys)
		line, err := d.nextKey()
		switch {
		case err != nil:
			return false, err
		case is(line, "q"):
			return false, errLeft
		case is(line, "n"):
			return false, nil
		case is(line, "y"):
			return true, nil
		}
	}
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
