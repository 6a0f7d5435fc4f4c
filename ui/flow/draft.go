package flow

import (
	"context"
	"sync"

	"epn-wizard/client"
	"epn-wizard/forms"
)

// draftKeeper has the latest answers written, though each save is an effect of
// its own that may run late: what it finds to be written is never older than its own.
type draftKeeper struct {
	mu     sync.Mutex
	latest map[client.Field]string // still to be written, or nil; guarded by mu
}

// saveAnswers has the answers written. What fails is tried again at the next answer.
func (j *Journey) saveAnswers() []Effect {
	if j.SaveDraft == nil {
		return nil
	}
	k := &j.drafts
	k.replaceLatest(j.Answers.ValuesByField())
	return []Effect{func(context.Context) Event {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.latest != nil {
			_ = j.SaveDraft(k.latest)
			k.latest = nil
		}
		return nil
	}}
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

func (s *DraftOffer) stepActions(j *Journey) []Action {
	return []Action{
		{Kind: Resume, do: func() []Effect {
			j.Resume = true
			return j.showNext()
		}},
		{Kind: StartFresh, do: func() []Effect {
			j.Saved = nil
			return j.showNext()
		}},
	}
}
