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
	Refusal *client.Failure // the refusal that led here, or nil
}

func (s *Asking) stepActions(j *Journey) []Action {
	all := []Action{
		{Kind: Answer, do: func() []Effect { return j.acceptAnswer(s, j.text) }},
		{Kind: Type, do: func() []Effect {
			s.Text, s.Touched = j.text, true
			_, s.Problem = client.CheckAnswer(s.Field, s.Text)
			return nil
		}},
	}
	switch before := j.askedBefore(s.Index); {
	case s.Editing:
		all = append(all, Action{Kind: Back, do: j.toReview})
	case before >= 0:
		all = append(all, Action{Kind: Back, do: func() []Effect {
			j.unfinished[s.Index] = s
			return j.openQuestion(before, false, nil)
		}})
	}
	return all
}

// askNext opens the next question that has to be asked after one, or the review.
// What a flag, a variable or a draft gave is not asked.
func (j *Journey) askNext(after int) []Effect {
	for i, field := range client.Fields() {
		if i > after && !j.isGiven(i) && j.Answers[field].Origin.Kind != forms.FromDraft {
			return j.openQuestion(i, false, nil)
		}
	}
	return j.toReview()
}

// askedBefore gives the nearest question before one that no flag or variable
// gave, or -1.
func (j *Journey) askedBefore(i int) int {
	for i > 0 && j.isGiven(i-1) {
		i--
	}
	return i - 1
}

// isGiven reports whether a flag or variable answered question i.
func (j *Journey) isGiven(i int) bool {
	_, given := j.Given[client.Fields()[i]]
	return given
}

// openQuestion shows a question as it was left, or with its answer, or its default.
func (j *Journey) openQuestion(i int, editing bool, refusal *client.Failure) []Effect {
	if s := j.unfinished[i]; s != nil && !editing {
		return j.showStep(s)
	}
	field := client.Fields()[i]
	return j.showStep(&Asking{Index: i, Field: field, Editing: editing, Text: j.StandingValue(field), Refusal: refusal})
}

// StandingValue is the answer there is, or the default.
func (j *Journey) StandingValue(field client.Field) string {
	if a, answered := j.Answers[field]; answered {
		return a.Value
	}
	return forms.DefaultValue(field)
}

// acceptAnswer takes a valid answer, or what stands there untouched for the default.
func (j *Journey) acceptAnswer(s *Asking, text string) []Effect {
	origin := forms.FromDefault
	if s.Touched || text != s.Text {
		origin = forms.OriginByHand(s.Field)
	}
	value, p := client.CheckAnswer(s.Field, text)
	if p != nil {
		s.Touched, s.Problem = true, p
		return nil
	}
	j.takeAnswer(s.Field, value, origin)
	delete(j.unfinished, s.Index)
	keep := slices.Concat(j.saveAnswers(), j.lookBefore())
	if s.Editing {
		return append(keep, j.toReview()...)
	}
	return append(keep, j.askNext(s.Index)...)
}

// takeAnswer records an answer. One of the same value keeps its origin.
func (j *Journey) takeAnswer(field client.Field, value string, origin forms.OriginKind) {
	if old, answered := j.Answers[field]; !answered || old.Value != value {
		j.Answers[field] = forms.Answer{Value: value, Origin: forms.Origin{Kind: origin}}
	}
}
