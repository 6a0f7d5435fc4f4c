package wizard

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"epn-wizard/client"
	"epn-wizard/forms"
)

// question is the screen of one question.
type question struct {
	at      int              // index into questions
	form    *huh.Form        // one group, one field
	value   *string          // what stands in the field
	raw     map[int]string   // what stood in fields that were left
	editing bool             // came from the review and goes back there
	touched bool             // something was typed, chosen or submitted
	problem *client.Problem  // what is wrong with the value
	reason  string           // why the service sent the user back here
	refused string           // what of the input was left out, and why
	taught  string           // the choice whose lesson is shown
	moves   int              // how often the choice has moved
	skipped map[int]struct{} // given by flag or variable, not asked
}

// ask goes to the first question after one that has to be asked, or to the review.
func (m *Model) ask(after int) tea.Cmd {
	if i := m.asked(after, 1); i >= 0 {
		m.open(i, false)
		return nil
	}
	return m.toReview()
}

// asked gives the nearest question from i on, in steps of by, that is not given
// by flag or variable, or -1.
func (m *Model) asked(i, by int) int {
	for i += by; i >= 0 && i < len(m.questions); i += by {
		if _, skip := m.question.skipped[i]; !skip {
			return i
		}
	}
	return -1
}

// open shows a question with what stood in its field last, or its answer, or
// its default.
func (m *Model) open(i int, editing bool) {
	q := m.questions[i]
	value, left := m.question.raw[i]
	if a, answered := m.answers[q.Field]; answered && (!left || editing) {
		value = a.Value
	} else if !left {
		value = q.Default()
	}
	m.question.at, m.question.editing, m.question.touched, m.question.reason, m.question.refused = i, editing, left, "", ""
	m.question.value, m.question.taught = &value, value
	m.question.form = q.Form(&value, m.Theme)
	m.checkValue()
	m.show(asking)
}

// current is the question on the screen.
func (m *Model) current() forms.Question { return m.questions[m.question.at] }

// checkValue judges what stands in the field. An empty field that nobody has
// touched yet is no problem.
func (m *Model) checkValue() {
	m.question.problem = nil
	if _, p := client.Check(m.current().Field, *m.question.value); p != nil {
		if p.Rule != client.Required || m.question.touched {
			m.question.problem = p
		}
	}
}

func (m *Model) pressQuestion(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case matches(msg, m.keys.next):
		return m.takeAnswer()
	case matches(msg, m.keys.back):
		return m.goBack()
	case msg.String() == "ctrl+v": // huh would run a clipboard program
		return nil
	}
	q := m.current()
	chosen := strings.Index("123456789", msg.Text)
	switch {
	case len(q.Options) == 0 && msg.Text != "":
		m.insert(msg.Text, fmt.Sprintf(m.Words.Problems.Full, q.Limit))
	case len(q.Options) == 0 && msg.Code == tea.KeyBackspace && msg.Mod == 0:
		m.eraseCharacter(msg)
	case msg.Text != "" && chosen >= 0 && chosen < len(q.Options):
		*m.question.value = q.Options[chosen].Value
		m.question.form = q.Form(m.question.value, m.Theme)
		m.layout()
	default:
		m.edit(msg)
	}
	if len(q.Options) > 0 {
		return m.teachLater()
	}
	return nil
}

// lessonDue says that the choice has stood for a while.
type lessonDue struct{ moves int }

// teachLater has the lesson follow the choice once that rests: crossing three
// choices costs the bytes of one lesson.
func (m *Model) teachLater() tea.Cmd {
	m.question.moves++
	moves := m.question.moves
	return m.after(150*time.Millisecond, func(time.Time) tea.Msg { return lessonDue{moves} })
}

func (m *Model) teachNow(due lessonDue) {
	if m.question.value != nil && due.moves == m.question.moves {
		m.question.taught = *m.question.value
	}
}

// takeAnswer accepts what stands in the field and goes on.
func (m *Model) takeAnswer() tea.Cmd {
	q := m.current()
	value, p := client.Check(q.Field, *m.question.value)
	if p != nil {
		m.question.touched, m.question.problem = true, p
		return nil
	}
	if old, answered := m.answers[q.Field]; !answered || old.Value != value {
		origin := forms.Origin{Kind: q.ByHand()}
		if value == q.Default() {
			origin.Kind = forms.FromDefault
		}
		m.answers[q.Field] = forms.Answer{Value: value, Origin: origin}
	}
	delete(m.question.raw, m.question.at)
	keep := tea.Batch(m.drafts.save(m.answers.Values()), m.look())
	if m.question.editing {
		return tea.Batch(keep, m.toReview())
	}
	return tea.Batch(keep, m.ask(m.question.at))
}

// keepTyped takes what was typed and not entered into the answers of the draft,
// if it is valid: who is cut off types nothing twice.
func (m *Model) keepTyped() {
	q := m.current()
	if m.screen != asking || len(q.Options) > 0 || !m.question.touched {
		return
	}
	if value, p := client.Check(q.Field, *m.question.value); p == nil {
		m.answers[q.Field] = forms.Answer{Value: value, Origin: forms.Origin{Kind: forms.FromTyping}}
	}
}

// goBack leaves the question for the one before, or for the review it was
// opened from. What stands in the field is kept, valid or not.
func (m *Model) goBack() tea.Cmd {
	if m.question.editing {
		return m.toReview()
	}
	if i := m.asked(m.question.at, -1); i >= 0 {
		m.question.raw[m.question.at] = *m.question.value
		m.open(i, false)
	}
	return nil
}

// hasBefore reports whether there is anything to go back to.
func (m *Model) hasBefore() bool {
	return m.question.editing || m.asked(m.question.at, -1) >= 0
}
