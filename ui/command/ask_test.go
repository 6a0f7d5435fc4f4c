package command

import (
	"errors"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// TestFaceThatBreaksDown: what became of an order stays so, with its journal id and its status, and why the face broke
// down is said beside it.
func TestFaceThatBreaksDown(t *testing.T) {
	t.Parallel()
	lost := submit.FailedOutcome(client.Order{}, &client.Failure{Kind: client.Unknown, Cause: client.Interrupted})
	lost.JournalID = "J-1"
	for _, c := range []struct {
		outcome *submit.Outcome
		broken  error
		status  int
	}{
		{&submit.Outcome{Result: submit.Created, JournalID: "J-1"}, errors.New("panic: \x1b"), 0},
		{&lost, errors.New("panic: \x1b"), 5},
		{nil, errors.New("panic: \x1b"), 1},
		{nil, nil, 130},
	} {
		a := &app{validation: validation{words: words.English()}}
		r := a.newEndReport(flow.Ending{Outcome: c.outcome}, c.broken, &destination{dir: t.TempDir(), sandbox: true})
		if status := exitStatus(r.Result); status != c.status || (c.outcome != nil) != (r.JournalID == "J-1") ||
			(c.broken != nil) != (r.Reason == `panic: \x1b`) {
			t.Errorf("%+v, %v: status %d, %+v", c.outcome, c.broken, status, r)
		}
	}
}
