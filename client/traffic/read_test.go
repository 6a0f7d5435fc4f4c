package traffic

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// rows writes lines as Read takes them: n samples in ascending order.
func rows(start time.Time, n int, mbps func(i int) float64) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s,%g\n", start.Add(time.Duration(i)*Every).Format(time.RFC3339), mbps(i))
	}
	return b.String()
}

func steady(int) float64 { return 10 }

func TestReadAcceptedForms(t *testing.T) {
	t.Parallel()
	const a, b = "2026-10-01T00:00:00+08:00,41.2", "2026-10-01T00:05:00+08:00,7"
	for name, text := range map[string]string{
		"plain":               a + "\n" + b + "\n",
		"no last newline":     a + "\n" + b,
		"header":              "time,mbps\n" + a + "\n" + b + "\n",
		"quoted header":       "\"time (local, with offset)\",\"Mbit/s\"\n" + a + "\n" + b + "\n",
		"Chinese header":      "时间,带宽\n" + a + "\n" + b + "\n",
		"header in GBK":       "\xca\xb1\xbc\xe4,\xb4\xf8\xbf\xed\n" + a + "\n" + b + "\n",
		"BOM":                 "\uFEFF" + a + "\n" + b + "\n",
		"BOM and header":      "\uFEFFtime,mbps\n" + a + "\n" + b + "\n",
		"CRLF":                "time,mbps\r\n" + a + "\r\n" + b + "\r\n",
		"CR CR LF":            a + "\r\r\n" + b + "\r\r\n",
		"blank last lines":    a + "\n" + b + "\n\n  \n",
		"blank lines between": "time,mbps\n\n" + a + "\n\n" + b + "\n\n",
		"quoted":              `"2026-10-01T00:00:00+08:00","41.2"` + "\n" + `"2026-10-01T00:05:00+08:00","7"` + "\n",
		"spaces":              " 2026-10-01T00:00:00+08:00 , 41.2\t\n\t2026-10-01T00:05:00+08:00,\" 7 \" \n",
		"another offset":      "2026-09-30T16:00:00Z,41.2\n2026-10-01T05:05:00+13:00,7\n",
		"fraction":            "2026-10-01T00:00:00.000+08:00,4.12e1\n2026-10-01T00:05:00.0+08:00,+7.\n",
	} {
		s, err := Read(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		first := time.Date(2026, time.September, 30, 16, 0, 0, 0, time.UTC)
		if len(s.Samples) != 2 || !s.Samples[0].Time.Equal(first) || !s.Samples[1].Time.Equal(first.Add(Every)) ||
			s.Samples[0].Mbps != 41.2 || s.Samples[1].Mbps != 7 {
			t.Errorf("%s: got %v", name, s.Samples)
		}
		if !s.From.Equal(first) || !s.To.Equal(first.Add(Every)) || s.Gaps != nil || s.crowded != 0 {
			t.Errorf("%s: from %v to %v, gaps %v, crowded %d", name, s.From, s.To, s.Gaps, s.crowded)
		}
	}
}

func TestReadKeepsTheZone(t *testing.T) {
	t.Parallel()
	s, err := Read(strings.NewReader("2026-10-01T00:00:00+05:45,1\n2026-10-01T00:05:00Z,1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if from, to := s.From.Format(time.RFC3339), s.To.Format(time.RFC3339); from != "2026-10-01T00:00:00+05:45" || to != "2026-10-01T00:05:00Z" {
		t.Errorf("from %s to %s", from, to)
	}
}

func TestReadValues(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"0": 0, "-0": 0, "-0.00": 0, ".5": 0.5, "1e3": 1000, "1E-2": 0.01, "10000000": 10_000_000, "007": 7, "1e-400": 0,
	} {
		s, err := Read(strings.NewReader("2026-10-01T00:00:00Z," + text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := fmt.Sprint(s.Samples[0].Mbps); got != fmt.Sprint(want) { // as text, which shows a negative zero
			t.Errorf("%s: got %s, want %v", text, got, want)
		}
	}
}

func TestGaps(t *testing.T) {
	t.Parallel()
	s, err := Read(strings.NewReader(strings.Join([]string{
		"time,mbps",
		"2026-10-01T00:00:00Z,1",
		"2026-10-01T00:05:40Z,1", // late, and none missing
		"2026-10-01T00:10:00Z,1",
		"2026-10-01T00:20:00Z,1", // 00:15 is missing
		"",
		"2026-10-01T00:22:00Z,1", // too early
		"2026-10-02T00:20:00Z,1", // 00:27 … 00:17 are missing
		"9999-10-02T00:20:00Z,1", // further than a time.Duration reaches
	}, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range s.Gaps {
		got = append(got, fmt.Sprint(g.Line, " ", g.After.Format(time.RFC3339), " ", g.Missing))
	}
	want := []string{
		"5 2026-10-01T00:10:00Z 1",
		"8 2026-10-01T00:22:00Z 287",       // 23 h 58 min are 287.6 steps, to the nearest 288
		"9 2026-10-02T00:20:00Z 838678463", // 7,973 years with 1,933 leap days are 2,912,078 days
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if s.crowded != 1 {
		t.Errorf("crowded: %d", s.crowded)
	}
}

func TestMostSamples(t *testing.T) {
	t.Parallel()
	leapYear := time.Date(2028, time.January, 1, 0, 0, 0, 0, time.UTC)
	most := "time,mbps\n" + rows(leapYear, MaxSamples, steady)
	s, err := Read(strings.NewReader(most))
	if err != nil || len(s.Samples) != MaxSamples || s.Gaps != nil {
		t.Fatalf("a leap year: %v, %d samples, %d gaps", err, len(s.Samples), len(s.Gaps))
	}
	if want := time.Date(2028, time.December, 31, 23, 55, 0, 0, time.UTC); !s.To.Equal(want) {
		t.Errorf("ends at %v, want %v", s.To, want)
	}
	_, err = Read(strings.NewReader(most + "\n2029-01-01T00:00:00Z,10\n"))
	wantProblem(t, "one more", err, Problem{Line: MaxSamples + 3, Kind: TooMany})
}

// endless is a file without end.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestEndlessFiles(t *testing.T) {
	t.Parallel()
	_, err := Read(endless('\n'))
	wantProblem(t, "blank lines", err, Problem{Line: maxLines + 1, Kind: TooMany})
	_, err = Read(endless('7'))
	wantProblem(t, "one line", err, Problem{Line: 1, Kind: LineTooLong, Value: strings.Repeat("7", MaxLine)})
	_, err = Read(endless(0))
	wantProblem(t, "zeros", err, Problem{Line: 1, Kind: NotText, Value: strings.Repeat("\x00", MaxLine)})
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is broken")
	_, err := Read(io.MultiReader(strings.NewReader("2026-10-01T00:00:00Z,1\n2026-10-01T00:0"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want the reader's own error", err)
	}
	s, err := Read(iotest.OneByteReader(strings.NewReader("2026-10-01T00:00:00Z,1\n2026-10-01T00:05:00Z,2")))
	if err != nil || len(s.Samples) != 2 {
		t.Errorf("byte by byte: %v, %v", s.Samples, err)
	}
}
