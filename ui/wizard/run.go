package wizard

import (
	"context"
	"epn-wizard/forms"
	"errors"
	"os"
	"slices"
	"strings"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// Terminal is what the wizard is shown on.
type Terminal struct {
	In, Out *os.File
	Term    string // the value of TERM
	Color   bool
	Signals <-chan os.Signal // what tells the process to end
}

// takesStrings reports whether the terminal is one of those that know control
// strings: a title, the clipboard. The console of Linux and those on a serial
// line print them.
func (t Terminal) takesStrings() bool {
	known := []string{"xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "wezterm", "st-", "konsole", "vte", "gnome", "iterm", "mintty", "putty", "contour", "nsterm", "mlterm"}
	return slices.ContainsFunc(known, func(name string) bool { return strings.HasPrefix(strings.ToLower(t.Term), name) })
}

// Run shows the wizard until it is left. Its error is an internal one.
func Run(ctx context.Context, c Config, t Terminal) (forms.Ending, error) {
	c.NoClipboard = !t.takesStrings()
	m := New(c)
	gone := make(chan struct{})
	d := newDisplay(m, t, tea.WithContext(ctx), tea.WithInput(&input{File: t.In, ended: func() { close(gone) }}))
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case s := <-t.Signals:
			d.send(Signalled{s})
		case <-gone: // also where hang-ups are ignored
			d.send(Signalled{syscall.SIGHUP})
		case <-done:
		}
	}()
	err := d.show()
	m.drafts.stop()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		err = nil
	}
	if err != nil {
		m.leave() // it ended without being left; what was answered is kept all the same
	}
	return m.Ending(), err
}
