package wizard

import (
	"bytes"
	"context"
	"errors"
	"os"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"epn-wizard/client/submit"
)

// Terminal is what the wizard is shown on.
type Terminal struct {
	In, Out *os.File
	Term    string // the value of TERM
	Color   bool
	Signals <-chan os.Signal // what tells the process to end
}

// Run shows the wizard until it is left. Its error is an internal one.
func Run(ctx context.Context, c Config, t Terminal) (submit.Ending, error) {
	profile := colorprofile.ANSI
	if !t.Color {
		profile = colorprofile.Ascii
	}
	m := New(c)
	gone := make(chan struct{})
	p := tea.NewProgram(m,
		tea.WithContext(ctx),
		tea.WithInput(&input{File: t.In, ended: func() { close(gone) }}),
		tea.WithOutput(mute{t.Out}),
		tea.WithEnvironment([]string{"TERM=" + t.Term}), // a larger one makes it ask the terminal, and run tmux
		tea.WithColorProfile(profile),
		tea.WithoutSignalHandler(),
	)
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case s := <-t.Signals:
			p.Send(Signalled{s})
		case <-gone: // also where hang-ups are ignored
			p.Send(Signalled{syscall.SIGHUP})
		case <-done:
		}
	}()
	_, err := p.Run()
	m.drafts.stop()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		err = nil
	}
	if err != nil {
		m.leave() // it ended without being left; what was answered is kept all the same
	}
	return m.Ending(), err
}

// mute keeps the library from asking the terminal anything: answers that come
// late, or to a program that has ended, are typed into the shell.
type mute struct{ *os.File }

var queries = [][]byte{
	[]byte("\x1b[?u"),      // keyboard enhancements
	[]byte("\x1b[?2026$p"), // synchronized output
	[]byte("\x1b[?2027$p"), // grapheme clusters
}

// A frame that scrolls part of the screen may reach a terminal that has just
// grown, whose margins it leaves narrowed: a full repaint undoes them first.
var (
	clears  = []byte("\x1b[H\x1b[2J")
	cleared = []byte("\x1b[r\x1b[H\x1b[2J")
)

func (o mute) Write(p []byte) (int, error) {
	out := p
	for _, q := range queries {
		out = bytes.ReplaceAll(out, q, nil)
	}
	out = bytes.ReplaceAll(out, clears, cleared)
	if _, err := o.File.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}
