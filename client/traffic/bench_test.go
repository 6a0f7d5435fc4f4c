package traffic

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"
	"time"
)

// year is a year of one-minute samples.
func year(layout, format string, scale float64) string {
	from := time.Date(2026, time.January, 1, 0, 0, 0, 0, BillZone)
	return writeRows(from, time.Minute, 365*24*60, layout, format, func(i int) float64 {
		return float64(i*7919%10_000) * scale
	})
}

// BenchmarkYear reads a year of one-minute samples and works out what would be
// billed for it: in under half a second and 64 MiB beside the text itself, also
// ENS's JSON, which is five times as long. A look at whether that is well-formed
// is the measure.
func BenchmarkYear(b *testing.B) {
	ens := ensHead + strings.TrimSuffix(year("2006-01-02T15:04:05Z", ensRow, 1e6), ",") + "]}}"
	for name, text := range map[string]string{
		"offset":  year(time.RFC3339, "TIME;RATE Mb/s\n", 1),
		"local":   year("2.1.2006 15:04", "TIME;RATE\n", 1),
		"RRDtool": "[" + strings.TrimSuffix(year("s", "[TIME,RATE],", 1e6), ",") + "]",
		"ENS":     ens,
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s, err := ReadRecording(strings.NewReader(text), Options{})
				if err != nil || len(s.BillMonths(nil)) < 12 {
					b.Fatal(err)
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapSys>>20), "MiB")
			}
		})
	}
	b.Run("measure", func(b *testing.B) {
		b.SetBytes(int64(len(ens)))
		for b.Loop() {
			if !json.Valid([]byte(ens)) {
				b.Fatal("it is not valid")
			}
		}
	})
}
