package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkLongJournal compares what it takes to record an order in a journal of 100,000, and to
// find those that are unsettled, with reading its file.
func BenchmarkLongJournal(b *testing.B) {
	j := open(b, b.TempDir())
	at := RecordedTime(time.Now()).Add(-time.Hour)
	var lines []line
	for i := range 100_000 {
		e := entry(fmt.Sprintf("edge lab %d", i))
		e.ID, e.Time, e.Run = fmt.Sprintf("20261122-101112-%08d", i), at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		e.Profile, e.Source = "default", "config.json"
		end := Resolution{ID: e.ID, Time: at, Outcome: Created, EPNInstanceID: fmt.Sprintf("epn-%020d", i), Ended: at}
		end.RequestID = "80CB7AED-3D68-43A6-93E5-96DB64226F58"
		lines = append(lines, line{Sent: &e}, line{Resolution: &end})
	}
	must(b, j.appendLines(lines...))
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			_, err := os.ReadFile(filepath.Join(j.dir, journalFile))
			must(b, err)
		}
	})
	b.Run("send", func(b *testing.B) {
		for b.Loop() {
			f, err := beginAnyway(j, entry("edge lab"))
			must(b, err)
			must(b, f.RecordOutcome(Resolution{Outcome: "refused"}))
		}
	})
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			_, err := j.FindUnsettled()
			must(b, err)
		}
	})
}
