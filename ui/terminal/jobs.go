package terminal

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// stopProgram stops the program, if it may be stopped now.
func (d *display) stopProgram() tea.Cmd {
	refused := d.releaseKey()
	switch {
	case !d.JobControl || d.away:
		return refused
	case d.model.Busy():
		return tea.Batch(refused, d.passMessage(StillBusy{}))
	}
	d.giveTerminalBack()
	stopProcess()
	return tea.Batch(refused, tea.Tick(Calm, func(time.Time) tea.Msg { return stopped{} }))
}

// retakeTerminal takes the terminal again after a stop.
func (d *display) retakeTerminal() tea.Cmd {
	refused := d.releaseKey()                // who knows how long ago that key came
	if err := d.takeTerminal(); err != nil { // there is none any more, which input says
		return refused
	}
	cmd := d.passMessage(d.size)
	d.drawModel()
	return tea.Batch(refused, cmd)
}
