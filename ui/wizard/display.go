package wizard

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
)

// display draws what a model shows: at once when something has happened, and
// once for all that happened together. The library's own renderer waits for the
// next tick of a clock that never stops, and asks the terminal what it can do.
type display struct {
	model   tea.Model
	console uv.Console
	screen  *uv.TerminalScreen
	program *tea.Program
	send    func(tea.Msg) // to the program

	strings bool // the terminal takes control strings, and keeps them off the screen
	size    tea.WindowSizeMsg
	first   tea.Cmd // of the first screen
	drawn   string
	stale   bool // nothing of what the terminal shows can be relied on
	title   string
	heard   int       // how many messages have come
	pending time.Time // since when something is not drawn, or zero
	crash   error     // a panic, which ended it
}

// drawNow comes after everything that had come when it was sent.
type drawNow struct{ heard int }

// resized says that the terminal has another size.
type resized struct{}

// copied is text for the terminal's clipboard, which may keep it.
type copied string

func setClipboard(text string) tea.Cmd { return func() tea.Msg { return copied(text) } }

// crashed says that a command has panicked.
type crashed struct{ err error }

// The largest screen that is drawn. Lines are much shorter.
const maxWidth, maxHeight = 500, 300

// longest is how long messages that keep coming put off a draw: a frame of the
// library's own renderer.
const longest = time.Second / 60

func newDisplay(m tea.Model, t Terminal, options ...tea.ProgramOption) *display {
	profile := colorprofile.ANSI
	if !t.Color {
		profile = colorprofile.Ascii
	}
	environ := []string{"TERM=" + t.Term} // a larger one has tmux run
	d := &display{model: m, console: uv.NewConsole(t.In, t.Out, environ), screen: uv.NewTerminalScreen(t.Out, environ)}
	d.screen.SetColorProfile(profile)
	d.strings = t.takesStrings()
	d.program = tea.NewProgram(d, append(options,
		tea.WithOutput(t.Out),
		tea.WithEnvironment(environ),
		tea.WithColorProfile(profile),
		tea.WithoutSignalHandler(),
		tea.WithoutRenderer(),
		tea.WithFPS(1), // the slowest that the clock of the renderer can go, which still ticks
	)...)
	d.send = d.program.Send
	return d
}

// show runs the program on the terminal until it is left, however that comes
// about, and gives the terminal back as it was.
func (d *display) show() (err error) {
	if _, err := d.console.MakeRaw(); err != nil {
		return fmt.Errorf("taking the terminal over: %w", err)
	}
	defer func() {
		if r := recover(); r != nil {
			d.crash = panicked(r)
		}
		d.leave()
		err = errors.Join(d.crash, err)
	}()
	defer d.watch()()
	d.fit(d.measure())
	d.screen.EnterAltScreen()
	d.screen.EnableBracketedPaste()
	_, _ = d.screen.WriteString(ansi.SetTabEvery8Columns)
	if d.strings {
		_, _ = d.screen.WriteString(ansi.PushKittyKeyboard(ansi.KittyDisambiguateEscapeCodes))
	}
	d.model, d.first = d.model.Update(d.size)
	d.draw()
	_, err = d.program.Run()
	return err
}

// leave gives the terminal back. Where there is no other screen to go back to,
// what follows stands below this one.
func (d *display) leave() {
	end := ansi.CursorPosition(1, d.size.Height) + ansi.ResetModeAltScreenSaveCursor + ansi.ResetModeBracketedPaste + ansi.SetModeTextCursorEnable
	if d.strings {
		end += ansi.PopKittyKeyboard(1) + ansi.SetWindowTitle("")
	}
	_, _ = d.screen.WriteString(end)
	_ = d.screen.Flush()
	_ = d.console.Restore()
}

// measure gives the terminal's size, or the usual one where it does not know.
// Whoever is at its other end can claim any: more than is used costs memory.
func (d *display) measure() tea.WindowSizeMsg {
	width, height, err := d.console.GetSize()
	if err != nil || width <= 0 || height <= 0 {
		width, height = 80, 24
	}
	return tea.WindowSizeMsg{Width: min(width, maxWidth), Height: min(height, maxHeight)}
}

// fit draws everything anew: a terminal moves what it shows when it changes its
// size, also where it is back at its old one.
func (d *display) fit(size tea.WindowSizeMsg) {
	d.size, d.stale = size, true
	d.screen.Resize(size.Width, size.Height)
}

// watch hands every change of the terminal's size on.
func (d *display) watch() (stop func()) {
	changes := make(chan os.Signal, 1)
	uv.NotifyWinch(changes)
	go func() {
		for range changes {
			d.send(resized{})
		}
	}()
	return func() { signal.Stop(changes); close(changes) }
}

// draw brings the terminal up to what the model shows.
func (d *display) draw() {
	d.pending = time.Time{}
	v := d.model.View()
	if v.WindowTitle != d.title && d.strings {
		d.title = v.WindowTitle
		d.screen.SetWindowTitle(d.title)
	}
	if v.Content != d.drawn || d.stale {
		_ = d.screen.Display(uv.NewStyledString(v.Content)) // where there is no terminal any more, input says so
		d.drawn, d.stale = v.Content, false
	}
}

// Init implements tea.Model.
func (d *display) Init() tea.Cmd { return d.guard(tea.Batch(d.model.Init(), d.first)) }

// View implements tea.Model: the library draws nothing.
func (d *display) View() tea.View { return tea.View{} }

// Update implements tea.Model.
func (d *display) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			d.crash, next, cmd = panicked(r), d, tea.Quit
		}
	}()
	switch m := msg.(type) {
	case crashed:
		d.crash = m.err
		return d, tea.Quit
	case drawNow:
		if m.heard == d.heard || time.Since(d.pending) > longest {
			d.draw()
		} else {
			go d.send(drawNow{d.heard})
		}
		return d, nil
	case copied:
		_, _ = d.screen.WriteString(ansi.SetSystemClipboard(string(m)))
		_ = d.screen.Flush()
		return d, nil
	case tea.WindowSizeMsg: // the library's own, which has not looked, or a report that somebody typed
		return d, nil
	case resized:
		d.fit(d.measure())
		msg = d.size
	}
	d.model, cmd = d.model.Update(msg)
	d.heard++
	if d.pending.IsZero() {
		d.pending = time.Now()
		go d.send(drawNow{d.heard})
	}
	return d, d.guard(cmd)
}

// guard makes a message of a command's panic, which would end the program with
// the terminal as it is.
func (d *display) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = crashed{panicked(r)}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = d.guard(batch[i])
			}
		}
		return msg
	}
}

func panicked(r any) error {
	return fmt.Errorf("panic: %s\n\n%s", client.Visible(fmt.Sprint(r)), debug.Stack())
}
