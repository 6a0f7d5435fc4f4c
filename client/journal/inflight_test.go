package journal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestInFlightUntilItsFateIsRecorded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := open(t, dir)
	for _, outcome := range []string{Created, "refused", "unknown"} {
		f := begin(t, j, outcome)
		r := last(t, j)
		if !r.InFlight || r.Unsettled() {
			t.Errorf("under way: %+v", r)
		}
		must(t, f.RecordOutcome(Resolution{Outcome: outcome}))
		if r := last(t, j); r.InFlight || r.Resolution.Outcome != outcome {
			t.Errorf("finished: %+v", r)
		}
		if left := flightLocks(t, dir); len(left) != 0 {
			t.Errorf("left: %v", left)
		}
	}
}

func last(t *testing.T, j *Journal) Record {
	t.Helper()
	all := records(t, j, 0)
	return all[len(all)-1]
}

// unsettled gives the requests that are.
func unsettled(t *testing.T, j *Journal) []Record {
	t.Helper()
	found, err := j.FindUnsettled()
	must(t, err)
	return found
}

func TestARequestOfAKilledProcessIsUnsettled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := open(t, dir)
	c := start(t, "hold", dir)
	id := c.line(t)
	ended, end := context.WithCancel(t.Context())
	end()
	if r := last(t, j); r.ID != id || !r.InFlight || len(unsettled(t, j)) != 0 || j.AwaitEnd(ended, id) == nil {
		t.Errorf("while it lives: %+v", r)
	}
	c.kill()
	must(t, j.AwaitEnd(t.Context(), id))
	if left := flightLocks(t, dir); len(left) != 1 {
		t.Fatalf("a killed process left %v", left) // or the next check would say nothing
	}
	if r := unsettled(t, j); len(r) != 1 || r[0].ID != id || r[0].InFlight || !r[0].Unsettled() {
		t.Errorf("after it was killed: %+v", r)
	}
	if left := flightLocks(t, dir); len(left) != 1 {
		t.Errorf("looking left %v", left)
	}
	must(t, j.SettleRecord(id, Resolution{Outcome: "unknown", Code: "still"}))
	if r := last(t, j); !r.Unsettled() || r.Resolution.Code != "still" {
		t.Errorf("after a look in vain: %+v", r)
	}
	must(t, j.SettleRecord(id, Resolution{Outcome: NotCreated}))
	if r := last(t, j); r.Unsettled() || r.Resolution.Outcome != NotCreated || len(unsettled(t, j)) != 0 {
		t.Errorf("settled: %+v", r)
	}
	if left := flightLocks(t, dir); len(left) != 0 {
		t.Errorf("settling left %v", left)
	}
}

const (
	processes = 20
	each      = 20
)

// manyTask sends many requests. All of them get their fate while it lives.
func manyTask(dir string) error {
	j, err := Open(dir)
	if err != nil {
		return err
	}
	for i := range each {
		e := entry(fmt.Sprintf("%d of %d", i, os.Getpid()))
		f, err := beginAnyway(j, e)
		if err != nil {
			return err
		}
		id := "epn of " + e.Order.EPNInstanceName
		if err := f.RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: id}); err != nil {
			return err
		}
		fmt.Println(f.Entry.ID)
	}
	return nil
}

func TestManyProcessesAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var children []*child
	for range processes {
		children = append(children, start(t, "many", dir))
	}
	j := open(t, dir)
	for finished := range each { // whoever looks meanwhile sees whole lines, and no request as abandoned
		children[0].line(t)
		n := 0
		for _, r := range records(t, j, 0) {
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
		c.end(t)
	}
	seen := map[string]bool{}
	for _, r := range records(t, j, 0) {
		if r.Resolution.EPNInstanceID != "epn of "+r.Order.EPNInstanceName {
			t.Errorf("a foreign fate: %+v", r)
		}
		seen[r.ID] = true
	}
	if len(seen) != processes*each {
		t.Errorf("%d requests, want %d", len(seen), processes*each)
	}
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) != 2 || left[0].Name() != journalFile || left[1].Name() != lockFile {
		t.Errorf("left: %v", left)
	}
}

// A fate that cannot be written leaves the request unsettled, not in flight.
func TestFinishThatFails(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := open(t, dir)
	f := begin(t, j, "edge lab")
	path := filepath.Join(dir, journalFile)
	must(t, os.Rename(path, path+".aside"))
	must(t, os.Mkdir(path, 0o700))
	if err := f.RecordOutcome(Resolution{Outcome: Created}); err == nil {
		t.Error("a fate was written into a directory")
	}
	must(t, os.Remove(path))
	must(t, os.Rename(path+".aside", path))
	if r := last(t, j); !r.Unsettled() {
		t.Errorf("%+v", r)
	}
	if left := flightLocks(t, dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}
