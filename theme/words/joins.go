package words

import "strings"

// Joins are how words and sentences are put together.
type Joins struct {
	Comma     string // between the entries of a list
	Sentences string // %s one sentence, %s the next
	Subject   string // %s what is spoken of, %s what is wrong with it
	Quote     string // %s what somebody else said
	Bracket   string // %s what is said, %s what is added to it
}

// List puts the entries of a list into one text.
func (w *Words) List(entries []string) string { return strings.Join(entries, w.Joins.Comma) }
