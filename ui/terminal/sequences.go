package terminal

import (
	"bytes"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// opensSequence reports whether a byte after an escape begins a longer sequence.
func opensSequence(b byte) bool { return bytes.IndexByte([]byte("[O]PX^_"), b) >= 0 }

// takeEscaped takes the byte after an escape.
func (s *splitter) takeEscaped(b byte) {
	s.swallow = s.escapes > 1 // an escape before a sequence is alt on some terminals
	switch {
	case b == 0x1b:
		s.escapes++
	case opensSequence(b):
		s.openSequence(b)
	case b >= utf8.RuneSelf: // alt and a character
		s.state, s.meta = ground, true
		s.char = append(s.char, b)
	default:
		s.endSequence(altKey(b))
	}
}

// openSequence begins what an escape and a byte begin.
func (s *splitter) openSequence(b byte) {
	s.params, s.bell = s.params[:0], b == ']'
	switch b {
	case '[':
		s.state = control
	case 'O':
		s.state = shifted
	default:
		s.state = quoted
	}
}

// endSequence emits the key that a sequence stands for, if it is one.
func (s *splitter) endSequence(msg tea.Msg) {
	s.state = ground
	if msg != nil && !s.swallow {
		s.emitEvent(msg)
	}
}

// takeControl takes a byte of a CSI sequence.
func (s *splitter) takeControl(b byte) {
	switch {
	case b == '[' && len(s.params) == 0:
		s.state = console
	case b >= 0x20 && b < 0x40:
		s.keepParameter(b)
	case b < 0x20, b == 0x7f: // broken off
		s.state = ground
	case b >= utf8.RuneSelf: // broken, but not at its end
	case b == '~' && string(s.params) == "200":
		s.state, s.kept, s.length = pasting, nil, 0
	case b == 'M' && len(s.params) == 0:
		s.state, s.mouse = pointer, 3
	default:
		s.endSequence(sequenceKey(s.params, b))
	}
}

// takeShifted takes a byte of an SS3 sequence.
func (s *splitter) takeShifted(b byte) {
	switch {
	case b >= '0' && b <= ';':
		s.keepParameter(b)
	case len(s.params) > 0 || b < 0x20:
		s.state = ground
	default:
		s.endSequence(shiftedKey(b))
	}
}

// keepParameter keeps as much of a sequence as makes it too long for any key.
func (s *splitter) keepParameter(b byte) {
	if len(s.params) < maxSequence {
		s.params = append(s.params, b)
	}
}

// takeQuoted takes a byte of a control string.
func (s *splitter) takeQuoted(b byte) {
	switch {
	case b == 0x1b:
		s.state = closing
	case b == '\a' && s.bell, b == 0x18, b == 0x1a:
		s.state = ground
	}
}

// takePasted takes a byte of a paste, in which nothing but its end is obeyed.
func (s *splitter) takePasted(b byte) {
	s.ending = append(s.ending, b)
	for len(s.ending) > 0 && !strings.HasPrefix(pasteEnd, string(s.ending)) {
		if utf8.RuneStart(s.ending[0]) {
			s.length++
		}
		if len(s.kept) < maxText {
			s.kept = append(s.kept, s.ending[0])
		}
		s.ending = append(s.ending[:0], s.ending[1:]...)
	}
	if string(s.ending) == pasteEnd {
		s.endPaste()
	}
}

// endPaste emits a paste.
func (s *splitter) endPaste() {
	s.state, s.ending = ground, s.ending[:0]
	kept := s.kept
	if s.length > utf8.RuneCount(kept) { // it was cut, perhaps inside a character
		for n := 1; n < utf8.UTFMax && len(kept) > 0; n++ {
			if r, size := utf8.DecodeLastRune(kept); r != utf8.RuneError || size != 1 {
				break
			}
			kept = kept[:len(kept)-1]
		}
	}
	if utf8.Valid(kept) {
		s.emitEvent(Paste{Text: string(kept), Length: s.length})
	} else {
		s.emitEvent(NotUTF8{})
	}
	s.kept = nil
}
