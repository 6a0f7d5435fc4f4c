// Package explain turns the service's refusals into sentences: what happened,
// why, and what to do next. What it knows is data: rows in catalogue.go and
// gateway.go, and one file of texts for each language. A new code is a new row
// and its text.
package explain

import (
	"strings"

	"epn-wizard/client"
)

// Retry says what would let the same order succeed.
type Retry string

const (
	Later  Retry = "later"  // nothing has to be changed, only time to pass
	Change Retry = "change" // another answer
	Never  Retry = "never"  // neither: first something else has to be done, such as a permission, a payment or looking up whether an instance exists
)

// Text is one refusal in one language. It holds no error code. In the language
// files it may hold these placeholders, which Explain fills:
//
//	{question}   what the wizard calls the answer at fault
//	{parameter}  what the API calls it
//	{advice}     which other answer to try
//	{capture}    what the service wrote in place of the documentation's %s
type Text struct {
	Title  string // what happened, at most 60 columns
	Reason string // why
	Remedy string // what to do
}

// Advice is what to do about a failure, in no language.
type Advice struct {
	Field client.Field // the question to answer anew, or ""
	Retry Retry
	Known bool // whether the catalogue has a row for this code, be it a prefix
}

// Explanation is what is known of one reply.
type Explanation struct {
	Code string // as the catalogue spells it, where it has exactly this code
	Text
	Advice
}

// ExplainReply explains a reply in a language ("en" or "zh"; English stands in for
// one that is missing). The message decides between the rows of one code. A
// message the catalogue has not seen, or none, leaves the row for the code
// alone; a code it has no row for gets a general text and Known is false. Case,
// white space and a trailing period are of no account. The message must be fit
// for display: up to 60 code points of it can become part of the text.
func ExplainReply(lang, code, message string) Explanation {
	code, message = normalizeText(code), normalizeText(message)
	row, capture, known := findRow(code, message)
	x := row.explainReply(lang, message, capture)
	x.Code, x.Known = code, known
	if known && !row.IsPattern() {
		x.Code = row.Code
	}
	return x
}

// explainReply gives the row's text, with the question that a tidied message names,
// or else what stood in place of its %s or *.
func (e Entry) explainReply(lang, message, capture string) Explanation {
	var p parameter
	if e.named != nil {
		p = findParameter(message, capture)
		switch {
		case p.field != "":
			e.Field = p.field
		case capture != "":
			e = e.named.other
		default:
			e = e.named.nothing
		}
	}
	return Explanation{Advice: Advice{Field: e.Field, Retry: e.Retry}, Text: inLanguage(lang).fillText(e.key, p, excerptCapture(capture, p.word))}
}

// language is all that is written in one language.
type language struct {
	questions map[client.Field]string // {question}
	advice    map[client.Field]string // {advice}
	texts     map[string]Text         // by the key of a row
	causes    map[client.Cause]Text   // where the service gave no code
	looks     map[string]Text         // by how a look failed; {permission} is what it needs
}

// languages holds every language there is, by its name in --lang.
var languages = map[string]language{"en": english, "zh": chinese}

func inLanguage(name string) language {
	if l, ok := languages[name]; ok {
		return l
	}
	return english
}

// fillText gives a text with its placeholders replaced. What is put in is not
// looked at again, so that a reply cannot bring placeholders of its own.
func (l language) fillText(key string, p parameter, capture string) Text {
	r := strings.NewReplacer(
		"{question}", l.questions[p.field],
		"{parameter}", p.name,
		"{advice}", l.advice[p.field],
		"{capture}", capture,
	)
	t := l.texts[key]
	return Text{Title: r.Replace(t.Title), Reason: r.Replace(t.Reason), Remedy: r.Replace(t.Remedy)}
}
