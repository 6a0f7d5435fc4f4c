package terminal

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// suspend stops the program, if it may be stopped now.
func (d *display) suspend() tea.Cmd {
	refused := d.release()
	switch {
	case !d.JobControl || d.away:
		return refused
	case d.model.Busy():
		return tea.Batch(refused, d.pass(StillBusy{}))
	}
	d.giveBack()
	stopProcess()
	return tea.Batch(refused, tea.Tick(calm, func(time.Time) tea.Msg { return stopped{} }))
}

// retake takes the terminal again after a stop.
func (d *display) retake() tea.Cmd {
	refused := d.release()               // who knows how long ago that key came
	if err := d.takeOver(); err != nil { // there is none any more, which input says
		return refused
	}
	cmd := d.pass(d.size)
	d.draw()
	return tea.Batch(refused, cmd)
}
