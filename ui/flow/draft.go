package flow

import (
	"context"
	"sync"

	"epn-wizard/client"
)

// draftKeeper has the latest answers written, though each save is an effect of
// its own that may run late: what it finds to be written is never older than its own.
type draftKeeper struct {
	Drafts // nil keeps nothing

	mu     sync.Mutex
	latest map[client.Field]string // still to be written, or nil; guarded by mu
}

// save has answers written. What fails is tried again at the next answer.
func (k *draftKeeper) save(answers map[client.Field]string) []Effect {
	if k.Drafts == nil {
		return nil
	}
	k.keep(answers)
	return []Effect{func(context.Context) Event {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.latest != nil {
			_ = k.Save(k.latest)
			k.latest = nil
		}
		return nil
	}}
}

// forget deletes the draft: its order was sent and is done with.
func (k *draftKeeper) forget() {
	k.stop()
	if k.Drafts != nil {
		_ = k.Delete()
	}
}

// stop has nothing more written: who comes next has the draft.
func (k *draftKeeper) stop() { k.keep(nil) }

// keep replaces what is still to be written, once what is being written is.
func (k *draftKeeper) keep(answers map[client.Field]string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.latest = answers
}
