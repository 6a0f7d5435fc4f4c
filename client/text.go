package client

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how many code points of a text from outside are kept.
const maxText = 500

// Visible makes text from outside (the service, files, the environment, pasted
// input) safe to show: control and format characters, line breaks and invalid
// bytes are written out as \n, \x1b or \u202e, and what exceeds maxText is cut. A
// joiner is written out where it follows ASCII: there it joins nothing, and an
// id or a code with one in it would look like another.
func Visible(s string) string { return escapeText(s, maxText) }

func escapeText(s string, limit int) string {
	var b strings.Builder
	n, last := 0, rune(0)
	for i, r := range s {
		if n++; n > limit {
			b.WriteString("...")
			break
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case Unprintable(r), IsJoiner(r) && last < utf8.RuneSelf:
			b.WriteString(RuneName(r))
		default:
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// VisibleLines is Visible for a text of several lines of this program's own
// making, of any length.
func VisibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = escapeText(line, len(line))
	}
	return strings.Join(lines, "\n")
}

// Unprintable reports whether a terminal could obey or be misled by a
// character: controls, format characters (bidirectional overrides among them),
// line and paragraph separators, private-use code points and surrogates, but not
// joiners. What this build's Unicode tables do not know may be a letter of a newer
// version.
func Unprintable(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Cs, unicode.Co) && !IsJoiner(r)
}

// IsJoiner reports whether a character is one of the two format characters that
// are part of writing: ZWNJ, which Persian has inside words, and ZWJ, which Indic
// scripts and emoji are put together with.
func IsJoiner(r rune) bool { return r == 0x200c || r == 0x200d }

// NarrowCharacters gives the fullwidth digits and question mark, which Chinese input
// methods type, as those of ASCII.
func NarrowCharacters(s string) string {
	const wide = '０' - '0' // how far a fullwidth form is from its ASCII character
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' || r == '？' {
			return r - wide
		}
		return r
	}, s)
}

// RuneName writes an unprintable character out, as in \n, \x1b or \u202e.
func RuneName(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}
