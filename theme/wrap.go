package theme

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// No line begins with the one or ends with the other.
const (
	closing = "'\"，。、；：？！）】》」』”’…,.;:?!)]}%"
	opening = "'\"（【《「『“‘([{"
)

// Wrap breaks a text into lines of at most width columns: between words and
// between Chinese characters, never at a hyphen, so that an id, a flag or a
// host stays whole unless it is longer than a line.
func Wrap(text string, width int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapLine(paragraph, max(width, 1))...)
	}
	return lines
}

// WidestWord is how many columns a text needs if none of its words is to be broken.
func WidestWord(text string) (width int) {
	for _, p := range splitPieces(text) {
		if !p.blank {
			width = max(width, p.width)
		}
	}
	return width
}

// WrapItem wraps the entry of a list, set in, so that its other lines stand
// further in than the entries do.
func WrapItem(text string, width int) []string {
	const indent = "  "
	lines := Wrap(text, width-2*len(indent))
	for i := range lines {
		if lines[i] = indent + lines[i]; i > 0 {
			lines[i] = indent + lines[i]
		}
	}
	return lines
}

// Fit wraps a text, but for lines that begin with a space: commands, which are copied. A
// width of 0 is no terminal, and nothing is wrapped.
func Fit(text string, width int) string {
	if width <= 0 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, " ") {
			lines[i] = strings.Join(Wrap(line, width), "\n")
		}
	}
	return strings.Join(lines, "\n")
}

// piece is what is not broken: a word, a Chinese character with the
// punctuation that belongs to it, or the space between two pieces.
type piece struct {
	text  string
	width int
	blank bool
}

func wrapLine(text string, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	var gap piece
	flush := func() {
		lines = append(lines, line.String())
		line.Reset()
		used, gap = 0, piece{}
	}
	for _, p := range splitPieces(text) {
		switch {
		case p.blank:
			gap = p
			continue
		case used+gap.width+p.width <= width:
			line.WriteString(gap.text + p.text)
			used += gap.width + p.width
		default:
			if line.Len() > 0 {
				flush()
			}
			for p.width > width {
				head, rest, taken := cutWidth(p.text, width)
				if rest == "" { // one character, too wide by itself
					break
				}
				lines = append(lines, head)
				p.text, p.width = rest, p.width-taken
			}
			line.WriteString(p.text)
			used = p.width
		}
		gap = piece{}
	}
	return append(lines, line.String())
}

// splitPieces cuts a line where it may be broken.
func splitPieces(text string) []piece {
	var all []piece
	var now piece
	var last rune // of the visible character before
	wide := false // it takes two columns
	end := func() {
		if now.text != "" {
			all = append(all, now)
		}
		now = piece{}
	}
	var state byte
	for text != "" {
		sequence, w, n, next := ansi.DecodeSequence(text, state, nil)
		text, state = text[n:], next
		r, _ := utf8.DecodeRuneInString(sequence)
		blank := sequence == " "
		if w > 0 || now.blank {
			breakable := (wide || w > 1) && !strings.ContainsRune(closing, r) && !strings.ContainsRune(opening, last)
			if blank != now.blank || breakable {
				end()
			}
			now.blank, last, wide = blank, r, w > 1
		}
		now.text += sequence
		now.width += w
	}
	end()
	return all
}

// cutWidth takes from a text as many characters as fit, and at least one. It also
// gives how many columns they take.
func cutWidth(text string, width int) (head, rest string, used int) {
	at := 0
	var state byte
	for at < len(text) {
		_, w, n, next := ansi.DecodeSequence(text[at:], state, nil)
		if used+w > width && used > 0 {
			break
		}
		used, at, state = used+w, at+n, next
	}
	return text[:at], text[at:], used
}
