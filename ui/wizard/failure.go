package wizard

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/forms"
)

// failure is the screen of a refusal and its like.
type failure struct {
	*client.Failure
	explain.Explanation
	choices []remedy
	at      int           // the choice under the cursor
	wait    time.Duration // how long the service asked to be left alone
}

// remedy is one thing that can be done about a failure.
type remedy int

const (
	editField remedy = iota
	toTheReview
	lookForKeys
	leaveNow
)

// showFailure explains what happened and puts the cursor on what to do.
func (m *Model) showFailure(f *client.Failure) tea.Cmd {
	x := explain.Failure(m.Words.Lang, f)
	m.failure = failure{Failure: f, Explanation: x, wait: f.RetryAfter.Round(time.Second)}
	c := &m.failure.choices
	switch {
	case f.Kind == client.Unknown:
		*c = []remedy{leaveNow}
	case f.Kind == client.Unauthenticated:
		*c = []remedy{lookForKeys, leaveNow}
	case x.Retry == explain.Never && m.flagsNamed() != "":
		*c = []remedy{leaveNow, toTheReview}
	default:
		*c = []remedy{toTheReview, leaveNow}
	}
	if x.Field != "" && f.Kind == client.Refused {
		at := 0
		if x.Retry != explain.Change {
			at = 1
		}
		*c = slices.Insert(*c, at, editField)
	}
	m.show(showingFailure)
	return m.countDown()
}

// flagsNamed gives the flags that the remedy speaks of.
func (m *Model) flagsNamed() string {
	var named []string
	for _, flag := range []string{"--profile", "--endpoint", "--state-dir"} {
		if strings.Contains(m.failure.Remedy, flag) {
			named = append(named, flag)
		}
	}
	return strings.Join(named, ", ")
}

// secondPassed counts down what a throttling service asked for.
type secondPassed struct{}

func (m *Model) countDown() tea.Cmd {
	if m.screen != showingFailure || m.failure.wait <= 0 {
		return nil
	}
	return m.after(time.Second, func(time.Time) tea.Msg { return secondPassed{} })
}

func (m *Model) pressFailure(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case matches(msg, m.keys.choose):
		n := len(m.failure.choices)
		step := 1
		if msg.Code == tea.KeyUp {
			step = n - 1
		}
		m.failure.at = (m.failure.at + step) % n
	case matches(msg, m.keys.do):
		return m.do(m.failure.choices[m.failure.at])
	case matches(msg, m.keys.back):
		return m.toReview()
	case matches(msg, m.keys.copy):
		m.notice = m.Words.Wizard.Copied
		return tea.SetClipboard(strings.Join(m.details(), "\n"))
	}
	return nil
}

// do does a remedy. None of them sends anything: that is the review's y alone.
func (m *Model) do(r remedy) tea.Cmd {
	switch r {
	case editField:
		title := m.failure.Title
		m.open(slices.Index(client.Fields(), m.failure.Field), true)
		m.question.reason = title
		return nil
	case toTheReview:
		if m.failure.wait > 0 {
			return nil
		}
		return m.toReview()
	case lookForKeys:
		m.conn, m.trouble = nil, nil
		return tea.Batch(m.connect(), m.toReview())
	case leaveNow:
		return m.leave()
	}
	return nil
}

// choiceLines are the remedies, one a line.
func (m *Model) choiceLines(width int) []string {
	w := m.Words.Wizard
	var lines []string
	for i, r := range m.failure.choices {
		var label string
		switch r {
		case editField:
			label = fmt.Sprintf(w.DoEdit, m.questions[slices.Index(client.Fields(), m.failure.Field)].Step)
		case toTheReview:
			label = w.DoReview
			if m.failure.wait > 0 {
				label = fmt.Sprintf(w.DoWait, int(m.failure.wait/time.Second))
			}
		case lookForKeys:
			label = w.DoLookForKeys
		case leaveNow:
			label = w.DoLeave
			if flags := m.flagsNamed(); flags != "" {
				label = fmt.Sprintf(w.DoLeaveFlags, flags)
			}
		}
		for j, line := range wrap(label, width-2) {
			switch {
			case i == m.failure.at && j == 0:
				line = m.Theme.Selected.Render(m.Theme.Cursor + " " + line)
			case i == m.failure.at:
				line = m.Theme.Selected.Render("  " + line)
			default:
				line = "  " + line
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// failureText is what happened, why, and what to do.
func (m *Model) failureText(width int) []string {
	f := m.failure
	lines := styled(m.Theme.Problem, wrap(m.Theme.Wrong+" "+f.Title, width))
	lines = append(lines, wrap(m.Words.Kinds[string(f.Kind)], width)...)
	lines = append(lines, "")
	lines = append(lines, wrap(f.Explanation.Explanation, width)...)
	for _, place := range f.Looked {
		lines = append(lines, wrap("  "+forms.SayFinding(m.Words, place), width)...)
	}
	if skew := f.ClockSkew.Abs(); skew > time.Minute && f.Kind == client.Unauthenticated {
		format := m.Words.Wizard.ClockBehind
		if f.ClockSkew > 0 {
			format = m.Words.Wizard.ClockAhead
		}
		lines = append(lines, wrap(fmt.Sprintf(format, skew), width)...)
	}
	lines = append(lines, "")
	return append(lines, styled(m.Theme.Title, wrap(f.Remedy, width))...)
}

// details are the service's own words, for whoever has to be told.
func (m *Model) details() []string {
	w, f := m.Words.Wizard, m.failure
	status := ""
	if f.HTTPStatus != 0 {
		status = fmt.Sprint(f.HTTPStatus)
	}
	var lines []string
	for _, d := range [][2]string{
		{w.Code, f.Failure.Code}, {w.Message, f.Message}, {w.HTTPStatus, status},
		{w.RequestID, f.RequestID}, {w.Endpoint, f.Host}, {w.HelpLink, f.HelpLink()},
	} {
		if d[1] != "" {
			lines = append(lines, d[0]+": "+d[1])
		}
	}
	return lines
}

// failureBody is what scrolls on a small terminal: all but the choices.
func (m *Model) failureBody(width int) []string {
	lines := append(m.failureText(width), "")
	for _, d := range m.details() {
		lines = append(lines, styled(m.Theme.Muted, wrap(d, width))...)
	}
	return lines
}

// failureRoom is how many lines can scroll above the choices, and whether that
// is too few for all there is to read.
func (m *Model) failureRoom(width int) (room int, scrolls bool) {
	choices, height := len(m.choiceLines(width)), m.bodyHeight()
	if len(m.failureBody(width))+choices+1 <= height {
		return height, false
	}
	gap := 1
	if m.compact() {
		gap = 0
	}
	return max(height-choices-gap, 1), true
}

// failureLines is the body: the choices between what to know and the service's
// own words where there is room for all, else below what scrolls.
func (m *Model) failureLines() []string {
	width := m.columns() - 2
	choices := m.choiceLines(width)
	room, scrolls := m.failureRoom(width)
	if scrolls {
		lines := fill(strings.Split(m.body.View(), "\n"), room)
		return append(fill(lines, m.bodyHeight()-len(choices)), choices...)
	}
	text := m.failureText(width)
	details := m.failureBody(width)[len(text):]
	return slices.Concat(text, []string{""}, choices, details)
}
