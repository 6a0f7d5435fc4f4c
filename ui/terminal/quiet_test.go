//go:build unix

package terminal

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// keyY is a key that cannot be undone.
var keyY = tea.KeyPressMsg{Code: 'y', Text: "y"}

// abandon has something come that was begun and not ended, brokenFor bytes that are no UTF-8 so
// long before, and andThen something while the key is held.
func abandon(d *display, _ *event) { d.takeEvent(event{msg: abandoned{}}) }

func brokenFor(ago time.Duration) func(*display, *event) {
	return func(d *display, e *event) {
		d.takeEvent(event{msg: NotUTF8{}, at: e.at.Add(-ago)})
		d.pending = time.Time{}
	}
}

func andThen(e event) func(*emulated, *display) {
	return func(_ *emulated, d *display) { d.takeEvent(e) }
}

// heldKeys are what comes before or after such a key, and what the model is told.
var heldKeys = map[string]struct {
	before func(*display, *event)    // what is otherwise when it comes
	after  func(*emulated, *display) // what comes while it is held
	want   string
}{
	"alone":                  {want: "y"},
	"a key just before":      {before: func(_ *display, e *event) { e.quiet = Calm - 1 }, want: "TooSoon"},
	"on what was just drawn": {before: func(d *display, e *event) { d.changed = e.at.Add(1 - Calm) }, want: "TooSoon"},
	"before it is drawn":     {before: func(d *display, _ *event) { d.Update(goOn{}) }, want: "goOn, TooSoon"},
	"while it is written":    {before: func(d *display, _ *event) { d.screen.busy = true }, want: "TooSoon"},
	"before all is redrawn":  {before: func(d *display, _ *event) { d.stale = true }, want: "TooSoon"},
	"half a character":       {before: abandon, want: "TooSoon"},
	"bytes of no character":  {before: brokenFor(giveUpAfter - 1), want: "NotUTF8, TooSoon"},
	"long ago":               {before: func(_ *display, e *event) { e.at = e.at.Add(-calmLimit) }, want: "TooSoon"},
	"bytes behind it": {before: func(d *display, e *event) {
		d.input.last.Store(int64(e.at.Sub(d.input.start) + 1))
	}, want: "TooSoon"},
	"itself again": {after: func(_ *emulated, d *display) {
		d.takeEvent(event{msg: keyY, at: time.Now(), quiet: 50 * time.Millisecond})
	}, want: "TooSoon, TooSoon"},
	"half a character, and the key twice": {before: abandon, after: func(_ *emulated, d *display) {
		d.takeEvent(event{msg: keyY, at: time.Now(), quiet: Calm})
		d.Update(proven{d.held})
	}, want: "TooSoon, y"},
	"another key": {after: andThen(event{msg: tea.KeyPressMsg{Code: 'x', Text: "x"}}), want: "TooSoon, x"},
	"a paste":     {after: andThen(event{msg: Paste{Text: "y"}}), want: `TooSoon, paste "y" of 0`},
	"part of a sequence": {after: func(_ *emulated, d *display) {
		d.input.last.Store(int64(time.Since(d.input.start)))
	}, want: "TooSoon"},
	"bytes of no character long before": {before: brokenFor(giveUpAfter), want: "NotUTF8, y"},
	"a key not read yet": {after: func(e *emulated, d *display) {
		e.types("x")
		for !isWaiting(d.In) {
			time.Sleep(time.Millisecond)
		}
	}, want: "TooSoon"},
	"a stop behind it": {
		after: func(_ *emulated, d *display) { d.Update(continued{}) }, want: "TooSoon, tea.WindowSizeMsg",
	},
	"a resize":       {after: func(_ *emulated, d *display) { d.Update(resized{}) }, want: "TooSoon, tea.WindowSizeMsg"},
	"another screen": {after: func(_ *emulated, d *display) { d.changed = time.Now() }, want: "TooSoon"},
	"a stop":         {after: func(_ *emulated, d *display) { d.Update(suspend{}) }, want: "TooSoon"},
}

// TestHeldKey: a key that cannot be undone counts if it came alone, on a screen
// that had been drawn, and nothing comes after it. Whatever else is told TooSoon.
func TestHeldKey(t *testing.T) {
	t.Parallel()
	for name, c := range heldKeys {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var told []event
			e := newEmulated(t)
			d := e.display(&puppet{shown: "hello", update: func(msg tea.Msg) tea.Cmd {
				told = append(told, event{msg: msg})
				return nil
			}})
			d.send = func(tea.Msg) {}
			if err := d.takeTerminal(); err != nil {
				t.Fatal(err)
			}
			d.stale = false
			key := event{msg: keyY, at: time.Now(), quiet: Calm}
			if c.before != nil {
				c.before(d, &key)
			}
			if d.takeEvent(key) == nil && c.want == "y" {
				t.Error("nothing is to come of it")
			}
			held := d.held
			d.pending = time.Time{} // what it was told is drawn
			if c.after != nil {
				c.after(e, d)
			}
			d.Update(proven{held})
			d.Update(proven{&key})
			if got := say(told); got != c.want {
				t.Errorf("the model was told %s, want %s", got, c.want)
			}
		})
	}
}

// TestQueue: what the model does not take is bounded and said to be lost, and
// ctrl+c stands before all of it.
func TestQueue(t *testing.T) {
	t.Parallel()
	in := &input{wake: make(chan struct{}, 1)}
	key := event{msg: tea.KeyPressMsg{Code: tea.KeyEnter}}
	for range maxQueue + 10 {
		in.queueEvents([]event{key})
	}
	got := in.takeQueue()
	if len(got) != maxQueue+1 || got[maxQueue].msg != (Lost{}) {
		t.Errorf("%d events, the last of them %T", len(got), got[len(got)-1].msg)
	}
	if got := in.takeQueue(); len(got) != 0 {
		t.Errorf("%d events are left", len(got))
	}
	in.queueEvents([]event{key, key})
	in.replaceQueue(event{msg: interrupt{}})
	if got := in.takeQueue(); len(got) != 1 || got[0].msg != (interrupt{}) {
		t.Errorf("ctrl+c is not alone: %s", say(got))
	}
}

// TestTypedThrough: what a person types at a terminal reaches the model, through
// all that stands between, and what follows ctrl+c does not.
func TestTypedThrough(t *testing.T) {
	t.Parallel()
	e := newEmulated(t)
	var told []event
	p, early := &puppet{shown: "hello"}, 0
	p.update = func(msg tea.Msg) tea.Cmd {
		if msg == (TooSoon{}) { // as it may be on a busy machine
			early++
			p.shown = fmt.Sprintf("too soon %d", early)
			return nil
		}
		told = append(told, event{msg: msg})
		switch m, _ := msg.(tea.KeyPressMsg); m.String() {
		case "enter", "y":
			p.shown = "after " + m.String()
		case "ctrl+c":
			return tea.Quit
		}
		return nil
	}
	err := make(chan error, 1)
	go func() { err <- e.Show(t.Context(), p) }()
	e.waitFor(func() bool { return e.shows("hello") })
	e.types("ab\x1b[A\x1b[200~c\x1b[201~\r")
	e.waitFor(func() bool { return e.shows("after enter") })
	for acted, n := false, 1; !acted; n++ {
		time.Sleep(2 * Calm)
		e.types("y")
		e.waitFor(func() bool {
			acted = e.shows("after y")
			return acted || e.shows(fmt.Sprintf("too soon %d", n))
		})
	}
	e.types("\x1b[1;1\x03y\r")
	if err := <-err; err != nil {
		t.Error(err)
	}
	if got, want := say(told), `tea.WindowSizeMsg, text "ab", up, paste "c" of 1, enter, y, ctrl+c`; got != want {
		t.Errorf("the model was told %s, want %s", got, want)
	}
	e.restored()
}
