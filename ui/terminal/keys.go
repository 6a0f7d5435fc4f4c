package terminal

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// The modifiers, numbered as xterm and kitty do, one less than in their sequences.
const (
	shift = 1
	alt   = 2
	ctrl  = 4
	locks = 64 | 128 // caps lock and num lock, which change no key
)

// What the display sees to itself.
type (
	interrupt struct{} // ctrl+c
	quit      struct{} // ctrl+\
	suspend   struct{} // ctrl+z, or SIGTSTP
	redraw    struct{} // ctrl+l
	abandoned struct{} // something was begun, and its end did not come
)

// ctrlEdits and altEdits are the keys with ctrl and with alt that a text field knows. A key that
// is listed nowhere in this file does nothing.
const ctrlEdits, altEdits = "abdefknpuw", "bdf"

// characterKey is a character as a key.
func characterKey(r rune) tea.Msg { return tea.KeyPressMsg{Code: r, Text: string(r)} }

// controlKey is the key that sends a control character, or nil.
func controlKey(b byte) tea.Msg {
	switch b {
	case '\r', '\n':
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case 0x08, 0x7f:
		return tea.KeyPressMsg{Code: tea.KeyBackspace}
	case 0x03:
		return interrupt{}
	case 0x0c:
		return redraw{}
	case 0x1a:
		return suspend{}
	case 0x1c:
		return quit{}
	}
	if letter := b + 'a' - 1; strings.IndexByte(ctrlEdits, letter) >= 0 {
		return tea.KeyPressMsg{Code: rune(letter), Mod: tea.ModCtrl}
	}
	return nil
}

// altKey is the key that sends an escape and a byte, or nil.
func altKey(b byte) tea.Msg {
	switch {
	case b == 0x08, b == 0x7f:
		return tea.KeyPressMsg{Code: tea.KeyBackspace, Mod: tea.ModAlt}
	case strings.IndexByte(altEdits, b) >= 0:
		return tea.KeyPressMsg{Code: rune(b), Mod: tea.ModAlt}
	}
	return nil
}

// lettered are the keys whose sequence ends with a letter, numbered those whose sequence
// has a number and ends with a tilde, and consoleKeys the function keys of the Linux console.
var (
	consoleKeys = map[byte]rune{'A': tea.KeyF1}

	lettered = map[byte]rune{
		'A': tea.KeyUp, 'B': tea.KeyDown, 'C': tea.KeyRight, 'D': tea.KeyLeft, 'H': tea.KeyHome, 'F': tea.KeyEnd,
		'P': tea.KeyF1,
	}
	numbered = map[int]rune{
		1: tea.KeyHome, 3: tea.KeyDelete, 4: tea.KeyEnd, 5: tea.KeyPgUp, 6: tea.KeyPgDown, 7: tea.KeyHome, 8: tea.KeyEnd,
		11: tea.KeyF1,
	}
)

// shiftedKey is the key that sends SS3 and a letter: an arrow, or one of the
// keypad in its application mode. It is nil where there is none.
func shiftedKey(b byte) tea.Msg {
	const keypad, meaning = "jklmnopqrstuvwxyX", "*+,-./0123456789="
	if i := strings.IndexByte(keypad, b); i >= 0 {
		return characterKey(rune(meaning[i]))
	}
	if b == 'M' {
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	}
	return modifiedKey(lettered[b], 0)
}

// sequenceKey is the key that a CSI sequence stands for, or nil.
func sequenceKey(params []byte, final byte) tea.Msg {
	if len(params) >= maxSequence || len(bytes.Trim(params, "0123456789;:")) > 0 {
		return nil
	}
	fields := strings.Split(string(params), ";")
	first, mods := strings.Split(fields[0], ":"), []string{"1"}
	if len(fields) > 1 {
		mods = strings.Split(fields[1], ":")
	}
	if len(mods) > 1 && parseNumber(mods[1]) > 1 { // the key is held, or let go: nobody pressed it now
		return nil
	}
	code, mod := parseNumber(first[0]), (max(parseNumber(mods[0]), 1)-1)&^locks
	switch {
	case final == '~' && len(fields) == 3 && code == 27: // as xterm sends what it modifies
		return modifiedCharacter(rune(parseNumber(fields[2])), nil, mod)
	case len(fields) > 2:
		return nil
	case final == 'u':
		return modifiedCharacter(rune(code), first[1:], mod)
	case final == '~':
		return modifiedKey(numbered[code], mod)
	case final == 'Z' && len(params) == 0:
		return modifiedKey(tea.KeyTab, shift)
	case code <= 1:
		return modifiedKey(lettered[final], mod)
	}
	return nil
}

// parseNumber reads a parameter. What is missing or too large is 0.
func parseNumber(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n > unicode.MaxRune {
		return 0
	}
	return n
}

// modifiedKey is a key that sends no character, with the modifiers that are
// known with it, or nil.
func modifiedKey(code rune, mod int) tea.Msg {
	key := tea.KeyPressMsg{Code: code}
	switch {
	case code == 0:
		return nil
	case code == tea.KeyTab && mod == shift:
		key.Mod = tea.ModShift
	case code == tea.KeyTab: // does nothing here
		return nil
	case mod == 0:
	case code == tea.KeyEnter && mod&^(shift|ctrl) == 0:
	case code == tea.KeyBackspace && mod == shift:
	case code == tea.KeyDelete && mod == alt, (mod == alt || mod == ctrl) && // by words
		(code == tea.KeyBackspace || code == tea.KeyLeft || code == tea.KeyRight):
		key.Mod = tea.ModAlt
	default:
		return nil
	}
	return key
}

// modifiedCharacter is the key of a character in the protocols that send numbers
// for it, or nil. The alternatives are the character with shift, and the one of
// the same key in the standard layout.
func modifiedCharacter(code rune, alternatives []string, mod int) tea.Msg {
	switch code {
	case tea.KeyTab, tea.KeyEnter, tea.KeyEscape, tea.KeyBackspace:
		return modifiedKey(code, mod)
	}
	if !unicode.IsPrint(code) {
		return nil
	}
	switch mod {
	case 0:
		return characterKey(code)
	case shift:
		if len(alternatives) > 0 && parseNumber(alternatives[0]) > 0 {
			return characterKey(rune(parseNumber(alternatives[0])))
		}
		return characterKey(unicode.ToUpper(code))
	case ctrl, ctrl | shift: // which send the same control character
		if letter := latinLetter(unicode.ToLower(code), alternatives); letter > 0 {
			return controlKey(letter - 'a' + 1)
		}
	case alt:
		if letter := latinLetter(code, alternatives); letter > 0 {
			return altKey(letter)
		}
	}
	return nil
}

// latinLetter is the letter of a key, also in a layout of another script: as the
// terminal says, or for ctrl+c, which must always work, as the layouts have it.
func latinLetter(code rune, alternatives []string) byte {
	if code < 'a' && len(alternatives) > 1 || code > 'z' && len(alternatives) > 1 {
		code = rune(parseNumber(alternatives[1]))
	}
	if strings.ContainsRune("сψבؤแㅊ", code) { // Russian, Greek, Hebrew, Arabic, Thai, Korean
		code = 'c'
	}
	if code < 'a' || code > 'z' {
		return 0
	}
	return byte(code)
}
