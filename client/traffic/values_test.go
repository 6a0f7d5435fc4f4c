package traffic

import (
	"math"
	"strings"
	"testing"
)

// TestDirections: what counts of inbound 30 and outbound 20.
func TestDirections(t *testing.T) {
	t.Parallel()
	for direction, want := range map[Direction]float64{"": 30, Max: 30, Sum: 50, Out: 20} {
		s := mustRead(t, "time,in,out\n2026-10-01T00:00:00Z,30,20\n", Options{Direction: direction})
		if got := s.Samples[0].Mbps; got != want {
			t.Errorf("%q: %v, want %v", direction, got, want)
		}
	}
	s := mustRead(t, "time,in,out\n2026-10-01T00:00:00Z,,20\n2026-10-01T00:05:00Z,NaN,\n", Options{Direction: Sum})
	if len(s.Samples) != 1 || s.Samples[0].Mbps != 20 {
		t.Errorf("one of two is missing: %v", s.Samples)
	}
	s = mustRead(t, ensReply(0, 3), Options{Direction: Out})
	if !s.Reading.UpIsOut || s.Samples[0].Mbps != 20 || s.Reading.Unit != "bit/s" {
		t.Errorf("ENS's outbound: %+v", s)
	}
}

func TestRates(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]float64{
		"0": 0, "-0": 0, ".5": 0.5, "1e3": 1000, "10000": 10000, "20 Mb/s": 20, "20 Mbps": 20, "20 Mbit/s": 20,
		"980 kb/s": 0.98, "1.5 Gbit/s": 1500, "2 MB/s": 16, "2 MiB/s": 16.777216, "8000 bits/sec": 0.008,
		"1 megabit per second": 1, "< 0.01 Mbit/s": 0.01, "1,234 kbit/s": 1.234,
		"1,234.5": 1234.5, "1 234.5": 1234.5, "1,234,567 bit/s": 1.234567, "48700000 bit/s": 48.7,
	} {
		s, err := ReadRecording(strings.NewReader("time,rate\n2026-10-01T00:00:00Z,\""+cell+"\"\n"), Options{})
		if err != nil || s.Samples[0].Mbps != want || math.Signbit(s.Samples[0].Mbps) {
			t.Errorf("%s: %v, %v, want %v", cell, s.Samples, err, want)
		}
	}
	for _, cell := range []string{"20,5", "0,020", "1.234,5", "1,23", "1,2345", "1.234.567"} {
		text := "time,rate\n2026-10-01T00:00:00Z,1\n2026-10-01T00:05:00Z,\"" + cell + "\"\n"
		checkProblem(t, text, Options{}, "3 not-a-number "+cell)
	}
	for _, text := range []string{"", "bytes", "MB", "pps", "Mpkt/s", "b", "time"} {
		if u, ok := ParseUnit(text); ok {
			t.Errorf("%q is the unit %v", text, u)
		}
	}
	kilo, _ := ParseUnit("kbps")
	s := mustRead(t, "time,Mbit/s\n2026-10-01T00:00:00Z,5000\n2026-10-01T00:05:00Z,2000 Mb/s\n", Options{Unit: kilo})
	if s.Samples[0].Mbps != 5 || s.Samples[1].Mbps != 2 {
		t.Errorf("the unit that is given does not decide: %v", s.Samples)
	}
}

// TestDecimalCommas: where commas part no cells, one is that of decimals, and no point is.
func TestDecimalCommas(t *testing.T) {
	t.Parallel()
	const head = "Datum Uhrzeit;Datum Uhrzeit(RAW);Traffic ausgehend (kbit/s)\n01.10.2026 00:00:00;46296,2917;"
	for cell, want := range map[string]float64{
		"8.000": 8, "8.000,5 kbit/s": 8.0005, "1 234,5": 1.2345, "0,020 Gbit/s": 20,
		"1.234.567 kbit/s": 1234.567, "20,500": 0.0205, "800": 0.8, "1234": 1.234,
	} {
		if s := mustRead(t, head+cell+"\n", Options{}); !near(s.Samples[0].Mbps, want) {
			t.Errorf("%s: %v, want %v", cell, s.Samples[0].Mbps, want)
		}
	}
	checkProblem(t, head+"1\n01.10.2026 00:05:00;1,00001;20.5\n", Options{}, "3 not-a-number 20.5")
}
