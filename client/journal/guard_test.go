package journal

import (
	"bytes"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"epn-wizard/client"
)

func guarded(t *testing.T) *Journal {
	t.Helper()
	j, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func begun(t *testing.T, j *Journal) *InFlight {
	t.Helper()
	f, err := beginAnyway(j, Entry{Target: "live", Looked: true, Order: client.Order{EPNInstanceName: "edge lab"}})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func record(t *testing.T, j *Journal, id string) Record {
	t.Helper()
	records, _, err := j.ReadRecords()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if r.ID == id {
			return r
		}
	}
	t.Fatal("no record " + id)
	return Record{}
}

var byHand = Resolution{Outcome: NotCreated}

func TestASettledRequestStaysSettled(t *testing.T) {
	t.Parallel()
	j := guarded(t)
	f := begun(t, j)
	if err := f.RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-1"}); err != nil {
		t.Fatal(err)
	}
	if err := j.SettleRecord(f.Entry.ID, byHand); err == nil {
		t.Error("a created instance was declared not to exist")
	}
	if r := record(t, j, f.Entry.ID); r.Resolution.EPNInstanceID != "epn-1" {
		t.Errorf("its id is lost: %+v", r.Resolution)
	}
}

func TestALivingRequestIsNotSettled(t *testing.T) {
	t.Parallel()
	j := guarded(t)
	f := begun(t, j)
	if err := j.SettleRecord(f.Entry.ID, byHand); err == nil {
		t.Error("a request that is under way was settled")
	}
	if !record(t, j, f.Entry.ID).InFlight {
		t.Error("it counts as dead from then on")
	}
	if err := f.RecordOutcome(Resolution{Outcome: string(client.Unknown)}); err != nil {
		t.Error(err)
	}
}

func TestNobodyElsesRequestIsSettled(t *testing.T) {
	t.Parallel()
	j := guarded(t)
	if err := j.SettleRecord("../no-such-request", byHand); err == nil {
		t.Error("a fate of no request was recorded")
	}
}

func TestAnInstanceHasOneRequest(t *testing.T) {
	t.Parallel()
	j := guarded(t)
	var ids []string
	for range 2 {
		f := begun(t, j)
		if err := f.RecordOutcome(Resolution{Outcome: string(client.Unknown)}); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, f.Entry.ID)
	}
	found := Resolution{Outcome: Created, EPNInstanceID: "epn-1", ByLookup: true}
	first, second := j.SettleRecord(ids[0], found), j.SettleRecord(ids[1], found)
	if first != nil || second == nil {
		t.Errorf("both took it: %v, %v", first, second)
	}
}

// damage gives a journal of two created requests as damage left it.
func damage(t *testing.T, do func(lines [][]byte)) []Record {
	t.Helper()
	j := guarded(t)
	for _, id := range []string{"epn-1", "epn-2"} {
		if err := begun(t, j).RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: id}); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(j.dir, journalFile)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	do(lines)
	if err := os.WriteFile(path, bytes.Join(lines, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	records, _, err := j.ReadRecords()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestAGarbledLineEndCostsNothing(t *testing.T) {
	t.Parallel()
	records := damage(t, func(lines [][]byte) { lines[2][len(lines[2])-1] = 'x' }) // between the second request and its fate
	if len(records) != 2 || records[1].Resolution.EPNInstanceID != "epn-2" {
		t.Errorf("got %+v", records)
	}
}

func TestAFateOutlivesItsRequest(t *testing.T) {
	t.Parallel()
	records := damage(t, func(lines [][]byte) { lines[2][20] ^= 1 })
	if len(records) != 2 || records[1].Resolution.EPNInstanceID != "epn-2" || records[1].ID == "" {
		t.Errorf("the id of an instance that exists is lost: %+v", records)
	}
}

// While one process sends, another that reads sees each request in flight or
// settled: nothing ever looks lost that is not.
func TestReadingBesideWriting(t *testing.T) {
	t.Parallel()
	j := guarded(t)
	var done atomic.Bool
	go func() {
		defer done.Store(true)
		for range 150 {
			f, err := beginAnyway(j, Entry{Target: "live"})
			if err != nil {
				t.Error(err)
				return
			}
			if err := f.RecordOutcome(Resolution{Outcome: string(client.Refused)}); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	unsettled, damaged := 0, 0
	for !done.Load() {
		records, torn, err := j.ReadRecords()
		if err != nil {
			t.Fatal(err)
		}
		damaged += len(torn)
		for _, r := range records {
			if r.Unsettled() {
				unsettled++
			}
		}
	}
	if unsettled != 0 || damaged != 0 {
		t.Errorf("%d times unsettled, %d times damaged", unsettled, damaged)
	}
}
