package flow

import (
	"context"
	"sync"

	"epn-wizard/client"
	"epn-wizard/forms"
)

// Drafts keeps the answers of an order that was not sent. It is a *journal.Draft.
type Drafts interface {
	Save(map[client.Field]string) error
	Delete() error
}

// draftKeeper has the latest answers written, though each save is an effect of
// its own that may run late: what it finds to be written is never older than its own.
type draftKeeper struct {
	Drafts // nil keeps nothing

	mu     sync.Mutex
	latest map[client.Field]string // still to be written, or nil; guarded by mu
}

// saveAnswers has answers written. What fails is tried again at the next answer.
func (k *draftKeeper) saveAnswers(answers map[client.Field]string) []Effect {
	if k.Drafts == nil {
		return nil
	}
	k.replaceLatest(answers)
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

// forgetDraft deletes the draft: its order was sent and is done with.
func (k *draftKeeper) forgetDraft() {
	if k.replaceLatest(nil); k.Drafts != nil {
		_ = k.Delete()
	}
}

// replaceLatest replaces what is still to be written, once what is being written
// is. After nil nothing more is: who comes next has the draft.
func (k *draftKeeper) replaceLatest(answers map[client.Field]string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.latest = answers
}

// DraftOffer asks whether to take a draft up.
type DraftOffer struct{ Saved forms.Answers }

func (s *DraftOffer) stepActions(f *Flow, _ string) []Action {
	return []Action{
		{Kind: Resume, do: func() []Effect {
			f.Saved, f.Resume = s.Saved, true
			return f.showNext()
		}},
		{Kind: StartFresh, do: f.showNext},
	}
}
