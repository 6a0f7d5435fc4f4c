package terminal

import (
	"bytes"
	"slices"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// event is something that a person or the terminal sent.
type event struct {
	msg   tea.Msg
	at    time.Time     // when its last byte was read
	quiet time.Duration // how long nothing had come before its first byte, or 0 where it was read with other bytes
}

// splitter cuts what a terminal sends into characters, keys and pastes. All that
// is not on the list of keys is swallowed whole, also where it arrives in pieces.
// It keeps no clock of its own: whoever feeds it says what time it is.
type splitter struct {
	state state
	now   time.Time
	last  time.Time     // when something came last
	quiet time.Duration // before the first byte of what is being read
	units int           // how many things have begun in this read

	escapes int       // in the state escaped: how many came
	alone   time.Time // when an escape was last taken for the key
	swallow bool      // what is being read is the rest of that escape's sequence
	opening byte      // in the state late: the byte that may begin that rest
	params  []byte    // of a sequence, as far as they are kept
	mouse   int       // how many bytes of a mouse report are missing
	bell    bool      // a control string may end with BEL
	meta    bool      // the character being read came with alt
	char    []byte    // a character that is not whole yet
	text    []byte    // the characters of this read
	invalid bool      // among them were bytes that are no UTF-8
	kept    []byte    // of a paste
	ending  []byte    // of a paste: what may be the beginning of its end
	length  int       // of a paste, in characters
	entered bool      // the last byte was a carriage return
	events  []event
}

// state says what the next byte belongs to.
type state int

const (
	ground  state = iota // characters and control characters
	partial              // a character that is not whole yet
	escaped              // an escape, which may be the key
	late                 // the first byte after an escape that was taken for the key
	control              // a CSI sequence
	console              // a function key of the Linux console: CSI, another bracket, one letter
	shifted              // an SS3 sequence
	pointer              // a mouse report of the oldest kind, three bytes
	quoted               // a control string
	closing              // an escape in a control string, which may be its end
	pasting              // a bracketed paste
)

const (
	escapeWait  = 50 * time.Millisecond  // an escape that stands so long alone is the key
	escapeRest  = 500 * time.Millisecond // so long after that the rest of its sequence may still come
	giveUpAfter = time.Second            // after that what was begun is given up
	maxSequence = 64                     // bytes of a sequence that are kept
	maxText     = 4 << 10                // bytes of a text or a paste that are kept

	pasteEnd = "\x1b[201~"
)

// feedBytes takes bytes that were read at once, and gives what came of them.
func (s *splitter) feedBytes(now time.Time, data []byte) []event {
	s.events = s.passTime(now)
	if len(data) == 0 {
		return s.events
	}
	if bytes.IndexByte(data, 0x03) >= 0 { // ctrl+c, wherever it stands
		*s = splitter{last: now}
		return []event{{msg: interrupt{}, at: now}}
	}
	s.units = 0
	if s.state != ground { // something has begun already
		s.units = 1
	}
	if s.state == ground && now.Sub(s.alone) <= escapeRest && opensSequence(data[0]) {
		s.beginUnit()
		s.state, s.opening = late, data[0]
		data = data[1:]
	}
	for _, b := range data {
		s.takeByte(b)
	}
	s.emitText()
	if s.state == ground && len(s.char) > 0 {
		s.state = partial
	}
	s.last = now
	if s.units > 1 || s.state != ground { // it came with something that is swallowed, or has not ended yet
		for i := range s.events {
			s.events[i].quiet = 0
		}
	}
	return s.dropJobKeys()
}

// dropJobKeys leaves out keys that stop or end the program where they came among
// others: bytes that nobody typed hold them, too.
func (s *splitter) dropJobKeys() []event {
	crowded := len(s.events) > 1
	return slices.DeleteFunc(s.events, func(e event) bool {
		return (e.msg == suspend{} || e.msg == quit{}) && (crowded || e.quiet < escapeWait)
	})
}

// passTime gives what comes of the time that has passed.
func (s *splitter) passTime(now time.Time) []event {
	s.now, s.events = now, nil
	if deadline := s.deadline(); deadline.IsZero() || now.Before(deadline) {
		return nil
	}
	switch s.state {
	case escaped:
		s.alone = now
		for range s.escapes {
			s.emitEvent(tea.KeyPressMsg{Code: tea.KeyEscape})
		}
	case late:
		s.emitEvent(characterKey(rune(s.opening)))
	case partial:
		s.char, s.meta = nil, false
		s.emitEvent(NotUTF8{})
		s.emitEvent(abandoned{})
	case quoted, closing, pointer:
		s.emitEvent(abandoned{})
	case ground, control, console, shifted, pasting:
	}
	s.state = ground
	return s.events
}

// deadline gives the time from which on passTime has something to do, or zero.
func (s *splitter) deadline() time.Time {
	switch s.state {
	case escaped, late:
		return s.last.Add(escapeWait)
	case partial, quoted, closing, pointer:
		return s.last.Add(giveUpAfter)
	case ground, control, console, shifted, pasting: // a sequence and a paste wait for their end
	}
	return time.Time{}
}

// beginUnit marks the first byte of something new.
func (s *splitter) beginUnit() {
	s.quiet, s.last, s.swallow = s.now.Sub(s.last), s.now, false
	s.units++
}

func (s *splitter) emitEvent(msg tea.Msg) {
	s.events = append(s.events, event{msg, s.now, s.quiet})
}

// takeByte takes the next byte.
func (s *splitter) takeByte(b byte) {
	if b == 0x1b && s.state != pasting && s.state != quoted && s.state != escaped {
		s.emitText()
		s.breakCharacter()
		s.beginUnit()
		s.state, s.escapes, s.entered = escaped, 1, false
		return
	}
	switch s.state {
	case ground, partial:
		s.takeText(b)
	case escaped:
		s.takeEscaped(b)
	case late:
		s.openSequence(s.opening)
		s.swallow = true
		s.takeByte(b)
	case control:
		s.takeControl(b)
	case console:
		s.endSequence(modifiedKey(consoleKeys[b], 0))
	case shifted:
		s.takeShifted(b)
	case pointer:
		if s.mouse--; s.mouse == 0 {
			s.state = ground
		}
	case quoted:
		s.takeQuoted(b)
	case closing:
		s.state = ground
		if b != '\\' { // the string is broken off, and something else begins
			s.state, s.escapes = escaped, 1
			s.takeEscaped(b)
		}
	case pasting:
		s.takePasted(b)
	}
}

// takeText takes a byte of text, or a control character.
func (s *splitter) takeText(b byte) {
	s.state = ground
	after := s.entered
	s.entered = false
	if len(s.char) == 0 && (b < 0x20 || b == 0x7f) {
		s.emitText()
		if b == '\n' && after && s.now.Sub(s.last) <= giveUpAfter { // the two are one Enter
			s.last = s.now
			return
		}
		s.beginUnit()
		s.entered = b == '\r'
		if msg := controlKey(b); msg != nil {
			s.emitEvent(msg)
		}
		return
	}
	if len(s.text) == 0 && len(s.char) == 0 && !s.invalid {
		s.beginUnit()
	}
	s.char = append(s.char, b)
	for len(s.char) > 0 && utf8.FullRune(s.char) {
		r, size := utf8.DecodeRune(s.char)
		if r == utf8.RuneError && size == 1 {
			rest := s.char[1:]
			s.char, s.meta, s.invalid = nil, false, true
			for _, b := range rest { // each may begin something, but is no Enter of what it cut short
				if b >= ' ' && b != 0x7f {
					s.takeByte(b)
				}
			}
			return
		}
		if !s.meta {
			s.text = append(s.text, s.char[:size]...)
		}
		s.char, s.meta = s.char[size:], false
	}
	if len(s.text) >= maxText {
		s.emitText()
	}
}

// breakCharacter gives up a character that something else has cut short.
func (s *splitter) breakCharacter() {
	if len(s.char) > 0 {
		s.char, s.meta = nil, false
		s.emitEvent(NotUTF8{})
	}
}

// emitText emits the characters of a read: one is a key, several are a text.
func (s *splitter) emitText() {
	text, invalid := string(s.text), s.invalid
	s.text, s.invalid = s.text[:0], false
	switch {
	case invalid: // nobody knows what the rest of it would have been
		s.emitEvent(NotUTF8{})
	case utf8.RuneCountInString(text) == 1:
		r, _ := utf8.DecodeRuneInString(text)
		s.emitEvent(characterKey(r))
	case text != "":
		s.emitEvent(Text(text))
	}
}
