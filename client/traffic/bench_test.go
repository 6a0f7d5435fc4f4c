package traffic

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// BenchmarkYear reads a year of one-minute samples and works out what would be
// billed for it: in under half a second and 64 MiB.
func BenchmarkYear(b *testing.B) {
	for name, layout := range map[string]string{"offset": time.RFC3339, "local": "2.1.2006 15:04", "date and time": time.DateTime} {
		var year strings.Builder
		at := time.Date(2026, time.January, 1, 0, 0, 0, 0, BillZone)
		for i := range 365 * 24 * 60 {
			fmt.Fprintf(&year, "%s;%d Mb/s\n", at.Format(layout), i*7919%10_000)
			at = at.Add(time.Minute)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(year.Len()))
			b.ReportAllocs()
			for b.Loop() {
				s, err := Read(strings.NewReader(year.String()), Options{})
				if err != nil || len(s.Months(nil)) != 12 {
					b.Fatal(err)
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapSys>>20), "MiB")
			}
		})
	}
}
