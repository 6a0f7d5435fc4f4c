package wizard

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"epn-wizard/client"
	"epn-wizard/ui/flow"
)

// insertText puts a text into the field: on one line, without what no terminal should
// get, and no more of it than the field holds. What was left out is said, with the
// sentence cut where the field was full.
func (q *question) insertText(text, cut string) tea.Cmd {
	if !q.takesText() {
		return nil
	}
	kept, dropped := cleanText(text)
	room := max(q.about.Limit-utf8.RuneCountInString(*q.value), 0)
	full := utf8.RuneCountInString(kept) > room
	if full {
		kept = string([]rune(kept)[:room])
	}
	cmd := q.editField(tea.PasteMsg{Content: kept})
	switch {
	case full:
		q.refused = cut
	case dropped != "":
		q.refused = fmt.Sprintf(q.Words.Problems.PasteCleaned, dropped)
	}
	return cmd
}

// editField has the field changed by the library, and the journey told.
func (q *question) editField(msg tea.Msg) tea.Cmd {
	before := *q.value
	if q.form.Update(msg); *q.value == before { // a key that edits nothing
		return nil
	}
	if *q.value == "" {
		q.refused = ""
	}
	q.lessonOf = *q.value
	return q.handle(flow.Do{Kind: flow.Type, Text: *q.value})
}

// eraseCharacter takes away the character before the caret as people see it: the
// library takes one code point of it.
func (q *question) eraseCharacter(msg tea.KeyPressMsg) tea.Cmd {
	old := []rune(*q.value)
	cmd := q.editField(msg)
	left := []rune(*q.value)
	if len(left) == len(old) {
		return cmd
	}
	erased := 0 // where what was taken away had stood
	for erased < len(left) && left[erased] == old[erased] {
		erased++
	}
	for start, clusters := 0, graphemes.FromString(string(old)); clusters.Next(); {
		length := utf8.RuneCountInString(clusters.Value())
		if erased < start+length {
			for range erased - start {
				cmd = q.editField(msg)
			}
			return cmd
		}
		start += length
	}
	return cmd
}

// styling finds what sets colours and the like in a text that was copied with them.
var styling = regexp.MustCompile(`\x1b\[[0-?]*[ -/]*[@-~]`)

// cleanText puts a text on one line and leaves out control and format characters, and
// what belongs to them. It also names the first kinds of those.
func cleanText(text string) (kept, dropped string) {
	var names []string
	text = styling.ReplaceAllString(strings.ReplaceAll(text, "\r\n", "\n"), "\x1b")
	kept = strings.Map(func(r rune) rune {
		if !client.Unprintable(r) {
			return r
		}
		if name := client.RuneName(r); !slices.Contains(names, name) && len(names) < 4 {
			names = append(names, name)
		}
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return -1
	}, text)
	return kept, strings.Join(names, " ")
}
