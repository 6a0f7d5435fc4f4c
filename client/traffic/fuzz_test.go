package traffic

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// FuzzRead: whatever is read is in order, within its limits and a year, and
// what is not has one problem, in a line of it.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"", "time,mbps\n", "\uFEFFtime,mbps\r\n2026-10-01T00:00:00+08:00,41.2\r\n", "\x00\xff", "[[[[[", "\"",
		"1790784000;20 Mb/s\n1790784060;\"20,5 kb/s\"\n", ensReply(0, 3), ensReply(3, 5) + ensReply(0, 4),
		"time,mbps\n2026-10-01T00:00:00Z,1.235\n", // whose percentile is rounded up
		"2026-10-01T00:00:00Z,1\n2026-10-01T00:05:00.5-12:30,-0\n\n2026-10-07T00:00:00Z,1e-9\n",
		"10/1/2026 12:00:00 AM - 12:05:00 AM,\"1,234 kbit/s\",5 %\n", "01.10.2026 24:00\t5\n",
		`{"legend":["in\\"],"data":[[1790784000,1],[1790784300,null]]}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ReadRecording(strings.NewReader(string(data)), Options{})
		if err != nil {
			p, ok := err.(*Problem)
			if !ok || p.Kind == "" || p.Line < 0 || p.Line > strings.Count(string(data), "\n")+1 {
				t.Fatalf("%v", err)
			}
			return
		}
		if n := len(s.Samples); n == 0 || n > MaxSamples {
			t.Fatalf("%d samples", n)
		}
		for i, sample := range s.Samples {
			if !(sample.Mbps >= 0 && sample.Mbps <= MaxMbps) || i > 0 && sample.Time.Before(s.Samples[i-1].Time) {
				t.Fatalf("sample %d: %v after %v", i, sample, s.Samples[max(i-1, 0)])
			}
		}
		for _, m := range s.BillMonths(nil) {
			if slices.Max(m.DailyPeaks) != m.Maximum || m.Percentile95 > roundToHundredths(m.Maximum) ||
				len(m.DailyPeaks) > m.Days || (m.FourthPeak != nil) != (len(m.DailyPeaks) >= 4) || len(m.Samples)+m.Missing > 31*288+12 {
				t.Fatalf("%+v", m.DailyPeaks)
			}
		}
		if _, err := json.Marshal(s.BillMonths(nil)); err != nil {
			t.Fatal(err)
		}
	})
}
