package traffic

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// october is when most recordings of these tests begin.
var october = time.Date(2026, time.October, 1, 0, 0, 0, 0, BillZone)

// writeRows writes n samples, a step apart, each time as a layout has it.
func writeRows(at time.Time, step time.Duration, n int, format func(t time.Time, i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(format(at.Add(time.Duration(i)*step), i) + "\n")
	}
	return b.String()
}

func mustRead(t *testing.T, text string, o Options) Series {
	t.Helper()
	s, err := ReadRecording(strings.NewReader(text), o)
	if err != nil {
		t.Fatalf("%v in\n%.300s", err, text)
	}
	return s
}

// weekOf is a week at 20 Mbit/s, with 80 from 07:00 to 09:00 on the fifth day.
func weekOf(i int) float64 {
	if i >= 4*288+84 && i < 4*288+108 {
		return 80
	}
	return 20
}

// TestFormats: the same week as each program exports it.
func TestFormats(t *testing.T) {
	t.Parallel()
	bps, _ := ParseUnit("bps")
	bytesPerSecond, _ := ParseUnit("B/s")
	local := func(layout, format string, scale float64) string {
		return writeRows(october, Every, 7*288, func(at time.Time, i int) string {
			v := weekOf(i) * scale
			return fmt.Sprintf(strings.ReplaceAll(format, "%v", "%[2]v"), at.Format(layout), v)
		})
	}
	for name, c := range map[string]struct {
		text string
		o    Options
	}{
		"RFC 3339":              {text: "time,mbps\n" + local(time.RFC3339, "%s,%v", 1)},
		"no header":             {text: local(time.RFC3339, "%s,%v", 1)},
		"byte order mark, CRLF": {text: "\uFEFFtime,mbps\r\n" + strings.ReplaceAll(local(time.RFC3339, "%s,%v", 1), "\n", "\r\n")},
		"offset without colon":  {text: "time,mbps\n" + local("2006-01-02T15:04:05-0700", "%s,%v", 1)},
		"a space for T":         {text: "time,mbps\n" + local("2006-01-02 15:04:05 -0700", "%s,%v", 1)},
		"kept in Chinese":       {text: "时间,出方向(Mbps),入方向(Mbps)\n" + local("2006/1/2 15:04", "%s,%v,3", 1)},
		"epoch in seconds":      {text: "clock,value bits/sec\n" + writeRows(october, Every, 7*288, func(at time.Time, i int) string { return fmt.Sprintf("%d,%v", at.Unix(), weekOf(i)*1e6) })},
		"Grafana, epoch in ms": {text: "\"Time\",\"eth0 out\"\n" + writeRows(october, Every, 7*288, func(at time.Time, i int) string {
			if i%2 > 0 {
				return fmt.Sprintf(`%d,"%v kb/s"`, at.UnixMilli(), weekOf(i)*1000)
			}
			return fmt.Sprintf(`%d,"%v Mb/s"`, at.UnixMilli(), weekOf(i))
		})},
		"Grafana, wide":        {text: "sep=,\n\"Time\",\"in\",\"out\"\n" + local(time.DateTime, `"%s",8000000,%v`, 1e6), o: Options{Unit: bps}},
		"Grafana, wide, bytes": {text: "\"Time\",\"in (B/s)\",\"out (B/s)\"\n" + local(time.DateTime, `"%s",1000000,%v`, 125e3)},
		"Zabbix": {text: "itemid;clock;ns;Bits received;Bits sent\n" + writeRows(october, Every, 7*288, func(at time.Time, i int) string {
			return fmt.Sprintf("42;%d;123456789;%v;1000", at.Unix(), weekOf(i)*1e6)
		})},
		"Cacti": {text: "\"Title:\",\"eth0 - Traffic\"\n\"Vertical Label:\",\"bits per second\"\n\"Start Date:\",\"2026-10-01 00:00:00\"\n\"Step:\",\"300\"\n\n" +
			"\"Date\",\"Inbound\",\"Outbound\"\n" + local(time.DateTime, `"%s","8.000e+06","%v"`, 1e6) + "\"2026-10-08 00:00:00\",\"NaN\",\"NaN\"\n"},
		"PRTG": {text: "\"Date Time\",\"Date Time(RAW)\",\"Traffic Total (Speed)\",\"Traffic Total (Speed)(RAW)\",\"Traffic In (Volume)\",\"Traffic In (Speed)\",\"Traffic In (Speed)(RAW)\",\"Traffic Out (Speed)\",\"Coverage\"\n" +
			writeRows(october, Every, 7*288, func(at time.Time, i int) string {
				return fmt.Sprintf(`"%s - %s","46296.2916666667","99 Mbit/s","1","123 KByte","8,010 kbit/s","1001250","%v Mbit/s","100 %%"`,
					at.Format("1/2/2006 3:04:05 PM"), at.Add(Every).Format("3:04:05 PM"), weekOf(i))
			}) + "\"Sums (of 2016 values)\",\"\",\"\",\"\",\"1 KByte\",\"\",\"\",\"\",\"\"\n\"Averages (of 2016 values)\",\"\",\"9 Mbit/s\",\"\",\"\",\"\",\"\",\"\",\"\"\n"},
		"LibreNMS":      {text: "Timestamp\ttraffic_in bps\ttraffic_out bps\n" + local(time.DateTime, "%s\t8000000\t%v", 1e6)},
		"rrdtool graph": {text: "\"time\",\"in\",\"out\"\n" + writeRows(october.Add(Every), Every, 7*288, func(at time.Time, i int) string { return fmt.Sprintf(`"%d","8.0e+06","%e"`, at.Unix(), weekOf(i)*1e6) }), o: Options{Unit: bps}},
		"rrdtool xport": {text: `{"about":"RRDtool","meta":{"start":1790784000,"step":300,"end":1791388800,"legend":["in","out"]},"data":[` + strings.TrimSuffix(writeRows(october.Add(Every), Every, 7*288, func(at time.Time, i int) string { return fmt.Sprintf(`[%d,8.0e+06,%e],`, at.Unix(), weekOf(i)*1e6) }), ",\n") + `]}`},
		"rrdtool xport in XML": {text: "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\n<xport>\n  <meta>\n    <start>1790784000</start>\n    <step>300</step>\n" +
			"    <legend>\n      <entry>in bits</entry>\n      <entry>out bits</entry>\n    </legend>\n  </meta>\n  <data>\n" +
			writeRows(october.Add(Every), Every, 7*288, func(at time.Time, i int) string {
				return fmt.Sprintf("    <row><t>%d</t><v>8.0e+06</v><v>%e</v></row>", at.Unix(), weekOf(i)*1e6)
			}) + "    <row><t>1791389100</t><v>NaN</v><v>NaN</v></row>\n  </data>\n</xport>\n"},
		"octets of a second":      {text: "time,ifHCInOctets,ifHCOutOctets\n" + local(time.DateTime, "%s,1000,%v", 125e3), o: Options{Unit: bytesPerSecond}},
		"semicolons":              {text: "Zeit;Mbit/s\n" + strings.ReplaceAll(local("02.01.2006 15:04", "%s;%v,0", 1), ";80,0", ";80,00")},
		"day before month":        {text: "time;mbps\n" + local("02/01/2006 15:04", "%s;%v", 1)},
		"month before day":        {text: "time;mbps\n" + local("01/02/2006 15:04", "%s;%v", 1)},
		"date and clock apart":    {text: "Date,Time,In Mbit/s,Out Mbit/s\n" + local("2006-01-02,15:04:05", "%s,3,%v", 1)},
		"newest first":            {text: "time,mbps\n" + reverseLines(local(time.RFC3339, "%s,%v", 1))},
		"end-stamped":             {text: "time,mbps\n" + writeRows(october.Add(Every), Every, 7*288, func(at time.Time, i int) string { return fmt.Sprintf("%s,%v", at.Format(time.RFC3339), weekOf(i)) })},
		"ENS":                     {text: ensReply(0, 7*288)},
		"ENS in three replies":    {text: ensReply(0, 700) + "\n" + ensReply(690, 1500) + ensReply(1500, 7*288)},
		"by its number":           {text: "time,mbps,other\n" + local(time.RFC3339, "%s,%v,5", 1), o: Options{Columns: []string{"2"}}},
		"by its name":             {text: "time,a,b\n" + local(time.RFC3339, "%s,5,%v", 1), o: Options{Columns: []string{"B"}}},
		"in and out by two names": {text: "time,a in,a out,b in,b out\n" + local(time.RFC3339, "%s,1,2,3,%v", 1), o: Options{Columns: []string{"b in", "b out"}}},
	} {
		s := mustRead(t, c.text, c.o)
		m := s.BillMonths(nil)[0]
		if len(s.Samples) != 7*288 || !s.Samples[0].Time.Equal(october) || m.Month != "2026-10" || len(m.DailyPeaks) != 7 || s.Reading.Gaps > 0 {
			t.Errorf("%s: %d samples from %v to %v, %v, gaps %v", name, len(s.Samples), s.Samples[0].Time, s.Samples[len(s.Samples)-1].Time, m.DailyPeaks, s.Reading.Gaps)
			continue
		}
		if near(m.Percentile95, 20) && near(*m.FourthPeak, 20) && near(m.PeaksSum, 200) && near(m.Maximum, 80) && !m.Whole && m.BreakEven == 0 {
			continue
		}
		t.Errorf("%s: %+v", name, m.DailyPeaks)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9*max(1, math.Abs(b)) }

func reverseLines(text string) string {
	lines := strings.SplitAfter(text, "\n")
	slices.Reverse(lines)
	return strings.Join(lines, "")
}

// ensReply is what aliyun ens DescribeEpnBandWidthData prints of weekOf.
func ensReply(from, to int) string {
	var entries []string
	for i := from; i < to; i++ {
		at := october.Add(time.Duration(i) * Every).UTC().Format(time.RFC3339)
		entries = append(entries, fmt.Sprintf(`{"TimeStamp": "%s", "UpBandWidth": %v, "DownBandWidth": 9000000, "InternetTX": 999999999, "InternetRX": 999999999}`, at, weekOf(i)*1e6))
	}
	return `{"RequestId": "5B9A2F3C", "MonitorData": {"MaxUpBandWidth": 1, "BandWidthMonitorData": [` + strings.Join(entries, ",\n") + "]}}\n"
}

// TestProblems: a file that cannot be used has one problem, with its line.
func TestProblems(t *testing.T) {
	t.Parallel()
	const a = "time,mbps\n2026-10-01T00:00:00Z,1\n"
	for _, c := range []struct {
		text string
		o    Options
		want string // line, kind, value
	}{
		{"", Options{}, "0 no-samples "},
		{"time,mbps\n", Options{}, "0 no-samples "},
		{"root:x:0:0\nbin:x:1:1\n", Options{}, "0 no-samples "},
		{"\x7fELF\x00\x01", Options{}, "1 not-a-table "},
		{"{\"a\":[1, 2", Options{}, "1 broken "},
		{"{\"a\":\n[{\"TimeStamp\": oops", Options{}, "2 broken "},
		{"<xport>\n<data><row><t>1790784000</t><v>1</v></row>\n", Options{}, "3 broken "},
		{"2026-13-01T00:00:00Z,1\n", Options{}, "1 not-a-time 2026-13-01T00:00:00Z"},
		{a + "2026-10-32T00:05:00Z,1\n2026-10-01T00:10:00Z,1\n", Options{}, "3 not-a-time 2026-10-32T00:05:00Z"},
		{"2026-10-32T00:05:00Z,1\n2026-10-01T00:00:00Z,1\n2026-10-01T00:05:00Z,1\n", Options{}, "1 not-a-time 2026-10-32T00:05:00Z"},
		{a + "garbage\n2026-10-01T00:05:00Z,1\n", Options{}, "3 not-a-time garbage"},
		{"time,a\n2026-10-01T00:00:00Z,x\n", Options{}, "2 no-rate 2026-10-01T00:00:00Z,x"},
		{"time,bytes\n2026-10-01T00:00:00Z,5\n", Options{}, "2 no-rate 2026-10-01T00:00:00Z,5"},
		{`[{"TimeStamp":"2026-10-01T00:00:00Z","InternetRX":5,"InternetTX":5}]`, Options{}, "1 no-rate 2026-10-01T00:00:00Z,5,5"},
		{"time,a,b\n2026-10-01T00:00:00Z,1,2\n", Options{}, "2 which-column a, b"},
		{ensReply(0, 2), Options{Columns: []string{"InternetTX"}}, "1 which-column UpBandWidth, DownBandWidth, InternetTX, InternetRX"},
		{a + "\"" + strings.Repeat("x,1\n", 1000) + "\n", Options{}, "3 not-a-time " + strings.Repeat("x,1\n", 25)},
		{"time,a in,b in\n2026-10-01T00:00:00Z,1,2\n", Options{}, "2 which-column a in, b in"},
		{"time,a,b\n2026-10-01T00:00:00Z,1,2\n", Options{Columns: []string{"c"}}, "2 which-column a, b"},
		{"time,in\n2026-10-01T00:00:00Z,1\n", Options{Direction: Out}, "2 which-column in"},
		{a + "2026-10-01T00:05:00Z,1\n2026-10-01T00:10:00Z,x\n", Options{}, "4 not-a-number x"},
		{a + "2026-10-01T00:05:00Z,0x10\n", Options{}, "3 not-a-number 0x10"},
		{a + "2026-10-01T00:05:00Z,Inf\n", Options{}, "3 not-a-number Inf"},
		{a + "2026-10-01T00:05:00Z,-1\n", Options{}, "3 negative -1"},
		{a + "2026-10-01T00:05:00Z,10000.1\n", Options{}, "3 absurd 10000.1"},
		{a + "2026-10-01T00:00:00Z,2\n", Options{}, "3 contradicting "},
		{a + "2026-10-01T00:10:00Z,1\n2026-10-01T00:05:00Z,1\n2026-10-01T00:15:00Z,1\n", Options{}, "4 unordered "},
		{a + "2026-10-01T00:05:00Z,4,1\n", Options{}, "3 extra-cells 2026-10-01T00:05:00Z,4,1"},
		{"time,in,out\n2026-10-01T00:00:00Z,4,5,9,5\n", Options{}, "2 extra-cells 2026-10-01T00:00:00Z,4,5,9,5"},
		{writeRows(october, Every, MaxSamples+1, func(at time.Time, _ int) string { return at.Format(time.RFC3339) + ",1" }), Options{}, "105410 too-many "},
	} {
		_, err := ReadRecording(strings.NewReader(c.text), c.o)
		var p *Problem
		if !errors.As(err, &p) {
			t.Errorf("%.80q: %v", c.text, err)
			continue
		}
		if got := fmt.Sprintf("%d %s %s", p.Line, p.Kind, p.Value); got != c.want && !(p.Kind == NotTable && p.Line == 1) {
			t.Errorf("%.80q: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestJSON: objects may lack names and order them otherwise, and what is around
// them does not count.
func TestJSON(t *testing.T) {
	t.Parallel()
	const a, b = `{"TimeStamp":"2026-10-01T00:00:00Z","UpBandWidth":5000000,"DownBandWidth":-0}`, `{"DownBandWidth":7e6,"New":[1,{}],"TimeStamp":"2026-10-01T00:05:00Z"}`
	for _, text := range []string{
		"[" + a + "," + b + "]", `{"Code":200,"Data":{"List":[` + a + ",\n" + b + `],"Total":2}}`, "[" + a + "]\n\n[" + b + "]",
		`[{"time":"2026\/10\/01 08:00","in":"5,0 Mb\/s","note \u4e2d":null},{"time":"2026\/10\/01 08:05","in":"7 Mb\/s"}]`,
		`{"legend":["in","out"],"data":[[1790784000,5000000,null],[1790784300,nan,7.0e+06]]}`,
	} {
		s := mustRead(t, text, Options{})
		if len(s.Samples) != 2 || !s.Samples[0].Time.Equal(october.Add(8*time.Hour)) && !s.Samples[0].Time.Equal(october) || s.Samples[0].Mbps != 5 || s.Samples[1].Mbps != 7 {
			t.Errorf("%s: %+v", text, s)
		}
	}
}

// TestOverlaps: what two exports share counts once, what one lacks the other
// has, and a header may stand between them.
func TestOverlaps(t *testing.T) {
	t.Parallel()
	line := func(at time.Time, i int) string { return fmt.Sprintf("%s,%d", at.Format(time.RFC3339), i) }
	first := writeRows(october, Every, 10, line)
	lacking := strings.Replace(first, october.Add(7*Every).Format(time.RFC3339)+",7\n", "", 1)
	later := writeRows(october, Every, 20, line)
	second := later[strings.Index(later, october.Add(5*Every).Format(time.RFC3339)):]
	for text, duplicates := range map[string]int{
		"time,mbps\n" + first + second:                       5,
		"time,mbps\n" + first + "time,mbps\n" + second:       5,
		"time,mbps\n" + lacking + second:                     4,
		"time,mbps\n" + first + first + second:               15,
		"time,mbps\n" + reverseLines("\n"+second+first) + "": 5,
	} {
		s := mustRead(t, text, Options{})
		if len(s.Samples) != 20 || s.Reading.Duplicates != duplicates || s.Reading.Gaps > 0 {
			t.Errorf("%d samples, %d duplicates, want %d; gaps %v", len(s.Samples), s.Reading.Duplicates, duplicates, s.Reading.Gaps)
		}
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
	for _, text := range []string{"", "2026-10-01T00:00:00Z,1\n2026-10-01T00:0", writeRows(october, Every, 20_000, func(at time.Time, _ int) string { return at.Format(time.RFC3339) + ",1" }), ensReply(0, 3000)[:300_000], "<data>" + strings.Repeat("<row><t>1790784000</t><v>1</v></row>", 10_000)} {
		_, err := ReadRecording(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), Options{})
		if !errors.Is(err, broken) {
			t.Errorf("%.20q: got %v, want the reader's own error", text, err)
		}
	}
	s, err := ReadRecording(iotest.OneByteReader(strings.NewReader("2026-10-01T00:00:00Z,1\n2026-10-01T00:05:00Z,2")), Options{})
	if err != nil || len(s.Samples) != 2 {
		t.Errorf("byte by byte: %v, %v", s.Samples, err)
	}
	for text, kind := range map[endless]Kind{"\x00": NotTable, "y\n": NoSamples, "2026-10-01T00:00:00Z,1\n": TooMany} {
		_, err := ReadRecording(bufio.NewReader(text), Options{})
		var p *Problem
		if !errors.As(err, &p) || p.Kind != kind {
			t.Errorf("%q for ever: %v, want %s", text, err, kind)
		}
	}
}
