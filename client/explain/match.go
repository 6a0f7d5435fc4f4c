package explain

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"epn-wizard/client"
)

// findRow gives the row for a tidied reply, a general one where the catalogue has
// none, what stands in place of its %s or *, and whether the catalogue has one. A
// row that tells of a refusal is none for a code whose verdict is another.
func findRow(code, message string) (row Entry, capture string, known bool) {
	row, capture, known = findListedRow(code, message)
	switch {
	case mayHaveCreated(code) && !(known && mayHaveCreated(row.Code)):
		return failure, "", false
	case !known:
		row = guessRow(code)
	}
	return row, capture, known
}

// mayHaveCreated tells whether a code by itself leaves it open whether an instance exists.
func mayHaveCreated(code string) bool {
	return client.ClassifyReply(http.StatusBadRequest, code) == client.Unknown
}

// findListedRow gives the row for a tidied reply and what stands in place of its %s or *.
// A row whose documented message fits comes first, then an exact code before a
// pattern, a longer pattern before a shorter, and a row for any message before
// one whose message does not fit.
func findListedRow(code, message string) (row Entry, capture string, known bool) {
	best := []int{}
	for _, e := range slices.Concat(documented, gateway, general) {
		captured, ok := e.matchCode(code)
		if !ok {
			continue
		}
		spoken, fit := matchTemplate(normalizeText(e.Message), message)
		fit = fit && e.Message != ""
		if fit && spoken != "" {
			captured = spoken
		}
		rank := []int{boolToInt(fit), boolToInt(!e.IsPattern()), len(e.Code), boolToInt(e.Message == "")}
		if slices.Compare(rank, best) > 0 {
			row, capture, known, best = e, captured, true, rank
		}
	}
	return row, capture, known
}

// guessRow gives the general row for a code the catalogue does not know.
func guessRow(code string) Entry {
	i := slices.IndexFunc(guesses, func(e Entry) bool {
		return strings.Contains(strings.ToLower(code), e.Code)
	})
	return guesses[i] // the last of them is in every code
}

// IsPattern tells whether the row's code stands for more than itself.
func (e Entry) IsPattern() bool {
	return strings.HasSuffix(e.Code, "*") || strings.Contains(e.Code, "%s")
}

// matchCode tells whether the row speaks of a code: also of a pattern as it is
// listed, and of "Throttling" where the row is "Throttling.*".
func (e Entry) matchCode(code string) (capture string, ok bool) {
	if strings.EqualFold(e.Code, code) || strings.EqualFold(e.Code, code+".*") {
		return "", true
	}
	head, family := strings.CutSuffix(e.Code, "*")
	if family {
		head += "%s"
	}
	return matchTemplate(head, code)
}

// matchTemplate compares without regard to case; a %s in the template fits any text but
// none at all, and is given without the quotes around it.
func matchTemplate(template, s string) (capture string, ok bool) {
	before, after, open := strings.Cut(template, "%s")
	if !open {
		return "", strings.EqualFold(template, s)
	}
	end := len(s) - len(after)
	if end <= len(before) || !strings.EqualFold(s[:len(before)], before) || !strings.EqualFold(s[end:], after) {
		return "", false
	}
	capture = strings.Trim(s[len(before):end], ` "'“”`)
	return capture, capture != ""
}

// normalizeText takes away what two spellings of one reply may differ in, but for case.
func normalizeText(s string) string {
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), " .。")
}

// findParameter gives the first parameter of the order that stands as a word of its own
// in one of the texts, the texts in order of trust.
func findParameter(texts ...string) parameter {
	for _, text := range texts {
		words := strings.FieldsFunc(text, func(r rune) bool {
			return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '_'
		})
		for _, p := range parameters {
			if i := slices.IndexFunc(words, func(w string) bool { return strings.EqualFold(w, p.word) }); i >= 0 {
				p.word = words[i]
				return p
			}
		}
	}
	return parameter{}
}

// maxCapture is how much of the service's words a text may hold, in code points.
const maxCapture = 60

// excerptCapture cuts the service's words to maxCapture, so that a word stays in sight.
func excerptCapture(s, word string) string {
	const cut = "..."
	if utf8.RuneCountInString(s) <= maxCapture {
		return s
	}
	if i := strings.Index(s, word); i >= 0 && utf8.RuneCountInString(s[:i])+len(word) > maxCapture-len(cut) {
		s = cut + s[i:]
	}
	if r := []rune(s); len(r) > maxCapture {
		s = string(r[:maxCapture-len(cut)]) + cut
	}
	return s
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
