package terminal

import (
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// heed takes what was typed.
func (d *display) heed(e event) tea.Cmd {
	refused := d.release()
	switch m := e.msg.(type) {
	case abandoned:
		d.doubt = true
		return refused
	case suspend:
		return tea.Batch(refused, d.suspend())
	case redraw:
		d.repaint()
		return refused
	case quit:
		if d.JobControl {
			return tea.Batch(refused, d.pass(Signalled{syscall.SIGQUIT}))
		}
		return refused
	case interrupt:
		return tea.Batch(refused, d.pass(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}))
	case tea.KeyPressMsg:
		if d.model.Irrevocable(m) {
			return tea.Batch(refused, d.hold(e))
		}
	}
	return tea.Batch(refused, d.pass(e.msg))
}

// hold keeps a key that acts until it is sure that it was meant.
func (d *display) hold(e event) tea.Cmd {
	seen := d.pending.IsZero() && !d.screen.busy && !d.stale && e.at.Sub(d.changed) >= calm
	if !seen || e.quiet < calm || d.doubt || d.input.lastRead().After(e.at) {
		d.doubt = false
		return d.pass(TooSoon{})
	}
	d.held = &e
	return tea.Tick(calm-time.Since(e.at), func(time.Time) tea.Msg { return proven{&e} })
}

// release lets a key that was held do nothing: something else has come.
func (d *display) release() tea.Cmd {
	if d.held == nil {
		return nil
	}
	d.held = nil
	return d.pass(TooSoon{})
}

// act does what a key does that was held, if nothing has come since.
func (d *display) act(held *event) tea.Cmd {
	switch {
	case d.held == nil || d.held != held:
		return nil
	case d.input.lastRead().After(held.at), isWaiting(d.In), d.changed.After(held.at), !d.pending.IsZero():
		return d.release()
	}
	d.held = nil
	return d.pass(held.msg)
}
