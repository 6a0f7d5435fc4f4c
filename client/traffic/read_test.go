package traffic

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// october is when most recordings of these tests begin.
var october = time.Date(2026, time.October, 1, 0, 0, 0, 0, BillZone)

// writeRows writes n samples, a step apart, each as a format has it: TIME stands
// for its time in a layout, or in seconds or milliseconds since 1970, RATE for its rate.
func writeRows(from time.Time, step time.Duration, n int, layout, format string, rate func(i int) float64) string {
	var b strings.Builder
	for i := range n {
		at := from.Add(time.Duration(i) * step)
		text := map[string]string{"s": fmt.Sprint(at.Unix()), "ms": fmt.Sprint(at.UnixMilli())}[layout]
		if text == "" {
			text = at.Format(layout)
		}
		b.WriteString(strings.NewReplacer("TIME", text, "RATE", fmt.Sprint(rate(i))).Replace(format))
	}
	return b.String()
}

// writePlain writes samples in the simplest form.
func writePlain(from time.Time, step time.Duration, n int, rate func(i int) float64) string {
	return writeRows(from, step, n, time.RFC3339, "TIME,RATE\n", rate)
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

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9*max(1, math.Abs(b)) }

func reverseLines(text string) string {
	lines := strings.SplitAfter(text, "\n")
	slices.Reverse(lines)
	return strings.Join(lines, "")
}

const (
	ensHead = `{"RequestId": "5B9A2F3C", "MonitorData": {"MaxUpBandWidth": 1, "BandWidthMonitorData": [`
	ensRow  = `{"TimeStamp": "TIME", "UpBandWidth": RATE, "DownBandWidth": 9000000, "InternetTX": 99, "InternetRX": 9},`
)

// ensReply is what aliyun ens DescribeEpnBandWidthData prints of weekOf.
func ensReply(from, to int) string {
	rows := writeRows(october.Add(time.Duration(from)*Every).UTC(), Every, to-from, time.RFC3339, ensRow,
		func(i int) float64 { return weekOf(from+i) * 1e6 })
	return ensHead + strings.TrimSuffix(rows, ",") + "]}}\n"
}

const (
	cacti = "\uFEFF\"Title\",\"eth0 - Traffic\"\n\"Vertical Label\",\"bits per second\"\n" +
		"\"Start Date\",\"2026-10-01 00:00:00\"\n\"Step\",\"300\"\n\"\"\n\"Date\",\"Inbound\",\"Outbound\"\nROWS"
	prtg = `"Date Time","Date Time(RAW)","Traffic Total (Speed)","Traffic In (Volume)","Traffic In (Speed)",` +
		`"Traffic In (Speed)(RAW)","Traffic Out (Speed)","Coverage"` + "\nROWS" +
		"\"Sums (of 2016 values)\",\"\",\"\",\"1 KByte\",\"\",\"\",\"\",\"\"\n"
	prtgRow = `"TIME - 1:05:00 PM","46296.29","99 Mbit/s","123 KByte","8,010 kbit/s","1001250","RATE Mbit/s","100 %"` +
		"\n"
	rrdtool = `{"about": "RRDtool graph JSON output", "meta": {"start": 1790784300, "step": 300,
		"legend": ["in", "out"]}, "data": [` + "\nROWS[ \"1791388800\",null, null ]\n]}\n"
	missing = "ROWS2026-10-08T00:00:00Z,null\n2026-10-08T00:05:00Z,#N/A\n2026-10-08T00:10:00Z,\n"
)

// TestFormats: the same week as each program exports it.
func TestFormats(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, layout, row string
		scale                   float64
		unit                    string
		columns                 []string
	}{
		{"no header", "ROWS", time.RFC3339, "TIME,RATE\n", 1, "", nil},
		{"BOM and CRLF", "\uFEFFtime,mbps\r\nROWS", time.RFC3339, "TIME,RATE\r\n", 1, "", nil},
		{"notes around", "# by hand\ntime,mbps\nROWS\n# end\n", time.RFC3339, "TIME,RATE\n", 1, "", nil},
		{"every row twice", "ROWS", time.RFC3339, "TIME,RATE\nTIME,RATE\n", 1, "", nil},
		{"missing values", missing, time.RFC3339, "TIME,RATE\n", 1, "", nil},
		{"Chinese", "时间,出方向(Mbps),入方向(Mbps)\nROWS", "2006/1/2 15:04", "TIME,RATE,3\n", 1, "", nil},
		{"Grafana", "sep=,\n\"Time\",\"in\",\"out\"\nROWS", time.DateTime, "\"TIME\",8000000,RATE\n", 1e6, "bps", nil},
		{"Grafana, formatted", "\"Time\",\"eth0 out\"\nROWS", "ms", "TIME,\"RATE Mb/s\"\n", 1, "", nil},
		{"Grafana, bytes", "Time,in (B/s),out (B/s)\nROWS", time.DateTime, "TIME,1000000,RATE\n", 125e3, "", nil},
		{"Zabbix", "itemid;clock;ns;Bits received;Bits sent\nROWS", "s", "42;TIME;1234567;RATE;1000\n", 1e6, "", nil},
		{"Zabbix's API", `{"result":[ROWS{}]}`, "s", `{"itemid":"4","clock":"TIME","value":"RATE"},`, 1e6, "", nil},
		{"Cacti", cacti, time.DateTime, "\"TIME\",\"8.000e+06\",\"RATE\"\n", 1e6, "", nil},
		{"PRTG", prtg, "1/2/2006 3:04:05 PM", prtgRow, 1, "", nil},
		{"PRTG's log", "date,time,kbits_per_sec_in,kbits_per_sec_out,bytes_in\nROWS", "2006-01-02,15:04:05",
			"TIME,8,RATE,7\n", 1e3, "", nil},
		{"LibreNMS", "Timestamp\ttraffic_in bps\ttraffic_out bps\nROWS", time.DateTime, "TIME\t8\tRATE\n", 1e6, "", nil},
		{"rrdtool graph", "\"time\",\"in\",\"out\"\nROWS", "s", "TIME,\"8.0e+06\",\"RATE\"\n", 1e6, "bps", nil},
		{"rrdtool xport", rrdtool, "s", "[ \"TIME\",8.0e+06, RATE ],\n", 1e6, "", nil},
		{"octets", "time,ifHCInOctets,ifHCOutOctets\nROWS", time.DateTime, "TIME,1000,RATE\n", 125e3, "B/s", nil},
		{"names of one word", "time,inKbps,outKbps\nROWS", time.DateTime, "TIME,1,RATE\n", 1e3, "", nil},
		{"a column without values", "time;mbps;\nROWS", time.DateTime, "TIME;RATE;\n", 1, "", nil},
		{"no name of times", ",in,out\nROWS", time.DateTime, "TIME,1,RATE\n", 1, "", nil},
		{"bars", "time|mbps\nROWS", time.RFC3339, "TIME|RATE\n", 1, "", nil},
		{"decimal commas", "Zeit;Mbit/s\nROWS", "02.01.2006 15:04", "TIME;RATE,0\n", 1, "", nil},
		{"ENS's neighbours", `[ROWS{}]`, time.RFC3339, `{"EipRX":1,"EipBandwidth":RATE,"EipPackets":9,"TimeStamp":"TIME"},`,
			1e6, "", nil},
		{"an object a line", "ROWS", time.RFC3339, "{\"time\":\"TIME\",\"out\":RATE}\n", 1e6, "", nil},
		{"by its number", "time,mbps,other\nROWS", time.RFC3339, "TIME,RATE,5\n", 1, "", []string{"2"}},
		{"Zabbix, as plain text", "ROWS", time.DateTime, "TIME 1790784000 RATE\n", 1e6, "bps", []string{"4"}},
		{"by its name", "time,a,b\nROWS", time.RFC3339, "TIME,5,RATE\n", 1, "", []string{"B"}},
		{"by two names", "time,a in,b in,b out\nROWS", time.RFC3339, "TIME,99,3,RATE\n", 1, "", []string{"b in", "b out"}},
	} {
		rows := writeRows(october, Every, 7*288, c.layout, c.row, func(i int) float64 { return weekOf(i) * c.scale })
		unit, _ := ParseUnit(c.unit)
		text := strings.Replace(c.file, "ROWS", rows, 1)
		checkWeek(t, c.name, mustRead(t, text, Options{Unit: unit, Columns: c.columns}))
	}
	checkWeek(t, "newest first", mustRead(t, reverseLines(writePlain(october, Every, 7*288, weekOf)), Options{}))
	checkWeek(t, "ENS", mustRead(t, ensReply(0, 7*288), Options{}))
	checkWeek(t, "ENS in three", mustRead(t, ensReply(0, 700)+"\n"+ensReply(690, 1500)+ensReply(1500, 7*288), Options{}))
}

// checkWeek checks what was read of weekOf.
func checkWeek(t *testing.T, name string, s Series) {
	t.Helper()
	m := s.BillMonths(nil)[0]
	if len(s.Samples) != 7*288 || !s.Samples[0].Time.Equal(october) || s.Reading.Gaps > 0 || m.Month != "2026-10" ||
		!near(m.Percentile95, 20) || !near(*m.FourthPeak, 20) || !near(m.PeaksSum, 200) || !near(m.Maximum, 80) || m.Whole {
		t.Errorf("%s: %d samples from %v, %v, %+v", name, len(s.Samples), s.Samples[0].Time, m.DailyPeaks, s.Reading)
	}
}

// TestTimes: the same week with its times written in each way.
func TestTimes(t *testing.T) {
	t.Parallel()
	for i, layout := range []string{
		time.RFC3339, "2006-01-02T15:04:05.000Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05 -0700",
		"2006-01-02 15:04:05 +08", "2006-01-02 15:04", "20060102 15:04", "2006年1月2日 15:04", "02/01/2006 15:04",
		"01/02/2006 15:04", "1/2/06 15:04", "02.01.06 15:04", "02-01-2006 15:04", "02-Jan-2006 15:04", "2 Jan 2006 15:04",
		"1/2/2006 3:04:05 PM", "01/02/2006 03:04pm", "1/2/2006 3:04 PM - 3:04 PM", "Mon, 02 Jan 2006 15:04:05 -0700",
		"Jan 2, 2006, 3:04:05 PM", "s", "ms",
	} {
		head := []string{"", "time,mbps\n"}[i%2]
		text := writeRows(october, Every, 7*288, layout, "\"TIME\",RATE\n", weekOf)
		checkWeek(t, layout, mustRead(t, head+text, Options{}))
	}
	for _, zone := range []string{" UTC", " GMT", "Z"} {
		text := writeRows(october.UTC(), Every, 7*288, time.DateTime+zone, "TIME,RATE\n", weekOf)
		checkWeek(t, zone, mustRead(t, text, Options{}))
	}
	nano := writeRows(october, Every, 7*288, "s", "TIME000000000,RATE\n", weekOf)
	checkWeek(t, "nanoseconds", mustRead(t, nano, Options{}))
	ended := writeRows(october.Add(Every), Every, 7*288, time.DateTime, "TIME,RATE\n", weekOf)
	checkWeek(t, "ends of samples", mustRead(t, ended, Options{}))
	checkWeek(t, "24:00", mustRead(t, strings.Replace(ended, "-08 00:00", "-07 24:00", 1), Options{}))
}

// TestJSON: objects may lack names and order them otherwise, and what is around
// them does not count.
func TestJSON(t *testing.T) {
	t.Parallel()
	const a = `{"TimeStamp":"2026-10-01T00:00:00Z","UpBandWidth":5000000,"DownBandWidth":-0}`
	const b = `{"DownBandWidth":7e6,"New":{"a":1},"TimeStamp":"2026-10-01T00:05:00Z"}`
	for _, text := range []string{
		"[" + a + "," + b + "]", "[" + a + "]\n\n[" + b + "]",
		`{"Code":200,"Data":{"List":[` + a + ",\n" + b + `],"Total":2}}`,
		`[{"time":"2026\/10\/01 08:00","in":"5,0 Mb\/s","no\"te \u4e2d":null},{"time":"2026\/10\/01 08:05","in":"7 Mb\/s"}]`,
		`{"legend":["in","out"],"data":[[1790784000,5000000,null],[1790784300,null,7.0e+06]]}`,
		`{"legend":["in","\\"],"data":[[1790784000,5000000,null],[1790784300,7.0e+06]]}`,
	} {
		s := mustRead(t, text, Options{})
		first := s.Samples[0].Time
		if len(s.Samples) != 2 || !first.Equal(october.Add(8*time.Hour)) && !first.Equal(october) ||
			s.Samples[0].Mbps != 5 || s.Samples[1].Mbps != 7 {
			t.Errorf("%s: %+v", text, s)
		}
	}
}
