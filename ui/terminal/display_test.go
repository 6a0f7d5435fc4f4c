//go:build unix

package terminal

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/cancelreader"
)

// puppet is a model that does what a test says.
type puppet struct {
	shown  string
	busy   bool
	update func(tea.Msg) tea.Cmd
	view   func()
}

func (*puppet) Init() tea.Cmd                        { return nil }
func (p *puppet) Irrevocable(k tea.KeyPressMsg) bool { return k.Text == "y" }
func (p *puppet) Busy() bool                         { return p.busy }

func (p *puppet) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if p.update == nil {
		return p, nil
	}
	return p, p.update(msg)
}

func (p *puppet) View() tea.View {
	if p.view != nil {
		p.view()
	}
	return tea.NewView(p.shown)
}

type goOn struct{}

// bursting is a terminal that cannot be read.
type bursting struct{ cancelreader.CancelReader }

func (bursting) Read([]byte) (int, error) { panic("burst") }

// Wherever a panic comes from, also beside the program, the terminal is given back.
func TestPanicRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	burst := func() tea.Msg { panic("burst") }
	nothing := func() tea.Msg { return nil }
	later := func(do func(*puppet) tea.Cmd) func(*display, *puppet) {
		return func(_ *display, p *puppet) {
			p.update = func(msg tea.Msg) tea.Cmd {
				if _, ok := msg.(goOn); ok {
					return do(p)
				}
				return nil
			}
		}
	}
	for name, setUp := range map[string]func(*display, *puppet){
		"first update": func(_ *display, p *puppet) { p.update = func(tea.Msg) tea.Cmd { panic("burst") } },
		"first view":   func(_ *display, p *puppet) { p.view = func() { panic("burst") } },
		"update":       later(func(*puppet) tea.Cmd { panic("burst") }),
		"view": later(func(p *puppet) tea.Cmd {
			p.view = func() { panic("burst") }
			return nil
		}),
		"command":          later(func(*puppet) tea.Cmd { return burst }),
		"batch in a batch": later(func(*puppet) tea.Cmd { return tea.Batch(nothing, tea.Batch(nothing, burst)) }),
		"reading":          func(d *display, _ *puppet) { d.input.reader = bursting{d.input.reader} },
		"telling":          func(d *display, _ *puppet) { d.input.send = func(tea.Msg) { panic("burst") } },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, p := newEmulated(t), &puppet{shown: "hello"}
			d := e.display(p)
			setUp(d, p)
			go d.send(goOn{})
			e.types("x")
			err := d.showModel()
			if said := fmt.Sprint(err); !strings.Contains(said, "panic: burst") || !strings.Contains(said, "display_test.go") {
				t.Errorf("ended with %v, want the panic and where it was", err)
			}
			e.restored()
		})
	}
}

// However the program is ended, the terminal is given back.
func TestSignalRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	e := newEmulated(t)
	signals := make(chan os.Signal, 1)
	e.Signals = signals
	go func() {
		e.waitFor(func() bool { return e.screen.IsAltScreen() && e.shows("hello") })
		signals <- syscall.SIGTERM
	}()
	var got os.Signal
	err := e.Show(t.Context(), &puppet{shown: "hello", update: func(msg tea.Msg) tea.Cmd {
		if m, ok := msg.(Signalled); ok {
			got = m.Signal
			return tea.Quit
		}
		return nil
	}})
	if err != nil || got != syscall.SIGTERM {
		t.Errorf("ended by %v with %v", got, err)
	}
	e.restored()
}

// drawing gives a display whose messages to itself are seen, not sent.
func drawing(t *testing.T, p *puppet) (*emulated, *display, chan tea.Msg) {
	e := newEmulated(t)
	d := e.display(p)
	sent := make(chan tea.Msg)
	d.send = func(m tea.Msg) { sent <- m }
	if err := d.takeTerminal(); err != nil {
		t.Fatal(err)
	}
	go d.screen.writeFrames(e.Out, func() {})
	return e, d, sent
}

// settleWriting has a display take note that what it drew has been written.
func (d *display) settleWriting() {
	if d.screen.busy {
		<-d.screen.written
		d.screen.busy = false
	}
}

// What comes together is drawn once: after all of it, but not too late.
func TestOneDrawPerBurst(t *testing.T) {
	t.Parallel()
	draws := 0
	_, d, sent := drawing(t, &puppet{view: func() { draws++ }})
	d.Update(goOn{})
	due := <-sent
	d.pending = time.Now().Add(time.Hour) // however slow the machine is
	d.Update(goOn{})
	d.Update(goOn{})
	d.Update(due)
	if draws != 0 {
		t.Fatal("drawn in the middle of a burst")
	}
	d.Update(<-sent)
	d.settleWriting()
	if draws != 1 {
		t.Fatalf("drawn %d times after a burst", draws)
	}
	d.Update(goOn{})
	due = <-sent
	d.pending = time.Now().Add(-time.Hour)
	d.Update(goOn{})
	d.Update(due)
	if draws != 2 {
		t.Fatal("not drawn as long as a burst goes on")
	}
}

// A terminal that grows or shrinks is drawn anew, wide characters too, and one
// that shows it all already is left alone.
func TestDrawsWhatChanged(t *testing.T) {
	t.Parallel()
	p := &puppet{shown: "边缘实验室 lab"}
	e, d, sent := drawing(t, p)
	update := func(msg tea.Msg) {
		d.Update(msg)
		d.Update(<-sent)
		d.settleWriting()
	}
	e.mu.Lock()
	e.screen.Resize(30, 5)
	e.mu.Unlock()
	e.size(30, 5)
	update(resized{})
	e.waitFor(func() bool { return e.shows("边缘实验室 lab") })
	p.shown = "边缘实验室 LAB"
	update(goOn{})
	e.waitFor(func() bool { return e.shows("边缘实验室 LAB") })
	written := e.countWritten()
	update(goOn{})
	d.Update(copied("text"))
	d.settleWriting()
	e.waitFor(func() bool { return strings.HasSuffix(e.out.String(), ansi.SetSystemClipboard("text")) })
	if more := e.countWritten() - written - len(ansi.SetSystemClipboard("text")); more != 0 {
		t.Errorf("%d bytes were written for nothing", more)
	}
	written = e.countWritten()
	update(resized{}) // as large as it was, but who knows what it shows
	e.waitFor(func() bool { return strings.Contains(e.out.String()[written:], "边缘实验室 LAB") })
}

// Whatever size the other end claims is drawn, and none costs more than a screen. It is the
// terminal's to say, not that of whoever types a report of one.
func TestAnySize(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ width, height, drawnWidth, drawnHeight int }{
		{0, 0, 80, 24}, {1, 1, 1, 1}, {2, 1, 2, 1}, {65535, 65535, maxWidth, maxHeight}, {65535, 1, maxWidth, 1},
	} {
		e, d, sent := drawing(t, &puppet{shown: "边缘 lab\nand another line"})
		e.size(c.width, c.height)
		d.Update(resized{})
		d.Update(<-sent)
		d.Update(tea.WindowSizeMsg{Width: 4000, Height: 200})
		if d.size != (tea.WindowSizeMsg{Width: c.drawnWidth, Height: c.drawnHeight}) {
			t.Errorf("%d×%d is drawn at %v", c.width, c.height, d.size)
		}
	}
}
