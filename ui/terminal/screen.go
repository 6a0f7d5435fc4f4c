package terminal

import (
	"bytes"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// screen makes bytes of frames, and writes them beside the program: a terminal
// that takes nothing holds nobody up. It sets no title: mosh and others whose name
// begins with xterm cannot give the user's back.
type screen struct {
	terminal Terminal
	out      bytes.Buffer // what is to be written next
	renderer *uv.TerminalRenderer
	cells    uv.ScreenBuffer
	visible  bool // the cursor

	busy    bool // something is being written
	stuck   bool // the terminal did not take what was written at the end
	writes  chan []byte
	written chan struct{}
}

func newScreen(t Terminal) *screen {
	return &screen{terminal: t, writes: make(chan []byte, 1), written: make(chan struct{}, 1)}
}

// writeFrames writes what it is given until there is no more, and reports each time. The
// program may be waiting for the next to be written, so nobody waits for it.
func (s *screen) writeFrames(out io.Writer, report func()) {
	for data := range s.writes {
		_, _ = out.Write(data) // where there is no terminal any more, input says so
		s.written <- struct{}{}
		go report()
	}
}

// minimalEnvironment is what the libraries are told of the environment: a larger one has
// them run tmux.
func (s *screen) minimalEnvironment() []string { return []string{"TERM=" + s.terminal.Term} }

func (s *screen) colorProfile() colorprofile.Profile {
	if s.terminal.Color {
		return colorprofile.ANSI
	}
	return colorprofile.Ascii
}

// enterScreen begins a screen of our own, of a size.
func (s *screen) enterScreen(size tea.WindowSizeMsg) {
	s.renderer = uv.NewTerminalRenderer(&s.out, s.minimalEnvironment())
	s.renderer.SetColorProfile(s.colorProfile())
	s.renderer.SetBackspace(true)
	s.renderer.SetTabStops(-1) // the terminal's may be anywhere
	s.renderer.EnterAltScreen()
	s.visible = false
	_, _ = s.renderer.WriteString(ansi.HideCursor + ansi.SetModeBracketedPaste)
	s.resizeScreen(size)
}

// resizeScreen has everything drawn anew: a terminal moves what it shows when it changes
// its size, also where it is back at its old one.
func (s *screen) resizeScreen(size tea.WindowSizeMsg) {
	s.cells = uv.NewScreenBuffer(size.Width, size.Height)
	s.renderer.Resize(size.Width, size.Height)
	s.renderer.Erase()
}

// drawView makes the bytes that bring the terminal up to a view.
func (s *screen) drawView(v tea.View) {
	s.cells.Clear()
	uv.NewStyledString(v.Content).Draw(s.cells, s.cells.Bounds())
	s.renderer.Render(s.cells.RenderBuffer)
	if v.Cursor != nil {
		s.renderer.MoveTo(v.Cursor.X, v.Cursor.Y)
	}
	if visible := v.Cursor != nil; visible != s.visible {
		s.visible = visible
		_, _ = s.renderer.WriteString(map[bool]string{true: ansi.ShowCursor, false: ansi.HideCursor}[visible])
	}
	_ = s.renderer.Flush() // into memory
}

// copyText has the terminal's clipboard filled.
func (s *screen) copyText(text string) { s.out.WriteString(ansi.SetSystemClipboard(text)) }

// leaveScreen makes the bytes that give the terminal back. Where there is no other screen
// to go back to, what follows stands on a clean line below.
func (s *screen) leaveScreen(size tea.WindowSizeMsg) {
	s.out.WriteString(ansi.CursorPosition(1, size.Height) + ansi.EraseEntireLine + ansi.ResetModeBracketedPaste)
	s.out.WriteString(ansi.ResetModeAltScreenSaveCursor + ansi.ShowCursor)
}

// handOver hands what is to be written over, if nothing is being written.
func (s *screen) handOver() {
	if s.busy || s.out.Len() == 0 {
		return
	}
	s.busy = true
	s.writes <- bytes.Clone(s.out.Bytes())
	s.out.Reset()
}

// wasTaken reports whether the terminal has taken what was written.
func (s *screen) wasTaken() bool {
	select {
	case <-s.written:
		s.busy = false
		return true
	default:
		return false
	}
}

// finishWriting writes all that is left. What a terminal does not take is thrown away,
// so that the end of it can be taken.
func (s *screen) finishWriting() {
	for again := range 40 {
		s.handOver()
		if !s.busy {
			return
		}
		select {
		case <-s.written:
			s.busy = false
		case <-time.After(20 * time.Millisecond):
			if again > 10 {
				s.stuck = true
				dropWritten(s.terminal.Out)
			}
		}
	}
}
