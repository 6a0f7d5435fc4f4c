package journal

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// longJournal makes a journal of so many requests, each with its end.
func longJournal(b testing.TB, n int) *Journal {
	b.Helper()
	const request = "80CB7AED-3D68-43A6-93E5-96DB64226F58"
	var data bytes.Buffer
	at := time.Now().UTC().Add(-time.Hour).Truncate(time.Millisecond)
	for i := range n {
		e := entry(fmt.Sprintf("edge lab %d", i))
		e.ID, e.Time, e.Run = fmt.Sprintf("20261122-101112-%08d", i), at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		e.Profile, e.Source = "default", "config.json"
		end := Resolution{ID: e.ID, Time: at, Outcome: Created, RequestID: request, Ended: at}
		end.EPNInstanceID = fmt.Sprintf("epn-%020d", i)
		for _, l := range []line{{Sent: &e}, {Resolution: &end}} {
			text, err := l.encodeLine()
			if err != nil {
				b.Fatal(err)
			}
			data.Write(text)
		}
	}
	j, err := Open(b.TempDir())
	if err == nil {
		err = os.WriteFile(filepath.Join(j.dir, journalFile), data.Bytes(), 0o600)
	}
	if err != nil {
		b.Fatal(err)
	}
	return j
}

// BenchmarkLongJournal compares what it takes to record an order in a journal of
// 100,000 with reading its file.
func BenchmarkLongJournal(b *testing.B) {
	j := longJournal(b, 100_000)
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := os.ReadFile(filepath.Join(j.dir, journalFile)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("send", func(b *testing.B) {
		for b.Loop() {
			o, err := j.FindObstacles(entry("edge lab"), time.Now())
			if err != nil {
				b.Fatal(err)
			}
			f, stands, err := j.BeginRequest(entry("edge lab"), o)
			if err != nil || stands != nil {
				b.Fatal(stands, err)
			}
			if err := f.RecordOutcome(Resolution{Outcome: "refused"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if _, err := j.FindUnsettled(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
