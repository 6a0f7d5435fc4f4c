package flow

import (
	"slices"

	"epn-wizard/client"
	"epn-wizard/forms"
)

// Asking is a question.
type Asking struct {
	Index   int // among client.Fields
	Field   client.Field
	Editing bool            // it was opened from the review, and leads back there
	Text    string          // what stands in the field: typed, or the answer, or the default
	Touched bool            // something was typed, chosen or handed in
	Problem *client.Problem // what is wrong with it, or nil
	Reason  *client.Failure // the refusal that led here, or nil
}

func (s *Asking) stepActions(f *Flow, text string) []Action {
	all := []Action{
		{Kind: Answer, do: func() []Effect { return f.acceptAnswer(s, text, forms.OriginByHand(s.Field)) }},
		{Kind: Accept, do: func() []Effect { return f.acceptAnswer(s, f.standingValue(s.Field), forms.FromDefault) }},
		{Kind: Type, do: func() []Effect {
			s.Text, s.Touched = text, true
			s.checkText()
			return nil
		}},
	}
	switch before := f.askedBefore(s.Index); {
	case s.Editing:
		all = append(all, Action{Kind: Back, do: f.toReview})
	case before >= 0:
		all = append(all, Action{Kind: Back, do: func() []Effect {
			f.typed[s.Index] = s.Text
			return f.openQuestion(before, false, nil)
		}})
	}
	return all
}

// askNext opens the next question that has to be asked after one, or the review.
// What a flag, a variable or a draft gave is not asked.
func (f *Flow) askNext(after int) []Effect {
	for i, field := range client.Fields() {
		if i > after && !f.isGiven(i) && f.answers[field].Origin.Kind != forms.FromDraft {
			return f.openQuestion(i, false, nil)
		}
	}
	return f.toReview()
}

// askedBefore gives the nearest question before one that no flag or variable
// gave, or -1.
func (f *Flow) askedBefore(i int) int {
	for i--; i >= 0 && f.isGiven(i); i-- {
	}
	return i
}

// isGiven reports whether a flag or variable answered question i.
func (f *Flow) isGiven(i int) bool {
	_, given := f.Given[client.Fields()[i]]
	return given
}

// openQuestion shows a question with what stood in its field last, or its
// answer, or its default.
func (f *Flow) openQuestion(i int, editing bool, reason *client.Failure) []Effect {
	s := &Asking{Index: i, Field: client.Fields()[i], Editing: editing, Reason: reason}
	s.Text, s.Touched = f.typed[i]
	if !s.Touched || editing {
		s.Text, s.Touched = f.standingValue(s.Field), false
	}
	s.checkText()
	return f.showStep(s)
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
	_, s.Problem = client.CheckAnswer(s.Field, s.Text)
	if s.Problem != nil && s.Problem.Rule == client.Required && !s.Touched {
		s.Problem = nil
	}
}

// acceptAnswer takes a valid answer and goes on.
func (f *Flow) acceptAnswer(s *Asking, text string, origin forms.OriginKind) []Effect {
	value, p := client.CheckAnswer(s.Field, text)
	if p != nil {
		s.Touched, s.Problem = true, p
		return nil
	}
	f.takeAnswer(s.Field, value, origin)
	delete(f.typed, s.Index)
	keep := slices.Concat(f.drafts.saveAnswers(f.answers.ValuesByField()), f.lookBefore())
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
