package journal

import (
	"context"
	"fmt"
	"io"
	"os"
	"testing"

	"epn-wizard/client"
)

// The request of a process that is killed is unsettled, and its draft is free.
func TestWhatAKilledProcessLeaves(t *testing.T) {
	t.Parallel()
	if dir := os.Getenv(dirVariable); dir != "" {
		d := openDraft(t, dir)
		must(t, d.Save(answers))
		fmt.Println(begin(t, open(t, dir), "held").Entry.ID)
		_, _ = io.Copy(io.Discard, os.Stdin) // which ends with the other process, if this one is not killed
		return
	}
	dir := t.TempDir()
	j := open(t, dir)
	c := start(t, dir)
	id := c.line(t)
	unsettled := func() (ids string) {
		found, err := j.FindUnsettled()
		must(t, err)
		for _, r := range found {
			ids += r.ID
		}
		return ids
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if r := last(t, j); r.ID != id || !r.InFlight || unsettled() != "" || j.AwaitEnd(ended, id) == nil {
		t.Errorf("while it lives: %+v", r)
	}
	if _, err := OpenDraft(dir); err != ErrLocked {
		t.Errorf("two have the draft: %v", err)
	}
	c.kill()
	must(t, j.AwaitEnd(t.Context(), id))
	if s := openDraft(t, dir).Load(); s.Answers[client.InstanceName] != answers[client.InstanceName] {
		t.Errorf("the draft became %+v", s)
	}
	if r := last(t, j); !r.Unsettled() || unsettled() != id {
		t.Errorf("after it was killed: %+v", r)
	}
	const kept = "draft.json draft.lock "
	if left := files(t, dir); left != kept+"flight-"+id+".lock journal.jsonl journal.lock" {
		t.Errorf("a killed process, and looking, left %s", left)
	}
	must(t, j.SettleRecord(id, Resolution{Outcome: NotCreated}))
	if r := last(t, j); r.Resolution.Outcome != NotCreated || unsettled() != "" {
		t.Errorf("settled: %+v", r)
	}
	if left := files(t, dir); left != kept+"journal.jsonl journal.lock" {
		t.Errorf("settling left %s", left)
	}
}

func TestManyProcessesAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	const processes, each = 20, 20
	if dir := os.Getenv(dirVariable); dir != "" {
		j := open(t, dir)
		for i := range each {
			f := begin(t, j, fmt.Sprintf("%d of %d", i, os.Getpid()))
			id := "epn of " + f.Entry.Order.EPNInstanceName
			must(t, f.RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: id}))
			fmt.Println(f.Entry.ID)
		}
		return
	}
	dir := t.TempDir()
	var children []child
	for range processes {
		children = append(children, start(t, dir))
	}
	j := open(t, dir)
	for finished := range each { // whoever looks meanwhile sees whole lines, and no request as abandoned
		children[0].line(t)
		n := 0
		for _, r := range records(t, j) {
			if r.Unsettled() {
				t.Errorf("seen as unsettled: %+v", r)
			}
			if !r.InFlight {
				n++
			}
		}
		if n <= finished {
			t.Errorf("%d records where %d are finished", n, finished+1)
		}
	}
	for _, c := range children {
		must(t, c.Wait())
	}
	seen := map[string]bool{}
	for _, r := range records(t, j) {
		if r.Resolution.EPNInstanceID != "epn of "+r.Order.EPNInstanceName {
			t.Errorf("a foreign outcome: %+v", r)
		}
		seen[r.ID] = true
	}
	if len(seen) != processes*each {
		t.Errorf("%d requests, want %d", len(seen), processes*each)
	}
	if left := files(t, dir); left != journalFile+" "+lockFile {
		t.Errorf("left: %s", left)
	}
}
