package flow

import (
	"context"
	"math"
	"sync"

	"epn-wizard/client"
)

// draftKeeper writes drafts in the order in which they were made, though each is
// written by an effect of its own.
type draftKeeper struct {
	Drafts     // nil keeps nothing
	made   int // the latest version, known to the journey alone

	mu      sync.Mutex
	written int // guarded by mu
}

// write has a version written, unless a later one was.
func (k *draftKeeper) write(version int, do func() error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if version > k.written {
		k.written = version
		_ = do() // it is tried again at the next answer, and on leaving
	}
}

// stop has no version written from here on: who comes next has the draft.
func (k *draftKeeper) stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.written = math.MaxInt
}

// save keeps the answers so far.
func (k *draftKeeper) save(values map[client.Field]string) []Effect {
	if k.Drafts == nil {
		return nil
	}
	k.made++
	version := k.made
	return []Effect{func(context.Context) Event {
		k.write(version, func() error { return k.Save(values) })
		return nil
	}}
}

// forget gives what deletes the draft: its order was sent and is done with.
func (k *draftKeeper) forget() func() {
	if k.Drafts == nil {
		return func() {}
	}
	k.made++
	version := k.made
	return func() { k.write(version, k.Delete) }
}
