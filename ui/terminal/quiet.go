package terminal

import (
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// takeEvent takes what was typed.
func (d *display) takeEvent(e event) tea.Cmd {
	refused := d.releaseKey()
	switch m := e.msg.(type) {
	case abandoned:
		d.doubt = true
		return refused
	case NotUTF8: // a sequence of a terminal with controls of eight bits may begin so
		d.broken = e.at
	case suspend:
		return tea.Batch(refused, d.stopProgram())
	case redraw:
		d.stale = true
		d.screen.renderer.Erase()
		d.drawModel()
		return refused
	case quit:
		if d.JobControl {
			return tea.Batch(refused, d.passMessage(Signalled{syscall.SIGQUIT}))
		}
		return refused
	case interrupt:
		return tea.Batch(refused, d.passMessage(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}))
	case tea.KeyPressMsg:
		if d.model.Irrevocable(m) {
			return tea.Batch(refused, d.holdKey(e))
		}
	}
	return tea.Batch(refused, d.passMessage(e.msg))
}

// holdKey keeps a key that acts until it is sure that it was meant.
func (d *display) holdKey(e event) tea.Cmd {
	seen := d.pending.IsZero() && !d.screen.busy && !d.stale && e.at.Sub(d.changed) >= Calm
	if !seen || e.quiet < Calm || e.at.Sub(d.broken) < giveUpAfter || d.doubt || d.input.lastRead().After(e.at) {
		d.doubt = false
		return d.passMessage(TooSoon{})
	}
	d.held = &e
	return tea.Tick(Calm-time.Since(e.at), func(time.Time) tea.Msg { return proven{&e} })
}

// releaseKey lets a key that was held do nothing: something else has come.
func (d *display) releaseKey() tea.Cmd {
	if d.held == nil {
		return nil
	}
	d.held = nil
	return d.passMessage(TooSoon{})
}

// actOnKey does what a key does that was held, if nothing has come since.
func (d *display) actOnKey(held *event) tea.Cmd {
	switch {
	case d.held == nil || d.held != held:
		return nil
	case d.input.lastRead().After(held.at), isWaiting(d.In), d.changed.After(held.at), !d.pending.IsZero(),
		time.Since(held.at) > calmLimit: // the process had been stopped
		return d.releaseKey()
	}
	d.held = nil
	return d.passMessage(held.msg)
}
