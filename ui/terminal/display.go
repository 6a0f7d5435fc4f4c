package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/term"

	"epn-wizard/client"
)

// display runs a model on the terminal. It draws at once when something has
// happened, and once for all that happened together: the library's own renderer
// waits for the next tick of a clock that never stops, and asks the terminal what
// it can do.
type display struct {
	Terminal
	model   Model
	input   *input
	screen  *screen
	program *tea.Program
	send    func(tea.Msg) // to the program

	before  *term.State // of the terminal
	console uv.Console
	size    tea.WindowSizeMsg
	first   tea.Cmd // of the first screen
	away    bool    // the terminal is given back for a while
	stale   bool    // nothing of what the terminal shows can be relied on
	drawn   frame
	changed time.Time // when the terminal last showed something else
	heard   int       // how many messages have come
	pending time.Time // since when something is not drawn, or zero

	held   *event    // a key that acts, if nothing else comes
	doubt  bool      // something that was begun was abandoned
	broken time.Time // when bytes came last that are no UTF-8
	crash  error     // a panic, which ended it

	beside chan error // a panic of what runs beside the program
}

// frame is what is compared to know whether anything is to be drawn.
type frame struct {
	content string
	cursor  tea.Cursor
	shown   bool // the cursor
}

type (
	drawNow   struct{ heard int }   // it comes after everything that had come when it was sent
	resized   struct{}              // the terminal has another size
	wrote     struct{}              // a frame has been written
	proven    struct{ held *event } // it has been quiet after a key that acts
	continued struct{}              // the process was stopped, and goes on
	stopped   struct{}              // it was told to stop, some time ago
	crashed   struct{ err error }   // something has panicked
)

// The largest screen that is drawn. Lines are much shorter.
const maxWidth, maxHeight = 500, 300

// drawLimit is how long messages that keep coming put off a draw: a frame of the
// library's own renderer.
const drawLimit = time.Second / 60

func newDisplay(ctx context.Context, m Model, t Terminal) (*display, error) {
	in, err := newInput(t)
	if err != nil {
		return nil, fmt.Errorf("reading the terminal: %w", err)
	}
	d := &display{Terminal: t, model: m, input: in, screen: newScreen(t), beside: make(chan error, 1)}
	d.program = tea.NewProgram(d, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(io.Discard),
		tea.WithEnvironment(d.screen.minimalEnvironment()), tea.WithColorProfile(d.screen.colorProfile()),
		tea.WithoutSignalHandler(), tea.WithoutRenderer(),
		tea.WithFPS(1)) // the slowest that the clock of the renderer can go, which still ticks
	d.send = d.program.Send
	in.send, in.guard = d.send, d.watchOver
	return d, nil
}

// showModel runs the program on the terminal until it is left, however that comes
// about, and gives the terminal back as it was.
func (d *display) showModel() (err error) {
	if d.before, err = term.GetState(d.In.Fd()); err != nil {
		return fmt.Errorf("taking the terminal over: %w", err)
	}
	go d.watchOver(func() { d.screen.writeFrames(d.Out, func() { d.send(wrote{}) }) })
	defer d.watchSignals()()
	d.input.startReading()
	defer func() {
		if r := recover(); r != nil {
			d.crash = describePanic(r)
		}
		close(d.screen.writes)
		if d.screen.stuck {
			go keepRoom(d.Out) // for what is said at the end
		}
		select {
		case d.crash = <-d.beside:
		default:
		}
		err = errors.Join(d.crash, err)
	}()
	defer d.giveTerminalBack()
	defer d.input.closeCalmly()
	if err := d.takeTerminal(); err != nil {
		return err
	}
	d.first = tea.Batch(d.passMessage(d.size), d.model.Init())
	d.drawModel()
	_, err = d.program.Run()
	return err
}

// takeTerminal takes the terminal, and draws everything anew.
func (d *display) takeTerminal() error {
	d.console = uv.NewConsole(d.In, d.Out, d.screen.minimalEnvironment())
	if _, err := d.console.MakeRaw(); err != nil {
		return fmt.Errorf("taking the terminal over: %w", err)
	}
	d.away, d.stale, d.size = false, true, d.measureTerminal()
	d.screen.enterScreen(d.size)
	return nil
}

// giveTerminalBack leaves the terminal as it was found.
func (d *display) giveTerminalBack() {
	if !d.away && d.screen.renderer != nil {
		d.screen.leaveScreen(d.size)
		d.screen.finishWriting()
		_ = d.console.Restore()
	}
	d.away = true
	_ = term.Restore(d.In.Fd(), d.before) // the console's own, once it has been stopped, may not be how it was
}

// measureTerminal gives the terminal's size, or the usual one where it does not know.
// Whoever is at its other end can claim any: more than is used costs memory.
func (d *display) measureTerminal() tea.WindowSizeMsg {
	width, height, err := term.GetSize(d.Out.Fd())
	if err != nil || width <= 0 || height <= 0 {
		width, height = 80, 24
	}
	return tea.WindowSizeMsg{Width: min(width, maxWidth), Height: min(height, maxHeight)}
}

// drawModel brings the terminal up to what the model shows, once it takes anything.
func (d *display) drawModel() {
	if d.away || d.screen.busy {
		return
	}
	d.pending = time.Time{}
	v := d.model.View()
	next := frame{content: v.Content, shown: v.Cursor != nil}
	if next.shown {
		next.cursor = *v.Cursor
	}
	if next != d.drawn || d.stale {
		d.screen.drawView(v)
		d.drawn, d.stale = next, false
		d.changed = time.Now()
	}
	d.screen.handOver()
}

// Init implements tea.Model.
func (d *display) Init() tea.Cmd { return d.guardCommand(d.first) }

// View implements tea.Model: the library draws nothing.
func (d *display) View() tea.View { return tea.View{} }

// Update implements tea.Model.
func (d *display) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			d.crash, next, cmd = describePanic(r), d, tea.Quit
		}
	}()
	switch m := msg.(type) {
	case crashed:
		d.crash = m.err
		return d, tea.Quit
	case drawNow:
		if m.heard == d.heard || time.Since(d.pending) > drawLimit {
			d.drawModel()
		} else {
			go d.send(drawNow{d.heard})
		}
	case wrote:
		if d.screen.wasTaken() {
			d.changed = time.Now()
			d.drawModel()
		}
	case copied:
		d.screen.copyText(string(m))
		d.screen.handOver()
	case arrived:
		var cmds []tea.Cmd
		for _, e := range d.input.takeQueue() {
			cmds = append(cmds, d.takeEvent(e))
		}
		return d, d.guardCommand(tea.Batch(cmds...))
	case proven:
		return d, d.guardCommand(d.actOnKey(m.held))
	case continued:
		cmd = d.retakeTerminal()
	case stopped:
		if d.away { // the system has not stopped it
			cmd = d.retakeTerminal()
		}
	case suspend:
		return d, d.guardCommand(d.stopProgram())
	case resized:
		cmd = d.followSize()
	case tea.WindowSizeMsg, tea.ColorProfileMsg, tea.EnvMsg: // the library's own, which has not looked
	default:
		cmd = d.passMessage(msg)
	}
	return d, d.guardCommand(cmd)
}

// passMessage hands a message to the model, and has drawn what comes of it.
func (d *display) passMessage(msg tea.Msg) tea.Cmd {
	next, cmd := d.model.Update(msg)
	d.model = next.(Model)
	d.heard++
	if d.pending.IsZero() {
		d.pending = time.Now()
		go d.send(drawNow{d.heard})
	}
	return cmd
}

// followSize takes the terminal's new size.
func (d *display) followSize() tea.Cmd {
	if d.away {
		return nil
	}
	refused := d.releaseKey()
	d.size, d.stale = d.measureTerminal(), true
	d.screen.resizeScreen(d.size)
	d.changed = time.Now()
	return tea.Batch(refused, d.passMessage(d.size))
}

// guardCommand makes a message of a command's panic, which would end the program
// with the terminal as it is.
func (d *display) guardCommand(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = crashed{describePanic(r)}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = d.guardCommand(batch[i])
			}
		}
		return msg
	}
}

// watchOver runs what runs beside the program, and ends the program with its panic.
func (d *display) watchOver(what func()) {
	defer func() {
		if r := recover(); r != nil {
			err := describePanic(r)
			select {
			case d.beside <- err: // it may come behind what it has caused
			default: // another has ended the program
			}
			d.send(crashed{err})
		}
	}()
	what()
}

func describePanic(r any) error {
	return fmt.Errorf("panic: %s\n\n%s", client.Visible(fmt.Sprint(r)), debug.Stack())
}
