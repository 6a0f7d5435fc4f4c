package line

import (
	"context"
	"time"
)

const (
	// patience is how long nothing is said of a wait.
	patience = 300 * time.Millisecond
	// every is how often, at most, it is said that an answer is still waited for.
	every = 5 * time.Second
)

// await waits for work, says what is waited for where it takes long enough to
// be noticed, and then how long it has been. A signal ends the wait.
func await[T any](ctx context.Context, d *dialog, what string, work func(context.Context) T) (result T, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan T, 1)
	go func() { done <- work(ctx) }()
	began, noticed := time.Now(), false
	next := time.NewTimer(patience)
	defer next.Stop()
	for {
		select {
		case result = <-done:
			return result, nil
		case <-next.C:
			if noticed {
				d.say(d.Words.Line.Waiting, int(time.Since(began)/time.Second))
			} else {
				d.say("%s", what)
			}
			noticed = true
			next.Reset(every)
		case d.signal = <-d.Signals:
			cancel()
			select { // what is left undone is put away, unless that takes too long
			case result = <-done:
			case <-time.After(time.Second):
			}
			return result, errLeft
		}
	}
}
