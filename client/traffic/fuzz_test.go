package traffic

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// FuzzRead: whatever is read is in order, within its limits, and the same when
// it is written and read again; whatever is not has its problems in lines of it.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"", "time,mbps\n", "\uFEFFtime,mbps\r\n2026-10-01T00:00:00+08:00,41.2\r\n",
		"2026-10-01T00:00:00Z,1\n2026-10-01T00:05:00.5-12:30,-0\n\n2026-10-07T00:00:00Z,1e-9\n",
		"\"2026-10-01T00:00:00Z\" , \"1\"\n2026-11-01T00:00:00+14:00,2\n2026-10-31T00:05:00-11:00,3\n",
		"0000-01-01T00:00:00+23:59,1\n9999-12-31T23:59:59.999999999-23:59,10000000\n",
		"2026-10-01T00:00:00Z,0x1p-2", "x\n2026-10-01T00:00:00Z,1\n\ny\n2026-10-01T00:00:00Z,-1\n", "2026-10-01T00:00:00Z,1e400", "\x00\xff", "\x7fELF\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(bytes.NewReader(data))
		if err != nil {
			checkProblem(t, data, err)
			return
		}
		checkSeries(t, s)

		var b strings.Builder
		for _, sample := range s.Samples {
			fmt.Fprintf(&b, "%s,%v\n", sample.Time.Format(time.RFC3339Nano), sample.Mbps)
		}
		again, err := Read(strings.NewReader(b.String()))
		if err != nil {
			t.Fatalf("written and read again: %v", err)
		}
		was, err := json.Marshal(s.Summary())
		if err != nil {
			t.Fatal(err)
		}
		if is, err := json.Marshal(again.Summary()); err != nil || !bytes.Equal(was, is) || !slices.Equal(s.Downsample(7), again.Downsample(7)) {
			t.Fatalf("was %s, is %s: %v", was, is, err)
		}
	})
}

func checkProblem(t *testing.T, data []byte, err error) {
	t.Helper()
	var all *Problems
	if !errors.As(err, &all) || len(all.First) == 0 || len(all.First) > MaxProblems || all.More > 0 && len(all.First) < MaxProblems {
		t.Fatalf("%v", err)
	}
	lines, last := bytes.Split(data, []byte("\n")), 0
	for _, p := range all.First {
		switch {
		case !slices.Contains(Kinds(), p.Kind) || len(p.Value) > MaxLine:
			t.Fatalf("%+v", p)
		case p.Kind == NoSamples:
			if p.Line != 0 || p.Value != "" || len(all.First) > 1 {
				t.Fatalf("%+v", all)
			}
		case p.Line <= last || p.Line > len(lines) || !bytes.Contains(lines[p.Line-1], []byte(p.Value)):
			t.Fatalf("%+v is not in that line, or not in order", p)
		}
		last = p.Line
	}
}

func checkSeries(t *testing.T, s Series) {
	t.Helper()
	if n := len(s.Samples); n == 0 || n > MaxSamples || !s.From.Equal(s.Samples[0].Time) || !s.To.Equal(s.Samples[n-1].Time) {
		t.Fatalf("%d samples from %v to %v", n, s.From, s.To)
	}
	for i, sample := range s.Samples {
		if !(sample.Mbps >= 0 && sample.Mbps <= MaxMbps) || i > 0 && !sample.Time.After(s.Samples[i-1].Time) {
			t.Fatalf("sample %d: %v after %v", i, sample, s.Samples[max(i-1, 0)])
		}
	}
	for _, g := range s.Gaps {
		if g.Missing < 1 || g.Line < 2 || g.After.Before(s.From) || !g.After.Before(s.To) {
			t.Fatalf("gap %+v from %v to %v", g, s.From, s.To)
		}
	}
	var highest float64
	for i, m := range s.Months() {
		if i > 0 && m.Month <= s.Months()[i-1].Month {
			t.Fatalf("%s follows %s", m.Month, s.Months()[i-1].Month)
		}
		if slices.Max(m.DailyPeaks) != m.Maximum || m.Percentile95 > m.Maximum || len(m.DailyPeaks) > 31 || (m.FourthPeak != nil) != (len(m.DailyPeaks) >= 4) {
			t.Fatalf("%+v", m)
		}
		highest = max(highest, m.Maximum)
	}
	if got := s.Downsample(7); len(got) != 7 || slices.Max(got) != highest {
		t.Fatalf("columns %v of maximum %v", got, highest)
	}
}
