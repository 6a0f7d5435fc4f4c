package traffic

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// BenchmarkYear reads a year of one-minute samples and works out what would be
// billed for it: in under half a second and 64 MiB beside the text itself, and
// ENS's JSON, which is five times as long, in under a second.
func BenchmarkYear(b *testing.B) {
	for name, format := range map[string]func(at time.Time, mbps int) string{
		"offset":        func(at time.Time, mbps int) string { return fmt.Sprintf("%s;%d Mb/s\n", at.Format(time.RFC3339), mbps) },
		"local":         func(at time.Time, mbps int) string { return fmt.Sprintf("%s;%d\n", at.Format("2.1.2006 15:04"), mbps) },
		"date and time": func(at time.Time, mbps int) string { return fmt.Sprintf("%s,%d\n", at.Format(time.DateTime), mbps) },
		"ENS": func(at time.Time, mbps int) string {
			return fmt.Sprintf(`[{"TimeStamp": "%s", "UpBandWidth": %d, "DownBandWidth": 9000000, "InternetTX": 999999999, "InternetRX": 999999999}]`+"\n",
				at.UTC().Format(time.RFC3339), mbps*1e6)
		},
		"RRDtool": func(at time.Time, mbps int) string { return fmt.Sprintf("[%d,%e]\n", at.Unix(), float64(mbps)*1e6) },
	} {
		var year strings.Builder
		at := time.Date(2026, time.January, 1, 0, 0, 0, 0, BillZone)
		for i := range 365 * 24 * 60 {
			year.WriteString(format(at, i*7919%10_000))
			at = at.Add(time.Minute)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(year.Len()))
			b.ReportAllocs()
			for b.Loop() {
				s, err := ReadRecording(strings.NewReader(year.String()), Options{})
				if err != nil || len(s.BillMonths(nil)) != 12 {
					b.Fatal(err)
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapSys>>20), "MiB")
			}
		})
	}
}
