package forms

import (
	"fmt"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// Origin is where an answer came from.
type Origin struct {
	Kind   OriginKind
	Detail string // the flag, the variable, or when the draft was kept
}

// OriginKind tells the ways to answer apart.
type OriginKind int

// A flag beats its variable, which beats a draft, which beats the default.
const (
	FromDefault OriginKind = iota // the first option, accepted as it stood
	FromTyping
	FromChoosing
	FromDraft
	FromVariable
	FromFlag
	FromPractice // of a rehearsal
)

// OriginText gives an origin as the review shows it.
func (o Origin) OriginText(w *words.Words) string {
	switch o.Kind {
	case FromDefault:
		return w.Origins.Default
	case FromPractice:
		return w.Origins.Practice
	case FromChoosing:
		return w.Origins.Chosen
	case FromTyping:
		return w.Origins.Typed
	case FromDraft:
		return fmt.Sprintf(w.Origins.Draft, o.Detail)
	case FromVariable, FromFlag:
		return o.Detail
	}
	return ""
}

// Answer is a value that keeps its field's rules, and where it came from.
type Answer struct {
	Value  string
	Origin Origin
}

// Answers are the answers so far.
type Answers map[client.Field]Answer

// ValuesByField gives what client.NewOrder takes.
func (a Answers) ValuesByField() map[client.Field]string {
	v := make(map[client.Field]string, len(a))
	for f, answer := range a {
		v[f] = answer.Value
	}
	return v
}

// DraftTime says when the draft was kept that the answers are of, or "".
func (a Answers) DraftTime() (when string) {
	for _, answer := range a {
		when = answer.Origin.Detail // the same for all of them
	}
	return when
}

// MakeOrder makes the order of answers that are all there and valid: each was
// checked when it was taken.
func (a Answers) MakeOrder() client.Order {
	o, problems := client.NewOrder(a.ValuesByField())
	if len(problems) > 0 {
		panic("forms: an order was made with an invalid " + string(problems[0].Field))
	}
	return o
}

// HasOwnAnswers reports whether any answer was given to a question.
func (a Answers) HasOwnAnswers() bool {
	for _, answer := range a {
		switch answer.Origin.Kind {
		case FromTyping, FromChoosing, FromDefault, FromDraft:
			return true
		case FromVariable, FromFlag, FromPractice:
		}
	}
	return false
}
