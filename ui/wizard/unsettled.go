package wizard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"epn-wizard/ui/phrase"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
)

// unsettled is what the wizard knows of a request whose fate it does not.
type unsettled struct {
	record     journal.Record
	before     bool          // it is of an earlier run
	looks      int           // how often it was looked up
	looking    bool          // a look is under way
	wait       time.Duration // until the next look, or 0 where none follows by itself
	found      []client.Instance
	trouble    string // what was last not possible
	confirming bool   // the user is about to say that nothing was created
	closing    bool   // what the user said is being recorded
	instance   string // what came of an order of an earlier run, once it is known
}

// maxLooks is how often the wizard looks by itself: after that a terminal that
// was left alone is quiet.
const maxLooks = 8

// lookedUp says what a look for the instance found.
type lookedUp struct {
	id         string // of the record
	settlement submit.Settlement
	err        error
}

// recordClosed says that the user's word about a request was recorded, or why not.
type recordClosed struct {
	id       string // of the record
	instance string
	err      error
}

// showUnsettled opens the screen of a request whose fate is not known, and
// looks it up at once.
func (m *Model) showUnsettled(r journal.Record, before bool) tea.Cmd {
	m.unsettled = unsettled{record: r, before: before}
	m.showSheet(showingUnsettled)
	return m.lookUp()
}

// lookUp looks for the instance, if there is anyone to ask.
func (m *Model) lookUp() tea.Cmd {
	u := &m.unsettled
	if m.conn == nil || u.looking {
		return nil
	}
	u.looking, u.wait = true, 0
	book, conn, record := m.Submitter, *m.conn, u.record
	return func() tea.Msg {
		s, err := book.Settle(context.Background(), conn, record)
		return lookedUp{record.ID, s, err}
	}
}

// heed shows what a look found, and plans the next one where it found nothing.
func (m *Model) heed(l lookedUp) tea.Cmd {
	if l.settlement.Settled() {
		m.ForgetPending(l.id)
	}
	if !m.isShown(l.id) {
		return nil
	}
	u := &m.unsettled
	if len(u.found) != len(l.settlement.Candidates) { // the choices are others now
		m.cursor = 0
	}
	u.looking, u.trouble, u.found = false, "", l.settlement.Candidates
	u.looks++
	switch {
	case errors.Is(l.err, submit.ErrOtherOwner):
		u.trouble = m.Words.Unsettled.OtherOwner
		m.layout()
		return nil
	case l.err != nil:
		u.trouble = fmt.Sprintf(m.Words.Unsettled.LookFailed, phrase.ErrorText(m.Words, l.err))
	case l.settlement.Failure != nil:
		u.trouble = fmt.Sprintf(m.Words.Unsettled.LookFailed, phrase.ExplainFailure(m.Words, l.settlement.Failure).Title)
	case l.settlement.Settled():
		return m.settled(l.settlement)
	}
	if len(u.found) == 0 && u.looks < maxLooks {
		u.wait = submit.Pause(u.looks)
	}
	m.layout()
	return m.countDown()
}

// settled goes on to the result, which was found.
func (m *Model) settled(s submit.Settlement) tea.Cmd {
	if s.Record.Resolution.Outcome != journal.Created { // somebody closed it meanwhile
		return m.goOn()
	}
	if m.unsettled.before { // this run's order is still to come
		m.unsettled.instance = s.Record.Resolution.EPNInstanceID
		m.cursor = 0
		m.layout()
		return nil
	}
	var was submit.Outcome
	if m.outcome != nil && m.outcome.JournalID == s.Record.ID {
		was = *m.outcome
	}
	o := s.Outcome(was)
	m.became(o)
	m.show(showingResult)
	return nil
}

// closeRecord records what the user found out elsewhere: the instance, or "" for none.
func (m *Model) closeRecord(instance string) tea.Cmd {
	if m.unsettled.closing {
		return nil
	}
	m.unsettled.closing = true
	book, id := m.Submitter, m.unsettled.record.ID
	return func() tea.Msg { return recordClosed{id, instance, book.Close(id, instance)} }
}

// closed goes on after the user's word was recorded.
func (m *Model) closed(c recordClosed) tea.Cmd {
	u := &m.unsettled
	u.closing = false
	if c.err == nil {
		m.ForgetPending(c.id)
	}
	if !m.isShown(c.id) {
		return nil
	}
	if c.err != nil {
		u.trouble, u.confirming = fmt.Sprintf(m.Words.Unsettled.NotRecorded, phrase.ErrorText(m.Words, c.err)), false
		m.layout()
		return nil
	}
	if c.instance != "" {
		r := u.record
		r.Resolution = journal.Resolution{Outcome: journal.Created, EPNInstanceID: c.instance, ByLookup: true}
		return m.settled(submit.Settlement{Record: r})
	}
	return m.goOn()
}

// goOn leaves a record that created nothing: an earlier one for what is next,
// this run's own for its review.
func (m *Model) goOn() tea.Cmd {
	if m.unsettled.before {
		return m.start()
	}
	return m.toReview()
}

// isShown reports whether a record is the one on the screen. What is told of
// another came late: of one that was left open, or of a rehearsal.
func (m *Model) isShown(id string) bool {
	return m.screen == showingUnsettled && m.unsettled.record.ID == id
}

// unsettledChoices are what can be done: look, then everything that ends it.
func (m *Model) unsettledChoices() []remedy {
	u := m.unsettled
	switch {
	case u.confirming:
		return nil
	case u.instance != "":
		return []remedy{newOrder}
	}
	choices := []remedy{lookAgain}
	for range u.found {
		choices = append(choices, thatIsIt)
	}
	choices = append(choices, nothingThere)
	if u.before {
		return append(choices, newOrder)
	}
	return append(choices, leaveNow)
}

// unsettledText says what is not known, and what was done about it so far.
func (m *Model) unsettledText(width int) []string {
	w, u := m.Words.Unsettled, m.unsettled
	o := u.record.Order
	if u.confirming {
		lines := m.titled(w.ConfirmTitle, width)
		lines = append(lines, "")
		return append(lines, theme.Wrap(fmt.Sprintf(w.Confirm, client.Visible(o.EPNInstanceName)), width)...)
	}
	when, name := phrase.TimeText(u.record.Time), client.Visible(o.EPNInstanceName)
	if u.instance != "" {
		return m.success(fmt.Sprintf(w.Settled, when, name, client.Visible(u.instance)), width)
	}
	lines := m.problem(m.Words.Kinds[string(client.Unknown)], width)
	if u.before {
		lines = append(lines, theme.Wrap(w.MayExist, width)...)
		lines = append(lines, "")
		lines = append(lines, theme.Wrap(fmt.Sprintf(w.Earlier, when, name), width)...)
		if more := len(m.pending); more > 0 {
			lines = append(lines, theme.Wrap(fmt.Sprintf(w.Others, more), width)...)
		}
	} else if m.outcome != nil && m.outcome.Failure != nil {
		lines = append(lines, "")
		lines = append(lines, theme.Wrap(phrase.ExplainFailure(m.Words, m.outcome.Failure).Explanation, width)...)
	}
	lines = append(lines, "")
	lines = append(lines, m.titled(m.lookStatus(), width)...)
	if m.Target.Sandbox {
		lines = append(lines, theme.Wrap(m.Words.Wizard.NothingBilled, width)...)
	}
	return lines
}

// lookStatus says how the search stands.
func (m *Model) lookStatus() string {
	w, u := m.Words.Unsettled, m.unsettled
	switch {
	case m.trouble != nil:
		return w.NoKeys
	case u.looking || m.conn == nil:
		return w.Looking
	case u.trouble != "":
		return u.trouble
	case len(u.found) == 1:
		return w.FoundOne
	case len(u.found) > 1:
		return fmt.Sprintf(w.FoundSeveral, len(u.found))
	case u.wait > 0:
		return fmt.Sprintf(w.NotFoundYet, u.looks, int(u.wait/time.Second))
	}
	return fmt.Sprintf(w.NotFound, u.looks)
}

// unsettledDetails are what somebody else would want to know.
func (m *Model) unsettledDetails() []string {
	w, r := m.Words.Wizard, m.unsettled.record
	lines := []string{fmt.Sprintf(w.Detail, w.Journal, r.ID)}
	if m.outcome != nil && m.outcome.Failure != nil && !m.unsettled.before {
		return append(lines, phrase.DescribeFailure(m.Words, m.outcome.Failure).Details...)
	}
	for _, d := range [][2]string{{w.Code, r.Resolution.Code}, {w.RequestID, r.Resolution.RequestID}, {w.Endpoint, r.Endpoint}} {
		if d[1] != "" {
			lines = append(lines, fmt.Sprintf(w.Detail, d[0], client.Visible(d[1])))
		}
	}
	return lines
}
