package flow

import (
	"slices"

	"epn-wizard/client"
	"epn-wizard/forms"
)

// askNext opens the next question that has to be asked after one, or the review.
// What a flag, a variable or a draft gave is not asked.
func (f *Flow) askNext(after int) []Effect {
	fields := client.Fields()
	for i := after + 1; i < len(fields); i++ {
		if _, given := f.Session.Answers[fields[i]]; !given && f.answers[fields[i]].Origin.Kind != forms.FromDraft {
			f.openQuestion(i, false, nil)
			return nil
		}
	}
	return f.toReview()
}

// askedBefore gives the nearest question before one that no flag or variable
// gave, or -1.
func (f *Flow) askedBefore(i int) int {
	for i--; i >= 0; i-- {
		if _, given := f.Session.Answers[client.Fields()[i]]; !given {
			return i
		}
	}
	return -1
}

// openQuestion shows a question with what stood in its field last, or its
// answer, or its default.
func (f *Flow) openQuestion(i int, editing bool, reason *client.Failure) {
	s := &Asking{Index: i, Field: client.Fields()[i], Editing: editing, Reason: reason}
	s.Text, s.Touched = f.typed[i]
	if _, left := f.typed[i]; !left || editing {
		s.Text, s.Touched = f.standingValue(s.Field), false
	}
	s.checkText()
	f.show(s)
}

// standingValue is the answer there is, or the default.
func (f *Flow) standingValue(field client.Field) string {
	if a, answered := f.answers[field]; answered {
		return a.Value
	}
	return forms.DefaultValue(field)
}

// checkText checks what stands in the field. An empty field that nobody has
// touched is no problem.
func (s *Asking) checkText() {
	_, s.Problem = client.Check(s.Field, s.Text)
	if s.Problem != nil && s.Problem.Rule == client.Required && !s.Touched {
		s.Problem = nil
	}
}

// doAsking does what can be done at a question.
func (f *Flow) doAsking(s *Asking, d Do) []Effect {
	switch d.Kind {
	case Type:
		s.Text, s.Touched = d.Text, true
		s.checkText()
	case Answer:
		return f.answer(s, d.Text, forms.OriginByHand(s.Field))
	case Accept:
		return f.answer(s, f.standingValue(s.Field), forms.FromDefault)
	case Back:
		if s.Editing {
			return f.toReview()
		}
		f.typed[s.Index] = s.Text
		f.openQuestion(f.askedBefore(s.Index), false, nil)
	}
	return nil
}

// answer takes a valid answer and goes on.
func (f *Flow) answer(s *Asking, text string, origin forms.OriginKind) []Effect {
	value, p := client.Check(s.Field, text)
	if p != nil {
		s.Touched, s.Problem = true, p
		return nil
	}
	f.takeAnswer(s.Field, value, origin)
	delete(f.typed, s.Index)
	keep := slices.Concat(f.drafts.save(f.answers.Values()), f.lookBefore())
	if s.Editing {
		return append(keep, f.toReview()...)
	}
	return append(keep, f.askNext(s.Index)...)
}

// takeAnswer keeps the origin of an answer that stays as it was.
func (f *Flow) takeAnswer(field client.Field, value string, origin forms.OriginKind) {
	if old, answered := f.answers[field]; !answered || old.Value != value {
		f.answers[field] = forms.Answer{Value: value, Origin: forms.Origin{Kind: origin}}
	}
}
