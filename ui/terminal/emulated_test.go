//go:build unix

package terminal

import (
	"io"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// emulated is a terminal, and what it shows.
type emulated struct {
	Terminal
	t      *testing.T
	before *term.State
	ptm    *os.File

	mu     sync.Mutex // guards what follows
	came   *sync.Cond
	screen *vt.Emulator
	modes  map[ansi.Mode]bool
	out    strings.Builder
}

func newEmulated(t *testing.T) *emulated {
	t.Helper()
	ptm, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	e := &emulated{
		Terminal: Terminal{In: tty, Out: tty, Term: "xterm"}, t: t, ptm: ptm,
		screen: vt.NewEmulator(80, 24), modes: map[ansi.Mode]bool{},
	}
	e.came = sync.NewCond(&e.mu)
	e.screen.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { e.modes[m] = true },
		DisableMode: func(m ansi.Mode) { delete(e.modes, m) },
	})
	e.size(80, 24)
	if e.before, err = term.GetState(tty.Fd()); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		buf := make([]byte, 32<<10)
		for {
			n, err := ptm.Read(buf)
			e.mu.Lock()
			e.out.Write(buf[:n])
			_, _ = e.screen.Write(buf[:n])
			e.mu.Unlock()
			e.came.Broadcast()
			if err != nil {
				return
			}
		}
	}()
	go io.Copy(io.Discard, e.screen) //nolint:errcheck // what it answers
	t.Cleanup(func() {
		_ = tty.Close()
		<-read
		_ = ptm.Close()
		_ = e.screen.InputPipe().(io.Closer).Close()
	})
	return e
}

// display gives a display of the terminal that ends with the test.
func (e *emulated) display(m Model) *display {
	d, err := newDisplay(e.t.Context(), m, e.Terminal)
	if err != nil {
		e.t.Fatal(err)
	}
	return d
}

func (e *emulated) size(width, height int) {
	if err := pty.Setsize(e.Out, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		e.t.Fatal(err)
	}
}

// waitFor waits until a condition holds for what has been written.
func (e *emulated) waitFor(holds func() bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for !holds() {
		e.came.Wait()
	}
}

func (e *emulated) countWritten() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.out.Len()
}

func (e *emulated) shows(text string) bool { return strings.Contains(e.screen.String(), text) }

// restored fails unless the terminal is as it was found.
func (e *emulated) restored() {
	e.t.Helper()
	const end = ansi.ResetModeAltScreenSaveCursor + ansi.ShowCursor // which is the last thing that is written
	e.waitFor(func() bool { return strings.HasSuffix(e.out.String(), end) })
	e.mu.Lock()
	defer e.mu.Unlock()
	after, err := term.GetState(e.In.Fd())
	if err != nil {
		e.t.Fatal(err)
	}
	if !reflect.DeepEqual(e.before, after) {
		e.t.Errorf("terminal settings before and after:\n%+v\n%+v", e.before, after)
	}
	if e.screen.IsAltScreen() {
		e.t.Error("the alternate screen is not left")
	}
	on := e.modes
	delete(on, ansi.ModeTextCursorEnable)
	if len(on) > 0 || !strings.Contains(e.out.String(), ansi.SetModeTextCursorEnable) {
		e.t.Errorf("left on: %v, and the cursor may be hidden", on)
	}
	if strings.Contains(e.out.String(), "\x1b]2;") {
		e.t.Error("a title is set, which not every terminal can give back")
	}
}

// types writes what a terminal sends, at once.
func (e *emulated) types(bytes string) {
	if _, err := e.ptm.WriteString(bytes); err != nil {
		e.t.Error(err)
	}
}
