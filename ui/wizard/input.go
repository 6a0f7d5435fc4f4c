package wizard

import (
	"bytes"
	"io"
	"os"
	"strings"
)

// input reads the terminal for the library, which would wait for ever for the
// end of a control string that somebody pasted the beginning of, and would obey
// or drop escape sequences inside a paste.
type input struct {
	*os.File
	ended func() // called once, when there is no terminal to read from any more

	pasting bool
	held    []byte // inside a paste: what may be the beginning of its end
	recent  []byte // outside: the last bytes, which may be the beginning of a paste
	ready   []byte // read, and not handed on yet
}

const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"

	// pastedEscape stands for an escape inside a paste: private-use, so that no
	// text holds it. Model.paste puts the escape back to say what it left out.
	pastedEscape = "\ue01b"
)

// Read implements io.Reader. However the terminal ended, it is the end of a file:
// at any other error the library would end before what ended leads to.
func (i *input) Read(p []byte) (int, error) {
	for len(i.ready) == 0 {
		n, err := i.File.Read(p)
		if err != nil {
			if i.ended != nil {
				i.ended()
				i.ended = nil
			}
			return 0, io.EOF
		}
		i.ready = i.tame(p[:n])
	}
	n := copy(p, i.ready)
	i.ready = i.ready[n:]
	return n, nil
}

// tame gives what of the bytes may go on to the library.
func (i *input) tame(data []byte) []byte {
	var out []byte
	for _, b := range data {
		if i.pasting {
			out = append(out, i.pasted(b)...)
		} else {
			out = i.typed(out, b)
		}
	}
	return out
}

// typed takes a byte outside a paste. The beginning of a control string loses
// its escape: no answer of a terminal is ever waited for here.
func (i *input) typed(out []byte, b byte) []byte {
	i.recent = append(i.recent, b)
	switch {
	case string(i.recent) == pasteStart:
		i.pasting, i.recent = true, nil
	case strings.HasPrefix(pasteStart, string(i.recent)):
	default:
		begun := i.recent[:len(i.recent)-1]
		if len(begun) > 0 && begun[0] == 0x1b && opensString(i.recent[1:]) && bytes.HasSuffix(out, begun) {
			out = append(out[:len(out)-len(begun)], begun[1:]...)
		}
		i.recent = nil
		if b == 0x1b {
			i.recent = []byte{b}
		}
	}
	return append(out, b)
}

// opensString reports whether what follows an escape makes the library wait for
// an end: OSC, DCS, APC, PM, SOS, or a mouse report of the oldest kind.
func opensString(after []byte) bool {
	return len(after) == 1 && bytes.IndexByte([]byte("]P_^X"), after[0]) >= 0 || string(after) == "[M"
}

// pasted takes a byte inside a paste.
func (i *input) pasted(b byte) []byte {
	i.held = append(i.held, b)
	switch held := string(i.held); {
	case held == pasteEnd:
		i.pasting, i.held = false, nil
		return []byte(held)
	case strings.HasPrefix(pasteEnd, held):
		return nil
	default:
		i.held = nil
		rest := strings.ReplaceAll(held[:len(held)-1], "\x1b", pastedEscape)
		if b == 0x1b {
			i.held = []byte{b}
			return []byte(rest)
		}
		return append([]byte(rest), b)
	}
}
