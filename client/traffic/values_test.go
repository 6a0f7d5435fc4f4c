package traffic

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// TestRates: a cell has thousands and decimals, and perhaps a unit. Where commas part no cells, they part decimals.
func TestRates(t *testing.T) {
	t.Parallel()
	const points = "time,rate\n2026-10-01T00:00:00Z,\"CELL\"\n"
	const commas = "Datum Uhrzeit;Datum Uhrzeit(RAW);Traffic ausgehend (kbit/s)\n01.10.2026 00:00:00;46296,2917;CELL\n"
	for file, cells := range map[string]map[string]float64{
		points: {
			"0": 0, "-0": 0, ".5": 0.5, "1e3": 1000, "10000": 10000, "20 Mb/s": 20, "20 Mbps": 20, "20 Mbit/s": 20,
			"980 kb/s": 0.98, "1.5 Gbit/s": 1500, "2 MB/s": 16, "2 MiB/s": 16.777216, "8000 bits/sec": 0.008,
			"1 megabit per second": 1, "< 0.01 Mbit/s": 0.01, "1,234 kbit/s": 1.234,
			"1,234.5": 1234.5, "1 234.5": 1234.5, "1,234,567 bit/s": 1.234567, "48700000 bit/s": 48.7,
		},
		commas: {
			"8.000": 8, "8.000,5 kbit/s": 8.0005, "1 234,5": 1.2345, "0,020 Gbit/s": 20,
			"1.234.567 kbit/s": 1234.567, "20,500": 0.0205, "800": 0.8, "1234": 1.234,
		},
	} {
		for cell, want := range cells {
			got := mustRead(t, strings.Replace(file, "CELL", cell, 1), Options{}).Samples[0].Mbps
			if got != want || math.Signbit(got) {
				t.Errorf("%s: %v, want %v", cell, got, want)
			}
		}
	}
	for _, cell := range []string{"20,5", "0,020", "1.234,5", "1,23", "1,2345", "1.234.567"} {
		text := strings.Replace(points, "CELL", "1", 1) + "2026-10-01T00:05:00Z,\"" + cell + "\"\n"
		checkProblem(t, text, Options{}, "3 not-a-number "+cell)
	}
	text := strings.Replace(commas, "CELL", "1", 1) + "01.10.2026 00:05:00;1,00001;20.5\n"
	checkProblem(t, text, Options{}, "3 not-a-number 20.5")
	for _, text := range []string{"", "bytes", "MB", "pps", "Mpkt/s", "b", "time"} {
		if u, ok := ParseUnit(text); ok {
			t.Errorf("%q is the unit %v", text, u)
		}
	}
}

// TestOptions: which direction counts, also where one is missing, and in which unit.
func TestOptions(t *testing.T) {
	t.Parallel()
	kilo, _ := ParseUnit("kbps")
	const both, a, b = "time,in,out\n", "2026-10-01T00:00:00Z,", "\n2026-10-01T00:05:00Z,"
	for _, c := range []struct {
		text string
		o    Options
		want string // the rates, the unit, and whether UpBandWidth is outbound
	}{
		{both + a + "30,20", Options{}, "[30] Mbit/s false"},
		{both + a + "30,20", Options{Direction: Sum}, "[50] Mbit/s false"},
		{both + a + "30,20", Options{Direction: Out}, "[20] Mbit/s false"},
		{both + a + ",20" + b + "NaN,", Options{Direction: Sum}, "[20] Mbit/s false"},
		{ensReply(0, 2), Options{Direction: Out}, "[20 20] bit/s true"},
		{"time,Mbit/s\n" + a + "5000" + b + "2000 Mb/s", Options{Unit: kilo}, "[5 2] kbit/s false"},
	} {
		s, rates := mustRead(t, c.text, c.o), []float64{}
		for _, sample := range s.Samples {
			rates = append(rates, sample.Mbps)
		}
		if got := fmt.Sprint(rates, " ", s.Reading.Unit, " ", s.Reading.UpIsOut); got != c.want {
			t.Errorf("%s with %+v: got %s, want %s", c.text, c.o, got, c.want)
		}
	}
}

// TestProblems: a file that cannot be used has one problem, with its line.
func TestProblems(t *testing.T) {
	t.Parallel()
	const a, b = "time,mbps\n2026-10-01T00:00:00Z,1\n", "2026-10-01T00:05:00Z,"
	for _, c := range []struct{ text, want string }{ // its line, kind, value
		{"", "0 no-samples "}, {"time,mbps\n", "0 no-samples "}, {"root:x:0:0\nbin:x:1:1\n", "0 no-samples "},
		{"\x7fELF\x00\x01", "1 not-a-table "}, {"\n<html>\n", "1 not-a-table "},
		{"{\"a\":[1, 2", "1 broken "}, {"{\"a\":\n[{\"TimeStamp\": oops", "2 broken "}, {"[]]", "1 broken "},
		{"[1\n,\"", "2 broken "}, {strings.Repeat("[", 20_000), "1 broken "},
		{"[" + strings.Repeat("x,", 20_000), "1 broken "},
		{"[" + strings.Repeat("true,", 20_000), "1 broken "},
		{"2026-13-01T00:00:00Z,1\n", "1 not-a-time 2026-13-01T00:00:00Z"},
		{a + "2026-10-32T00:05:00Z,1\n2026-10-01T00:10:00Z,1\n", "3 not-a-time 2026-10-32T00:05:00Z"},
		{"2026-10-32T00:05:00Z,1\n" + b + "1\n2026-10-01T00:10:00Z,1\n", "1 not-a-time 2026-10-32T00:05:00Z"},
		{a + "\"" + strings.Repeat("x,1\n", 1000) + "\n", "3 not-a-time " + strings.Repeat("x,1\n", 25)},
		{"time,a\n2026-10-01T00:00:00Z,x\n", "2 no-rate 2026-10-01T00:00:00Z,x"},
		{"time,bytes\n2026-10-01T00:00:00Z,5\n", "2 no-rate 2026-10-01T00:00:00Z,5"},
		{`[{"TimeStamp":"2026-10-01T00:00:00Z","InternetRX":5,"InternetTX":5}]`, "1 no-rate 2026-10-01T00:00:00Z,5,5"},
		{"time,a,b\n2026-10-01T00:00:00Z,1,2\n", "2 which-column a, b"},
		{"time,a in,b in\n2026-10-01T00:00:00Z,1,2\n", "2 which-column a in, b in"},
		{a + b + "1\n2026-10-01T00:10:00Z,x\n", "4 not-a-number x"}, {a + b + "0x10\n", "3 not-a-number 0x10"},
		{a + b + "Inf\n", "3 not-a-number Inf"}, {a + b + "-1\n", "3 negative -1"}, {a + b + "10000.1\n", "3 absurd 10000.1"},
		{a + "2026-10-01T00:00:00Z,2\n", "3 contradicting "},
		{a + "2026-10-01T00:10:00Z,1\n" + b + "1\n2026-10-01T00:15:00Z,1\n", "4 unordered "},
		{a + b + "4,1\n", "3 extra-cells 2026-10-01T00:05:00Z,4,1"},
		{"time,in,out\n2026-10-01T00:00:00Z,4,5,9,5\n", "2 extra-cells 2026-10-01T00:00:00Z,4,5,9,5"},
		{writePlain(october, Every, MaxSamples+1, weekOf), "105410 too-many "},
	} {
		checkProblem(t, c.text, Options{}, c.want)
	}
	checkProblem(t, "time,a,b\n"+b+"1,2\n", Options{Columns: []string{"c", "b", "9"}}, "2 no-column a, b without c, 9")
	checkProblem(t, ensReply(0, 2), Options{Columns: []string{"InternetTX"}},
		"1 no-column UpBandWidth, DownBandWidth without InternetTX")
	checkProblem(t, "time,in\n"+b+"1\n", Options{Direction: Out}, "2 no-outbound in")
	checkProblem(t, "time,in,out\n"+b+"1,2\n", Options{Direction: Out, Columns: []string{"in"}}, "2 no-outbound in")
}

func checkProblem(t *testing.T, text string, o Options, want string) {
	t.Helper()
	_, err := ReadRecording(strings.NewReader(text), o)
	p := new(Problem)
	if !errors.As(err, &p) {
		t.Fatalf("%.80q: %v", text, err)
	}
	got := fmt.Sprintf("%d %s %s", p.Line, p.Kind, p.Value)
	if len(p.Missing) > 0 {
		got += " without " + strings.Join(p.Missing, ", ")
	}
	if got != want {
		t.Errorf("%.80q: got %s, want %s", text, got, want)
	}
}

// endless is a file without end.
type endless string

func (e endless) Read(p []byte) (n int, err error) {
	for n+len(e) <= len(p) {
		n += copy(p[n:], e)
	}
	return n, nil
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is broken")
	for _, text := range []string{
		"", "2026-10-01T00:00:00Z,1\n2026-10-01T00:0", writePlain(october, Every, 20_000, weekOf),
		ensReply(0, 3000)[:300_000],
	} {
		_, err := ReadRecording(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), Options{})
		if !errors.Is(err, broken) {
			t.Errorf("%.20q: got %v, want the reader's own error", text, err)
		}
	}
	for _, text := range []string{"2026-10-01T00:00:00Z,1\n2026-10-01T00:05:00Z,2", ensReply(0, 2)} {
		s, err := ReadRecording(iotest.OneByteReader(strings.NewReader(text)), Options{})
		if err != nil || len(s.Samples) != 2 {
			t.Errorf("byte by byte: %v, %v", s.Samples, err)
		}
	}
	for text, kind := range map[endless]Kind{"\x00": NotTable, "2026-10-01T00:00:00Z,1\n": TooMany} {
		_, err := ReadRecording(bufio.NewReader(text), Options{})
		if p := new(Problem); !errors.As(err, &p) || p.Kind != kind {
			t.Errorf("%q for ever: %v, want %s", text, err, kind)
		}
	}
}

// FuzzRead: whatever is read is in order, within its limits and a year, and what is not has one problem in a line.
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
			if slices.Max(m.DailyPeaks) != m.Maximum || len(m.DailyPeaks) > m.Days ||
				m.Percentile95 > roundToHundredths(m.Maximum) || len(m.Samples)+m.Missing > 31*288+12 ||
				(m.FourthPeak != nil) != (len(m.DailyPeaks) >= 4) {
				t.Fatalf("%+v", m.DailyPeaks)
			}
		}
		if _, err := json.Marshal(s.BillMonths(nil)); err != nil {
			t.Fatal(err)
		}
	})
}
