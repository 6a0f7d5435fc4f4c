package wizard

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"epn-wizard/client"
	"epn-wizard/ui/terminal"
)

// Irrevocable implements terminal.Model: what a key would do that cannot be undone.
func (m *Model) Irrevocable(msg tea.KeyPressMsg) bool {
	if m.practice.play != nil {
		return m.practice.play.Irrevocable(msg)
	}
	m.enableKeys()
	switch {
	case m.tooSmall():
		return false
	case matches(msg, m.keys.create), matches(msg, m.keys.again), matches(msg, m.keys.confirm):
		return true
	case matches(msg, m.keys.do):
		return m.choices()[m.cursor] == thatIsIt
	}
	return false
}

// Busy implements terminal.Model: a request is under way, or the user's word on one
// is being recorded.
func (m *Model) Busy() bool {
	if m.practice.play != nil {
		return m.practice.play.Busy()
	}
	return m.screen == submitting || m.unsettled.closing
}

// heedInput takes what came that is no key.
func (m *Model) heedInput(msg tea.Msg) {
	m.notice, m.review.waiting = "", false
	switch msg := msg.(type) {
	case terminal.Text:
		m.insert(string(msg), fmt.Sprintf(m.Words.Problems.Full, m.current().Limit))
	case terminal.Paste:
		m.question.refused = ""
		m.insert(strings.TrimSpace(msg.Text), fmt.Sprintf(m.Words.Problems.PasteCut, m.current().Limit, msg.Length))
	case terminal.NotUTF8:
		if m.typing() {
			m.question.refused = m.Words.Problems.NotUTF8
		}
	case terminal.Lost:
		m.notice = m.Words.Wizard.Lost
	case terminal.TooSoon:
		m.notice = m.Words.Wizard.TooSoon
	case terminal.StillBusy:
		m.notice = m.Words.Wizard.StillBusy
	}
}

// typing reports whether there is a field to type into.
func (m *Model) typing() bool {
	return m.screen == asking && !m.helping && !m.tooSmall() && len(m.current().Options) == 0
}

// insert puts a text into the field: on one line, without what no terminal should
// get, and no more of it than the field holds. What was left out is said, with the
// sentence cut where the field was full.
func (m *Model) insert(text, cut string) {
	if !m.typing() {
		return
	}
	kept, dropped := cleanText(text)
	room := max(m.current().Limit-utf8.RuneCountInString(*m.question.value), 0)
	full := utf8.RuneCountInString(kept) > room
	if full {
		kept = string([]rune(kept)[:room])
	}
	m.edit(tea.PasteMsg{Content: kept})
	switch {
	case full:
		m.question.refused = cut
	case dropped != "":
		m.question.refused = fmt.Sprintf(m.Words.Problems.PasteCleaned, dropped)
	}
}

// edit has the field changed by the library.
func (m *Model) edit(msg tea.Msg) {
	m.question.form.Update(msg)
	m.question.touched = true
	if *m.question.value == "" {
		m.question.refused = ""
	}
	m.checkValue()
}

// eraseCharacter takes away the character before the caret as people see it: the
// library takes one code point of it.
func (m *Model) eraseCharacter(msg tea.KeyPressMsg) {
	old := []rune(*m.question.value)
	m.edit(msg)
	left := []rune(*m.question.value)
	if len(left) == len(old) {
		return
	}
	erased := 0 // where what was taken away had stood
	for erased < len(left) && left[erased] == old[erased] {
		erased++
	}
	for start, clusters := 0, graphemes.FromString(string(old)); clusters.Next(); {
		length := utf8.RuneCountInString(clusters.Value())
		if erased < start+length {
			for range erased - start {
				m.edit(msg)
			}
			return
		}
		start += length
	}
}

// cleanText puts a text on one line and leaves out control and format characters.
// It also names those.
func cleanText(text string) (kept, dropped string) {
	kept = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case client.Unprintable(r):
			return -1
		}
		return r
	}, text)
	return kept, namesOf(text)
}

// namesOf lists the kinds of unprintable characters of a text, in order of appearance.
func namesOf(text string) string {
	var names []string
	seen := map[rune]bool{}
	for _, r := range text {
		if client.Unprintable(r) && !seen[r] && len(names) < 4 {
			seen[r] = true
			names = append(names, client.RuneName(r))
		}
	}
	return strings.Join(names, " ")
}
