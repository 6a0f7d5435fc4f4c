// Package terminal owns the terminal from taking it over to giving it back: it
// reads what is typed, draws what a model shows, stops and continues, and follows
// the terminal's size. What is shown is no concern of it.
package terminal

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// Terminal is what a model is shown on.
type Terminal struct {
	In, Out    *os.File
	Term       string           // the value of TERM
	Color      bool             // it may be drawn in colour
	JobControl bool             // ctrl+z stops the program, and ctrl+\ ends it
	Signals    <-chan os.Signal // what tells the process to end
}

// Model is what is shown. It is told of keys by tea.KeyPressMsg, of the size by
// tea.WindowSizeMsg, and of all else that comes by the messages of this package.
type Model interface {
	tea.Model
	// Irrevocable reports whether what a key would do now cannot be undone. Such a
	// key counts only if it comes alone; else the model is told TooSoon.
	Irrevocable(tea.KeyPressMsg) bool
	// Busy reports whether the program must not be stopped: a request or a write
	// to the journal is under way.
	Busy() bool
}

// Text is several characters that came at once. They are never keys.
type Text string

// Paste is a text from the clipboard, as far as it was kept.
type Paste struct {
	Text   string
	Length int // in characters, with those that were not kept
}

// NotUTF8 says that bytes came which are no UTF-8, and were left out with the
// text around them.
type NotUTF8 struct{}

// Lost says that more came than there was room for.
type Lost struct{}

// TooSoon says that a key that cannot be undone was left out: something else
// came just before or after it, or what it acts on had not been shown.
type TooSoon struct{}

// StillBusy says that the program was not stopped, since the model is busy.
type StillBusy struct{}

// Signalled says that the process was told to end.
type Signalled struct{ Signal os.Signal }

// CopyText fills the terminal's clipboard, which may refuse that.
func CopyText(text string) tea.Cmd { return func() tea.Msg { return copied(text) } }

// copied is text for the terminal's clipboard.
type copied string

// KeepsClipboard reports whether the terminal is one of those that know control
// strings. The console of Linux and those on a serial line print them.
func (t Terminal) KeepsClipboard() bool {
	return t.isOneOf("xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "wezterm", "st-", "konsole", "vte", "gnome",
		"iterm", "mintty", "putty", "contour", "nsterm", "mlterm")
}

// InTmux reports whether tmux is likely to stand between: it calls itself by either name.
func (t Terminal) InTmux() bool {
	return t.isOneOf("tmux", "screen") || os.Getenv("TERM_PROGRAM") == "tmux"
}

func (t Terminal) isOneOf(names ...string) bool {
	term := strings.ToLower(t.Term)
	return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(term, name) })
}

// Show shows a model until it is left, and gives the terminal back as it was. Its
// error is a panic, wherever that was, or a terminal that cannot be taken over.
func (t Terminal) Show(ctx context.Context, m Model) error {
	inside, cancel := context.WithCancel(ctx)
	defer cancel() // of whoever still has something to tell
	d, err := newDisplay(inside, m, t)
	if err != nil {
		return err
	}
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case s := <-t.Signals:
			d.send(Signalled{s})
		case <-d.input.gone: // also where hang-ups are ignored
			d.send(Signalled{syscall.SIGHUP})
		case <-done:
		}
	}()
	err = d.showModel()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return nil
	}
	return err
}
