package terminal

import (
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/muesli/cancelreader"
)

// Calm is how long nothing else may come before and after a key, or a line, that cannot
// be taken back. A person is slower, a paste is faster.
const Calm = 100 * time.Millisecond

const (
	maxQueue  = 1024        // events that wait for the model
	calmLimit = time.Second // how long Calm is waited for where bytes keep coming
)

// input reads the terminal. It never waits for the model: what the model does not
// take in time is lost, and said to be.
type input struct {
	reader cancelreader.CancelReader
	send   func(tea.Msg)     // to the program; may wait for it
	guard  func(what func()) // runs what may panic
	gone   chan struct{}     // closed when there is nothing to read any more
	done   chan struct{}     // closed when nobody reads on
	wake   chan struct{}     // something is in the queue
	start  time.Time
	last   atomic.Int64 // when bytes were read last, in nanoseconds since start

	mu    sync.Mutex // guards what follows
	queue []event
	lost  bool
}

// arrived says that something is in the queue.
type arrived struct{}

func newInput(t Terminal) (*input, error) {
	reader, err := uv.NewCancelReader(t.In)
	if err != nil {
		return nil, err
	}
	return &input{
		reader: reader, start: time.Now(),
		gone: make(chan struct{}), done: make(chan struct{}), wake: make(chan struct{}, 1),
	}, nil
}

// startReading begins to read.
func (i *input) startReading() {
	chunks := make(chan []byte)
	go i.guard(func() { i.readChunks(chunks) })
	go i.guard(func() { i.splitChunks(chunks) })
	go i.guard(func() {
		for {
			select {
			case <-i.wake:
				i.send(arrived{})
			case <-i.done:
				return
			}
		}
	})
}

// readChunks reads until there is no terminal any more, or nobody wants to know. While
// a piece is split, the next one is read into the other buffer.
func (i *input) readChunks(chunks chan<- []byte) {
	defer close(chunks)
	var buffers [2][64 << 10]byte
	for turn := 0; ; turn = 1 - turn {
		n, err := i.reader.Read(buffers[turn][:])
		if n > 0 {
			i.last.Store(int64(time.Since(i.start)))
			select {
			case chunks <- buffers[turn][:n]:
			case <-i.done:
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// splitChunks cuts what is read, and owns the one timer that this takes.
func (i *input) splitChunks(chunks <-chan []byte) {
	defer close(i.gone)
	var s splitter
	var deaf time.Time // since ctrl+c, what comes is dropped
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		var events []event
		select {
		case data, ok := <-chunks:
			if !ok {
				return
			}
			now := time.Now()
			if !deaf.IsZero() && now.Sub(s.last) < Calm && now.Sub(deaf) < calmLimit {
				s.last = now
				continue
			}
			deaf = time.Time{}
			events = s.feedBytes(now, data)
		case now := <-timer.C:
			events = s.passTime(now)
		}
		for _, e := range events {
			if e.msg == (interrupt{}) {
				deaf, s = e.at, splitter{last: e.at}
				i.replaceQueue(e)
				events = nil
				break
			}
		}
		i.queueEvents(events)
		timer.Stop()
		if deadline := s.deadline(); !deadline.IsZero() {
			timer.Reset(time.Until(deadline))
		}
	}
}

// queueEvents puts events behind those that wait already.
func (i *input) queueEvents(events []event) {
	if len(events) == 0 {
		return
	}
	i.mu.Lock()
	room := maxQueue - len(i.queue)
	i.queue = append(i.queue, events[:min(len(events), room)]...)
	i.lost = i.lost || len(events) > room
	i.mu.Unlock()
	i.wakeSender()
}

// replaceQueue puts an event in the place of all that wait.
func (i *input) replaceQueue(e event) {
	i.mu.Lock()
	i.queue, i.lost = []event{e}, false
	i.mu.Unlock()
	i.wakeSender()
}

func (i *input) wakeSender() {
	select {
	case i.wake <- struct{}{}:
	default: // it is awake
	}
}

// takeQueue gives what waits.
func (i *input) takeQueue() []event {
	i.mu.Lock()
	defer i.mu.Unlock()
	events := i.queue
	if i.lost {
		events = append(events, event{msg: Lost{}, at: time.Now()})
	}
	i.queue, i.lost = nil, false
	return events
}

// lastRead gives the time when bytes were read last.
func (i *input) lastRead() time.Time { return i.start.Add(time.Duration(i.last.Load())) }

// closeCalmly waits until nothing has come for a while, so that the rest of a paste does
// not become commands in a shell, and reads no more.
func (i *input) closeCalmly() {
	for limit := time.Now().Add(calmLimit); ; {
		wait := min(time.Until(i.lastRead().Add(Calm)), time.Until(limit))
		if wait <= 0 {
			break
		}
		time.Sleep(wait)
	}
	close(i.done)
	if i.reader.Cancel() {
		<-i.gone
	}
	_ = i.reader.Close()
}
